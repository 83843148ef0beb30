"""Grade texts."""

from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from medchat.evaluation.lines import BadLine, Row, answer_lines, text_of
from medchat.readability.score import UnsupportedLanguage, score


class Command(BaseCommand):
    """`manage.py grade < texts.jsonl`: {"id","text","language"?} in, every figure of the score out."""

    help = "Measure the reading level of texts (JSON Lines on stdin)."
    requires_system_checks: list[str] = []  # noqa: RUF012

    def handle(self, *args: Any, **options: Any) -> None:
        answer_lines(grade)


def grade(row: Row) -> Row:
    """Answer one line."""
    try:
        measured = score(text_of(row), row.get("language") or "en")
    except UnsupportedLanguage as error:
        raise BadLine(str(error)) from error
    figures = {**asdict(measured), "shown": measured.shown}
    return {name: round(value, 2) if isinstance(value, float) else value for name, value in figures.items()}
