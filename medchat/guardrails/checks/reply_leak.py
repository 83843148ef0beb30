"""Stop what is not the patient's to see: our own instructions, thinking left in the text, and other people's data."""

import re

from medchat.guardrails.checks.reply_view import Rule, first, rule
from medchat.guardrails.types import Judgement, Reply, ReplyVerdict

_CONTROL = re.compile(
    r"<\s*/?\s*(?:unused\s*\d+|think(?:ing)?|thought|reasoning|scratchpad|start_of_turn|end_of_turn|bos|"
    r"eos|pad|s|tool_call|"
    r"start_of_image|end_of_image)\s*>|<\|[^|>]{1,40}\|>|\[/?(?:INST|SYS|THINK)\]|<<SYS>>|^\s*thought\s*(?:\n|:|$)|"
    r"^\s*(?:assistant|system|user|model|human)\s*:",
    re.IGNORECASE | re.MULTILINE,
)
"""Control marks of the chat templates of Gemma, Llama, Qwen and Mistral; a bare leading 'thought' is Gemma's unclosed one."""

RULES: tuple[Rule, ...] = (
    rule(
        "thinking",
        (
            r"^(?:ok(?:ay)?,? |alright,? |hmm,? |so,? |wait,? |first,? |now,? )*(?:the (?:user|patient) (?:is "
            r"(?:asking|looking|requesting)|asks|asked|wants|said|seems|has asked|needs)|let me (?:rewrite|"
            r"rephrase|try (?:again|to write)|write|count|shorten|simplify this|re-?do|think|see|analyze|"
            r"consider|draft|break|re-?read|check the|plan|start by thinking)|i (?:need|should|must|have|want|"
            r"will have|ought) to (?:respond|answer|reply|explain|be careful|avoid|follow|keep|make sure|write|"
            r"provide|remember|check the|refuse|redirect|decline|consider|simplify|stick)|my (?:task|goal|plan|"
            r"draft|response|answer) (?:is|should|will|here)|step \d ?[:.]? ?(?:identify|analyze|consider|"
            r"understand|draft)|thought ?:|thinking ?:|analysis ?:|draft ?:|final answer|constraints? ?:|"
            r"self-correction|wait,? (?:no|i|that|actually|the)|response ?:|output ?:|key points to include)"
        ),
        on="all",
        unless=r"\b(?:i want to make sure you)\b",
    ),
    rule(
        "thinking",
        (
            r"\b(?:reading level of the (?:response|answer)|(?:this|the) (?:user|prompt|query)(?:'s)? (?:is|"
            r"asks|wants|question|message|request|seems)|grade (?:level )?(?:\d+ )?target|per (?:the|my) "
            r"(?:instructions|guidelines|system)|the (?:passages?|context|documents?) (?:provided|given|above|"
            r"says? nothing|do(?:es)? not (?:mention|contain|say)))\b"
        ),
        on="all",
    ),
    rule(
        "prompt-leak",
        (
            r"\b(?:system (?:prompt|message|instruction)s?|(?:my|these|the following|secret|hidden|internal|"
            r"initial|original|developer|full|exact) (?:are my |secret |hidden |internal |system |initial |"
            r"original |full |own |exact |are the )*(?:instructions?|prompts?|guidelines|rules|directives?|"
            r"configuration|programming)\b(?:(?: \w+){0,2} (?:say|says|are|is|tell|tells|state|states|include|"
            r"includes|read|reads|forbid|forbids|require|requires|begin|begins|given|were|:)|$|:)|(?:i (?:was|"
            r"am|have been|have) (?:told|instructed|programmed|configured|prompted|ordered|directed|given "
            r"(?:instructions|a prompt|rules)|designed|trained|set up|asked by (?:my|the) (?:developers?|"
            r"operators?|makers?))) (?:not |never )?(?:to|by|with|that)|(?:here|below) (?:is|are) (?:the |my |"
            r"all |a copy of )*(?:[a-z]+ )?(?:instructions?|prompt|rules i|guidelines i)|you are (?:a|an) "
            r"(?:helpful |friendly |patient |medical |health |ai |patient-education |education )*(?:assistant|"
            r"ai|chatbot|model|tool)|(?:ignore|disregard|forget|override) (?:all |any |your |the |my |these "
            r")*(?:previous|prior|above|earlier|safety|former) (?:[a-z]+ )?(?:instructions?|rules|prompts?|"
            r"messages?|guidelines)|never (?:mention|reveal|disclose|say|repeat) (?:the following|these "
            r"(?:rules|instructions)|this prompt|that you)|do not reveal|(?:api|secret|access) key|password is|"
            r"developer mode|(?:according to|under|by|per|because of|against) (?:my|the) (?:instructions|rules|"
            r"guidelines|programming|system)(?! (?:for|of|from))|jailbr\w+|without (?:any )?(?:restrictions|"
            r"filters|limits)|no longer bound)"
        ),
        on="all",
        unless=(
            r"\b(?:follow|read|bring|home-care|discharge|written|your (?:doctor|nurse|care team)|care team|"
            r"given (?:you|to you)|these (?:rules|guidelines|instructions) (?:are|were) (?:based|for|the same|"
            r"used|made)|the same as|preparation|(?:i am|i was) (?:designed|made|trained|set up) to (?:help|"
            r"explain|share|teach|give))\b"
        ),
    ),
    rule(
        "other-patient",
        (
            r"\b(?:(?:the|another|a different|an other|our other|my other|one of (?:our|my|the)|some other|our "
            r"last|my last|our other|a previous|the previous|the last|the next|that other|a fellow) (?:other "
            r")?(?:patient|man|woman|lady|guy|person|child|boy|girl|gentleman|client)s? (?:before|after|next|in "
            r"(?:room|bed|the next|your|this|ward|the (?:other|same))|here|with the same|i (?:spoke|talked|"
            r"helped|saw)|who (?:asked|wrote|was here|came|called|messaged|chatted)|named|called [a-z]+ (?:has|"
            r"had|was|said)|had|has|was|told|asked|wrote|said|across|down the)|(?:other|another) (?:patient|"
            r"person|user|client|people)s?'?s? (?:records?|charts?|results?|files?|messages?|chats?|"
            r"conversations?|names?|data|diagnos[ie]s|tests?|medicines? (?:was|were|list))|(?:mr|mrs|ms|"
            r"miss)\.? [a-z]+(?:'s)? (?:in |has |had |was |is |takes |came |results?|record|file|chart|test|of "
            r"room|also|from|room|diagnos|surgery)|your (?:neighbou?r|coworker|boss|roommate|teacher|ex)(?:'s)? "
            r"(?:is (?:also )?(?:a patient|being treated|here)|was (?:here|treated|admitted|seen)|has been "
            r"(?:here|treated|seen)|record|results?|chart|came in))"
        ),
        on="all",
        unless=r"\b(?:may|might|can|study|studies|trial|donor|blood type|share)\b",
    ),
    rule(
        "other-patient",
        (
            r"\b(?:patient (?:id|number|record|name)|medical record(?: number)?|mrn|ssn|social security(?: "
            r"number)?|date of birth|dob|insurance (?:id|number)|member id|chart number|room number|home "
            r"address|phone number|account number)\s*(?:is|:|=|#|no\.?|number)* ?\W?(?:[a-z]{0,4}[- ]?\d|[a-z]+ "
            r"[a-z]+$)"
        ),
        on="all",
        unless=r"\b(?:ask|bring|have ready|call)\b",
    ),
    rule(
        "other-patient",
        r"\b(?:someone|somebody|a (?:man|woman|person|patient|boy|girl)|another [a-z]+) (?:else )?(?:in|at|from|on) (?:the|this|our|your) "
        r"(?:clinic|hospital|ward|waiting room|unit|practice|office)\b.{0,30}\b(?:has|had|is|was|takes|died|got|told)\b",
        on="all",
        unless=r"\b(?:may|might|can|will|if)\b",
    ),
)


def reply_leak(reply: Reply) -> Judgement | None:
    """Object to control marks, thinking, our instructions, and anything about another patient."""
    if (match := _CONTROL.search(reply.text)) is not None:
        return Judgement(ReplyVerdict.UNSAFE, "thinking", (match.group().strip(),))
    return first(reply.text, RULES, ReplyVerdict.UNSAFE)
