"""List the emergency and crisis lines that patients are shown, with the day each was last looked up."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from medchat.ops.checks import OLDEST_DAYS, Line, lines
from medchat.policy import wording


class Command(BaseCommand):
    """`manage.py numbers [--country US ...]`: one line each; exits 1 when one was never verified or is too old."""

    help = f"List the lines shown to patients; exit 1 when one was never verified or more than {OLDEST_DAYS} days ago."

    def add_arguments(self, parser: ArgumentParser) -> None:
        known = (*wording.countries(), wording.UNKNOWN_COUNTRY)
        parser.add_argument("--country", nargs="+", type=str.upper, choices=known, default=known, metavar="CODE")

    def handle(self, *args: Any, **options: Any) -> None:
        found = lines(options["country"], today=timezone.localdate())
        for line in found:
            self.stdout.write(row(line))
        due = sum(line.due for line in found)
        if due:
            raise CommandError(f"{due} of {len(found)} lines must be looked up at their source; see numbers.yaml.")


def row(line: Line) -> str:
    """Return a line as one row of text."""
    when = str(line.number.verified_on) or "never verified"
    state = "due" if line.due else "ok"
    number = line.number
    return "  ".join((line.country, f"{number.kind:<9}", f"{number.way:<4}", number.value, when, state, number.source))
