"""Screen messages as the turn does."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from medchat.accounts.models import Clinic
from medchat.chat.turn import kit
from medchat.evaluation.lines import BadLine, Row, answer_lines, text_of
from medchat.guardrails.types import Message, Said
from medchat.policy.actions import effective
from medchat.policy.blocking import under
from medchat.policy.types import Policy

ROLES = {"patient": "patient", "user": "patient", "assistant": "assistant", "staff": "staff"}


class Command(BaseCommand):
    """`manage.py screen < messages.jsonl`: {"id","text","history"?} in, {"id","route","action","rule","ms"} out."""

    help = "Screen messages (JSON Lines on stdin) by exactly the guard of the turn."
    requires_system_checks: list[str] = []  # noqa: RUF012

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--country", default="US")
        parser.add_argument("--language", default="en")
        parser.add_argument("--clinic", default="", help="a clinic's slug, whose policy applies")

    def handle(self, *args: Any, **options: Any) -> None:
        kit.warm()
        policy = policy_of(options["clinic"])
        answer_lines(lambda row: screen(row, options["language"], options["country"], policy))


def policy_of(slug: str) -> Policy:
    """Return the policy of a clinic, or the floor without one."""
    if not slug:
        return Policy()
    clinic = Clinic.objects.filter(slug=slug).first()
    if clinic is None:
        raise CommandError(f"There is no clinic with the slug {slug!r}.")
    return effective(clinic)


def screen(row: Row, language: str, country: str, policy: Policy) -> Row:
    """Answer one line."""
    message = Message(text_of(row), history_of(row), language, country)
    started = time.perf_counter()
    found = under(policy, kit.shell().check_message(message), message.text)
    ms = (time.perf_counter() - started) * 1000
    return {"route": str(found.route), "action": str(found.action), "rule": found.rule, "ms": round(ms, 3)}


def history_of(row: Row) -> tuple[Said, ...]:
    """Return the earlier utterances of a row. Raises BadLine when they are not of the form asked for."""
    history = row.get("history") or []
    if not isinstance(history, list):
        raise BadLine('"history" must be a list of {"role", "text"}')
    said = []
    for item in history:
        if not isinstance(item, dict) or not isinstance(item.get("text"), str) or item.get("role") not in ROLES:
            raise BadLine('"history" must be a list of {"role": "patient" or "assistant" or "staff", "text"}')
        said.append(Said(ROLES[item["role"]], item["text"]))  # type: ignore[arg-type]
    return tuple(said)
