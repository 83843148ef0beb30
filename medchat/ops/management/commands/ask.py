"""Ask a question as a patient of the demo clinic: the whole turn without a browser."""

import asyncio
import json
import uuid
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from medchat.accounts.models import User
from medchat.chat.frames import Frame, Say
from medchat.chat.turn import kit
from medchat.chat.turn.pipeline import run_turn
from medchat.chat.turn.types import Turn
from medchat.conversations import store
from medchat.conversations.models import Conversation
from medchat.ops import demo


class Command(BaseCommand):
    """`manage.py ask "What is A1C?" --grade 6 [--engine X] [--json]`: prints each event as it is released."""

    help = "Ask one question and print the turn, as text or as JSON Lines shaped like the server's frames."
    requires_system_checks: list[str] = []  # noqa: RUF012

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("question")
        parser.add_argument("--grade", type=int, default=6, choices=(4, 6, 8, 10))
        parser.add_argument("--engine", default="", choices=("", "library", "medgemma", "openai"))
        parser.add_argument("--language", default="en", choices=("en", "es"))
        parser.add_argument("--country", default="US")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("`ask` speaks as the demo patient; it works in demo mode only.")
        if options["engine"]:
            settings.ENGINE = options["engine"]
        call_command("migrate", verbosity=0, interactive=False)
        clinic = demo.ensure()
        kit.warm()
        patient = User.objects.by_address("patient@demo.example")
        assert patient is not None
        conversation = Conversation.objects.create(
            clinic=clinic,
            patient=patient,
            grade=options["grade"],
            language=options["language"],
            country=options["country"],
        )
        say = Say(uuid.uuid4(), options["question"].replace("\x00", ""))
        turn = Turn(say, patient, conversation.pk, (), options["language"], options["country"])
        try:
            asyncio.run(self.tell(turn, as_json=options["json"]))
        finally:
            store.close()

    async def tell(self, turn: Turn, *, as_json: bool) -> None:
        """Print each frame of the turn as it comes."""
        async for frame in run_turn(turn, kit.kit()):
            self.stdout.write(json.dumps(frame, ensure_ascii=False) if as_json else _plain(frame))
            self.stdout.flush()


def _plain(frame: Frame) -> str:
    match frame["type"]:
        case "sentence":
            return ("- " if frame["block"] == "li" else "") + str(frame["text"])
        case "notice" | "alert" | "withdraw":
            return str(frame["text"])
        case "done":
            sources = ", ".join(f"{source['topic']}: {source['title']}" for source in frame["sources"])
            return f"[{frame['status']}; grade {frame['grade']} (target {frame['target']}); {sources or 'no sources'}]"
        case "error":
            return f"error: {frame['message']}"
    return f"[{frame['type']}]"
