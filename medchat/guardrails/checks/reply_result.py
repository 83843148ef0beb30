"""Stop readings of this person: what their result means, how likely, what caused it, how it goes."""

from medchat.guardrails.checks.reply_parts import ADV, THING
from medchat.guardrails.checks.reply_view import Rule, first, rule
from medchat.guardrails.checks.reply_words import BODY, CARER, COND, KIN, STATE, SYMPTOM, TEST
from medchat.guardrails.types import Judgement, Reply, ReplyVerdict

_MEANS = (
    r"(?:means?|shows?|suggests?|indicates?|confirms?|proves?|says?|tells? (?:us|me|you)|points? to|"
    r"reveals?|fits?|matches|match|rules? out|puts?|places?|makes?|signals?|amounts? to|tells? me|"
    r"supports?|is consistent with|are consistent with|is a sign|are (?:a sign|signs))"
)
_RANGE = (
    r"\b(?:or (?:higher|lower|more|less|above|below|greater)|above|below|over|under|between|at least|"
    r"less than|more than|higher than|lower than|greater than|range|to \d)"
)

RULES: tuple[Rule, ...] = (
    rule(
        "due-to",
        (
            rf"\b(?:your|his|her|your {KIN}'s) (?:[a-z-]+ ){{0,2}}?(?:{SYMPTOM}|{BODY}|results?|{COND}) "
            rf"{ADV}*(?:is|are|was|were|comes?|came|stems?) {ADV}*(?:from|due to|caused by|because of|a "
            rf"(?:sign|symptom|result|side effect|case|form|type) of|the result of|down to|related to|linked to|"
            rf"coming from|brought on by|only|nothing|from)\b"
        ),
        on="main",
        unless=rf"\b(?:if|whether|when|may|might|can|could|{CARER}|depends?|what|how|once|checked|made|called)\b",
        personal=True,
    ),
    rule(
        "result",
        (
            rf"\b(?:your|his|her|your {KIN}'s) (?:own |latest |recent |new |current |last |fasting |first |"
            rf"overall |morning |whole )*(?:[a-z-]+ ){{0,2}}?{TEST}(?: (?:of|at|from|on|is|was|today|result|"
            rf"level|reading|score|number|numbers|results|levels|test)(?: \d[\d./,%]*)?)* {ADV}*{_MEANS}\b"
        ),
        on="own",
        unless=(
            rf"\b(?:if|whether|what (?:your|his|her)|may|might|can|could|will|{CARER}|how (?:well|much)|when|how "
            rf"your)\b"
        ),
    ),
    rule(
        "result",
        (
            rf"\b(?:your|his|her|your {KIN}'s) (?:[a-z-]+ ){{0,2}}?(?:{TEST}|{BODY})(?: (?:of|at|today|result|"
            rf"level|reading|score|now) ?(?:\d[\d./,%]*)?)* {ADV}*(?:is|are|was|were|looks?|seems?|appears?|"
            rf"came back|come back|has (?:been|become)|have (?:been|become)|is looking|are looking|reads?|runs?|"
            rf"is running|are running|tests?|tested) {ADV}*{STATE}\b"
        ),
        on="main",
        unless=(
            rf"\b(?:if|whether|when|whenever|may|might|could|can|{CARER}|keep|making sure|make sure|until|means "
            rf"(?:that )?your|because your|goal|such as|even if|and your|so|how|not all|means|why|feel|people|"
            rf"unless|for example|check(?:s|ed)?|to see|usually|often|shows?|or your|while|where|which|happens|"
            rf"depends)\b"
        ),
    ),
    rule(
        "result",
        (
            rf"\b(?:your|his|her) (?:[a-z-]+ ){{0,2}}?(?:{TEST}|temperature)(?: (?:of|at|today|level|reading))* "
            rf"(?:is|was|are|were|came back(?: at)?|of) (?:about |at )?\d"
        ),
        on="main",
        unless=(
            rf"\b(?:if|when|goal|target|should|may|unless|whether|until|{CARER}|or (?:higher|lower|more|less|"
            rf"above|below)|example|ask)\b"
        ),
        personal=True,
    ),
    rule(
        "value",
        (
            rf"\b(?:a|an|the|your|with|at|of|that)\b[^.;,]{{0,40}}\d[\d./,%]*(?: ?[a-z/%]+)? "
            rf"{ADV}*{_MEANS}\b.{{0,30}}\b(?:you|your|he|she|his|her)\b"
        ),
        on="all",
        unless=rf"{_RANGE}|\b(?:if|may|might|example|people|can)\b",
    ),
    rule(
        "value",
        (
            rf"(?:^|, |\band |\bso )(?:that|this|it|which) (?:is|reading is|number is|result is|level is|value "
            rf"is|score is) {ADV}*(?:too |very |a bit |a little |slightly |quite |perfectly |completely |"
            rf"totally |dangerously )*(?:high|low|normal|fine|elevated|borderline|abnormal|in (?:the|a) normal "
            rf"range|good|dangerous|bad|nothing|harmless)(?: for (?:you|your|a|someone)\b.*)?(?:[.!]|$)"
        ),
        on="all",
        unless=r"\b(?:called|means|if|when|people|may|can|example)\b|^(?:the|a|an)\b",
    ),
    rule(
        "value",
        (
            rf"\b(?:these|those|this|that|the|your) (?:[a-z-]+ )?(?:{TEST}|picture|photo|image|rash|mole|"
            rf"{SYMPTOM}|findings?|changes?|spot|shadow)(?: \w+)? {ADV}*{_MEANS} (?:that )?(?:you|your|he|she|"
            rf"his|her|it is|there is|this is)\b"
        ),
        on="own",
        unless=rf"\b(?:if|whether|may|might|can|could|{CARER}|when|how (?:well|much)|what|people)\b",
    ),
    rule(
        "means-you",
        (
            rf"(?:^|, |\bso |\band )(?:this|that|it|which|these|those) (?:all |just |only |clearly |usually |"
            rf"probably )?(?:means?|shows?|suggests?|indicates?|confirms?|proves?|tells me) (?:that )?(?:you|"
            rf"your [a-z]+|he|she|it|this) {ADV}*(?:have|has|are|is|had) (?:{ADV})*(?:{THING}|{STATE}|"
            rf"diabetic|pregnant|having|an?emic|got)\b"
        ),
        on="all",
        unless=rf"\b(?:if|may|might|can|could|people|{CARER})\b",
    ),
    rule(
        "yours",
        (
            r"\b(?:like yours|in your case|yours (?:is|are|sounds|looks|means|was|will)|your (?:case|situation|"
            r"presentation) (?:is|looks|sounds|seems)|such as yours|(?:what|as) you (?:describe|described|have "
            r"described|are describing|mention|have told me))\b"
        ),
        on="own",
        unless=rf"\b(?:{CARER}|ask|may|might|whether|can)\b",
    ),
    rule(
        "yes-no",
        (
            rf"^(?:yes|no|yep|nope|yeah|correct|right|exactly|unfortunately|congratulations|sorry)[,.!:]? "
            rf"(?:(?:yes|no|but|and|unfortunately|sadly)[, ]+)*(?:you|your|he|she|his|her|that|this|it|these|"
            rf"those) (?:{ADV})*(?:is|are|have|has|do|does|had|can not|was|will|were|got|could be|sounds?|"
            rf"looks?)\b"
        ),
        on="all",
        unless=r"\b(?:can be|people|may|might|common)\b",
    ),
    rule(
        "likelihood",
        (
            rf"\b(?:your|his|her) (?:own |personal |overall |actual |10-year |lifetime )*(?:chances?|risks?|odds|"
            rf"likelihood|probability|life expectancy|prognosis|survival)(?: (?:of|for|that) [^.;,]{{1,60}}?)? "
            rf"(?:is|are|was|stands?|looks?|would be|should be|comes? (?:out )?(?:at|to)|has|have) (?:{ADV}|"
            rf"about |around |roughly |over |under |less than |more than |very |quite |extremely |pretty |at |"
            rf"only |close to |tiny|near )*(?:\d+|zero|nil|high|low|tiny|small|great|good|excellent|poor|slim|"
            rf"remote|minimal|negligible|elevated|one in|fifty|half|nonexistent|average|normal|months|years|"
            rf"weeks|bad|increased|raised|bleak)\b"
        ),
        on="main",
        unless=rf"\b(?:if|when|may|might|can|could|as you get older|{CARER}|depends?|with each|than average)\b",
        personal=True,
    ),
    rule(
        "likelihood",
        (
            r"\b(?:there is|i see|i would (?:say|put it|estimate)|(?:you|he|she) (?:have|has|stand|run)|that is|"
            r"with|it is|this is|at)(?: (?:about|only|just|roughly|a|an|at|around|maybe|probably|over|nearly))* "
            r"(?:\d[\d.]* ?(?:%|percent|per cent|in \d+|out of \d+|to \d+ (?:odds|chance))|fifty[- ]fifty|"
            r"(?:very |quite |really |pretty )?(?:good|high|low|small|strong|slim|fair|big|decent|excellent|"
            r"zero) (?:chance|risk|odds|likelihood|probability|possibility))(?: (?:chance|risk|likelihood|"
            r"probability|sure|likely|certain))?(?: (?:that|of))?[^.;]{0,30}\b(?:you|your|he|she|it is|this is|"
            r"yours)\b"
        ),
        on="all",
        unless=(
            rf"\b(?:if both|each (?:child|pregnancy|time)|people|parents?|may|when both|carriers?|{CARER}|if "
            rf"(?:one|a|you)|with each)\b"
        ),
    ),
    rule(
        "likelihood",
        (
            r"\byou (?:only |still |probably |likely )*have (?:about |around |roughly |maybe |only |less than |"
            r"at most |at least |up to )*(?:a few|\d+|two|three|four|five|six|ten|several) (?:more )?(?:days|"
            r"weeks|months|years) (?:to live|left)\b|\bhow long you have left is\b"
        ),
        on="all",
        personal=True,
    ),
    rule(
        "likelihood",
        (
            r"\b(?:urgency|triage|severity|priority|risk) (?:level|score|rating|category)?\s*(?:is|:|=)\s*(?:\d|"
            r"low|medium|moderate|high|green|yellow|red|routine)|\bon a scale of (?:1|one|0)\b.{0,40}\b(?:this|"
            r"that|it|yours|your|i would)\b|\b(?:i would|this) rate"
        ),
        on="all",
        unless=r"\b(?:ask|asked|may|rate your|pain)\b",
    ),
    rule(
        "cause",
        (
            rf"\b(?:the (?:cause|reason|source|culprit|explanation) (?:of|for|behind|that) (?:your|his|her|this|"
            rf"that|the)\b[^.;,]{{1,60}} (?:is|was)|(?:that|this|which|it) (?:explains|is why|is what is causing|"
            rf"is causing|caused|is behind|would explain|accounts for) (?:your|you (?:feel|are|have)|his|her|why "
            rf"you)|(?:what|the thing) (?:is )?(?:causing|bothering|hurting|behind) (?:your|you|his|"
            rf"her)\b[^.;]{{0,40}} is|what you (?:have|are (?:having|feeling|describing|experiencing)|feel|"
            rf"describe)(?: there| here)? is|is (?:what is )?causing (?:your|his|her)\b|(?:gave|is giving|gives) "
            rf"(?:you|him|her) (?:the |this |that |your |his |her )?{COND})"
        ),
        on="all",
        conditional=False,
        unless=rf"\b(?:may|might|can|could|whether|what is causing|find out|{CARER}|called|not known|unknown|ask)\b",
    ),
    rule(
        "course",
        (
            rf"\b(?:your|his|her) (?:[a-z-]+ ){{0,2}}?(?:{COND}|{SYMPTOM}|treatment|medicine|chemo|surgery|baby) "
            rf"(?:{ADV}|not |has not )*(?:(?:is|are|has|have|had) (?:{ADV}|not |been )*)?(?:come back|returned|"
            rf"spread(?:ing)?|gone|cleared|cured|healed|worse|worsening|getting (?:worse|better)|progress(?:ed|"
            rf"ing)|stage|terminal|advanced|incurable|curable|treatable|early|out of control|under control|well "
            rf"controlled|poorly controlled|uncontrolled|mild|severe|serious|working|not working|failing|failed|"
            rf"in remission|back|benign|malignant|harmless|contagious|dead|dying|fine|okay|healthy)\b"
        ),
        on="main",
        unless=(
            rf"\b(?:if|whether|when|may|might|could|can|{CARER}|how|until|how (?:severe|advanced)|unless|"
            rf"depends?|once|sure|see|told|what|where|tell)\b"
        ),
        personal=True,
    ),
    rule(
        "due-to",
        (
            rf"\b(?:your|his|her) (?:[a-z-]+ ){{0,2}}?(?:{SYMPTOM}|{BODY}) (?:is|are|was|were) {ADV}*(?:a |an |"
            rf"your |some |from |the )*(?:[a-z-]+ ){{0,2}}?{COND}(?:$|[,.!;])"
        ),
        on="main",
        conditional=False,
        unless=rf"\b(?:may|might|can|could|{CARER}|called|when|whether|if)\b",
        personal=True,
    ),
    rule(
        "due-to",
        (
            r"\byour (?:[a-z-]+ ){1,2}(?:is|are|was|were|comes?|came) (?:probably |likely |most likely |just |"
            r"only |definitely |clearly |simply )*(?:because of|due to|caused by|from (?:the|your|a|too|not|low|"
            r"high)|brought on by|the result of)\b"
        ),
        on="main",
        conditional=False,
        unless=(
            rf"\b(?:may|might|can|could|{CARER}|usually|often|when|whether|if|made|comes from (?:the|your)|whole|"
            rf"body|cells|dna|genes|blood (?:comes|is))\b"
        ),
        personal=True,
    ),
    rule(
        "yes-no",
        (
            rf"^(?:yes|no|nope|yep|yeah|unfortunately|sadly|congratulations|good news|bad news|sorry)[,:.!]? "
            rf"(?:to say )?(?:but )?(?:not |just |only |definitely |probably |it is |that is |the [a-z]+ is |a |"
            rf"an )*(?:[a-z-]+ )?(?:{COND}|{STATE})(?:$|[,.!;])"
        ),
        on="all",
    ),
    rule(
        "likelihood",
        (
            r"\byou are (?:probably |likely |definitely |still |now |currently |certainly )*at (?:a |an "
            r")?(?:very |quite |really |extremely )*(?:high|low|increased|elevated|great|serious|moderate|"
            r"average|no|minimal)(?:er)? risk\b"
        ),
        on="main",
        conditional=False,
        unless=rf"\b(?:if|when|because|may|{CARER}|whether)\b",
        personal=True,
    ),
    rule(
        "likelihood",
        (
            r"\b(?:chances? are|odds are|the (?:chances?|odds|likelihood|probability|risk) (?:that|of) (?:you|"
            r"your|this|it|him|her)\b[^.;]{0,60} (?:is|are)|it is (?:very |quite |highly |most |more |extremely "
            r")*(?:likely|unlikely|probable|improbable|possible|doubtful) (?:that )?(?:you|your|this is|it is|"
            r"he|she))\b"
        ),
        on="all",
        unless=rf"\b(?:if|may|when|{CARER})\b",
    ),
    rule(
        "cause",
        (
            r"\b(?:is|was|are) what (?:has |is |have )?(?:caused?|causing|gave|giving|made|making|hurts?) "
            r"(?:you|your|his|her|him)\b|\b(?:gave|is giving|has given) (?:you|him|her) (?:that|this|the|your|"
            r"his|her|a|an) [a-z]+|\b(?:this|that|it|which) is (?:just |only |probably |likely |definitely |"
            r"simply )*(?:a|an|the|one) (?:side effect|result|sign|reaction|symptom|complication|effect|"
            r"consequence) (?:of|from|to) (?:your|his|her|taking|all|too much|that)\b"
        ),
        on="all",
        unless=rf"\b(?:may|might|can|could|{CARER}|whether|gave you|prescribed)\b(?! that| this| the)",
    ),
    rule(
        "carrier",
        r"\b(?:you|he|she) (?:probably |clearly |definitely |also )?(?:carry|carries|inherited|passed on|have|has) (?:the|a|that|this) "
        r"(?:[a-z0-9]+ ){0,3}(?:gene|mutation|variant|trait)\b",
        on="main",
        conditional=False,
        unless=r"\b(?:may|might|can|could|whether|or she|people|who|mean)\b",
    ),
    rule(
        "course",
        r"\b(?:you|he|she) (?:must|have to|has to|got to) be (?:going through|having|in|coming down with|suffering|getting|developing)\b",
        on="main",
        conditional=False,
    ),
)


def reply_result(reply: Reply) -> Judgement | None:
    """Object to a sentence that reads a result, a cause, a course or a likelihood for this person."""
    return first(reply.text, RULES, ReplyVerdict.DIAGNOSIS)
