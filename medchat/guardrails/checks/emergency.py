"""Red flags: a danger to life or limb that is there now. Rules per language, and pairs of signs over the last turns.

The list follows the usual public warning signs (stroke FAST, CDC Hear Her, sepsis, infant fever 38.0 C under 3 months).
"""

from medchat.guardrails.checks.signs import pair
from medchat.guardrails.context import EVERY, strongest
from medchat.guardrails.rules import Rules
from medchat.guardrails.types import Finding, Message, Route
from medchat.guardrails.view import look

NAME = "emergency"
RULES = (Rules("emergency.en", excuses=EVERY), Rules("emergency.es", excuses=EVERY))


def check(message: Message) -> Finding | None:
    """Raise an emergency when a red flag is there now, in this message or spread over the last turns."""
    view = look(message)
    hit = strongest(RULES, view.text)
    if hit and not hit.rule.weak:
        return Finding(NAME, Route.EMERGENCY, f"{NAME}.{hit.rule.name}", (hit.words,))
    found = pair(view)
    if found:
        return Finding(NAME, Route.EMERGENCY, f"{NAME}.{found[0]}", found[1])
    return Finding(NAME, Route.EMERGENCY, f"{NAME}.{hit.rule.name}", (hit.words,), False) if hit else None


def warm() -> None:
    """Compile the rules."""
    for rules in RULES:
        rules.warm()
