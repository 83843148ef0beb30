"""Judge reply sentences as the turn's gate does."""

import time
from typing import Any

from django.core.management.base import BaseCommand

from medchat.evaluation.lines import BadLine, Row, answer_lines, text_of
from medchat.guardrails import gate
from medchat.guardrails.types import Judgement, Reply
from medchat.text.passages import Passage
from medchat.text.sentences import split


class Command(BaseCommand):
    """`manage.py check_reply < replies.jsonl`: {"id","text","passages"?} in, {"id","verdict","rule","ms"} out."""

    help = "Judge replies (JSON Lines on stdin) by the output gate; without passages grounding is not judged."
    requires_system_checks: list[str] = []  # noqa: RUF012

    def handle(self, *args: Any, **options: Any) -> None:
        gate.judge(Reply("Warm up."))
        answer_lines(check)


def check(row: Row) -> Row:
    """Answer one line: the first sentence that fails decides, then the answer as a whole."""
    text, passages = text_of(row), passages_of(row)
    started = time.perf_counter()
    found = judge(text, passages)
    ms = (time.perf_counter() - started) * 1000
    return {"verdict": str(found.verdict), "rule": found.rule, "ms": round(ms, 3)}


def judge(text: str, passages: tuple[Passage, ...] | None) -> Judgement:
    """Judge each sentence with those before it, then the whole."""
    before: list[str] = []
    for piece in split(text):
        judgement = gate.judge(Reply(piece.text, tuple(before), passages))
        if not judgement.ok:
            return judgement
        before.append(piece.text)
    return gate.judge(Reply(text, (), passages, whole=True))


def passages_of(row: Row) -> tuple[Passage, ...] | None:
    """Return the row's passages: texts, or objects with a text. Raises BadLine for anything else."""
    if row.get("passages") is None:
        return None
    if not isinstance(row["passages"], list):
        raise BadLine('"passages" must be a list of texts')
    return tuple(_passage(number, item) for number, item in enumerate(row["passages"]))


def _passage(number: int, item: Any) -> Passage:
    text = item.get("text") if isinstance(item, dict) else item
    if not isinstance(text, str):
        raise BadLine('each passage must be a text or an object with a "text"')
    return Passage(str(number), "", "", "", "", text, "easy", 0.0, 0, "en", "")
