"""Say what a MedGemma model still needs, and note that its licence was accepted."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from medchat.chat.turn.kit import engine_config
from medchat.engines import checkpoint
from medchat.engines.inspection import TERMS, Accepted, accepted, inspect
from medchat.engines.types import EngineError


class Command(BaseCommand):
    """`manage.py model check`: one line each, exits 1 when something is missing; `manage.py model accept --by NAME`."""

    help = "Check the model that MEDCHAT_MODEL names, or note that its licence was accepted."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("action", choices=("check", "accept"))
        parser.add_argument("--by", default="", help="who accepts the licence for the operator")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["action"] == "accept":
            self._accept(options["by"].strip())
        else:
            self._check()

    def _check(self) -> None:
        found = list(inspect(engine_config(), accepted(note())))
        for finding in found:
            self.stdout.write(f"{'ok     ' if finding.well else 'missing'}  {finding.what:<10} {finding.told}")
        missing = [finding.what for finding in found if not finding.well]
        if missing:
            raise CommandError(f"The model is not ready: {', '.join(missing)}.")

    def _accept(self, by: str) -> None:
        if not by:
            raise CommandError("Say who accepts it: --by NAME")
        config = engine_config()
        try:
            found = checkpoint.check(config.model, config.dtype, config.quantise)
        except EngineError as error:
            raise CommandError(str(error)) from None
        Accepted(found.name, found.revision, by, timezone.localdate().isoformat()).save(note())
        self.stdout.write(f"{by} accepted {TERMS} for {found.name} ({found.revision}).")


def note() -> Path:
    """Return the file that keeps who accepted what."""
    return Path(settings.VAR) / "model.json"
