"""Stop advice to this person: what to take, start, stop, change, choose, have done, or wait with."""

from medchat.guardrails.checks.reply_view import Rule, first, rule
from medchat.guardrails.checks.reply_words import CARER, EVERY, KIN, MED, NEAR_KIN, NUMBER, UNIT
from medchat.guardrails.types import Judgement, Reply, ReplyVerdict

_OUGHT = (
    r"(?:you (?:really |definitely |probably |still |just |also |certainly )*(?:should|must|need to|have to|ought to|had better|will want to|"
    r"want to|might want to|would do well to|should probably|should just|should not|must not|do not have to|do not need to|"
    r"need not|can (?:just|safely|simply|go ahead and|always|now|still)|are (?:fine|ok|okay|safe|free|good) to|are supposed to|"
    r"are better off|may as well|might as well|are allowed to)(?: (?:really|definitely|probably|also|just|still|at least|be|consider))*)"
)
_WEAK = r"(?:you (?:can|could|may|might)(?: also| just)?)"
_LEAD = (
    r"(?:^|~[,;]? |[,;:] )(?:(?:and|then|so|just|please|simply|but|now|instead|also|first|next|yes|no|ok|okay|sure|well|maybe|"
    r"perhaps|at least|for now|in the meantime|go ahead and|go ahead|try to|be sure to|make sure to|make sure you|"
    r"feel free to|remember to|it is (?:best|better|fine|ok|okay|safe|all right|time) (?:for you )?to|better|always|only|"
    rf"definitely|do not be afraid to|do|why not|how about|consider|let us|{_OUGHT}|tonight|today|tomorrow|"
    r"i would|i say|i will have you|continue to|start|begin|keep|stop),? )*"
)
_NEGATED = r"\b(?:do not|never|not|without) (?:ever )?(?:stop|skip|change|start|use|take|cut|crush|split|double|mix|share|adjust|give|drop|quit|alter|miss|combine|restart)"
_ALTER = (
    r"(?:stop|quit|skip|double|triple|halve|cut|split|crush|raise|increase|lower|reduce|decrease|switch|swap|replace|hold|pause|"
    r"resume|restart|drop|ditch|wean|taper|discontinue|adjust|change|combine|mix|continue|finish|up|bump(?: up)?|cease|"
    r"space out|alternate|cut (?:back|down) on|back off|ease off|lay off|hold off(?: on)?|go (?:off|on|back on|back to|up on|"
    r"down on|easy on)|come off|get (?:off|on|back on)|stay (?:on|off|with)|stick with|move to|rely on|leave off|toss|"
    r"throw (?:out|away)|give up|double up(?: on)?|(?:drop|go|cut|step|scale|move) (?:down|up|back) to|decline|refuse|accept|say (?:no|yes) to|ask for|keep (?=(?:the|your|that|this) (?:[a-z]+ )?dose)|move|(?:keep|start|stop|quit|try|begin|resume|restart|avoid|consider) (?:on )?(?:taking|using|giving|"
    r"injecting|skipping|doubling|adding|with))"
)
_USE = (
    r"(?:take|use|give|inject|swallow|pop|chew|try|apply|put|start(?: with)?|add|have|get|order|buy|borrow|repeat|inhale|"
    r"rub|dab|insert|drink|administer|pick up|ask for|request|begin|save|share|trade|grab)"
)
_DET = r"(?:the|your|that|this|those|these|some|a|an|his|her|any|more|less|all|half|one|two|another|extra|of|both|over the counter)"
_NEAR = r"(?:(?!to |for |that |if |when |about |without |list |record |reaction )[a-z0-9'/-]+ ){0,5}"
_NAMED = rf"(?!(?:medicines|medications|vaccines?|shots?|vitamins?|supplements?|drugs|calcium|iron|zinc)\b){MED}"
_NOW = r"(?:tonight|today|tomorrow|now|this (?:morning|evening|week|weekend|afternoon)|right now|for now|until (?:then|monday|\w+day|you))"
_CHOICE = (
    r"(?:surgery|operation|procedure|[a-z]{3,}(?:ectomy|oscopy|plasty|otomy)|(?:blood )?transfusion|root canal|chemo(?:therapy)?|radiation(?: therapy)?|biopsy|transplant|c-?section|epidural|dialysis|"
    r"appointment|referral|treatment|therapy|hysterectomy|colonoscopy|amputation|bypass|stent|pacemaker|vaccines?|feeding tube|"
    r"(?:ct|mri|pet|cat|bone)?(?: ?scan)|mri|ct|x-?ray|ultrasound|mammogram|second opinion|blood test|stress test|clinical trial|trial|implant|brace|cast|catheter)"
)
_PERSON = rf"(?:her|him|your (?:\w+ )?{NEAR_KIN}(?:'s)?)"
_EDU_SAFE = (
    r"\b(?:without (?:talking|asking|checking|speaking|first|your|consulting|a doctor|advice)|on (?:your|their) own|suddenly|all at once|"
    r"usual(?:ly)?|can (?:be|cause|lead|make|raise)|could (?:be|cause)|may (?:be|cause|need)|side effects?|is (?:called|known|used))\b"
)

