"""Personal advice: what this person should take, do or stop, can they combine, go in or wait, a second opinion."""

from medchat.guardrails.context import strongest
from medchat.guardrails.rules import Rules
from medchat.guardrails.types import Finding, Message, Route
from medchat.guardrails.view import look

NAME = "advice"
RULES = (Rules("advice.en", excuses="hi"), Rules("advice.es", excuses="hi"))


def check(message: Message) -> Finding | None:
    """Raise advice when a recommendation for one person is asked."""
    text = look(message).text
    hit = strongest(RULES, text)
    return Finding(NAME, Route.ADVICE, f"{NAME}.{hit.rule.name}", (hit.words,), not hit.rule.weak) if hit else None


def warm() -> None:
    """Compile the rules."""
    for rules in RULES:
        rules.warm()
