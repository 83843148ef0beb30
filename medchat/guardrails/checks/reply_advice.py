"""Stop dose instructions and what to take, start, stop, change or borrow."""

from medchat.guardrails.checks.reply_parts import ALTER, CHOICE, DET, LEAD, OUGHT, USE
from medchat.guardrails.checks.reply_view import Rule, first, rule
from medchat.guardrails.checks.reply_words import CARER, EVERY, KIN, MED, NUMBER, UNIT
from medchat.guardrails.types import Judgement, Reply, ReplyVerdict

_WEAK = r"(?:you (?:can|could|may|might)(?: also| just)?)"
_NEGATED = (
    r"\b(?:do not|never|not|without) (?:ever )?(?:stop|skip|change|start|use|take|cut|crush|split|"
    r"double|mix|share|adjust|give|drop|quit|alter|miss|combine|restart)"
)
_NEAR = r"(?:(?!to |for |that |if |when |about |without |list |record |reaction )[a-z0-9'/-]+ ){0,5}"
_NAMED = rf"(?!(?:medicines|medications|vaccines?|shots?|vitamins?|supplements?|drugs|calcium|iron|zinc)\b){MED}"
_NOW = (
    r"(?:tonight|today|tomorrow|now|this (?:morning|evening|week|weekend|afternoon)|right now|for now|"
    r"until (?:then|monday|\w+day|you))"
)
_EDU_SAFE = (
    r"\b(?:without (?:talking|asking|checking|speaking|first|your|consulting|a doctor|advice)|on "
    r"(?:your|their) own|suddenly|all at once|"
    r"usual(?:ly)?|can (?:be|cause|lead|make|raise)|could (?:be|cause)|may (?:be|cause|need)|side "
    r"effects?|is (?:called|known|used))\b"
)

