"""Load the starter library for a clinic."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from medchat.accounts.models import Clinic, User
from medchat.library import starter
from medchat.library.types import LibraryError


class Command(BaseCommand):
    """`manage.py load_starter --clinic SLUG [--language en] [--publish-by EMAIL]`; running it again changes nothing."""

    help = "Load the starter library: drafts to review, or published by the demo reviewer of a demo clinic."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--clinic", required=True, help="the clinic's slug")
        parser.add_argument("--language", default="en")
        parser.add_argument("--publish-by", default="", help="the demo reviewer's address (demo clinics only)")

    def handle(self, *args: Any, **options: Any) -> None:
        clinic = Clinic.objects.filter(slug=options["clinic"]).first()
        if clinic is None:
            raise CommandError(f"There is no clinic with the slug {options['clinic']!r}.")
        try:
            reviewer = _reviewer(options["publish_by"])
            done = starter.load(clinic=clinic, language=options["language"], publish_by=reviewer, retry=True)
        except LibraryError as error:
            raise CommandError(str(error)) from error
        for slug, why in done.refused.items():
            self.stderr.write(f"{slug} stays a draft: {why}")
        for slug in done.waiting:
            self.stderr.write(f"{slug} is being worked on and was left alone.")
        self.stdout.write(
            f"{len(done.created)} new, {len(done.redrafted)} changed, {len(done.unchanged)} unchanged, "
            f"{len(done.published)} published, {len(done.refused)} refused by the checks."
        )


def _reviewer(address: str) -> User | None:
    if not address:
        return None
    found = User.objects.by_address(address)
    if found is None:
        raise CommandError("There is no person with the address given to --publish-by.")
    return found
