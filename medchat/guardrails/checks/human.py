"""A wish for a person, or for what only the clinic's people can do: appointment, bill, refill, records, complaint."""

from medchat.guardrails.context import strongest
from medchat.guardrails.rules import Rules
from medchat.guardrails.types import Finding, Message, Route
from medchat.guardrails.view import look
from medchat.guardrails.wording import compile_pattern

NAME = "human"
# "when should someone call the doctor" is what the explanations themselves tell.
_WHEN_PEOPLE = compile_pattern(
    r"(?<=^ )(?:(?:and|so|also) )?(?:when|why|how soon) (?:should|do|does|must|would) (?:someone|somebody|people|anyone|you|a "
    r"person|patients?|adults?|parents?|one) (?:(?!my |me |us )\w+ ){0,6}(?:call|see|contact|tell|ask|go) (?:to )?(?:the|a|their|"
    r"your) (?:doctor|nurse|clinic|care team|office)"
)
RULES = (Rules("human.en", excuses="hi"), Rules("human.es", excuses="hi"))


def check(message: Message) -> Finding | None:
    """Hand over when a person is wanted."""
    text = look(message).text
    if _WHEN_PEOPLE.found(text):
        return None
    hit = strongest(RULES, text)
    return Finding(NAME, Route.HUMAN, f"{NAME}.{hit.rule.name}", (hit.words,), not hit.rule.weak) if hit else None


def warm() -> None:
    """Compile the rules."""
    for rules in RULES:
        rules.warm()
