"""Figures with their uncertainty: a share never stands without n and its 95 % interval."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

Z = 1.96  # two-sided 95 %


@dataclass(frozen=True, slots=True)
class Share:
    """`hits` of `n`; `low` and `high` bound it by Wilson's score interval (Wilson 1927), 95 %."""

    name: str
    hits: int
    n: int
    goal: str = ""

    @property
    def value(self) -> float:
        return self.hits / self.n if self.n else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        return wilson(self.hits, self.n)

    def row(self) -> dict[str, object]:
        """Return the figure as a JSON object; shares are 0 to 1."""
        low, high = self.interval
        return {
            "figure": self.name,
            "hits": self.hits,
            "n": self.n,
            "share": round(self.value, 4),
            "low": round(low, 4),
            "high": round(high, 4),
            "goal": self.goal,
        }


def wilson(hits: int, n: int) -> tuple[float, float]:
    """Return the 95 % score interval of hits/n; (0, 1) without observations."""
    if n == 0:
        return 0.0, 1.0
    p, z2 = hits / n, Z * Z
    middle = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = Z * sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return max(0.0, middle - half), min(1.0, middle + half)


def share(name: str, outcomes: Iterable[bool], goal: str = "") -> Share:
    """Count outcomes into a share."""
    seen = list(outcomes)
    return Share(name, sum(seen), len(seen), goal)
