"""Clinics, people and conversations for tests."""

import itertools

from medchat.accounts.models import Clinic, Consent, Membership, User
from medchat.conversations.models import Conversation

_count = itertools.count(1)


def clinic(*, country: str = "US", demo: bool = False, language: str = "en") -> Clinic:
    number = next(_count)
    return Clinic.objects.create(
        name=f"Clinic {number}", slug=f"clinic-{number}", country=country, demo=demo, language=language
    )


def person(role: str, at: Clinic, *, name: str = "", password: str | None = None) -> User:
    number = next(_count)
    user = User.objects.create_user(
        address=f"{role}{number}@clinic.example", name=name or f"{role.title()} {number}", password=password
    )
    Membership.objects.create(user=user, clinic=at, role=role)
    return user


def patient(at: Clinic, *, consents: bool = True, **kwargs: str) -> User:
    user = person("patient", at, **kwargs)
    if consents:
        Consent.objects.create(user=user, clinic=at, version="test", language="en", country=at.country)
    return user


def staff(at: Clinic, **kwargs: str) -> User:
    return person("staff", at, **kwargs)


def conversation(of: User, *, grade: int = 6) -> Conversation:
    found = of.memberships.get().clinic
    return Conversation.objects.create(clinic=found, patient=of, country=found.country, language="en", grade=grade)
