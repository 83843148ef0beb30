"""Attack: injection, role override, the system prompt or other people's data, encoded payloads, harmful requests."""

from medchat.guardrails.context import strongest
from medchat.guardrails.rules import Rules
from medchat.guardrails.types import Finding, Message, Route
from medchat.guardrails.view import look

NAME = "attack"
RULES = (Rules("attack.en"), Rules("attack.es"))
LONG_PAYLOAD = 24
"""Characters of decoded text from which an encoded message is an attack whatever it says."""


def check(message: Message) -> Finding | None:
    """Raise an attack on the words of one, or on text that was hidden in an encoding."""
    view = look(message)
    hit = strongest(RULES, view.text)
    if sum(map(len, view.plain.decoded)) >= LONG_PAYLOAD and (hit is None or hit.rule.weak):
        return Finding(NAME, Route.ATTACK, f"{NAME}.encoded")
    return Finding(NAME, Route.ATTACK, f"{NAME}.{hit.rule.name}", (hit.words,), not hit.rule.weak) if hit else None


def warm() -> None:
    """Compile the rules."""
    for rules in RULES:
        rules.warm()
