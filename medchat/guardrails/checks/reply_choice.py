"""Stop advice on what this person should choose, have done, allow themselves, or wait with."""

from medchat.guardrails.checks.reply_parts import ALTER, CHOICE, DET, LEAD, OUGHT, USE
from medchat.guardrails.checks.reply_view import Rule, first, rule
from medchat.guardrails.checks.reply_words import CARER, KIN, MED, NEAR_KIN, NUMBER, UNIT
from medchat.guardrails.types import Judgement, Reply, ReplyVerdict

_PERSON = rf"(?:her|him|your (?:\w+ )?{NEAR_KIN}(?:'s)?)"

RULES: tuple[Rule, ...] = (
    rule(
        "permission",
        (
            r"\b(?:it is|it would be|it will be|that is|that would be|it should be) (?:perfectly |completely |"
            r"totally |quite |probably |absolutely |generally )?(?:fine|ok|okay|all right|alright|safe)(?: for "
            r"(?:you|him|her|your \w+))? (?:to|if you|for (?:you|him|her))\b"
        ),
        unless=(
            r"\b(?:to ask|to talk|to call|to feel|to cry|to say|to tell|to need|to want|to bring|whether it is|"
            r"if it is|when it is|until it is|not sure|to (?:not )?have questions)\b"
        ),
    ),
    rule(
        "permission",
        (
            r"\b(?:fine|ok|okay|safe|safely) (?:to|for you to) (?:take|mix|combine|skip|stop|double|drink|drive|"
            r"fly|eat|have sex|go back|return to|crush|split)\b"
        ),
        unless=r"\b(?:whether|if|when|until|may (?:not )?be|not be|ask|tell|learn|not|how)\b",
    ),
    rule(
        "recommendation",
        (
            r"\b(?:i|we) (?:would |do |really |strongly |highly |personally |also )*(?:recommend|suggest|advise|"
            r"urge|prefer|encourage you|want you to|think you (?:should|need|must|ought|could)|feel you should|"
            r"say you should|insist)\b"
        ),
        unless=(
            r"\bi (?:can not|do not|may not|am not able to|will not)\b|\bwe recommend (?:talking|asking|calling|"
            r"that you talk)\b"
        ),
    ),
    rule(
        "recommendation",
        (
            r"\b(?:my (?:advice|recommendation|suggestion|guess|opinion|view) (?:to you )?(?:is|would be|for "
            r"you)|if i were (?:you|in your)|in your (?:shoes|place|position|situation)|were it me|if it were "
            r"me|i(?: would|'d) (?:go (?:with|for)|choose|pick|opt|skip|stop|wait|take|avoid|hold|try|start|get|"
            r"refuse|say no|give|put|switch|keep|not (?:take|go|do|bother|have|get)))\b"
        ),
        on="all",
    ),
    rule(
        "recommendation",
        (
            rf"\b(?:best|better|right|ideal|safest|smartest|wisest|top) (?:[a-z]+ )?(?:option|choice|treatment|"
            rf"medicine|drug|thing|plan|move|bet|pick|approach|way forward|course|idea|step|surgery|diet|pill|"
            rf"exercise)? ?(?:for|in) (?:you|him|her|your (?:case|situation|{KIN}|condition|age|type))\b"
        ),
        unless=rf"\b(?:ask|talk|discuss|decide|find|what|which|whether|{CARER})\b",
        permitted=False,
    ),
    rule(
        "recommendation",
        (
            r"\b(?:suits?|would suit|works? (?:better|best) (?:for|in)|is (?:a )?(?:better|good|great|perfect|"
            r"right) (?:fit |match |choice |one )?for|would (?:help|work for|be (?:better|best|good|right) "
            r"for)) (?:you|him|her|your (?:case|type))\b"
        ),
        unless=rf"\b(?:ask|talk|decide|find|what|which|whether|if|may|might|{CARER})\b",
    ),
    rule(
        "recommendation",
        (
            rf"\b(?:ask|tell|get|have|push|beg|convince|insist(?: that)?) (?:them|him|her|the {CARER}|your "
            rf"{CARER}|{CARER}) (?:to |for |that )?(?:switch|put you|give you|prescribe|start you|take you off|"
            rf"stop the|raise|increase|double|lower|change your|order you|let you (?:stop|skip)|write you|up "
            rf"your|a (?:stronger|higher|lower|different))"
        ),
        on="all",
    ),
    rule(
        "recommendation",
        (
            rf"\btell (?:them|your {CARER}|the {CARER}) (?:that )?you (?:are stopping|are not taking|will not|"
            rf"want to (?:stop|switch|be)|need (?:a|to be)|refuse|do not want)"
        ),
        on="all",
    ),
    rule(
        "choice",
        (
            rf"{LEAD}(?:get|have|refuse|decline|cancel|postpone|delay|skip|avoid|choose|pick|go (?:with|for|"
            rf"ahead with|through with)|agree to|say (?:yes|no) to|insist on|push for|accept|turn down|put off|"
            rf"opt for|book|schedule|request|order|do|demand|ask for) (?:(?:the|your|that|this|a|an|any|another|"
            rf"for) )*(?:[a-z-]+ ){{0,2}}{CHOICE}\b"
        ),
        unless=(
            r"\b(?:before (?:you )?|if you|when you|people|your own mind|regular|yearly|annual|every (?:\d+|"
            r"year|two)|recommended|on time|if you are|help you)\b|\bnot (?:skip|cancel|delay|put off|miss|"
            r"avoid)"
        ),
        permitted=False,
        generic=False,
    ),
    rule(
        "choice",
        (
            rf"\b(?:{OUGHT}|my advice is to|i would|it is (?:best|better|time) to|you are going to) (?:not "
            rf")?(?:get|have|refuse|decline|cancel|postpone|delay|skip|avoid|choose|pick|go (?:with|for|ahead "
            rf"with|through with)|agree to|undergo|say (?:yes|no) to|accept|turn down|put off|opt for|do|see "
            rf"about|be (?:getting|having)) (?:(?:the|your|that|this|a|an|any|another) )*(?:[a-z-]+ "
            rf"){{0,2}}{CHOICE}\b(?! (?:every|each|once))"
        ),
        unless=(
            r"\b(?:if you (?:are|have|were)|people|regular|yearly|annual|every (?:\d+|year|two)|at age|ages?|"
            r"over \d+|before the|children|may have to|will need to have)\b"
        ),
        permitted=False,
    ),
    rule(
        "choice",
        (
            rf"\byou (?:really |definitely |clearly |do )?need (?:a|an|the|that|another|to have|to get) "
            rf"(?:[a-z-]+ )?{CHOICE}\b(?: (?:of|for|on) (?:that|this|your)|$| (?:now|soon|today|right away|"
            rf"before|to|[.!]))"
        ),
        unless=r"\b(?:may|might|if|whether|why|sometimes|before you|when)\b",
        permitted=False,
        personal=True,
    ),
    rule(
        "kin",
        (
            rf"{LEAD}(?:give|put|let|start|get|keep|make|have|feed|rub|bathe|offer|stop giving|take|hold) "
            rf"{_PERSON} (?!to (?:the|a|an) |in for|seen|checked|safe|calm|company)"
        ),
        unless=r"\b(?:call|emergency|questions?|love|support|time to|a hug|privacy|his or her|her or his)\b",
        generic=False,
    ),
    rule(
        "kin",
        (
            rf"{LEAD}(?:give|put|start|feed) (?:the|your) (?:baby|child|kid) (?:on )?(?:[a-z]+ ){{0,3}}(?:{MED}|"
            rf"{NUMBER} {UNIT}|diet|formula|honey|water)\b"
        ),
        unless=r"\b(?:do not|never|breast)\b",
        permitted=False,
    ),
    rule(
        "diet",
        (
            rf"{LEAD}(?:go on|put (?:yourself|him|her)? ?on|start|try|switch to|begin|follow|stick to|do) (?:a|"
            rf"an|the) (?:[a-z-]+ ){{0,3}}(?:diet|fast|cleanse|detox|keto|juice)\b"
        ),
        unless=r"\b(?:healthy|balanced|heart-healthy|diet plan your|eating plan|dash|if you|special|prescribed)\b",
        permitted=False,
        generic=False,
    ),
    rule(
        "diet",
        (
            rf"{LEAD}(?:cut out|give up|stop eating|quit eating|stop drinking|eliminate|eat nothing but|fast) "
            rf".*\b(?:for (?:a|\w+) (?:days?|weeks?|months?|hours?|while)|until your|and your|and see|completely|"
            rf"entirely)\b"
        ),
        unless=r"\b(?:before (?:the|your|a)|smoking|alcohol|tobacco|surgery|procedure|test)\b",
        permitted=False,
        generic=False,
    ),
    rule(
        "diet",
        (
            rf"\b{OUGHT} (?:lose|gain|drop|put on) (?:about |at least |some )?(?:{NUMBER}|a few|some) "
            rf"?(?:pounds?|lbs?|kg|kilos?|stone)\b"
        ),
        personal=True,
    ),
    rule(
        "wait",
        (
            r"\b(?:wait (?:and see|it out|a (?:few|couple)|another|(?:about |at least )?\w+ (?:more )?(?:hours?|"
            r"days?|weeks?|months?)|until (?:monday|tomorrow|morning|next|your next|it|they|the weekend|after "
            r"the)|to see (?:if|whether|how))|give it (?:a (?:few|couple|week|day|month|little)|another|some "
            r"time|\w+ (?:more )?(?:days?|weeks?|hours?))|see how (?:you feel|it goes|things go|he|she)|watch "
            r"and wait (?:for|a)|(?:it|that|this) can wait|sit tight|tough it out|ride it out|wait out|keep an "
            r"eye on it)\b"
        ),
        unless=(
            rf"\b(?:may|might|called|approach|if you are told|you will (?:need to |have to )?wait|do not wait|"
            rf"not wait|never wait|before (?:the test|surgery|having|getting)|for (?:the|your) results?|watchful|"
            rf"some (?:people|parents|men)|{CARER} (?:may|will|might)|after (?:surgery|the (?:test|procedure)|"
            rf"eating|taking|giving birth|having)|between)\b"
        ),
    ),
    rule(
        "wait",
        (
            r"\b(?:hold off on|put off|delay|no need to (?:rush|hurry)|no (?:rush|hurry)|not urgent|in no hurry|"
            r"sleep on it|sleep it off)\b"
        ),
        unless=(
            r"\b(?:do not|not|never|should not|may|might|can|people|if|treatment can|diagnosis)\b(?! (?:urgent|"
            r"need))"
        ),
        on="own",
    ),
    rule(
        "go-in",
        (
            rf"\b(?:{OUGHT}|i would) (?:go|come|get|head|drive|be seen|see someone|see (?:a|your) {CARER}|get "
            rf"(?:that|it|this) (?:checked|looked at|seen)) .*\b(?:tonight|tomorrow|this (?:week|evening|"
            rf"afternoon)|within (?:\d+|\w+) (?:hours?|days?|weeks?))\b"
        ),
        on="all",
        unless=r"\b(?:if|call)\b",
    ),
    rule(
        "just-do",
        (
            r"(?:^|[,;] |\bso )(?:just|simply|only|all you need is to|all you have to do is) (?:rest|ice|sleep|"
            r"drink|take|put|use|ignore|wait|eat|skip|stop|rub|apply|lie|keep|stay|walk|stretch|try|relax|"
            r"breathe|soak|massage|cut|switch|double|push|power|work|get|give|do|wear|wrap|let|leave|monitor|"
            r"watch|avoid|elevate|gargle)\b"
        ),
        unless=r"\b(?:call|ask|tell|people)\b",
    ),
    rule(
        "just-do",
        r"\b(?:and|then) see (?:how|if|whether|what) (?:you|it|that|he|she|they|things)\b",
        unless=r"\b(?:may|might|will ask|to ask)\b",
    ),
    rule(
        "choice",
        (
            rf"(?:^|[,;] )(?:do not|never) (?:get|start|have|agree to|go (?:through|ahead) with|do|bother with|"
            rf"let them do|accept|undergo|consent to) (?:the|that|this|your|a|any|another) (?:[a-z-]+ "
            rf"){{0,2}}(?:{CHOICE}|{MED})\b"
        ),
        unless=r"\b(?:if|without|before|until|unless|within)\b",
        permitted=False,
    ),
    rule(
        "choice",
        (
            r"\b(?:take|taking|have|get|getting|having|took) (?:out )?(?:your|his|her|that|the) (?:[a-z]+ "
            r")?(?:appendix|tonsils?|gallbladder|uterus|ovar(?:y|ies)|prostate|kidney|spleen|breasts?|teeth|"
            r"tooth|wisdom teeth|knee|hip|thyroid|valve|cataracts?|adenoids|tubes|womb|lump|mole|cyst) (?:taken "
            r"|cut )?(?:out|removed|fixed|replaced|done|off|tied)\b"
        ),
        unless=rf"\b(?:if|may|might|had|people|when|{CARER}|can|after)\b",
        generic=False,
    ),
    rule(
        "choice",
        (
            r"\b(?:your best (?:bet|option|choice|chance|course|treatment)(?: here| now)? (?:is|would be|will "
            r"be)|(?:is|are|would be|will be) (?:your|his|her) (?:best|only|safest) (?:bet|option|choice|chance|"
            r"hope|treatment)|you (?:would|will|should) (?:be|do|feel) (?:much |far |a lot )*(?:better|happier|"
            r"safer|best)(?: off)? (?:on|without|with|off)|you are ready to (?:come|stop|go|quit|start|get|"
            r"switch|return)|you (?:should|need to|must|have to|had better) (?:start|have|get|be on|go on|be "
            r"put on|undergo) (?:[a-z]+ )?(?:dialysis|chemo\w*|radiation|hospice|oxygen|surgery))\b"
        ),
        on="all",
        conditional=False,
        unless=rf"\b(?:may|might|{CARER}|ask|whether|feel better)\b",
    ),
    rule(
        "permission",
        (
            r"\b(?:is|are|would be|will be|should be) (?:perfectly |totally |completely |quite |absolutely |"
            r"probably )*(?:fine|safe|ok|okay|all right|alright|right|enough|too much|best|wise|plenty) for "
            r"(?:you|him|her|your (?!baby to be)[a-z]+|someone your)\b"
        ),
        unless=rf"\b(?:if|whether|what|which|ask|may|might|may not|not be|{CARER}|when|treatment|learn|know)\b",
    ),
    rule(
        "permission",
        (
            r"\byou (?:can|could|may) (?:now |safely |already |again |go ahead and )*(?:go back to|return to|"
            r"have sex|stop|skip|quit|come off|drive|fly|drink (?:a|one|some|alcohol|wine|beer)|get back to|"
            r"resume|pull|take out|take (?:it|them|the [a-z]+) out|go off|do without|leave (?:it|the [a-z]+) "
            r"off|eat (?:before|whatever|anything)|remove)\b"
        ),
        unless=(
            rf"\b(?:usually|if|unless|until|when|often|smoking|ask|{CARER}|most|once|before you can|how soon|as "
            rf"soon as|stop (?:the|a|bleeding|germs|smoking)|not)\b"
        ),
        conditional=False,
        permitted=False,
        generic=False,
        personal=True,
    ),
    rule(
        "recommendation",
        (
            rf"\bit (?:is|would be|might be|may be) (?:wise|smart|best|better|wiser|smarter|a good idea|"
            rf"reasonable|advisable|worth it|time|safer|safest|okay|sensible)(?: for (?:you|him|her))? (?:to|if "
            rf"you|that you) (?:just |not )?{ALTER}\b"
        ),
        unless=rf"\b(?:{CARER}|smok\w+|cigarettes|tobacco|weight)\b",
        permitted=False,
    ),
    rule(
        "recommendation",
        (
            rf"\bit (?:is|would be|might be) (?:wise|smart|best|better|a good idea|advisable|safer|sensible|"
            rf"time) for (?:you|him|her|your {KIN}) to\b"
        ),
        permitted=False,
    ),
    rule(
        "recommendation",
        (
            r"^(?:with|for|at|given|because of|considering) (?:your|his|her) (?:[a-z]+ ){1,3}, ?(?!(?:you|your|"
            r"a|the) [a-z ]{0,20}(?:may|might|can|could|will))"
        ),
        on="all",
        unless=(
            rf"\b(?:may|might|can|could|{CARER}|will|talk|ask|safety|help|visit|permission|privacy|appointment|"
            rf"comfort|care)\b"
        ),
    ),
    rule(
        "recommendation",
        (
            rf"\bmy advice\b|\btell (?:them|your {CARER}|the {CARER}) (?:that )?you want\b|\b(?:switch|change|go|"
            rf"move) back to (?:the|your|that|his|her)\b.{{0,25}}(?:{MED}|brand|old|one|dose|liquid|generic)"
        ),
        on="all",
        unless=r"\b(?:may|might|when you|can you|until|people)\b",
    ),
    rule(
        "kin",
        (
            rf"\b(?:your (?:[a-z]+ )?(?:{NEAR_KIN}|child|baby)|(?<!or )(?:he|she)(?! or)) (?:should|must|needs "
            rf"to|can|could|has to|ought to|may)(?: just| safely| also| now| probably)? (?:not )?(?:(?:{ALTER}|"
            rf"{USE}) (?:{DET} )?(?:[a-z]+ ){{0,2}}?(?:{MED}|it|them|another|one)\b|be on|come off|go off|go "
            rf"on)"
        ),
        unless=rf"\b(?:if|when|whether|{CARER}|or she|he or|before|test|may (?:need|have))\b",
        conditional=False,
        permitted=False,
    ),
)


def reply_choice(reply: Reply) -> Judgement | None:
    """Object to a sentence that recommends, permits or puts off something for this person."""
    return first(reply.text, RULES, ReplyVerdict.ADVICE)
