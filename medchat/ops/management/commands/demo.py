"""Make the demo clinic."""

from typing import Any

from django.core.management.base import BaseCommand

from medchat.ops import demo


class Command(BaseCommand):
    """`manage.py demo`: the demo clinic, its people and its library; running it again changes nothing."""

    help = "Make the demo clinic with its people and its published starter library."

    def handle(self, *args: Any, **options: Any) -> None:
        demo.ensure()
        for person in demo.PEOPLE:
            self.stdout.write(f"{person.role:<9} {person.address}")
