"""Rewrite texts toward a reading level."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from medchat.evaluation.lines import BadLine, Row, answer_lines, text_of
from medchat.readability.score import Score, UnsupportedLanguage
from medchat.readability.simplify import simplify


class Command(BaseCommand):
    """`manage.py adapt --grade 6 < texts.jsonl`: {"id","text","language"?} in, the simpler text and what it kept out."""

    help = "Rewrite texts (JSON Lines on stdin) toward a reading level; every fact is kept."
    requires_system_checks: list[str] = []  # noqa: RUF012

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--grade", type=float, default=6.0)

    def handle(self, *args: Any, **options: Any) -> None:
        answer_lines(lambda row: adapt(row, options["grade"]))


def adapt(row: Row, target: float) -> Row:
    """Answer one line."""
    try:
        done = simplify(text_of(row), target=target, language=row.get("language") or "en")
    except UnsupportedLanguage as error:
        raise BadLine(str(error)) from error
    return {
        "text": done.text,
        "before": _grade(done.before),
        "after": _grade(done.after),
        "met": done.met,
        "facts_kept": done.facts_kept,
        "lost": list(done.lost),
    }


def _grade(measured: Score) -> float | None:
    return measured.level
