"""Attack: injection, role override, the system prompt or other people's data, encoded payloads, harmful requests."""

from medchat.guardrails.context import allowed
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
    for rules in RULES:
        hit = rules.first(view.text, allowed)
        if hit:
            return Finding(NAME, Route.ATTACK, f"{NAME}.{hit.rule.name}", (hit.words,))
    if sum(map(len, view.plain.decoded)) >= LONG_PAYLOAD:
        return Finding(NAME, Route.ATTACK, f"{NAME}.encoded")
    return None


def warm() -> None:
    """Compile the rules."""
    for rules in RULES:
        rules.warm()
