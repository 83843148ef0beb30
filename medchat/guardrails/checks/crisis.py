"""Crisis: thoughts of suicide (passive, plan, means, goodbye), self-harm, abuse and violence now, harm to others.

Also for someone else. A named method never lowers the alarm; "just kidding" after a crisis does not close it.
"""

from medchat.guardrails.context import allowed
from medchat.guardrails.rules import Rules
from medchat.guardrails.types import Finding, Message, Route
from medchat.guardrails.view import look

NAME = "crisis"
RULES = (Rules("crisis.en", excuses="nghi"), Rules("crisis.es", excuses="nghi"))


def check(message: Message) -> Finding | None:
    """Raise a crisis when the words of one are there, whoever it is about."""
    text = look(message).text
    for rules in RULES:
        hit = rules.first(text, allowed)
        if hit:
            return Finding(NAME, Route.CRISIS, f"{NAME}.{hit.rule.name}", (hit.words,))
    return None


def warm() -> None:
    """Compile the rules."""
    for rules in RULES:
        rules.warm()
