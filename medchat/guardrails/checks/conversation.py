"""What was asked before still counts: "just kidding" does not close an alarm, insistence does not open a refusal."""

from collections.abc import Callable

from medchat.guardrails.checks import advice, attack, crisis, diagnosis, emergency, encoder
from medchat.guardrails.context import allowed
from medchat.guardrails.rules import Rules
from medchat.guardrails.types import PRIORITY, Finding, Message
from medchat.guardrails.view import LOOK_BACK, look, patient_turns

NAME = "conversation"
RULES = Rules("retreat")
SHORT = 25
"""Words up to which a turn can be a mere retreat or insistence."""

_ALARMS: tuple[Callable[[Message], Finding | None], ...] = (crisis.check, emergency.check, encoder.red_flag)
_REFUSALS: tuple[Callable[[Message], Finding | None], ...] = (attack.check, diagnosis.check, advice.check)


def check(message: Message) -> Finding | None:
    """Raise again what an earlier turn raised when this one only takes it back or presses on."""
    if not message.history:
        return None
    view = look(message)
    if len(view.text.split()) > SHORT:
        return None
    kinds = {hit.rule.name for hit in RULES.hits(view.text, allowed)}
    if not kinds:
        return None
    checks = (*_ALARMS, *_REFUSALS) if "insist" in kinds else _ALARMS
    earlier = patient_turns(message.history)[-LOOK_BACK:]
    found = [finding for text in earlier for finding in _screen(text, message, checks)]
    return _again(found)


def _screen(text: str, message: Message, checks: tuple[Callable[[Message], Finding | None], ...]) -> list[Finding]:
    turn = Message(text, language=message.language, country=message.country)
    return [finding for finding in (check(turn) for check in checks) if finding]


def _again(found: list[Finding]) -> Finding | None:
    if not found:
        return None
    worst = max(found, key=lambda finding: PRIORITY.index(finding.route))
    return Finding(NAME, worst.route, f"{NAME}.{worst.rule}", worst.words)


def warm() -> None:
    """Compile the rules."""
    RULES.warm()
