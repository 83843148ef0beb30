"""Crisis: thoughts of suicide (passive, plan, means, goodbye), self-harm, abuse and violence now, harm to others.

Also for someone else. A named method never lowers the alarm; "just kidding" after a crisis does not close it.
"""

from medchat.guardrails.context import strongest
from medchat.guardrails.rules import Rules
from medchat.guardrails.types import Finding, Message, Route
from medchat.guardrails.view import look

NAME = "crisis"
RULES = (Rules("crisis.en", excuses="nghi"), Rules("crisis.es", excuses="nghi"))


def check(message: Message) -> Finding | None:
    """Raise a crisis when the words of one are there, whoever it is about."""
    hit = strongest(RULES, look(message).text)
    return Finding(NAME, Route.CRISIS, f"{NAME}.{hit.rule.name}", (hit.words,), not hit.rule.weak) if hit else None


def warm() -> None:
    """Compile the rules."""
    for rules in RULES:
        rules.warm()