RULES: tuple[Rule, ...] = (
    rule(
        "change-medicine",
        rf"{LEAD}{ALTER} {_NEAR}{MED}\b",
        on="own",
        unless=rf"{_NEGATED}|{_EDU_SAFE}|\bif you (?:smoke|drink)",
        permitted=False,
        generic=False,
    ),
    rule(
        "use-medicine",
        rf"{LEAD}{USE} {_NEAR}{_NAMED}\b",
        unless=rf"{_NEGATED}|{_EDU_SAFE}|\b(?:list|exactly|flu shot|vaccinated|bring)\b",
        permitted=False,
        generic=False,
    ),
    rule(
        "dose",
        rf"{LEAD}(?:{USE}|{ALTER}|go up|go down|eat|suck|place|sip) {_NEAR}{NUMBER} (?:more |extra |(?:a|"
        rf"the|your|of (?:a|the|your|those|these)) |adult |small |"
        rf"baby |regular |whole |full )*(?:{UNIT}|{MED})\b",
        generic=False,
    ),
    rule(
        "dose",
        rf"\b{OUGHT} (?:take|use|inject|give|have|start) (?:[a-z]+ )?{NUMBER} (?:[a-z-]+ )?{UNIT}\b",
        personal=True,
    ),
    rule(
        "dose",
        (
            rf"\b(?:i would|i'd|you can|you could|you may|try) (?:take|taking|use|using|give|giving|inject|add|"
            rf"adding)?(?:about )? ?{NUMBER} (?:[a-z-]+ )?{UNIT}\b"
        ),
    ),
    rule(
        "dose",
        (
            rf"^(?:about |around |yes,? |just |only |start(?:ing)? (?:at|with) |try )*{NUMBER} "
            rf"{UNIT}\b.*\b(?:{EVERY}|instead|should|will do|is (?:fine|enough|safe|plenty|right)|for you)"
        ),
    ),
    rule(
        "dose",
        (
            rf"\b(?:your|his|her|right|correct|best|next) (?:\w+ )?(?:dose|dosage) (?:for (?:you|him|her|your "
            rf"\w+) )?(?:is|should be|would be|can be|can go|needs to|must) (?!based|lowered by)(?:about |up |"
            rf"down |to )*(?:{NUMBER}|increased|lowered|raised|doubled|higher|smaller|cut|changed|go)"
        ),
        permitted=False,
    ),
    rule(
        "use-medicine",
        rf"(?:{LEAD}|\b{OUGHT} |\band ){USE} (?:it|them|one|two|three|half|another|both|that|this|(?:the "
        rf")?(?:first|next|second|other|missed) (?:one|dose)) "
        rf"(?:(?:right|just|only|straight) )?(?:{EVERY}|{_NOW}|instead|again|together|right before|with "
        rf"(?:food|milk|water|your|a|juice)|for (?:a|the next|\w+) (?:day|week|month)|until|as soon|anyway|"
        rf"more|less|and see|and)\b",
        unless=r"\b(?:easy|deep breath|step|turns?|out of|off)\b",
        permitted=False,
        generic=False,
    ),
    rule(
        "change-medicine",
        rf"\b(?:{OUGHT}|i would(?: not)?|you are (?:going to|better off)|time (?:for you )?to|let us|we "
        rf"(?:should|need to|will|can)) {ALTER} "
        rf"(?:it|them|that|{_NEAR}{MED})\b",
        unless=rf"{_NEGATED}|{_EDU_SAFE}|\bnot (?:stop|skip|change|start|quit|double)",
        permitted=False,
    ),
    rule(
        "use-medicine",
        rf"\b(?:{OUGHT}|i would|we (?:should|need to)) {USE} {_NEAR}{_NAMED}\b",
        unless=rf"{_NEGATED}|{_EDU_SAFE}|\bif you (?:are|have|take|plan)\b|\bpeople\b",
        permitted=False,
    ),
    rule(
        "use-medicine",
        rf"\b{_WEAK} (?:safely |easily )?(?:take|use|give|mix|combine|skip|stop|double|drop|cut|crush|split|"
        rf"switch|have|add|drink|try|inject) "
        rf"(?:{DET} )?(?:{_NAMED}|it|them|alcohol|wine|beer)\b.{{0,40}}\b(?:with|together|instead|safely|"
        rf"tonight|today|now|for (?:that|this|your)|at the same time|while on|on top of|too)\b",
        unless=r"\b(?:have|get) (?:a|an)\b|\b(?:deal|cope|help|along) with\b",
        permitted=False,
    ),
    rule(
        "use-medicine",
        (
            rf"\b{_WEAK} (?:safely|just|simply) (?:take|use|give|mix|combine|skip|stop|double|drop|cut|crush|"
            rf"split|switch|go|eat|drink|drive|fly|wait|have)\b"
        ),
        permitted=False,
        personal=True,
    ),
    rule(
        "need-medicine",
        rf"\b(?:you|he|she|your {KIN}|that|this) (?:really |definitely |clearly |just |do )?(?:needs?|"
        rf"requires?|would benefit from|could use|should be on|should be taking|belongs? on|should get|"
        rf"should try|has to have|could do with) "
        rf"(?:to be on |to take |to start |to get |to switch to )?(?:(?:a|an|the|some|more|your|another) "
        rf")?(?:[a-z]+ ){{0,2}}{MED}\b",
        unless=(
            r"\b(?:may|might|could|can) (?:also )?need\b|\bif you\b|\bwhether you\b|\bprescription (?:for|to)\b|"
            r"\bwithout\b"
        ),
        permitted=False,
    ),
    rule(
        "need-medicine",
        (
            r"\byou (?:do not|no longer|don't|never) (?:really |actually |even )?(?:need|require) (?:(?:to take|"
            r"to be on|to have|the|that|this|those|your|any|a|an) )+(?:[a-z]+ ){0,2}"
        )
        + f"(?:{MED}|{CHOICE}|test|treatment)\\b",
        permitted=False,
        conditional=False,
        personal=True,
    ),
    rule(
        "borrow",
        (
            rf"\b(?:use|take|try|borrow|share|have|finish) (?:some of |one of )?(?:your |a |her |his )(?:{KIN}|"
            rf"roommate|coworker|dog|cat|pet)'?s?(?: old| leftover)? (?:leftover )?(?:[a-z]+ )?{MED}"
        ),
        unless=r"\b(?:do not|never|not|avoid)\b",
    ),
    rule(
        "borrow",
        (
            rf"{LEAD}(?:use|take|try|finish|start|have) (?:up )?(?:the |your |any |some |those |that "
            rf")?(?:leftover|left over|remaining|old|expired|extra)"
        ),
        unless=r"\b(?:do not|never|not)\b",
    ),
    rule(
        "dose",
        (
            rf"\b(?:you|he|she|your (?:[a-z]+ )?{KIN}) (?:can|could|may|might|should|must|will|would|need to|"
            rf"needs to|have to)(?: also| safely| just| always| then)? (?:try|take|use|have|give|inject|need|add|"
            rf"get)(?: about| up to| at least| at most)? {NUMBER} (?:of (?:the|your|those) |more |extra "
            rf")?(?:[a-z-]+ )?(?:{_NAMED}|{UNIT})\b"
        ),
        unless=rf"\b(?:or more|different|kinds?|types?|{CARER})\b",
        personal=True,
    ),
    rule(
        "dose",
        (
            rf"^(?:[a-z]+,? )?{NUMBER} (?:a |of (?:a|the|your) |more |extra )?(?:[a-z]+ "
            rf")?{UNIT}\b.{{0,40}}\b(?:{EVERY}|now|enough|right|fine|plenty|will (?:do|work|help)|should|instead|"
            rf"for you|someone your|in an hour|will not|tonight)\b"
        ),
        generic=False,
    ),
    rule(
        "dose",
        rf"{LEAD}(?:put|apply|take|give|inject|rub|spray|place|drop) .{{0,50}}\b{EVERY}\b",
        unless=(
            rf"{_EDU_SAFE}|\b(?:do not|never|not|people|ice|breaks?|notes?|rest|walk|shower|bath|temperature|"
            rf"pulse|reading)\b"
        ),
        permitted=False,
        generic=False,
    ),
    rule("dose", rf"(?:^|[,;] )(?:use|take|try|make it|do) {NUMBER}[.!]?$"),
    rule(
        "use-medicine",
        (
            r"^(?:(?:yes|no|sure|okay|ok|well|alright|then|fine),? )*(?:just |go ahead and |please )?(?:do not |"
            r"never )?(?:take|stop|skip|use|start|continue|inject|double) (?:it|them|that|another|both|these|"
            r"those)(?:$|[.!,]| (?:then|now|anyway|instead|tonight|today|tomorrow|together|again|on|with|before|"
            r"after|at|in|every|twice|once|daily|all|or)\b)|^(?:yes|sure|okay|ok|no problem),? go ahead\b"
        ),
        unless=r"\b(?:with you|out of (?:reach|sight)|at (?:room|the same)|unless)\b",
        permitted=False,
    ),
    rule(
        "use-medicine",
        (
            r"(?:^|[,;] )(?:do not|never) (?:take|use|give|have|start|inject) .{0,40}\b(?:tonight|today|"
            r"tomorrow|this (?:week|morning|evening)|anymore|any more|yet)\b"
        ),
        unless=r"\b(?:until|before|unless)\b",
        permitted=False,
    ),
    rule(
        "change-medicine",
        (
            rf"\b(?:your|his|her) (?:[a-z]+ )?(?:{MED}) (?:should|needs to|must|can|has to|ought to|could) "
            rf"(?:probably |just |now )?be (?:raised|lowered|increased|decreased|doubled|stopped|changed|cut|"
            rf"reduced|switched|skipped|held|halved|higher|lower|restarted)\b"
        ),
        unless=rf"\b(?:if|whether|{CARER}|may|unless|not)\b",
        permitted=False,
        personal=True,
    ),
    rule("change-medicine", rf"{LEAD}double up\b", unless=r"\bnot\b"),
    rule(
        "need-medicine",
        (
            rf"\bno (?:need|reason) (?:for (?:you|him|her) )?to (?:take|use|finish|refill|keep taking|be on|stay "
            rf"on|continue|start) (?:{DET} )?(?:[a-z]+ ){{0,2}}?(?:{MED}|it|them)\b|\bno need for (?:you|him|"
            rf"her) to\b"
        ),
        permitted=False,
    ),
    rule(
        "change-medicine",
        (
            rf"^(?:[a-z]+ )[^.;]{{3,60}} and (?:then )?(?:drop|stop|skip|double|halve|switch|quit|cut out|lower|"
            rf"raise|increase) (?:{DET} )?(?:taking )?(?:[a-z]+ )?{MED}\b"
        ),
        unless=rf"{_NEGATED}|\b(?:may|might|can|could|will|to|{CARER}|people|who|that)\b",
        permitted=False,
        generic=False,
    ),
    rule(
        "borrow",
        (
            rf"{LEAD}(?:use|take|try|finish|apply|give) .{{0,40}}\b(?:left over|leftover|from (?:last (?:time|"
            rf"year|month)|before|an old))\b"
        ),
        unless=r"\b(?:do not|never|not)\b",
        permitted=False,
    ),
    rule(
        "change-medicine",
        r"\byou (?:may|might|could) (?:also |just |safely )?"
        rf"(?:double|skip|halve|split|crush|cut|raise|increase|stop) (?:{DET} )?(?:[a-z]+ )?"
        rf"(?:{MED}|cream|gel|patch|ointment|it)\b",
        unless=rf"\b(?:{CARER}|before|surgery|test|told|need)\b",
        personal=True,
        permitted=False,
    ),
)


def reply_advice(reply: Reply) -> Judgement | None:
    """Object to a sentence that tells this person how to use a medicine."""
    return first(reply.text, RULES, ReplyVerdict.ADVICE)
