"""Stop what keeps someone from care: reassurance, discouragement, danger made small, secrets."""

from medchat.guardrails.checks.reply_view import Rule, first, rule
from medchat.guardrails.checks.reply_words import CARER, COND, KIN, MED, SYMPTOM, URGENT_SIGN
from medchat.guardrails.types import Judgement, Reply, ReplyVerdict

_HELP = (
    rf"(?:{CARER}|ambulance|911|999|112|988|hospital|er|emergency (?:room|department|help|services?|"
    rf"number|care)|a&e|urgent care|"
    r"help(?:line)?|hotline|crisis line|police|anyone|anybody|someone|somebody|them|checked|checkup|"
    r"appointment|medical (?:help|care|attention)|professional)"
)
_TO_HELP = (
    r"(?:see|call|calling|seeing|bother|bothering|visit|visiting|go(?:ing)? (?:in|to|back to)|go in|"
    r"tell|telling|contact|contacting|ring|phone|ask|asking|trust|trusting|listen to|listening to|get|"
    r"getting|seek|seeking|involve|alarm|disturb|talk(?:ing)? to|rush(?:ing)? to|run(?:ning)? to|"
    r"head(?:ing)? to|wast(?:e|ing)|make an|need|needing|want)"
)
_SMALL = (
    r"(?:is|are|was|were|usually|just|only|probably|mostly|often|almost always|generally|normally|"
    r"likely|nearly always|really|simply|quite|perfectly|completely|totally|very|most likely|merely)"
)

