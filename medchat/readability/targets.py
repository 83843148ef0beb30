"""The reading levels a patient can choose, and which written version is nearest."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Level:
    """One reading level: its key, the FKGL grade it aims at, and its label by language."""

    key: str
    target: float
    labels: dict[str, str]

    def label(self, language: str = "en") -> str:
        """Return the label, in English where the language has none."""
        return self.labels.get(language.split("-")[0], self.labels["en"])


LEVELS: tuple[Level, ...] = (
    Level("very_easy", 4.0, {"en": "Very easy", "es": "Muy fácil"}),
    Level("easy", 6.0, {"en": "Easy", "es": "Fácil"}),
    Level("standard", 8.0, {"en": "Standard", "es": "Normal"}),
    Level("detailed", 10.0, {"en": "Detailed", "es": "Detallado"}),
)
DEFAULT = LEVELS[1]
REACH = 1.0
"""Grades over a target from which an answer is brought down to it while it streams (`control`)."""


def level_of(grade: float) -> Level:
    """Return the level whose target is nearest; the easier one when two are as near."""
    return min(LEVELS, key=lambda level: (abs(level.target - grade), level.target))


def beside(grade: float, *, easier: bool) -> Level | None:
    """Return the next easier or harder level than the one nearest to `grade`, None where there is no further one."""
    at = LEVELS.index(level_of(grade)) + (-1 if easier else 1)
    return LEVELS[at] if 0 <= at < len(LEVELS) else None


def nearest(grades: Sequence[float], target: float) -> int:
    """Return the index of the hardest version within reach of the target, else of the lowest. ValueError if empty."""
    if not grades:
        raise ValueError("There is no version to choose from.")
    under = [i for i, grade in enumerate(grades) if grade <= target + REACH]
    if under:
        return max(under, key=lambda i: grades[i])
    return min(range(len(grades)), key=lambda i: grades[i])
