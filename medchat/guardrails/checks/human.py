"""A wish for a person, or for what only the clinic's people can do: appointment, bill, refill, records, complaint."""

from medchat.guardrails.context import strongest
from medchat.guardrails.rules import Rules
from medchat.guardrails.types import Finding, Message, Route
from medchat.guardrails.view import look

NAME = "human"
RULES = (Rules("human.en", excuses="hi"), Rules("human.es", excuses="hi"))


def check(message: Message) -> Finding | None:
    """Hand over when a person is wanted."""
    text = look(message).text
    hit = strongest(RULES, text)
    return Finding(NAME, Route.HUMAN, f"{NAME}.{hit.rule.name}", (hit.words,), not hit.rule.weak) if hit else None


def warm() -> None:
    """Compile the rules."""
    for rules in RULES:
        rules.warm()
