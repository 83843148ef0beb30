"""The demo clinic and its people: made once, never changed by running it again."""

from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction

from medchat.accounts.models import Clinic, Membership, User
from medchat.library import starter

PASSWORD = "plain words 2026"  # noqa: S105 - printed at every start; demo mode only
SLUG = "demo"


@dataclass(frozen=True, slots=True)
class Person:
    """One demo account."""

    role: str
    address: str
    name: str


PEOPLE = (
    Person("patient", "patient@demo.example", "Pat Rivera"),
    Person("author", "author@demo.example", "Ana Lindqvist"),
    Person("reviewer", "reviewer@demo.example", "Ravi Menon"),
    Person("staff", "staff@demo.example", "Sam Okafor"),
    Person("staff", "staff2@demo.example", "Lee Novak"),
    Person("operator", "operator@demo.example", "Olga Brandt"),
    Person("auditor", "auditor@demo.example", "Ada Costa"),
)


def ensure() -> Clinic:
    """Make what is missing of the demo clinic, its people and its published starter library.

    Raises ImproperlyConfigured in production mode: demo accounts have a known password.
    """
    if not settings.DEMO:
        raise ImproperlyConfigured("The demo clinic exists in demo mode only. Set MEDCHAT_MODE=demo.")
    with transaction.atomic():
        clinic, _made = Clinic.objects.get_or_create(
            slug=SLUG, defaults={"name": "Riverside Demo Clinic", "country": "US", "language": "en", "demo": True}
        )
        for person in PEOPLE:
            _ensure_person(clinic, person)
    reviewer = User.objects.by_address("reviewer@demo.example")
    for language in starter.languages():
        starter.load(clinic=clinic, language=language, publish_by=reviewer)
    return clinic


def _ensure_person(clinic: Clinic, person: Person) -> None:
    user = User.objects.by_address(person.address)
    if user is None:
        user = User.objects.create_user(address=person.address, name=person.name, password=PASSWORD)
    Membership.objects.get_or_create(user=user, clinic=clinic, role=person.role)
