"""The lexical model's opinion: an alarm where it is sure enough, else a proposal of education or offtopic."""

from medchat.guardrails import lexical
from medchat.guardrails.context import in_general, long_past
from medchat.guardrails.types import Finding, Message, Route
from medchat.guardrails.view import look
from medchat.text.languages import COVERED

NAME = "lexical"
ALARM: dict[Route, float] = {Route.CRISIS: 0.40, Route.EMERGENCY: 0.40, Route.ATTACK: 0.55}
"""Probability from which the model alone raises a safety route; set on the project's own data by cross-validation."""
CERTAIN = 0.9
"""The same where the message speaks of nobody who has it now (a general question, a story, the past)."""
EDUCATION = 0.36
"""Probability from which education may be proposed."""
SURE = 0.6
"""Probability of education from which a weak rule of advice, diagnosis or human does not stand against it."""
DOUBT: dict[Route, float] = {Route.CRISIS: 0.15, Route.EMERGENCY: 0.15}
"""Probability from which a red flag is raised where the model would else answer, hand over or turn away."""
_QUIET = frozenset((Route.EDUCATION, Route.OFFTOPIC, Route.HUMAN))
SURELY = f"{NAME}.education-sure"


def check(message: Message) -> Finding | None:
    """Say what the words make of the message."""
    view = look(message)
    odds = lexical.scores(view.text) if view.language in COVERED else {}
    if not odds:
        return None
    distant = _distant(view.text)
    for route, floor in ALARM.items():
        if odds[route] >= (CERTAIN if route in distant else floor):
            return Finding(NAME, route, f"{NAME}.{route}")
    calm = {route: chance for route, chance in odds.items() if route not in ALARM}
    best = max(calm, key=lambda route: calm[route])
    if best is not Route.EDUCATION and odds[Route.EDUCATION] >= EDUCATION:
        best = Route.EDUCATION
    if best in _QUIET:
        for route, floor in DOUBT.items():
            if route not in distant and odds[route] >= floor and not long_past(view.text):
                return Finding(NAME, route, f"{NAME}.{route}-doubt")
    if odds[Route.EDUCATION] >= SURE:
        return Finding(NAME, Route.EDUCATION, SURELY, raises=False)
    proposal = best in (Route.EDUCATION, Route.OFFTOPIC)
    return Finding(NAME, best, f"{NAME}.{best}", raises=not proposal)


def _distant(text: str) -> frozenset[Route]:
    """Return the red flags that nobody in the message has now; harm done long ago still counts as a crisis."""
    if in_general(text):
        return frozenset((Route.CRISIS, Route.EMERGENCY))
    return frozenset((Route.EMERGENCY,)) if long_past(text) else frozenset()


def warm() -> None:
    """Load the model."""
    lexical.load()
