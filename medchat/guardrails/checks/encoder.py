"""The sentence encoder's opinion: it understands wording that no rule foresaw. The lexical model stands in where it is missing.

A red flag spread over turns is looked for in the last turns read as one, and raised only by what this message adds.
"""

from dataclasses import replace

from medchat.guardrails import encoder
from medchat.guardrails.checks.lexical import PERSONAL, about_nobody, plain_query, points_back, worded_as_education
from medchat.guardrails.context import BARE, evident
from medchat.guardrails.encoder import ALARMS, Calibration, decide
from medchat.guardrails.types import Finding, Message, Route
from medchat.guardrails.view import View, look

NAME = "encoder"
SURE = 0.6
"""Probability of education from which a weak rule of advice, diagnosis or human does not stand against it."""
PLAIN = 0.75
"""Probability that a crisis needs in a few words none of which speaks of one."""
HALF_KNOWN = (0.6, 0.5)
"""Least probabilities of an alarm, in the whole and in a part, in a language that is not one of the fluent ones.

Set on the Spanish cases: it lost none of 93 red flags against the thresholds for English, with a quarter fewer false alarms.
"""
CALM = 0.1
"""Probability of an alarm, in the whole and in its worst part, up to which a weak rule of it does not stand."""
FEW = 3
"""Words up to which a message without an alarm says too little: a follow-up or a heading may still be education."""
TOGETHER = 2
"""Turns before this one that are read with it."""
_PROPOSALS = frozenset((Route.EDUCATION, Route.OFFTOPIC))
_RED = (Route.CRISIS, Route.EMERGENCY)


def check(message: Message) -> Finding | None:
    """Say what the message is; education, offtopic and what a few words may be are proposals, everything else is raised."""
    view = look(message)
    if not covers(view):
        return None
    by = _thresholds(view)
    odds = encoder.routes(view.text.strip())
    route = decide(odds, by)
    if route not in _RED and (spread := _spread(view, by)) is not None:
        return Finding(NAME, spread, f"{NAME}.{spread}-over-turns")
    if route in ALARMS:
        return Finding(NAME, route, f"{NAME}.{route}")
    if view.language not in encoder.FLUENT:
        return None  # it raises what it sees; the rest is the lexical model's
    if points_back(view):
        return Finding(NAME, Route.DIAGNOSIS, f"{NAME}.points-back")
    query = about_nobody(view) and (plain_query(view.text, route) or worded_as_education(message))
    if query:
        route = Route.EDUCATION
    raises = route not in _PROPOSALS and len(view.text.split()) > FEW
    red = sum(
        max(odds.whole[alarm], odds.worst[alarm]) for alarm in _RED
    )  # what is one of the two is often half the other
    out = frozenset(
        alarm for alarm in ALARMS if (red if alarm in _RED else max(odds.whole[alarm], odds.worst[alarm])) <= CALM
    )
    if query or odds.whole[Route.EDUCATION] >= SURE:
        out |= PERSONAL
    return Finding(NAME, route, f"{NAME}.{route}", raises=raises, rules_out=out)


def red_flag(message: Message) -> Finding | None:
    """Return only the red flag that the message alone holds."""
    view = look(message)
    if not covers(view):
        return None
    route = decide(encoder.routes(view.text.strip()), _thresholds(view))
    return Finding(NAME, route, f"{NAME}.{route}") if route in _RED else None


def _thresholds(view: View) -> Calibration:
    """Return what an alarm needs in this message: more in a language that it half knows, and in a few plain words."""
    by = encoder.load().calibration
    if view.language not in encoder.FLUENT:
        whole, part = HALF_KNOWN
        by = replace(
            by,
            alarm={route: max(least, whole) for route, least in by.alarm.items()},
            window={route: max(least, part) for route, least in by.window.items()},
        )
    return by if _telling(view) else _bare(by)


def _telling(view: View) -> bool:
    """Tell whether a message has a word that can carry a crisis, or words enough to be understood without one."""
    return len(view.text.split()) > BARE or evident(view.text, Route.CRISIS)


def _bare(by: Calibration) -> Calibration:
    """Ask more of a crisis that a few plain words are taken for ("yes i am safe")."""
    alarm = {**by.alarm, Route.CRISIS: max(by.alarm[Route.CRISIS], PLAIN)}
    window = {**by.window, Route.CRISIS: 1.0}  # of so few words the whole is the window
    return replace(by, alarm=alarm, window=window)


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
    return next((route for route in raised if before[route] < by.together), None)


def warm() -> None:
    """Load the model and run it once."""
    if encoder.installed():
        encoder.routes("what is asthma")