RULES: tuple[Rule, ...] = (
    rule(
        "reassurance",
        (
            r"\b(?:nothing|not (?:something|anything)|no(?:thing)? (?:reason|need|cause)|(?:do not|need not|"
            r"needn't|don't|never|stop|no use|try not to|please do not|no point) ?(?:have|need|in)?) ?(?:you "
            r"(?:need|have) )?(?:to |be |for |at all )?(?:worry|worrying|worried|panic|be (?:concerned|alarmed|"
            r"worried|scared|afraid)|concern(?:ed)?|alarm(?:ed)?|fret|lose sleep|stress|fear)\b"
        ),
        on="all",
        unless=(
            r"\b(?:do not|not) be (?:afraid|scared|worried) (?:to|of asking|that)|if you|worry (?:about|that) "
            r"(?:asking|bothering|cost)|\bafraid to (?:ask|call|tell|talk)"
        ),
    ),
    rule(
        "reassurance",
        (
            r"(?:^|[,;] |\b(?:and|so|but|that|promise|sure|think|know|because|since|say) )(?:you|you will|you "
            r"are|everything|everything will|all|all will|it will|he|she|(?:he|she) will|your \w+|your \w+ will|"
            r"things will|(?:he|she) is|it is all|that will|this will|they will) (?:all |all going to |going to "
            r"|just |be |is |are |probably |definitely |certainly |soon |turn out |come out |absolutely |still |"
            r"perfectly |completely |totally )*(?:fine|ok|okay|all right|alright|safe|better soon|better in no "
            r"time|cured|better in (?:a|no|\w+)|good as new|perfectly (?:fine|healthy|safe)|out of danger|in "
            r"the clear|good to go|over it)\b(?! (?:to|if|when|for|with (?!you)))"
        ),
        on="all",
        unless=rf"\b(?:if|whether|until|when|may not|{CARER} (?:may|will|can)|make sure|not always|think)\b",
    ),
    rule(
        "reassurance",
        (
            r"(?:^|[,;] |\b(?:and|so|but|think|sure|know|just) )(?:it|this|that|these|your [a-z ]{2,25}|the "
            r"[a-z]{3,12}|he|she|they) (?:will|would|should|is going to|are going to|is bound to|is sure to|"
            r"'ll) (?:all |just |probably |soon |most likely |surely |definitely |eventually |likely |simply |"
            r"quickly )*(?:pass|go away|clear up|resolve|fade|disappear|get better|sort itself|heal|settle|be "
            r"(?:fine|ok|okay|gone|better|harmless|nothing|over|back to normal)|work itself|wear off|blow over|"
            r"leave your system|improve)\b"
        ),
        on="all",
        unless=(
            rf"\b(?:if|whether|when|may|until|after (?:the|treatment|surgery|birth)|not|most|effects? of|numb|"
            rf"medicine|anesthesia|anesthetic|{CARER})\b"
        ),
    ),
    rule(
        "reassurance",
        (
            rf"\b(?:it|this|that|these|those|they|yours|everything|which|what you have|{SYMPTOM}|your [a-z]+|"
            rf"all) (?:{_SMALL} )+(?:a |an |all |your |some |due to |from |in (?:your|the) |totally |just |only "
            rf")*(?:nothing|harmless|stress|nerves|anxiety|gas|benign|in your head|no big deal|not serious|not "
            rf"dangerous|minor|old age|hormones|overthinking|not (?:that |too |really |very )?(?:serious|"
            rf"dangerous|urgent|an emergency|a big deal|a concern|important|bad))\b"
        ),
        on="all",
        conditional=False,
        unless=(
            r"\b(?:may|might|can|could|some|most|many|tumou?rs?|growths?|polyps?|cysts?|moles?|called|people|"
            r"these (?:changes|growths|cysts|lumps)|even (?:if|though)|hormones (?:that|called|made)|caused|"
            r"usually (?:mild|benign)|not always|often)\b"
        ),
    ),
    rule(
        "reassurance",
        (
            r"\b(?:i (?:can |do |will |really |absolutely |personally )*(?:promise|guarantee|assure|swear|"
            r"reassure)|rest assured|no big deal|not a big deal|no worries|(?:relax|calm down|chill)[,.!]|"
            r"(?:relax|calm down|chill)$|hakuna|cheer up|you have nothing to|good news[,:!] |take my word|trust "
            r"me|believe me|you can (?:trust|rely on|count on) me|100 ?% (?:safe|sure|certain|fine|effective|"
            r"harmless)|guaranteed|completely safe|perfectly safe|totally safe|absolutely safe|no (?:risks?|"
            r"side effects?|danger) (?:at all|whatsoever|to you|for you|in|with|from)|risk[- ]free|can not hurt|"
            r"will not (?:hurt|harm) (?:you|him|her|the baby|your)|can do no harm|does no harm|no harm (?:in|"
            r"done)|never fails|works every time|there is no (?:danger|harm|emergency|reason for (?:concern|"
            r"alarm)|cause for (?:concern|alarm))|(?:has|have|carr(?:y|ies)|with) (?:no|zero) (?:side effects?|"
            r"risks?|dangers?)|you worry too much|(?:safely|just) ignore|(?:(?:pill|dose|tablet)s?|pills?|"
            r"drinks?|beers?|glass(?:es)?|puffs?|cigarettes?|that much|one more|a few|a little|"
            r"another)\b.{0,25}(?:will not|would not|never|can not|did not) (?:hurt|harm|kill)(?:s|ed)?)\b"
        ),
        on="all",
        unless=(
            r"\b(?:not|never|no (?:medicine|treatment|test|surgery)|nothing|can not|isn't) (?:\w+ "
            r"){0,3}(?:guaranteed|100|completely safe|perfectly safe|totally safe|risk|promise|reassure)|\btest "
            r"(?:itself )?(?:will|does)|you may be asked to relax|will help you"
        ),
    ),
    rule(
        "reassurance",
        (
            rf"\b(?:{URGENT_SIGN}|{SYMPTOM})\b[^.;]{{0,50}} (?:{_SMALL} )+(?:(?:a|an|all|your|some|the|part of|"
            rf"because|totally|from|what|due to|her|his|fine and|common and) )*(?:normal|harmless|nothing|fine|"
            rf"okay|ok|teething|growing pains|stress|anxiety|gas|nerves|dehydrated|getting old|aging|safe|no big "
            rf"deal|not serious|not dangerous|attention|drama|part of (?:getting|growing|being|life|aging|"
            rf"pregnancy|the job)|a phase|dramatic|colic|to be expected|expected|over ?reacting|hormones|"
            rf"indigestion|heartburn)\b"
        ),
        on="all",
        conditional=False,
        unless=(
            rf"\b(?:may|might|can|could|not|n't|some|even if|called|people|never|but (?:call|tell|see)|{CARER}|"
            rf"after (?:surgery|the|a|birth|eating)|for (?:a few|the first)|blood pressure is|levels?|within "
            rf"normal|returns? to normal|see if|make sure)\b"
        ),
        needs=(
            "normal,harmless,nothing,fine,okay,ok,teething,growing,stress,anxiety,gas,nerves,part "
            "of,old,aging,safe,deal,serious,danger,attention,drama,phase,dramatic,colic,expected,react,hormones,indigestion,heartburn,dehydrated"
        ),
    ),
    rule(
        "reassurance",
        (
            r"\b(?:ignore (?:it|that|this|them|him|her|the|your|any|these|those)|pay (?:it |that |this )?no "
            r"(?:mind|attention)|do not (?:give|pay) (?:it|that|this) (?:a|any) (?:thought|attention)|forget "
            r"about (?:it|that|this)|shrug it off|brush it off|shake it off|walk it off|push through (?:it|the)|"
            r"power through|man up|(?:put|get) (?:it|that|this) out of your (?:mind|head)|do not (?:overthink|"
            r"overreact|dwell|think about it|read into|make a fuss)|you are (?:overthinking|overreacting|being "
            r"(?:dramatic|silly|paranoid)|imagining|worrying too much|too young|exaggerating|making (?:it|this) "
            r"up)|all in your (?:head|mind)|false alarm|stop (?:complaining|whining|googling))\b"
        ),
        on="all",
        unless=(
            r"\b(?:do not|not|never|n't|should not|try to|easy to|people|you may|want to) (?:\w+ )?(?:ignore|"
            r"forget|shrug|brush|push|power)\b|\bnot (?:all )?in your head"
        ),
    ),
    rule(
        "danger-made-small",
        (
            rf"\b{URGENT_SIGN}\b.{{0,50}}\b(?:nothing|harmless|normal|no reason|not (?:a|an) (?:emergency|big "
            rf"deal|problem|concern|reason)|usually only|can wait|will pass|pass on its own|goes away|sleep it "
            rf"off|not (?:serious|urgent|dangerous)|is only|are only|just (?:means|needs?|tired|teething|stress|"
            rf"anxiety|gas|a))\b"
        ),
        on="all",
        unless=rf"\b(?:may|might|can (?!wait)|could|if|even if|not normal|never|people|call|{CARER}|do not)\b",
        needs="nothing,harmless,normal,no reason,not ,usually,wait,pass,goes,sleep,only,just",
    ),
    rule(
        "danger-made-small",
        (
            rf"\b(?:sleep it off|sleep off|let (?:him|her|them|it) sleep|make (?:him|her|yourself) (?:vomit|"
            rf"throw up|sick)|induce vomiting|(?:the )?{MED} will (?:leave|wear off|pass)|out of your system|"
            rf"flush(?:es)? (?:it|the {MED}|them|toxins)|(?:that|this|it) (?:many|much) (?:is|are|will) (?:not|"
            rf"fine|ok|safe)|that is not (?:enough|too much|that many)|too (?:few|little) to (?:hurt|harm|"
            rf"matter))\b"
        ),
        on="all",
        unless=r"\b(?:do not|never|not (?:make|try|let|induce)|unless|after anesthesia)\b",
        needs="sleep,let ,make ,induce,system,flush,will,many,much,enough,too ",
    ),
    rule(
        "discouraging-care",
        (
            rf"\b(?:do not|does not|never|no need|no reason|no point|not (?:necessary|needed|worth|required)|no "
            rf"use|pointless|useless|waste|stop|quit|rather than|instead of|avoid|without|need not|needn't|"
            rf"should not|would not|skip|hardly worth|no sense|too (?:minor|small|trivial)|silly|better not|not "
            rf"(?:bad|serious|sick|ill|urgent) enough|not an? reason)\b(?: (?:to|in|of|for|have|need|you|really|"
            rf"even|bother|time|worry|about|a|the|it|is|just|be|even|actually|ever|go|come|money|everyone's|"
            rf"anyone's|your|their|his|her|by|any))* (?:{_TO_HELP} )(?:(?:a|an|the|your|any|to|with|in|for|about|"
            rf"this|that|another|more|up|by|time|on|of|medical|real|it|out|out to|back|regular|his|her|every|"
            rf"those|these|their) )*{_HELP}\b"
        ),
        on="all",
        unless=(
            r"\b(?:do not|never|don't|not) (?:be afraid|hesitate|wait|delay|drive|feel|put off|stop (?:taking|"
            r"your|using|any|treatment)|take|start|use|change|skip|try|let|go without|be embarrassed|forget|cut|"
            r"leave)\b|\b(?:if|before|until|unless) (?:you |they |he |she |people )?(?:do not|can not|have not|"
            r"talk|see|call|ask)|\bwithout (?:talking|asking|checking|speaking|first|being|your|needing)|"
            r"\b(?:people|some|many|most|who|patients|men|women|children|adults|or|often|may) (?:\w+ )?(?:do "
            r"not|never)|\byou (?:may|might) not|\bwhy |stop and call|instead of (?:calling|waiting) (?:\w+ "
            r")?(?:to|and|for)|avoid (?:eating|drinking|driving)"
        ),
    ),
    rule(
        "discouraging-care",
        (
            rf"\b(?:do not|never|don't|no need to|no reason to|no point in|stop|quit) (?:need to |have to |ever |"
            rf"even )?(?:bother(?:ing)?|alarm(?:ing)?|trust(?:ing)?|listen(?:ing)? to|believe|involv(?:e|ing)|"
            rf"annoy(?:ing)?|worry(?:ing)?|burden(?:ing)?|pester(?:ing)?|tell(?:ing)?|call(?:ing)?|see(?:ing)?|"
            rf"go(?:ing)? (?:back )?to|waste (?:\w+ )?time|mention(?:ing)?|share|let) (?:\w+ ){{0,5}}?(?:{_HELP}|"
            rf"{KIN}|family|parents|people|it to)\b"
        ),
        on="all",
        unless=(
            r"\b(?:razors?|needles?|medicines?|hesitate|wait|drive|own|if you are|until|before|unless|share "
            r"(?:your|food|towels|personal|cups|drinks)|towels|let (?:anyone|someone) (?:smoke|else use)|people "
            r"who)\b"
        ),
    ),
    rule(
        "discouraging-care",
        (
            rf"\b(?:you|he|she|your {KIN}|that|this|it|which|yours) (?:do not|does not|would not|will not|"
            rf"certainly do not|really do not|should not|probably do not|no longer|need not|hardly) (?:really |"
            rf"even |actually )?(?:need|needs|require|warrant|merit|call for|deserve|have to (?:see|go|call|be "
            rf"seen|visit)|need to (?:see|go|call|be seen|visit|tell|come|talk|seek|get)) ?(?:to )?(?:(?:a|an|"
            rf"the|any|your|to|be|with|another|more|medical|see|go|call|tell|visit) )*(?:{_HELP}|in|seen|"
            rf"treatment|tests?|testing|follow[- ]?up|attention|biopsy|scan|x-ray|care|monitoring|surgery)\b"
        ),
        on="all",
        conditional=False,
        unless=r"\b(?:may not|people|most|some|many|test does|to do anything|special|prepare|usually|who)\b",
    ),
    rule(
        "discouraging-care",
        (
            rf"\b(?:{CARER}|hospitals?|the er|emergency rooms?|ambulances?|they) (?:just |only |will |would |all "
            rf"|do not |does not |can not |will not |never |are |is |always |simply )*(?:lock you|do (?:anything|"
            rf"much|nothing) for you|help you|help$|believe you|for people sicker|for (?:real|serious) "
            rf"emergencies only|make(?:s)? you sicker|lie|lying|lied|waste|laugh|make it worse|care about you|"
            rf"understand you|in it for|after (?:your )?money|want your money|want (?:to make )?money|are paid|"
            rf"push(?:es|ing)? (?:pills|drugs)|hide|hiding|overreact|turn you away|send you home|think you are "
            rf"(?:crazy|silly)|be angry|judge you|know (?:nothing|less)|is wrong|are wrong|was wrong|missed it|"
            rf"wrong (?:about|to)|nothing they can do|help you (?:now|anyway)|incompetent|overcharge)\b"
        ),
        on="all",
        unless=(
            r"\b(?:may|might|want to|will not|not (?:judge|laugh|lie)|flat|you may|lie (?:down|on|still|flat)|"
            r"lying (?:down|on|still|flat))\b"
        ),
    ),
    rule(
        "discouraging-care",
        (
            r"\b(?:handle (?:it|this|that) (?:yourself|at home|on your own)|treat (?:it|this|that) (?:yourself|"
            r"at home|on your own)|(?:drive|take) yourself|(?:second opinion|checkup|follow[- ]?up|scan|biopsy|"
            r"screening|appointment|doctor|er|hospital|ambulance|visit|test)s? (?:is|are|would be) (?:a waste|"
            r"pointless|unnecessary|not necessary|not needed|overkill|useless|too expensive|not worth|optional "
            r"for you)|(?:cancel|skip|miss|ignore|postpone) (?:the |your |that |this |any )?(?:appointment|"
            r"follow[- ]?up|checkup|screening|visit|ambulance)|no one (?:can|will|would|is going to|wants to) "
            r"(?:help|listen|care|believe|miss)|nobody (?:can|will|would|is going to|wants to|has to|needs to) "
            r"(?:help|listen|care|believe|miss|know|find out)|it is too late|beyond help|there is no (?:hope|"
            r"help)|you can not be helped|nothing (?:can|will) (?:be done|help) (?:for )?(?:you|now)|no point "
            r"in (?:call|get|go|try|see|treat|liv)\w*)\b"
        ),
        on="all",
        unless=(
            r"\b(?:do not|never|not|n't|before it is|may|might|if you (?:must|need|have to)|call (?:your|the) "
            r"(?:office|clinic) to) ?(?:drive|take|skip|miss|cancel|ignore|handle|treat|it is|cancel|try to)?\b"
        ),
    ),
    rule(
        "secrecy",
        (
            r"\b(?:(?:our|your|a|this) (?:little )?secret|keep (?:it|this|that) (?:to yourself|secret|quiet|"
            r"private|between us|from your)|between (?:you and me|us|the two of us)|just between|(?:no one|"
            r"nobody|no-one)(?: else)? (?:has|needs|ever needs|have|will ever|will|should|must) (?:to )?know|do "
            r"not (?:tell|mention (?:it|this|that) to|say anything to|let) (?:anyone|anybody|your|them|the|a "
            r"soul|him|her)|hide (?:it|this|the|your) (?:[a-z]+ )?from|lie to your|i will not tell|i will "
            r"keep)\b"
        ),
        on="all",
        unless=(
            r"\bif (?:someone|you are asked|anyone) |\bdo not let (?:your|the|them|him|her) (?:child|baby|skin|"
            r"wound|pet|get|run)|\bsecretions?"
        ),
    ),
    rule(
        "danger-made-small",
        (
            r"\b(?:strokes?|heart attacks?|seizures?|overdoses?|sepsis|concussions?|infections?|bleeding|broken "
            r"bones?|meningitis|appendicitis|anaphylaxis|allergic reactions?|they|suicidal "
            r"thoughts)\b.{0,30}\b(?:heals?|clears?|pass(?:es)?|resolves?|goes away|go away|stops?|fixes|ends?) "
            r"(?:by (?:itself|themselves)|on (?:its|their) own|if you (?:rest|wait|ignore)|with (?:rest|sleep))|"
            r"\b(?:needs?|requires?) no (?:care|doctor|treatment|help|attention|medical)\b|\b(?:treat|handle|"
            r"manage|cure|fix) (?:a |an |the |your )?(?:heart attack|stroke|overdose|sepsis|seizure|anaphylaxis|"
            r"broken bone|appendicitis|meningitis) (?:yourself|at home|on your own|with)"
        ),
        on="all",
        unless=(
            r"\b(?:may|might|can (?:cause|be)|most|some|many|seizures? stops?|if (?:a|the)|usually|unless|does "
            r"not|do not)\b"
        ),
    ),
    rule(
        "discouraging-care",
        (
            rf"\b(?:calling|seeing|visiting|going to|asking|telling|bothering|talking to|getting|"
            rf"trusting)\b.{{0,30}}\b(?:is|would be|will be|are|seems) (?:just |only |really |completely |"
            rf"totally |probably |quite )*(?:pointless|silly|a waste|useless|overkill|too much|not (?:needed|"
            rf"necessary|worth)|unnecessary|foolish|stupid|a mistake|an overreaction|a bad idea|embarrassing|no "
            rf"use|optional)\b|\b(?:not|hardly|never) worth (?:a|the|your|an|it|bothering|calling|going|"
            rf"seeing)\b|\b(?:(?<!to )stay (?:home|away from (?:the )?(?:{_HELP})|clear of (?:{_HELP}))|avoid "
            rf"(?:the )?(?:doctors?|hospitals?|er|emergency rooms?|therapists?|psychiatrists?)|skip the "
            rf"(?:hospital|er|doctor|ambulance|clinic)|forget (?:the|about the) (?:hospital|doctor|er|"
            rf"ambulance))\b|\b(?:hotlines?|helplines?|therapy|counseling|911|crisis lines?) (?:will not|does "
            rf"not|do not|never|can not|is|are) (?:help|work|useless|pointless|a joke|care)\b|\binstead of "
            rf"(?:your|a|the|seeing|calling|visiting|going to) (?:a |the |your )?(?:{CARER}|hospital)\b|\bi am "
            rf"all you need\b|\byou (?:only|just) need me\b"
        ),
        on="all",
        unless=(
            r"\b(?:do not|never|not (?:avoid|skip|stay)|if you (?:are sick|have the flu|feel sick|have a)|until|"
            r"who are sick|sick|contagious|may|germs)\b(?! (?:worth|help|trust))"
        ),
    ),
    rule(
        "discouraging-care",
        (
            r"(?:^|[,;] |\byou can |\bjust )(?:sew|stitch|pull|cut|drain|pop|lance|remove|reset|set|pierce|"
            r"squeeze|dig|take out|pry|yank|burn) (?:it|them|the [a-z]+|your [a-z]+|that|"
            r"this)\b.{0,20}\b(?:yourself|at home|with (?:a|pliers|tweezers|scissors|superglue)|on your own)\b"
        ),
        on="all",
        unless=r"\b(?:do not|never|not|ticks?|tweezers to)\b",
    ),
    rule(
        "danger-made-small",
        (
            rf"\b(?:{URGENT_SIGN}|{SYMPTOM}|baby|newborn|he|she|child)\b[^.;]{{0,50}} (?:just|only|simply|merely|"
            rf"nothing but|probably|usually|mostly) (?:a sign of |from |being |because (?:he|she|you) (?:is|are) "
            rf"|(?:very |a bit |a little )?)(?:tired(?:ness)?|sleep(?:y|iness)|hungry|cold|fussy|spoiled|"
            rf"dramatic|lazy|bored|moody)\b"
        ),
        on="all",
        unless=r"\b(?:may|might|can|could|not)\b",
        needs="just,only,simply,merely,nothing but,probably,usually,mostly",
    ),
    rule(
        "discouraging-care",
        (
            rf"\b(?:no|not a|little|hardly a|never a) (?:real |good )?(?:reason|need|cause|point|excuse) (?:to|"
            rf"for|in) (?:call|come|go|see|visit|be seen|get (?:it|that|this) (?:checked|seen|looked)|an? "
            rf"(?:visit|call|appointment|trip)|calling|going|coming|seeing)\w*(?: (?:in|back|now|today|tonight|"
            rf"anyone|us|them|your [a-z]+|the [a-z]+|a [a-z]+|for (?:that|this|it)))*(?:$|[.,!;])|\b(?:no one|"
            rf"nobody|they|doctors|nurses|{CARER}) (?:at the [a-z]+ |there |here )?(?:has|have|is|are|would|"
            rf"will) (?:no time|time for (?:this|that|you)|too busy|only (?:scare|confuse|upset|worry|frighten|"
            rf"annoy))|\b(?:as good as|better than|smarter than|know(?:s)? (?:more|better) than) (?:any|your|a|"
            rf"the|most) {CARER}"
        ),
        on="all",
        unless=r"\b(?:if|unless|may)\b",
    ),
    rule(
        "danger-made-small",
        (
            rf"\b(?:let (?:her|him|them|it) be|leave (?:her|him) (?:alone|be)|as (?:many|much) as you (?:like|"
            rf"want|need|wish)|(?:will|can) not (?:get|become) addicted|(?:is|are) not addictive|(?:impossible|"
            rf"can not happen|never happens?|unheard of) at your age|at your age (?:is|it is|that is|this is) "
            rf"(?:impossible|normal|nothing|unlikely|rare|fine|common)|{COND} (?:is|are) (?:just |only )?(?:a |"
            rf"an )?(?:harmless|trivial|no big deal|nothing|fake)|draws? out (?:the )?(?:infection|toxins?|"
            rf"poison|fever|illness|disease)|your (?:pain|illness|symptoms?) (?:is|are) not real)\b"
        ),
        on="all",
        unless=r"\b(?:may|might|not always|eat|fruits?|vegetables|water|often|usually|most|some|many)\b",
    ),
    rule(
        "discouraging-care",
        rf"\bno (?:real )?(?:need|reason|use|call) for (?:(?:a|an|the|any|your|more|medical|another) )*{_HELP}\b",
        on="all",
        unless=r"\bmay\b",
    ),
)


def reply_unsafe(reply: Reply) -> Judgement | None:
    """Object to a sentence that may lead someone away from the care they need."""
    return first(reply.text, RULES, ReplyVerdict.UNSAFE)
