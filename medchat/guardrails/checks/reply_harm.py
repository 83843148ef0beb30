"""Stop harm itself: methods of self-harm and violence, abuse, falsehoods, claims of a licence or of being human."""

from medchat.guardrails.checks.reply_view import Rule, first, rule
from medchat.guardrails.checks.reply_words import CARER, COND, KIN, MED, NUMBER, UNIT
from medchat.guardrails.types import Judgement, Reply, ReplyVerdict

_LICENSED = (
    r"(?:nurse|doctor|physician|pharmacist|therapist|clinician|surgeon|psychiatrist|psychologist|"
    r"counselor|(?:health ?care |medical )?(?:provider|professional)|specialist|dieti[ct]ian|midwife|"
    r"medic|paramedic|gp|dentist|[a-z]+ologist|practitioner|social worker)"
)
_OWN_WAY = r"(?:kill|end|hurt|harm|cut|hang|drown|poison|starve|burn|shoot)"

RULES: tuple[Rule, ...] = (
    rule(
        "self-harm",
        (
            rf"\b(?:{NUMBER}|enough|how many|this many|that many|a handful)\b[^.;]{{0,40}}\b(?:to|will|would|can|"
            rf"could|is|are|should) (?:be )?(?:kill|stop (?:a|your|the|his|her) heart|end (?:it|your|a|his|her)|"
            rf"die|fatal|lethal|deadly|enough to (?:die|kill)|finish|do it|overdose|stop (?:you|him|her|someone) "
            rf"breathing|knock (?:you|him|her) out|put (?:you|him|her) to sleep)\b"
        ),
        on="all",
        unless=(
            r"\b(?:bacteria|germs?|cells?|virus(?:es)?|cancer|tumou?rs?|weeds?|parasites?|people|deaths?|worms|"
            r"insects|mites|lice|risk|infections?|can be (?:fatal|deadly|life))\b"
        ),
    ),
    rule(
        "self-harm",
        (
            r"\b(?:lethal|deadly|fatal|toxic) (?:dose|amount|combination|quantity|mix)(?: for| of| is| starts|:|"
            r"\b.{0,20} is)\b"
        ),
        on="all",
        unless=(
            r"\b(?:a (?:fatal|deadly|lethal) (?:amount|dose|combination) of (?:bleeding|fluid)|may|avoid|keep|"
            r"never|call)\b"
        ),
    ),
    rule(
        "self-harm",
        (
            rf"\b(?:quick|quickest|fast|fastest|easy|easiest|best|painless|painlessly|sure|surest|effective|"
            rf"simple|simplest|peaceful|reliable|clean|good|certain|least painful|only)(?:est)? (?:and \w+ "
            rf")?(?:way|method|means|option|place|spot|technique)s?(?: for you)? (?:to|of|out|for) (?:{_OWN_WAY}|"
            rf"die|dying|do it|suicide|disappear|commit|overdos|not wake|cutting|hanging|stop (?:the pain|living|"
            rf"your heart))\w*\b"
        ),
        on="all",
    ),
    rule(
        "self-harm",
        (
            r"\b(?:cut|slice|slash) (?:deeper|down|along|across|lengthwise|lower|vertically|your (?:wrists?|arm|"
            r"thigh|veins?)|the (?:vein|artery))|\b(?:tie|make|use|hang) (?:a |the |yourself |it )?(?:noose|"
            r"rope|belt|cord|ligature|knot) (?:around|over|from|to)|\bhang yourself|\bjump (?:from|off|in "
            r"front)|\b(?:run|leave|start) (?:the )?(?:car|engine)\b.{0,30}\b(?:garage|closed)|\bcarbon "
            r"monoxide (?:is|works|will).{0,20}(?:painless|quick|gentle|easy)|\bpull the trigger|\bhold "
            r"(?:your|his|her) (?:head|breath) under|\bswallow (?:all|the whole|every)|\b(?:take|swallow) "
            r"(?:them|the pills|the bottle|it) all\b|\bwith alcohol (?:makes it|it will|it is) (?:work|faster|"
            r"quicker|more)"
        ),
        on="all",
        unless=r"\b(?:may|thoughts?|people|if|used in surgery|surgeon|doctor|never|do not)\b",
    ),
    rule(
        "self-harm",
        (
            rf"\b(?:go ahead and|you should|just|why not|you can|you could|it is (?:ok|okay|fine|brave|normal|"
            rf"your right|understandable) to|nothing wrong with|you have (?:every|the) right to|i (?:understand|"
            rf"see|agree) (?:why )?you (?:should|want to)|then) (?:wanting to )?(?:{_OWN_WAY} (?:yourself|your "
            rf"life|it all|it|him|her|them|your \w+)|die|do it|end it|give up|stop eating|purge|vomit after|"
            rf"starve|hit|slap|punch|stab|jump|disappear)\b"
        ),
        on="all",
        unless=(
            r"\b(?:call|if|thoughts? of|think(?:ing)? (?:about|of)|talk to|burn(?:s)? (?:easily|your|"
            r"calories))\b"
        ),
    ),
    rule(
        "self-harm",
        (
            r"\b(?:better off (?:dead|without you|if you were)|you deserve (?:it|this|to|the pain|what)|no one "
            r"would (?:miss|care|notice)|the world would be|death (?:is|would be) (?:a|the|better|peaceful|easy|"
            r"your)|you (?:are|were) (?:a burden|worthless|beyond|better dead|useless)|want(?:ing)? to die is "
            r"(?:ok|okay|fine|normal|nothing)|ending (?:it|your life) (?:is|would be|makes)|suicide (?:is|would "
            r"be|can be) (?:a|an|the|your|painless|brave|sometimes|an option|easy|reasonable) ?(?:way out|"
            r"option|choice|answer|right|solution|reasonable|rational|best|good|only|relief)?\b(?! (?:serious|"
            r"leading|medical|major|public)))"
        ),
        on="all",
        unless=(
            r"\b(?:leading cause|major|think that|feel(?:ing)? (?:like|that)|thoughts?|may (?:feel|think|"
            r"believe)|serious)\b"
        ),
    ),
    rule(
        "violence",
        (
            rf"\b(?:to|you can|how to|way to|just|you should|then) (?:quietly |secretly |slowly |easily |really "
            rf")?(?:poison|kill|hurt|hit|stab|strangle|choke|drug|smother|suffocate|drown|shoot|beat|slap|attack|"
            rf"harm|sedate|punish) (?:him|her|them|someone|somebody|anyone|your (?:[a-z]+ )?{KIN}|a person|"
            rf"people|the (?:baby|child|neighbou?r|patient|kid|dog))\b|\b(?:slip|put|crush|mix|add|sneak|hide) "
            rf"(?:it|them|some|a few|the {MED}|{MED}|{NUMBER} {UNIT}) (?:in|into) (?:his|her|their|someone)|"
            rf"\b(?:make|build|cook|assemble) (?:a |the |some |your own )?(?:pipe )?(?:bomb|explosive|nerve "
            rf"agent|ricin|sarin|meth\b|weapon|crystal meth|chlorine gas|poison gas|untraceable)|\b(?:leaves? no "
            rf"(?:trace|marks?|bruis)|untraceable|undetectable|will not show (?:up )?(?:in|on) (?:an?|the|any) "
            rf"(?:autopsy|test|tox))"
        ),
        on="all",
        unless=r"\b(?:call|thoughts?|urge to|feel like|if you|afraid|may|can (?:hurt|harm|kill))\b",
    ),
    rule(
        "eating",
        (
            r"\b(?:make yourself (?:vomit|throw up|sick)|purg(?:e|ing) (?:after|is|will|helps)|laxatives? "
            r"(?:help|after|will|to lose|for weight)|(?:eat|under|below|stay under|only) (?:only )?(?:[2-8]00|"
            r"five hundred|three hundred) (?:calories|kcal)|water fast|skip(?:ping)? meals (?:is|will|helps|to "
            r"lose)|starv(?:e|ing) (?:yourself|is|will))\b"
        ),
        on="all",
        unless=r"\b(?:do not|never|not|dangerous|harm|may|can (?:cause|harm|lead)|people|some|if)\b",
    ),
    rule(
        "falsehood",
        (
            r"\b(?:vaccin\w+|shots?|jabs?|mmr|immunizations?) (?:are |is |do |can |will |actually |really |"
            r"often |clearly |what |have |has |probably |be )*(?:caus(?:e|es|ed|ing)|gave|gives?|giving|lead to|"
            r"trigger(?:s|ed)?|behind|poison\w*|toxic|dangerous|a (?:hoax|scam|plot|fraud)|kill\w*|unnecessary|"
            r"not (?:needed|safe|necessary)|(?:contain|have|hide) (?:chips?|microchips?|poison|toxins)|useless|"
            r"worse than|weaken|change your dna|alter)\b"
        ),
        on="all",
        unless=(
            r"\b(?:do not|does not|not (?:cause|dangerous|toxic)|no (?:evidence|link)|studies|soreness|mild|"
            r"fever|side effects?|reactions?|may|sore|rare|never|immune system|protect|antibod|body|cannot|can "
            r"not (?:cause|give))\b"
        ),
    ),
    rule(
        "falsehood",
        (
            rf"\b(?:natural|herbal|homeopath\w*|herbs?|home remed\w+|essential oils?|alternative|turmeric|garlic|"
            rf"honey|vinegar|apple cider vinegar|baking soda|alkaline|cannabis|cbd|prayer|crystals?|supplements?|"
            rf"vitamins?(?: c)?|juic\w+|fasting|detox\w*|cleans\w+|keto|oils?|teas?|silver|ivermectin|bleach|"
            rf"(?:hydrogen )?peroxide|urine|kerosene|turpentine|mms|raw milk|faith|diet|cinnamon|magnets?|ginger|"
            rf"lemon|coconut oil|silver water|colloidal silver|apricot (?:seeds|kernels)|sunlight|celery juice|a "
            rf"plant|plants?|mushrooms?)\b[^.;]{{0,40}}\b(?:cures?|cured|curing|heals?|(?:works?|are|is|do|does|"
            rf"be|just) (?:just |far |much |actually |even |often )?(?:as (?:good|well|effective|safe)|better|"
            rf"safer|stronger|all you need|enough|more (?:effective|powerful))|instead of (?:{MED}|{CARER}|"
            rf"treatment|surgery|the)|replaces?|cleans? (?:the|your|out)|cleanse|reverses?|kills? (?:cancer|the "
            rf"virus|tumou?rs?|all)|destroys?|eliminates?|flush\w*|melts?|dissolves?|detox\w*|beats?|makes? "
            rf"{MED} unnecessary|get rid of)\b"
        ),
        on="all",
        unless=(
            r"\b(?:no (?:proof|evidence)|not (?:cure|proven|been|replace|a cure|enough|work)|do not|does not|"
            r"can not|may (?:help|not)|studies|study|unproven|never|heart|some people|claims?|claim that|"
            r"whether|wounds?|sores?)\b"
        ),
        needs=(
            "cur,heal,better,safer,strong,as good,as well,as "
            "safe,effective,enough,instead,replace,clean,revers,kill,destroy,eliminat,flush,melt,dissolv,detox,beat,unnecessary,get "
            "rid,all you need,more powerful"
        ),
    ),
    rule(
        "falsehood",
        (
            r"\b(?:drink|drinking|swallow|inject|injecting|inhale|gargle|eat|sip|take|use|try)(?:ing)? (?:it|"
            r"some|a|the|a little|of|small|diluted|amounts|food grade|household| )*(?:bleach|(?:hydrogen "
            r")?peroxide|disinfectant|kerosene|turpentine|gasoline|antifreeze|rubbing alcohol|urine|mms|ammonia|"
            r"detergent|borax|silver|mercury)\b|\b(?:hydrogen peroxide|bleach|disinfectant|borax) (?:is safe|"
            r"cleans|is good|helps|will help|works)\b"
        ),
        on="all",
        unless=(
            r"\b(?:do not|never|not|dangerous|poison(?:ing)?|call|avoid|surfaces?|if (?:you|someone|a child)|"
            r"floors?|clean(?:ing)? (?:surfaces|the))\b"
        ),
        needs="bleach,peroxide,disinfect,kerosene,turpentine,gasoline,antifreeze,rubbing,urine,mms,ammonia,detergent,borax,silver,mercury",
    ),
    rule(
        "falsehood",
        (
            rf"\b(?:chemo\w*|radiation|insulin|{MED}|surgery|big pharma|the (?:drug|medical) (?:companies|"
            rf"industry)|mammograms?|biops(?:y|ies)|dialysis) (?:is|are|does|do|will|only|just|really|actually|"
            rf"always|all) ?(?:is |are |just |only |really |nothing but |a |an |more |pure |always |pointless "
            rf"and )*(?:poison\w*|toxic waste|scam|hoax|lie|useless|pointless|a waste|a fraud|made up|money|"
            rf"kills? (?:more|you|people|everyone|faster)|spreads? (?:the )?cancer|unnecessary|not (?:needed|"
            rf"necessary)|for (?:weak|lazy) people|a crutch|hides?|hiding|addict\w* everyone|worse than the "
            rf"disease|evil)\b"
        ),
        on="all",
        unless=(
            r"\b(?:may|not (?:always )?(?:needed|necessary) (?:if|for|in|when)|some|can (?:cause|help|be)|"
            r"people think|myth|usually|if|for (?:people|most|simple|mild)|often)\b"
        ),
        needs=(
            "poison,toxic,scam,hoax,lie,useless,pointless,waste,fraud,made "
            "up,money,kill,spread,unnecessary,not ,weak,lazy,crutch,hid,addict,worse,evil"
        ),
    ),
    rule(
        "falsehood",
        (
            rf"\b(?:{COND}|it|covid|hiv|cancer|diabetes|autism|depression|epidemics?|germs?) (?:is|are|was|were) "
            rf"(?:just |only |all |really |actually |simply |always |not (?:even )?)*(?:a |an |the )?(?:hoax|"
            rf"myth|fraud|fake|made up|not real|real disease|choice|scam|weakness|invented|attitude|excuse|sign "
            rf"of weakness|punishment|your (?:own )?fault|curse|karma|lazy|laziness|contagious through (?:air|"
            rf"touch)|curable (?:with|by)|caused by (?:vaccines?|sin|5g|demons|bad karma|negative))\b"
        ),
        on="all",
        unless=(
            r"\b(?:is|are) not (?:a |an |the |your |just )?(?:choice|hoax|myth|weakness|sign|fault|curse|"
            r"punishment|your|excuse|contagious|caused)|\bno one|\bnot your"
        ),
    ),
    rule(
        "falsehood",
        (
            rf"\bantibiotics? (?:will |can |do |always |also |quickly )*(?:cure|kill|treat|fix|work (?:on|for|"
            rf"against)|help with|get rid of|clear) (?:a |the |your |any |all )?(?:cold|flu|virus\w*|covid|"
            rf"viral)|\b(?:cures? (?:cancer|diabetes|hiv|aids|alzheimer'?s|autism|everything|arthritis|all|"
            rf"parkinson)|the (?:secret|hidden|miracle|natural|real|only|one) cure|miracle|(?:{CARER}|they|big "
            rf"pharma) (?:do not|does not|will not) want you to know|what (?:doctors|they) (?:do not|will not) "
            rf"tell)\b|\b(?:heart attacks?|strokes?|sepsis|appendicitis|meningitis) (?:are|is|can be|always|"
            rf"usually|will) (?:treated at home|harmless|rarely serious|always painful|heal|handled at home|"
            rf"clear)"
        ),
        on="all",
        unless=(
            r"\b(?:no (?:cure|treatment)|not (?:cure|kill|work|help|treat|always)|do not|does not|can not|never|"
            r"there is no|research|whether)\b"
        ),
    ),
    rule(
        "licence",
        (
            rf"\b(?:as|speaking as|being|coming from|take it from) (?:(?:your|a|an|one of your|the|another|your "
            rf"own|your personal) )+(?:[a-z-]+ ){{0,3}}?{_LICENSED}\b(?! (?:may|might|will|can|explains?|told|"
            rf"tells?|said|says|recommends?|prescribe[sd]?|directs?|directed|suggests?|advises?|advised|"
            rf"instructs?|instructed|does|listens?|checks?|looks?|examines?|needs|would|about|or|and|to "
            rf"(?:explain|help|tell|answer|know|check|see)|,? such as|if|how|what|whether|before|for|who|asks?|"
            rf"asked|order(?:s|ed)|showed?|has|did|is|uses?|moves?|inserts?|injects?|places?))"
        ),
        on="all",
        unless=(
            r"\b(?:not|never|same|such|soon|well|known|see|ask|tell|call|talk|work(?:ing|s)?|role|trained|train|"
            r"referred to|far|long|just) as\b|\bas (?:a|an) [a-z]+ologist (?:specialist|who)"
        ),
    ),
    rule(
        "licence",
        (
            rf"\b(?:i am|i have been|i was|i work as|i practice as|i trained as|we are|my name is .{{1,20}} and "
            rf"i am|this is|hi,? i am|me,? being) (?:also |really |actually |now |currently |both )*(?:a |an |"
            rf"your |the |one of (?:your|the) )*(?:[a-z-]+ ){{0,3}}?(?:{_LICENSED}s?|dr\b|licensed|board[- "
            rf"]certified|certified|registered|qualified|human(?: being)?|real person|living person|md|rn|med "
            rf"student|on (?:your|the) (?:care|medical|treatment) team)\b"
        ),
        on="all",
        unless=(
            r"\bi am (?:an ai and )?not\b|\bneither\b|\bnot (?:a |an |your |the )?(?:[a-z]+ )?(?:nurse|doctor|"
            r"human|person|licensed|therapist|pharmacist)\b|\bthis is (?:a|an|the|why|not|when|how|what|one)\b"
        ),
    ),
    rule(
        "licence",
        (
            r"\b(?:in my (?:(?:professional|medical|clinical|expert|nursing|many|\d+) )?(?:opinion|experience|"
            r"judg(?:e)?ment|practice|years|clinic)|my (?:other )?patients|my (?:medical|nursing|clinical) "
            r"(?:degree|license|licence|training|school|experience|background)|i have (?:treated|seen (?:many|"
            r"lots|hundreds|thousands|plenty|other|a lot|this|patients|cases)|examined|diagnosed|cared for|"
            r"worked (?:as|in)|looked at your (?:chart|scan|record|result)|reviewed your|prescribed|operated)|i "
            r"have (?:sent|booked|scheduled|ordered|notified|told your|forwarded|refilled|made (?:you )?an "
            r"appointment|called (?:your|the|in))|i (?:examined|diagnose|diagnosed|prescribe|prescribed|treat|"
            r"treated|operate|am prescribing|will prescribe|will order|ordered|am ordering|can prescribe|can "
            r"diagnose|will send (?:a|the) prescription|checked your|looked at your|went to medical)|after "
            r"examining you|when i examined|on my (?:ward|rounds|shift)|at my (?:clinic|practice|hospital)|"
            r"(?:doctor|nurse) here\b)"
        ),
        on="all",
        unless=r"\bi (?:can not|do not|am not|never|will not) ",
    ),
    rule(
        "self-harm",
        (
            r"\bto die (?:fast|quick\w*|quiet\w*|peaceful\w*|without)|\bpainless(?:ly)?\b.{0,20}\b(?:die|death|"
            r"end|way)|\b(?:does|do|ends?) it painlessly|\b(?:blade|razor|knife|glass)\b.{0,30}\b(?:thigh|wrist|"
            r"arm|vein|skin)s?\b|\b(?:hanging|drowning|helium|overdosing|jumping|bleeding out|hypothermia|"
            r"carbon monoxide|a gun|cutting) (?:is|would be|works|feels|does) (?:the )?(?:quick|fast|easy|"
            r"painless|best|peaceful|gentle|sure|fine|good|better)|\b(?:will|would|do) not wake up\b|\b(?:ok|"
            r"okay|fine|normal|understandable|brave|natural|healthy|your right|selfless) (?:for you )?(?:to "
            r"(?:want|wish|choose) )(?:to )?(?:die|be dead|end|disappear|kill|hurt)|\bnothing to live for|"
            r"\bfamily would be better\b|\bwant you dead\b|\byou should (?:die|be dead|kill)"
        ),
        on="all",
        unless=r"\b(?:call|surgeon|biopsy|may|if you|shav\w+|thoughts?|feel(?:ing)? (?:like|that|you have))\b",
    ),
    rule(
        "abuse",
        (
            r"\byou (?:brought|bring) (?:this|it|that) on yourself|\byou are (?:just |so |too |being |really |"
            r"such )*(?:a )?(?:fat|ugly|stupid|disgusting|lazy|crazy|pathetic|worthless|dumb|idiot|hopeless|"
            r"burden|failure|liar|faking|insane|weak)\b|\b(?:he|she) (?:hits?|hurts?|beats?|chokes?|slaps?|"
            r"yells at) you because\b|\b(?:hits?|hurts?|beats?|slaps?) (?:you|your kids?|them) (?:out of love|"
            r"to help|because (?:he|she|you))|\byou (?:made|make) (?:him|her) (?:angry|hit|do it)|(?:^|[,;] "
            r")(?:just |go |then )?(?:slap|hit|beat|lock|punch|choke|kick|spank|shove|threaten|tie|shake|burn|"
            r"restrain) (?:her|him|them|the (?:baby|child|kid)|your (?:wife|child|kid|son|daughter|husband|"
            r"mother|baby|partner))\b|\b(?:delete|erase|clear) (?:this|the|your|our) (?:chat|messages?|"
            r"conversation|history)|\bhide (?:the |your |those )?(?:bruises|cuts|scars|pills|marks)|\bstay with "
            r"(?:him|her),? (?:he|she|even)|\b(?:vomit|throw up|purge|be sick) after (?:meals|eating|every|you "
            r"eat|dinner)|\b(?:too|so) fat\b"
        ),
        on="all",
        unless=r"\b(?:not|never|if|no one|thoughts?|may|call|people)\b(?! wake)",
    ),
    rule(
        "falsehood",
        (
            r"\bkills? more (?:people|patients|women|men) than\b|\b(?:comes?|come|stems?) from (?:laziness|"
            r"weakness|sin|evil|bad karma|eating (?:one|too much sugar) once)|\byou can ?not get pregnant "
            r"(?:while|if|when|from|during|the first)|\b(?:one|a|two|some|the odd|moderate|an occasional|a "
            r"little|light|a few) (?:beers?|drinks?|glass(?:es)? of wine|wine|alcohol|cigarettes?|smoking|"
            r"smokes?)\b.{0,30}\b(?:is|are) (?:safe|fine|good|ok|okay|healthy|harmless|not a problem)|\bsmoking "
            r".{0,12}(?:is|are) (?:good|fine|safe|healthy|harmless)|\b(?:butter|toothpaste|mustard|mayonnaise|"
            r"egg whites?|flour|vodka|whiskey)\b.{0,30}\b(?:burns?|teething|fever|wound|baby)|\bput "
            r"(?:something|a spoon|a wallet|your fingers?|a belt) in (?:her|his|their|the|your) mouth|\b(?:suck|"
            r"sucking) (?:out )?the (?:venom|poison)|\b(?:stops?|cures?|reverses?) (?:a |any |all |every "
            r")(?:strokes?|heart attacks?|cancers?|diseases?|seizures?)\b|\b(?:strong|real|brave|normal|good) "
            r"(?:people|men|women|mothers|patients) (?:do not|never) (?:take|need|use|see|ask|cry|complain)|"
            r"\bfeeds? cancer\b|\b(?:cured|beaten|healed|reversed|fixed|treated) (?:with|by|through) (?:diet|"
            r"prayer|positive|positivity|thinking|herbs?|faith|willpower|juice|fasting|vitamins?|sunlight|love|"
            r"meditation|oils?)|\b(?:causes?|gives? you|cause) (?:more )?(?:cancer|autism|"
            r"infertility)\b.{0,12}\bthan\b|\bas (?:safe|effective|good) as (?:a |the )?(?:real|prescription|"
            r"vaccine|chemo|insulin|surgery)"
        ),
        on="all",
        unless=(
            r"\b(?:do not|does not|no (?:proof|evidence)|not been|never put|not (?:safe|cause|be (?:cured|"
            r"treated))|no amount|studies|research|may|myth|can not be)\b"
        ),
    ),
    rule(
        "falsehood",
        r"\b(?:heals?|cures?|works?|treats?|stops?|fixes)\b.{0,30}\b(?:better|faster|safer) than (?:any |a |the |your )?"
        rf"(?:stitches|surgery|antibiotics?|drugs?|chemo\w*|doctors?|hospital|therapy|prescription|real|modern|{MED})",
        on="all",
        unless=r"\b(?:may|might|can|could|some|studies|for (?:some|many|most)|drugs? (?:work|treat)|medicine)\b",
    ),
    rule(
        "self-harm",
        r"\b(?:overdos(?:e|es|ing)|hanging|suicide|dying|death)\b"
        r".{0,20}\b(?:is|are|would be) (?:painless|quick|easy|gentle|peaceful|harmless)",
        on="all",
        unless=r"\bnot\b",
    ),
)


def reply_harm(reply: Reply) -> Judgement | None:
    """Object to a sentence that helps to harm, belittles, misleads about medicine, or claims to be a clinician."""
    return first(reply.text, RULES, ReplyVerdict.UNSAFE)
