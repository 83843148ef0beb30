"""Add people and clinics from the command line, until the operator's pages exist."""

import getpass
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from medchat.accounts.models import Clinic, Membership, User
from medchat.accounts.roles import ROLES
from medchat.audit.actions import record as audit


class Command(BaseCommand):
    """`manage.py people clinic|add ...`."""

    help = "Make a clinic, or add a person with a role to one. The password is asked for, never an argument."

    def add_arguments(self, parser: ArgumentParser) -> None:
        kinds = parser.add_subparsers(dest="what", required=True)
        clinic = kinds.add_parser("clinic", help="make a clinic")
        clinic.add_argument("slug")
        clinic.add_argument("name")
        clinic.add_argument("--country", default="US")
        clinic.add_argument("--language", default="en")
        add = kinds.add_parser("add", help="add a person to a clinic")
        add.add_argument("clinic", help="the clinic's slug")
        add.add_argument("role", choices=sorted(ROLES))
        add.add_argument("address")
        add.add_argument("name")
        add.add_argument("--no-password", action="store_true", help="this person signs in with a code by mail")

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            self.clinic(options) if options["what"] == "clinic" else self.add(options)

    def clinic(self, options: dict[str, Any]) -> None:
        if Clinic.objects.filter(slug=options["slug"]).exists():
            raise CommandError(f"There is a clinic with the slug {options['slug']!r} already.")
        clinic = Clinic.objects.create(
            slug=options["slug"], name=options["name"], country=options["country"].upper(), language=options["language"]
        )
        audit("clinic.made", by=None, clinic=clinic, subject=clinic)
        self.stdout.write(f"Made. Load its library as drafts with: manage.py load_starter --clinic {clinic.slug}")

    def add(self, options: dict[str, Any]) -> None:
        clinic = Clinic.objects.filter(slug=options["clinic"]).first()
        if clinic is None:
            raise CommandError(f"There is no clinic with the slug {options['clinic']!r}.")
        user = User.objects.by_address(options["address"])
        if user is None:
            password = None if options["no_password"] else getpass.getpass("Password: ")
            user = User.objects.create_user(
                address=options["address"], name=options["name"], password=password, language=clinic.language
            )
        Membership.objects.get_or_create(user=user, clinic=clinic, role=options["role"])
        audit("person.added", by=None, clinic=clinic, subject=user, facts={"role": options["role"]})
        self.stdout.write("Added.")
