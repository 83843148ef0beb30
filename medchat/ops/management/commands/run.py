"""Everything on one machine with one command."""

import os
import time
import urllib.error
import urllib.request
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from medchat.ops import demo, serve

READY_S = 120.0


class Command(BaseCommand):
    """`manage.py run [--host] [--port] [--no-worker]`: migrate, fill the demo clinic, serve, supervise."""

    help = "Serve medchat on this machine with its background worker, until Ctrl-C."
    requires_system_checks: list[str] = []  # noqa: RUF012

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--no-worker", action="store_true", help="serve without the background worker")

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = options["host"], options["port"]
        if sentence := serve.trouble(host, port, settings.VAR):
            raise CommandError(sentence)
        call_command("migrate", verbosity=0, interactive=False)
        if settings.DEMO:
            demo.ensure()
        # What this address needs, unless the operator said otherwise; the children read it at their start.
        os.environ.setdefault("MEDCHAT_PUBLIC_URL", f"http://{host}:{port}")
        public = os.environ["MEDCHAT_PUBLIC_URL"]
        os.environ.setdefault("MEDCHAT_ORIGINS", f"{public},http://{host}:{port},http://localhost:{port}")
        children = [serve.web(host, port)]
        if not options["no_worker"]:
            children.append(serve.worker(settings.VAR))
        serve.supervise(children, on_start=lambda: self.welcome(f"http://{host}:{port}"))

    def welcome(self, address: str) -> None:
        """Say where to go and how to sign in, once the page is ready."""
        self.stdout.write("medchat is starting: the safety checks are being loaded.")
        if not _ready(f"{address}/health/ready"):
            self.stderr.write("medchat did not turn ready. Look at the lines above.")
            return
        self.stdout.write(self.style.SUCCESS(f"\nmedchat is ready: {address}/\n"))
        if settings.DEMO:
            self.stdout.write(f"Sign in as one of these; the password of each is: {demo.PASSWORD}\n")
            for person in demo.PEOPLE:
                self.stdout.write(f"  {person.role:<9} {person.address:<24} {person.name}")
            self.stdout.write(
                "\nDemo content, not clinically reviewed. Codes sent by mail are printed here. Stop with Ctrl-C.\n"
            )
        self.stdout.flush()


def _ready(url: str) -> bool:
    until = time.monotonic() + READY_S
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310 - our own loopback address
                return True
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    return False
