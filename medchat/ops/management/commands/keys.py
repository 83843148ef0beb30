"""Make a key ring, or add a new current key to one."""

import json
import secrets
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from medchat.keys.files import keep, new_ring


class Command(BaseCommand):
    """`manage.py keys new FILE` or `manage.py keys add FILE`."""

    help = "Make a key ring file (new), or add a key that new values are encrypted with (add)."
    requires_system_checks: list[str] = []  # noqa: RUF012

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["new", "add"])
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        if options["what"] == "new":
            if file.exists():
                raise CommandError(
                    f"{file} exists. A key ring is never overwritten: values sealed with it would be lost."
                )
            keep(file, new_ring())
            self.stdout.write(f"Made {file}. Keep a copy in a safe place apart from the database.")
            return
        if not file.exists():
            raise CommandError(f"{file} does not exist. Make it with: manage.py keys new {file}")
        ring = json.loads(file.read_text())
        name = f"k{len(ring['keys']) + 1}"
        ring["keys"][name], ring["current"] = secrets.token_hex(32), name
        draft = file.with_suffix(".next")
        keep(draft, json.dumps(ring))
        draft.replace(file)
        self.stdout.write(f"Added {name}; it is the current key after the next start. Old values stay readable.")
