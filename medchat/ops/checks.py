"""Which emergency and crisis lines somebody has to look up again: a check for operators, not for CI."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from medchat.policy import wording
from medchat.policy.types import Number

KINDS = ("emergency", "crisis")
OLDEST_DAYS = 180
"""Days after which a line has to be read at its source again."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a country; `due` when it was never verified, or too long ago."""

    country: str
    number: Number
    age_days: int | None
    due: bool


def lines(countries: Iterable[str], *, today: date) -> list[Line]:
    """Return the emergency and crisis lines of these countries with the age of their last check."""
    return [
        _line(country, number, today)
        for country in countries
        for number in wording.all_numbers(country)
        if number.kind in KINDS and number.value
    ]


def _line(country: str, number: Number, today: date) -> Line:
    if not number.verified_on:
        return Line(country, number, None, True)
    age = (today - date.fromisoformat(str(number.verified_on))).days
    return Line(country, number, age, not 0 <= age <= OLDEST_DAYS)
