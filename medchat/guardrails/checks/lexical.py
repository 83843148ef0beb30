"""The lexical model's opinion: an alarm where it is sure enough, else a proposal of education or offtopic."""

from medchat.guardrails import lexical
from medchat.guardrails.types import Finding, Message, Route
from medchat.guardrails.view import look

NAME = "lexical"
ALARM: dict[Route, float] = {Route.CRISIS: 0.45, Route.EMERGENCY: 0.45, Route.ATTACK: 0.45}
"""Probability from which the model alone raises a safety route; set on the project's own data by cross-validation."""
EDUCATION = 0.40
"""Probability from which education may be proposed."""


def check(message: Message) -> Finding | None:
    """Say what the words make of the message."""
    odds = lexical.scores(look(message).text)
    for route, floor in ALARM.items():
        if odds[route] >= floor:
            return Finding(NAME, route, f"{NAME}.{route}")
    calm = {route: chance for route, chance in odds.items() if route not in ALARM}
    best = max(calm, key=lambda route: calm[route])
    if best is not Route.EDUCATION and odds[Route.EDUCATION] >= EDUCATION:
        best = Route.EDUCATION
    proposal = best in (Route.EDUCATION, Route.OFFTOPIC)
    return Finding(NAME, best, f"{NAME}.{best}", raises=not proposal)


def warm() -> None:
    """Load the model."""
    lexical.load()
