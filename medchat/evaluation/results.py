"""Fixed cases in, figures out: what every suite reads and returns."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from medchat.evaluation.scores import Share

CASES = Path(__file__).parent / "cases"
Row = dict[str, Any]


@dataclass
class Result:
    """One suite's figures, and the ids of the cases that went wrong."""

    suite: str
    shares: list[Share]
    wrong: list[str] = field(default_factory=list)
    notes: dict[str, float] = field(default_factory=dict)


def read(path: Path) -> list[Row]:
    """Read cases: JSON Lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
