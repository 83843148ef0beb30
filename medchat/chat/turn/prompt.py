"""Render what an engine is told. The wording lives in chat/prompts; what patients, records and the library say is data.

Prompt.instructions hold rules, reading level, language and the approved passages as quotations; the short history goes
along as Prompt.history, which the engines turn into the turns of a chat.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from medchat.engines.types import Prompt, Utterance
from medchat.guardrails.types import Said
from medchat.text.passages import Passage

VERSION = "v1"
"""The folder of chat/prompts in use; a change of wording gets a new one, so that kept answers can be explained."""

TEMPLATES = Path(__file__).resolve().parent.parent / "prompts"
LEVELS = (4, 6, 8, 10)
LANGUAGES = {"en": "English", "es": "Spanish"}
SLOT = re.compile(r"\{\{ (\w+) \}\}")
NO_PASSAGES = "There is no approved passage for this question."


@dataclass(frozen=True, slots=True)
class Budget:
    """Most characters of passages, of history, of one earlier message, and the most earlier messages.

    With the rules (about 3,300 characters) and a question of 4,000 a prompt stays near 27,000 characters, at four to a
    token some 7,000 tokens: below the 8K context for which MedGemma's memory need is known (4B 0.3 GB, 27B 1.1 GB a
    chat).
    """

    passages: int = 16_000
    history: int = 3_000
    said: int = 800
    messages: int = 6


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom an answer is written: the FKGL grade to aim at and the language."""

    grade: int
    language: str


def build_prompt(
    reader: Reader, question: str, passages: Sequence[Passage], said: Sequence[Said], *, budget: Budget = Budget()
) -> Prompt:
    """Return the prompt for one answer; `passages` nearest first, `said` oldest first and without the question.

    What does not fit the budget is left out, the farthest passages and the oldest messages first.
    """
    fitting = tuple(_fitting(passages, budget.passages))
    return Prompt(
        question=question,
        instructions=_instructions(reader, fitting),
        grade=float(reader.grade),
        language=reader.language,
        passages=fitting,
        history=_recent(said, budget),
    )


def _instructions(reader: Reader, passages: Sequence[Passage]) -> str:
    values = {
        "grade": str(reader.grade),
        "language": LANGUAGES.get(reader.language, "English"),
        "level": template(f"level_{_level(reader.grade)}").strip(),
        "passages": "\n\n".join(map(_quoted, passages)) or NO_PASSAGES,
    }
    return fill(template("answer"), values)


def fill(text: str, values: Mapping[str, str]) -> str:
    """Fill a template's slots in one pass, so that slots within a value stay text. Raises KeyError for one unknown."""
    return SLOT.sub(lambda slot: values[slot[1]], text)


@cache
def template(name: str) -> str:
    """Return a template of the version in use."""
    return (TEMPLATES / VERSION / f"{name}.md").read_text(encoding="utf-8")


def _level(grade: float) -> int:
    """Return the nearest written level at or under the grade."""
    return max((level for level in LEVELS if level <= grade), default=LEVELS[0])


def _quoted(passage: Passage) -> str:
    """Return the passage as a quotation: no line of it stands without a ">" before it, so none can pass for a rule."""
    head = f"[{_line(passage.id)}] {_line(passage.topic_name)}: {_line(passage.title)}"
    return "\n".join([head, *(f"> {line}".rstrip() for line in passage.text.strip().splitlines())])


def _line(text: str) -> str:
    return " ".join(text.split())


def _fitting(passages: Iterable[Passage], room: int) -> Iterator[Passage]:
    """Yield whole passages while there is room; only the first may be cut, so that there is always something."""
    for number, passage in enumerate(passages):
        if len(passage.text) > room:
            if number == 0:
                yield replace(passage, text=_cut(passage.text, room))
            return
        room -= len(passage.text)
        yield passage


def _recent(said: Sequence[Said], budget: Budget) -> tuple[Utterance, ...]:
    """Return the newest messages that fit, oldest first, long ones cut."""
    kept: list[Utterance] = []
    room = budget.history
    for one in reversed(said[-budget.messages :]):
        text = _cut(one.text, budget.said)
        if len(text) > room:
            break
        room -= len(text)
        kept.append(Utterance(one.role, text))
    return tuple(reversed(kept))


def _cut(text: str, most: int) -> str:
    """Shorten a text to at most `most` characters, at the end of a line or sentence, else of a word."""
    if len(text) <= most:
        return text
    start = text[: most - 1]
    ends = [match.end() for match in re.finditer(r"\n|[.!?](?=\s)", start)]
    end = ends[-1] if ends and ends[-1] > most / 2 else start.rfind(" ")
    return f"{start[: end if end > 0 else len(start)].rstrip()}…"
