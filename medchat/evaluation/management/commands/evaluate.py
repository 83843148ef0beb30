"""Run the fixed cases and show the figures."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from medchat.evaluation import report
from medchat.evaluation.results import Result
from medchat.evaluation.runners import GUARDRAILS, SUITES

GROUPS = {"guardrails": tuple(GUARDRAILS), **{name: (name,) for name in SUITES}}


class Command(BaseCommand):
    """`manage.py evaluate [--suite guardrails|routes|...] [--cases FILE]`: JSON Lines and an HTML report."""

    help = "Run the fixed cases through the guards and the reading level, and show the figures."
    requires_system_checks: list[str] = []  # noqa: RUF012

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--suite", choices=sorted(GROUPS), default="")
        parser.add_argument("--cases", type=Path, help="other cases than the project's own (one suite only)")
        parser.add_argument("--report", type=Path, default=settings.VAR / "reports" / "evaluation.html")

    def handle(self, *args: Any, **options: Any) -> None:
        names = GROUPS[options["suite"]] if options["suite"] else tuple(SUITES)
        if options["cases"] and len(names) != 1:
            raise CommandError("Name the one suite that --cases is for: --suite routes, replies ...")
        if options["cases"] and not options["cases"].is_file():
            raise CommandError(f"There is no file {options['cases']}.")
        results = [SUITES[name](options["cases"]) for name in names]
        for result in results:
            self.show(result)
        self.stderr.write(f"Report: {report.write(options['report'], results)}")

    def show(self, result: Result) -> None:
        """Print one suite's figures."""
        for figure in result.shares:
            self.stdout.write(json.dumps({"suite": result.suite, **figure.row()}, ensure_ascii=False))
        for name, value in result.notes.items():
            self.stdout.write(json.dumps({"suite": result.suite, "figure": name, "value": value}))
        if result.wrong:
            self.stdout.write(json.dumps({"suite": result.suite, "wrong": result.wrong}))
