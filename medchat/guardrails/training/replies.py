"""Labelled reply sentences for the gate's models: written for this project, and the starter library as education."""

from dataclasses import dataclass
from pathlib import Path

from medchat.guardrails.types import ReplyVerdict

WRITTEN = Path(__file__).parents[1] / "data" / "replies" / "en.tsv"
LIBRARY = Path(__file__).parents[2] / "library" / "starter" / "en"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One reply sentence with the verdict it should get."""

    text: str
    verdict: ReplyVerdict
    weight: float = 1.0


def written() -> list[Sentence]:
    """Return the sentences written for this project, a verdict and a sentence a line."""
    rows = [line.split("\t", 1) for line in WRITTEN.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [Sentence(text, ReplyVerdict(verdict)) for verdict, text in rows]


def library() -> list[Sentence]:
    """Return every sentence line of the starter library as education."""
    found: list[Sentence] = []
    for path in sorted(LIBRARY.glob("*.md")):
        body = path.read_text(encoding="utf-8").split("\n---\n", 1)[-1]
        lines = (line.removeprefix("- ").strip() for line in body.splitlines() if not line.startswith("#"))
        found += [Sentence(line, ReplyVerdict.OK, 0.5) for line in lines if line]
    return found