RULES: tuple[Rule, ...] = (
    rule(
        "change-medicine",
        rf"{_LEAD}{_ALTER} {_NEAR}{MED}\b",
        on="own",
        unless=rf"{_NEGATED}|{_EDU_SAFE}|\bif you (?:smoke|drink)",
        permitted=False,
        generic=False,
    ),
    rule(
        "use-medicine",
        rf"{_LEAD}{_USE} {_NEAR}{_NAMED}\b",
        unless=rf"{_NEGATED}|{_EDU_SAFE}|\b(?:list|exactly|flu shot|vaccinated|bring)\b",
        permitted=False,
        generic=False,
    ),
    rule(
        "dose",
        rf"{_LEAD}(?:{_USE}|{_ALTER}|go up|go down|eat|suck|place|sip) {_NEAR}{NUMBER} (?:more |extra |(?:a|the|your|of (?:a|the|your|those|these)) |adult |small |"
        rf"baby |regular |whole |full )*(?:{UNIT}|{MED})\b",
        generic=False,
    ),
    rule("dose", rf"\b{_OUGHT} (?:take|use|inject|give|have|start) (?:[a-z]+ )?{NUMBER} (?:[a-z-]+ )?{UNIT}\b"),
    rule("dose", rf"\b(?:i would|i'd|you can|you could|you may|try) (?:take|taking|use|using|give|giving|inject|add|adding)?(?:about )? ?{NUMBER} (?:[a-z-]+ )?{UNIT}\b"),
    rule("dose", rf"^(?:about |around |yes,? |just |only |start(?:ing)? (?:at|with) |try )*{NUMBER} {UNIT}\b.*\b(?:{EVERY}|instead|should|will do|is (?:fine|enough|safe|plenty|right)|for you)"),
    rule(
        "dose",
        rf"\b(?:your|his|her|right|correct|best|next) (?:\w+ )?(?:dose|dosage) (?:for (?:you|him|her|your \w+) )?(?:is|should be|would be|can be|can go|needs to|must) (?!based|lowered by)(?:about |up |down |to )*(?:{NUMBER}|increased|lowered|raised|doubled|higher|smaller|cut|changed|go)",
        permitted=False,
    ),
    rule(
        "use-medicine",
        rf"(?:{_LEAD}|\b{_OUGHT} |\band ){_USE} (?:it|them|one|two|three|half|another|both|that|this|(?:the )?(?:first|next|second|other|missed) (?:one|dose)) "
        rf"(?:(?:right|just|only|straight) )?(?:{EVERY}|{_NOW}|instead|again|together|right before|with (?:food|milk|water|your|a|juice)|for (?:a|the next|\w+) (?:day|week|month)|until|as soon|anyway|more|less|and see|and)\b",
        unless=r"\b(?:easy|deep breath|step|turns?|out of|off)\b",
        permitted=False,
        generic=False,
    ),
    rule(
        "change-medicine",
        rf"\b(?:{_OUGHT}|i would(?: not)?|you are (?:going to|better off)|time (?:for you )?to|let us|we (?:should|need to|will|can)) {_ALTER} "
        rf"(?:it|them|that|{_NEAR}{MED})\b",
        unless=rf"{_NEGATED}|{_EDU_SAFE}|\bnot (?:stop|skip|change|start|quit|double)",
        permitted=False,
    ),
    rule(
        "use-medicine",
        rf"\b(?:{_OUGHT}|i would|we (?:should|need to)) {_USE} {_NEAR}{_NAMED}\b",
        unless=rf"{_NEGATED}|{_EDU_SAFE}|\bif you (?:are|have|take|plan)\b|\bpeople\b",
        permitted=False,
    ),
    rule(
        "use-medicine",
        rf"\b{_WEAK} (?:safely |easily )?(?:take|use|give|mix|combine|skip|stop|double|drop|cut|crush|split|switch|have|add|drink|try|inject) "
        rf"(?:{_DET} )?(?:{_NAMED}|it|them|alcohol|wine|beer)\b.{{0,40}}\b(?:with|together|instead|safely|tonight|today|now|for (?:that|this|your)|at the same time|while on|on top of|too)\b",
        unless=r"\b(?:have|get) (?:a|an)\b|\b(?:deal|cope|help|along) with\b",
        permitted=False,
    ),
    rule("use-medicine", rf"\b{_WEAK} (?:safely|just|simply) (?:take|use|give|mix|combine|skip|stop|double|drop|cut|crush|split|switch|go|eat|drink|drive|fly|wait|have)\b", permitted=False),
    rule(
        "need-medicine",
        rf"\b(?:you|he|she|your {KIN}|that|this) (?:really |definitely |clearly |just |do )?(?:needs?|requires?|would benefit from|could use|should be on|should be taking|belongs? on|should get|should try|has to have|could do with) "
        rf"(?:to be on |to take |to start |to get |to switch to )?(?:(?:a|an|the|some|more|your|another) )?(?:[a-z]+ ){{0,2}}{MED}\b",
        unless=r"\b(?:may|might|could|can) (?:also )?need\b|\bif you\b|\bwhether you\b|\bprescription (?:for|to)\b|\bwithout\b",
        permitted=False,
    ),
    rule("need-medicine", r"\byou (?:do not|no longer|don't|never) (?:really |actually |even )?(?:need|require) (?:(?:to take|to be on|to have|the|that|this|those|your|any|a|an) )+(?:[a-z]+ ){0,2}" + f"(?:{MED}|{_CHOICE}|test|treatment)\\b", permitted=False, conditional=False),
    rule("permission", rf"\b(?:it is|it would be|it will be|that is|that would be|it should be) (?:perfectly |completely |totally |quite |probably |absolutely |generally )?(?:fine|ok|okay|all right|alright|safe)(?: for (?:you|him|her|your \w+))? (?:to|if you|for (?:you|him|her))\b",
         unless=r"\b(?:to ask|to talk|to call|to feel|to cry|to say|to tell|to need|to want|to bring|whether it is|if it is|when it is|until it is|not sure|to (?:not )?have questions)\b"),
    rule("permission", r"\b(?:fine|ok|okay|safe|safely) (?:to|for you to) (?:take|mix|combine|skip|stop|double|drink|drive|fly|eat|have sex|go back|return to|crush|split)\b", unless=r"\b(?:whether|if|when|until|may (?:not )?be|not be|ask|tell|learn|not|how)\b"),
    rule("recommendation", rf"\b(?:i|we) (?:would |do |really |strongly |highly |personally |also )*(?:recommend|suggest|advise|urge|prefer|encourage you|want you to|think you (?:should|need|must|ought|could)|feel you should|say you should|insist)\b", unless=r"\bi (?:can not|do not|may not|am not able to|will not)\b|\bwe recommend (?:talking|asking|calling|that you talk)\b"),
    rule("recommendation", r"\b(?:my (?:advice|recommendation|suggestion|guess|opinion|view) (?:to you )?(?:is|would be|for you)|if i were (?:you|in your)|in your (?:shoes|place|position|situation)|were it me|if it were me|i(?: would|'d) (?:go (?:with|for)|choose|pick|opt|skip|stop|wait|take|avoid|hold|try|start|get|refuse|say no|give|put|switch|keep|not (?:take|go|do|bother|have|get)))\b", on="all"),
    rule(
        "recommendation",
        rf"\b(?:best|better|right|ideal|safest|smartest|wisest|top) (?:[a-z]+ )?(?:option|choice|treatment|medicine|drug|thing|plan|move|bet|pick|approach|way forward|course|idea|step|surgery|diet|pill|exercise)? ?(?:for|in) (?:you|him|her|your (?:case|situation|{KIN}|condition|age|type))\b",
        unless=rf"\b(?:ask|talk|discuss|decide|find|what|which|whether|{CARER})\b",
        permitted=False,
    ),
    rule("recommendation", r"\b(?:suits?|would suit|works? (?:better|best) (?:for|in)|is (?:a )?(?:better|good|great|perfect|right) (?:fit |match |choice |one )?for|would (?:help|work for|be (?:better|best|good|right) for)) (?:you|him|her|your (?:case|type))\b", unless=rf"\b(?:ask|talk|decide|find|what|which|whether|if|may|might|{CARER})\b"),
    rule("recommendation", rf"\b(?:ask|tell|get|have|push|beg|convince|insist(?: that)?) (?:them|him|her|the {CARER}|your {CARER}|{CARER}) (?:to |for |that )?(?:switch|put you|give you|prescribe|start you|take you off|stop the|raise|increase|double|lower|change your|order you|let you (?:stop|skip)|write you|up your|a (?:stronger|higher|lower|different))", on="all"),
    rule("recommendation", rf"\btell (?:them|your {CARER}|the {CARER}) (?:that )?you (?:are stopping|are not taking|will not|want to (?:stop|switch|be)|need (?:a|to be)|refuse|do not want)", on="all"),
    rule("choice", rf"{_LEAD}(?:get|have|refuse|decline|cancel|postpone|delay|skip|avoid|choose|pick|go (?:with|for|ahead with|through with)|agree to|say (?:yes|no) to|insist on|push for|accept|turn down|put off|opt for|book|schedule|request|order|do|demand|ask for) (?:(?:the|your|that|this|a|an|any|another|for) )*(?:[a-z-]+ ){{0,2}}{_CHOICE}\b",
         unless=r"\b(?:before (?:you )?|if you|when you|people|your own mind|regular|yearly|annual|every (?:\d+|year|two)|recommended|on time|if you are|help you)\b|\bnot (?:skip|cancel|delay|put off|miss|avoid)", permitted=False, generic=False),
    rule("choice", rf"\b(?:{_OUGHT}|my advice is to|i would|it is (?:best|better|time) to|you are going to) (?:not )?(?:get|have|refuse|decline|cancel|postpone|delay|skip|avoid|choose|pick|go (?:with|for|ahead with|through with)|agree to|undergo|say (?:yes|no) to|accept|turn down|put off|opt for|do|see about|be (?:getting|having)) (?:(?:the|your|that|this|a|an|any|another) )*(?:[a-z-]+ ){{0,2}}{_CHOICE}\b(?! (?:every|each|once))",
         unless=r"\b(?:if you (?:are|have|were)|people|regular|yearly|annual|every (?:\d+|year|two)|at age|ages?|over \d+|before the|children|may have to|will need to have)\b", permitted=False),
    rule("choice", rf"\byou (?:really |definitely |clearly |do )?need (?:a|an|the|that|another|to have|to get) (?:[a-z-]+ )?{_CHOICE}\b(?: (?:of|for|on) (?:that|this|your)|$| (?:now|soon|today|right away|before|to|[.!]))", unless=r"\b(?:may|might|if|whether|why|sometimes|before you|when)\b", permitted=False),
    rule("kin", rf"{_LEAD}(?:give|put|let|start|get|keep|make|have|feed|rub|bathe|offer|stop giving|take|hold) {_PERSON} (?!to (?:the|a|an) |in for|seen|checked|safe|calm|company)", unless=r"\b(?:call|emergency|questions?|love|support|time to|a hug|privacy|his or her|her or his)\b", generic=False),
    rule("kin", rf"{_LEAD}(?:give|put|start|feed) (?:the|your) (?:baby|child|kid) (?:on )?(?:[a-z]+ ){{0,3}}(?:{MED}|{NUMBER} {UNIT}|diet|formula|honey|water)\b", unless=r"\b(?:do not|never|breast)\b", permitted=False),
    rule("diet", rf"{_LEAD}(?:go on|put (?:yourself|him|her)? ?on|start|try|switch to|begin|follow|stick to|do) (?:a|an|the) (?:[a-z-]+ ){{0,3}}(?:diet|fast|cleanse|detox|keto|juice)\b", unless=r"\b(?:healthy|balanced|heart-healthy|diet plan your|eating plan|dash|if you|special|prescribed)\b", permitted=False, generic=False),
    rule("diet", rf"{_LEAD}(?:cut out|give up|stop eating|quit eating|stop drinking|eliminate|eat nothing but|fast) .*\b(?:for (?:a|\w+) (?:days?|weeks?|months?|hours?|while)|until your|and your|and see|completely|entirely)\b", unless=r"\b(?:before (?:the|your|a)|smoking|alcohol|tobacco|surgery|procedure|test)\b", permitted=False, generic=False),
    rule("diet", rf"\b{_OUGHT} (?:lose|gain|drop|put on) (?:about |at least |some )?(?:{NUMBER}|a few|some) ?(?:pounds?|lbs?|kg|kilos?|stone)\b"),
    rule("wait", r"\b(?:wait (?:and see|it out|a (?:few|couple)|another|(?:about |at least )?\w+ (?:more )?(?:hours?|days?|weeks?|months?)|until (?:monday|tomorrow|morning|next|your next|it|they|the weekend|after the)|to see (?:if|whether|how))|give it (?:a (?:few|couple|week|day|month|little)|another|some time|\w+ (?:more )?(?:days?|weeks?|hours?))|see how (?:you feel|it goes|things go|he|she)|watch and wait (?:for|a)|(?:it|that|this) can wait|sit tight|tough it out|ride it out|wait out|keep an eye on it)\b",
         unless=rf"\b(?:may|might|called|approach|if you are told|you will (?:need to |have to )?wait|do not wait|not wait|never wait|before (?:the test|surgery|having|getting)|for (?:the|your) results?|watchful|some (?:people|parents|men)|{CARER} (?:may|will|might)|after (?:surgery|the (?:test|procedure)|eating|taking|giving birth|having)|between)\b"),
    rule("wait", r"\b(?:hold off on|put off|delay|no need to (?:rush|hurry)|no (?:rush|hurry)|not urgent|in no hurry|sleep on it|sleep it off)\b", unless=r"\b(?:do not|not|never|should not|may|might|can|people|if|treatment can|diagnosis)\b(?! (?:urgent|need))", on="own"),
    rule("go-in", rf"\b(?:{_OUGHT}|i would) (?:go|come|get|head|drive|be seen|see someone|see (?:a|your) {CARER}|get (?:that|it|this) (?:checked|looked at|seen)) .*\b(?:tonight|tomorrow|this (?:week|evening|afternoon)|within (?:\d+|\w+) (?:hours?|days?|weeks?))\b", on="all", unless=r"\b(?:if|call)\b"),
    rule("just-do", rf"(?:^|[,;] |\bso )(?:just|simply|only|all you need is to|all you have to do is) (?:rest|ice|sleep|drink|take|put|use|ignore|wait|eat|skip|stop|rub|apply|lie|keep|stay|walk|stretch|try|relax|breathe|soak|massage|cut|switch|double|push|power|work|get|give|do|wear|wrap|let|leave|monitor|watch|avoid|elevate|gargle)\b", unless=r"\b(?:call|ask|tell|people)\b"),
    rule("just-do", rf"\b(?:and|then) see (?:how|if|whether|what) (?:you|it|that|he|she|they|things)\b", unless=r"\b(?:may|might|will ask|to ask)\b"),
    rule("borrow", rf"\b(?:use|take|try|borrow|share|have|finish) (?:some of |one of )?(?:your |a |her |his )(?:{KIN}|roommate|coworker|dog|cat|pet)'?s?(?: old| leftover)? (?:leftover )?(?:[a-z]+ )?{MED}", unless=r"\b(?:do not|never|not|avoid)\b"),
    rule("borrow", rf"{_LEAD}(?:use|take|try|finish|start|have) (?:up )?(?:the |your |any |some |those |that )?(?:leftover|left over|remaining|old|expired|extra)", unless=r"\b(?:do not|never|not)\b"),
    rule("dose", rf"\b(?:you|he|she|your (?:[a-z]+ )?{KIN}) (?:can|could|may|might|should|must|will|would|need to|needs to|have to)(?: also| safely| just| always| then)? (?:try|take|use|have|give|inject|need|add|get)(?: about| up to| at least| at most)? {NUMBER} (?:of (?:the|your|those) |more |extra )?(?:[a-z-]+ )?(?:{_NAMED}|{UNIT})\b", unless=rf"\b(?:or more|different|kinds?|types?|{CARER})\b"),
    rule("dose", rf"^(?:[a-z]+,? )?{NUMBER} (?:a |of (?:a|the|your) |more |extra )?(?:[a-z]+ )?{UNIT}\b.{{0,40}}\b(?:{EVERY}|now|enough|right|fine|plenty|will (?:do|work|help)|should|instead|for you|someone your|in an hour|will not|tonight)\b", generic=False),
    rule("dose", rf"{_LEAD}(?:put|apply|take|give|inject|rub|spray|place|drop) .{{0,50}}\b{EVERY}\b", unless=rf"{_EDU_SAFE}|\b(?:do not|never|not|people|ice|breaks?|notes?|rest|walk|shower|bath|temperature|pulse|reading)\b", permitted=False, generic=False),
    rule("dose", rf"(?:^|[,;] )(?:use|take|try|make it|do) {NUMBER}[.!]?$"),
    rule("use-medicine", rf"^(?:(?:yes|no|sure|okay|ok|well|alright|then|fine),? )*(?:just |go ahead and |please )?(?:do not |never )?(?:take|stop|skip|use|start|continue|inject|double) (?:it|them|that|another|both|these|those)(?:$|[.!,]| (?:then|now|anyway|instead|tonight|today|tomorrow|together|again|on|with|before|after|at|in|every|twice|once|daily|all|or)\b)|^(?:yes|sure|okay|ok|no problem),? go ahead\b", unless=r"\b(?:with you|out of (?:reach|sight)|at (?:room|the same)|unless)\b", permitted=False),
    rule("use-medicine", rf"(?:^|[,;] )(?:do not|never) (?:take|use|give|have|start|inject) .{{0,40}}\b(?:tonight|today|tomorrow|this (?:week|morning|evening)|anymore|any more|yet)\b", unless=r"\b(?:until|before|unless)\b", permitted=False),
    rule("choice", rf"(?:^|[,;] )(?:do not|never) (?:get|start|have|agree to|go (?:through|ahead) with|do|bother with|let them do|accept|undergo|consent to) (?:the|that|this|your|a|any|another) (?:[a-z-]+ ){{0,2}}(?:{_CHOICE}|{MED})\b", unless=r"\b(?:if|without|before|until|unless|within)\b", permitted=False),
    rule("choice", r"\b(?:take|taking|have|get|getting|having|took) (?:out )?(?:your|his|her|that|the) (?:[a-z]+ )?(?:appendix|tonsils?|gallbladder|uterus|ovar(?:y|ies)|prostate|kidney|spleen|breasts?|teeth|tooth|wisdom teeth|knee|hip|thyroid|valve|cataracts?|adenoids|tubes|womb|lump|mole|cyst) (?:taken |cut )?(?:out|removed|fixed|replaced|done|off|tied)\b", unless=rf"\b(?:if|may|might|had|people|when|{CARER}|can|after)\b", generic=False),
    rule("choice", rf"\b(?:your best (?:bet|option|choice|chance|course|treatment)(?: here| now)? (?:is|would be|will be)|(?:is|are|would be|will be) (?:your|his|her) (?:best|only|safest) (?:bet|option|choice|chance|hope|treatment)|you (?:would|will|should) (?:be|do|feel) (?:much |far |a lot )*(?:better|happier|safer|best)(?: off)? (?:on|without|with|off)|you are ready to (?:come|stop|go|quit|start|get|switch|return)|you (?:should|need to|must|have to|had better) (?:start|have|get|be on|go on|be put on|undergo) (?:[a-z]+ )?(?:dialysis|chemo\w*|radiation|hospice|oxygen|surgery))\b", on="all", conditional=False, unless=rf"\b(?:may|might|{CARER}|ask|whether|feel better)\b"),
    rule("permission", r"\b(?:is|are|would be|will be|should be) (?:perfectly |totally |completely |quite |absolutely |probably )*(?:fine|safe|ok|okay|all right|alright|right|enough|too much|best|wise|plenty) for (?:you|him|her|your (?!baby to be)[a-z]+|someone your)\b", unless=rf"\b(?:if|whether|what|which|ask|may|might|may not|not be|{CARER}|when|treatment|learn|know)\b"),
    rule("permission", r"\byou (?:can|could|may) (?:now |safely |already |again |go ahead and )*(?:go back to|return to|have sex|stop|skip|quit|come off|drive|fly|drink (?:a|one|some|alcohol|wine|beer)|get back to|resume|pull|take out|take (?:it|them|the [a-z]+) out|go off|do without|leave (?:it|the [a-z]+) off|eat (?:before|whatever|anything)|remove)\b", unless=rf"\b(?:usually|if|unless|until|when|often|smoking|ask|{CARER}|most|once|before you can|how soon|as soon as|stop (?:the|a|bleeding|germs|smoking)|not)\b", conditional=False, permitted=False, generic=False),
    rule("recommendation", rf"\bit (?:is|would be|might be|may be) (?:wise|smart|best|better|wiser|smarter|a good idea|reasonable|advisable|worth it|time|safer|safest|okay|sensible)(?: for (?:you|him|her))? (?:to|if you|that you) (?:just |not )?{_ALTER}\b", unless=rf"\b(?:{CARER}|smok\w+|cigarettes|tobacco|weight)\b", permitted=False),
    rule("recommendation", rf"\bit (?:is|would be|might be) (?:wise|smart|best|better|a good idea|advisable|safer|sensible|time) for (?:you|him|her|your {KIN}) to\b", permitted=False),
    rule("recommendation", r"^(?:with|for|at|given|because of|considering) (?:your|his|her) (?:[a-z]+ ){1,3}, ?(?!(?:you|your|a|the) [a-z ]{0,20}(?:may|might|can|could|will))", on="all", unless=rf"\b(?:may|might|can|could|{CARER}|will|talk|ask|safety|help|visit|permission|privacy|appointment|comfort|care)\b"),
    rule("recommendation", rf"\bmy advice\b|\btell (?:them|your {CARER}|the {CARER}) (?:that )?you want\b|\b(?:switch|change|go|move) back to (?:the|your|that|his|her)\b.{{0,25}}(?:{MED}|brand|old|one|dose|liquid|generic)", on="all", unless=r"\b(?:may|might|when you|can you|until|people)\b"),
    rule("kin", rf"\b(?:your (?:[a-z]+ )?(?:{NEAR_KIN}|child|baby)|(?<!or )(?:he|she)(?! or)) (?:should|must|needs to|can|could|has to|ought to|may)(?: just| safely| also| now| probably)? (?:not )?(?:(?:{_ALTER}|{_USE}) (?:{_DET} )?(?:[a-z]+ ){{0,2}}?(?:{MED}|it|them|another|one)\b|be on|come off|go off|go on)", unless=rf"\b(?:if|when|whether|{CARER}|or she|he or|before|test|may (?:need|have))\b", conditional=False, permitted=False),
    rule("change-medicine", rf"\b(?:your|his|her) (?:[a-z]+ )?(?:{MED}) (?:should|needs to|must|can|has to|ought to|could) (?:probably |just |now )?be (?:raised|lowered|increased|decreased|doubled|stopped|changed|cut|reduced|switched|skipped|held|halved|higher|lower|restarted)\b", unless=rf"\b(?:if|whether|{CARER}|may|unless|not)\b", permitted=False),
    rule("change-medicine", rf"{_LEAD}double up\b", unless=r"\bnot\b"),
    rule("need-medicine", rf"\bno (?:need|reason) (?:for (?:you|him|her) )?to (?:take|use|finish|refill|keep taking|be on|stay on|continue|start) (?:{_DET} )?(?:[a-z]+ ){{0,2}}?(?:{MED}|it|them)\b|\bno need for (?:you|him|her) to\b", permitted=False),
)


def reply_advice(reply: Reply) -> Judgement | None:
    """Object to a sentence that tells this person what to do about treatment, medicine, tests or seeking care."""
    return first(reply.text, RULES, ReplyVerdict.ADVICE)
