"""The sentence encoder's opinion: it understands wording that no rule foresaw. The lexical model stands in where it is missing.

A red flag spread over turns is looked for in the last turns read as one, and raised only by what this message adds.
"""

from medchat.guardrails import encoder
from medchat.guardrails.checks.lexical import PERSONAL
from medchat.guardrails.encoder import ALARMS, Calibration, decide
from medchat.guardrails.types import Finding, Message, Route
from medchat.guardrails.view import View, look

NAME = "encoder"
SURE = 0.6
"""Probability of education from which a weak rule of advice, diagnosis or human does not stand against it."""
CALM = 0.02
"""Probability of an alarm, in the whole and in its worst part, up to which a weak rule of it does not stand."""
TOGETHER = 2
"""Turns before this one that are read with it."""
_PROPOSALS = frozenset((Route.EDUCATION, Route.OFFTOPIC))
_RED = (Route.CRISIS, Route.EMERGENCY)


def check(message: Message) -> Finding | None:
    """Say what the message is; education and offtopic are proposals, everything else is raised."""
    view = look(message)
    if not covers(view):
        return None
    by = encoder.load().calibration
    odds = encoder.routes(view.text.strip())
    route = decide(odds, by)
    if route not in _RED and (spread := _spread(view, by)) is not None:
        return Finding(NAME, spread, f"{NAME}.{spread}-over-turns")
    out = frozenset(alarm for alarm in ALARMS if max(odds.whole[alarm], odds.worst[alarm]) <= CALM)
    if odds.whole[Route.EDUCATION] >= SURE:
        out |= PERSONAL
    return Finding(NAME, route, f"{NAME}.{route}", raises=route not in _PROPOSALS, rules_out=out)


def covers(view: View) -> bool:
    """Tell whether the encoder is there and knows the language of the message."""
    return view.language in encoder.LANGUAGES and encoder.installed()


def _spread(view: View, by: Calibration) -> Route | None:
    """Return a red flag of the last turns together that they did not hold before this message."""
    earlier = [turn.text.strip() for turn in view.earlier[-TOGETHER:]]
    if not earlier:
        return None
    together = encoder.routes(" . ".join((*earlier, view.text.strip()))).whole
    raised = [route for route in _RED if together[route] >= by.together]
    if not raised:
        return None
    before = encoder.routes(" . ".join(earlier)).whole
    return next((route for route in raised if before[route] < by.alarm[route]), None)


def warm() -> None:
    """Load the model and run it once."""
    if encoder.installed():
        encoder.routes("what is asthma")
