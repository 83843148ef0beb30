"""Diagnosis: what do I have, is this normal, what does my result say of me, a bare list of own symptoms."""

from medchat.guardrails.context import strongest
from medchat.guardrails.rules import Rules
from medchat.guardrails.types import Finding, Message, Route
from medchat.guardrails.view import look

NAME = "diagnosis"
RULES = (Rules("diagnosis.en", excuses="hi"), Rules("diagnosis.es", excuses="hi"))


def check(message: Message) -> Finding | None:
    """Raise diagnosis when a finding about one person is asked."""
    text = look(message).text
    hit = strongest(RULES, text)
    return Finding(NAME, Route.DIAGNOSIS, f"{NAME}.{hit.rule.name}", (hit.words,), not hit.rule.weak) if hit else None


def warm() -> None:
    """Compile the rules."""
    for rules in RULES:
        rules.warm()
