"""Labelled reply sentences for the gate's models: written for this project, and the starter library as education."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from medchat.guardrails.checks.reply_view import views
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
    """Return every sentence, key point and glossary meaning of the starter library as education."""
    lines = [line for path in sorted(LIBRARY.glob("*.md")) for line in _lines(path)]
    said = dict.fromkeys(seen.all for line in lines for seen in views(line))
    return [Sentence(text, ReplyVerdict.OK, 0.5) for text in said]


def _lines(path: Path) -> Iterator[str]:
    """Yield the lines of a topic's file that a patient may read."""
    _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    head = yaml.load(front, getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    yield from (entry["meaning"] for entry in head["glossary"])
    yield from head["key_points"]
    yield from (line.removeprefix("- ").strip() for line in body.splitlines() if line and not line.startswith("#"))
