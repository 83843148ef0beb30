"""How well the reading level is kept: what is written, what is rewritten, and what patients are answered."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from pathlib import Path
from statistics import mean
from threading import Event

from medchat.engines.library_engine import LibraryEngine
from medchat.engines.types import Limits, Prompt
from medchat.evaluation.results import CASES, Result, Row, read
from medchat.evaluation.scores import share
from medchat.library import starter
from medchat.library.search import search
from medchat.library.starter_index import starter_index
from medchat.readability.control import Control
from medchat.readability.score import score
from medchat.readability.simplify import simplify
from medchat.readability.targets import LEVELS
from medchat.text.facts import added, facts, lost
from medchat.text.passages import Passage
from medchat.text.sentences import SentenceBuffer

NAMES = ("easy", "detailed")
QUESTIONS = 200
"""Questions of cases/questions.jsonl that are answered at every level: spread evenly over the file."""
EASY_INFLESZ = 60
"""INFLESZ from which a Spanish text is easy for most readers (55 to 65 is normal; Barrio-Cantalejo 2008)."""


def reading(path: Path | None = None) -> Result:
    """Grade the starter library and its answers; with a file of passages ({"id","text"}) rewrite those toward grade 6 too."""
    result = Result("reading", [])
    _sections(result)
    _answers(result)
    if path is not None:
        _rewrites(read(path), result)
    return result


def _sections(result: Result) -> None:
    bodies = [topic.bodies for topic in _topics("en")]
    easy, detailed = ([text for one in bodies for (_, level), text in one.items() if level == name] for name in NAMES)
    same = (_same(pair) for one in bodies for pair in _pairs(one))
    spanish = [text for topic in _topics("es") for (_, level), text in topic.bodies.items() if level == "easy"]
    plain = ((score(text, "es").inflesz or 0) >= EASY_INFLESZ for text in spanish)
    result.shares += [
        share("easy sections at or under grade 6", ((score(text).fkgl or 0) <= 6.0 for text in easy), "all"),
        share(
            "detailed sections from grade 7 to 10", (7.0 <= (score(text).fkgl or 0) <= 10.0 for text in detailed), "all"
        ),
        share("sections with the same facts at both levels", same, "all"),
        share("Spanish easy sections at or above INFLESZ 60", plain, "all"),
    ]


def _topics(language: str) -> Iterator[starter.TopicFile]:
    return (starter.parse(file) for file in sorted((starter.FOLDER / language).glob("*.md")))


def _pairs(bodies: dict[tuple[str, str], str]) -> Iterator[tuple[str, str]]:
    """Yield each section at both levels."""
    return ((text, bodies[kind, "detailed"]) for (kind, level), text in bodies.items() if level == "easy")


def _same(pair: tuple[str, str]) -> bool:
    easy, detailed = map(facts, pair)
    return not (lost(easy, detailed) or added(easy, detailed))


def _answers(result: Result) -> None:
    """Answer questions as the library engine does, held to each level as a turn holds it."""
    rows = [row for row in read(CASES / "questions.jsonl") if row["topics"]]
    rows = [rows[at * len(rows) // QUESTIONS] for at in range(QUESTIONS)]
    for level in LEVELS:
        grades = [grade for row in rows if (grade := asyncio.run(_grade(row, level.target))) is not None]
        within = (grade <= level.target + 1 for grade in grades)
        result.shares.append(share(f"answers within target {level.target:g} + 1", within, "at least 90 %"))
        off = round(mean(grade - level.target for grade in grades), 2)
        result.notes[f"mean grade of the answers from target {level.target:g}"] = off


async def _grade(row: Row, target: float) -> float | None:
    found = search(starter_index(), row["question"], grade=target, topic=row.get("current", ""))
    shown = [piece async for piece in _shown(row["question"], found.passages, target)]
    return score("\n".join(shown)).fkgl if shown else None


async def _shown(question: str, passages: tuple[Passage, ...], target: float) -> AsyncIterator[str]:
    """Yield the sentences that a patient would see; the gate, which has passed the library already, is left out."""
    control, buffer = Control(target, "en"), SentenceBuffer("en")
    prompt = Prompt(question, "", target, "en", passages)
    async for delta in LibraryEngine().stream(prompt, limits=Limits(), cancel=Event()):
        for piece in buffer.feed(delta):
            yield await _released(control, piece.text)
    for piece in buffer.flush():
        yield await _released(control, piece.text)


async def _released(control: Control, sentence: str) -> str:
    text = await control.fit(sentence)
    control.release(text)
    return text


def _rewrites(rows: Sequence[Row], result: Result) -> None:
    done = [(row, simplify(row["text"], target=6.0)) for row in rows]
    drops = [(each.before.fkgl or 0) - (each.after.fkgl or 0) for _row, each in done if (each.before.fkgl or 0) > 9]
    result.shares += [
        share("rewrites at or under grade 7", ((each.after.fkgl or 99) <= 7.0 for _row, each in done), "at least 80 %"),
        share("rewrites with every fact kept", (each.facts_kept for _row, each in done), "all"),
    ]
    result.notes["mean drop in grades on texts above 9"] = round(sum(drops) / len(drops), 2) if drops else 0.0
    result.wrong += [str(row["id"]) for row, each in done if (each.after.fkgl or 99) > 7.0]
