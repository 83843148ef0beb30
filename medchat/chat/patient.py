"""What a patient does outside a turn: accept, start a conversation, choose language and country."""

from django.db import transaction

from medchat.accounts.models import Clinic, Consent, User
from medchat.audit.actions import record
from medchat.conversations.models import Conversation


def consent_of(user: User, clinic: Clinic) -> Consent | None:
    """Return the latest consent of this person at this clinic."""
    return Consent.objects.filter(user=user, clinic=clinic).first()


@transaction.atomic
def accept(*, by: User, clinic: Clinic, version: str, language: str, country: str) -> Consent:
    """Keep that the patient read what this is, in which version and language, and where they are."""
    consent = Consent.objects.create(user=by, clinic=clinic, version=version, language=language, country=country)
    facts = {"version": version, "language": language, "country": country}
    record("consent.accepted", by=by, role="patient", clinic=clinic, subject=consent, facts=facts)
    return consent


@transaction.atomic
def start(*, by: User, clinic: Clinic) -> Conversation:
    """Start an empty conversation in the patient's language and country."""
    consent = consent_of(by, clinic)
    country = consent.country if consent else clinic.country
    conversation = Conversation.objects.create(clinic=clinic, patient=by, language=by.language, country=country)
    record("conversation.started", by=by, role="patient", clinic=clinic, subject=conversation)
    return conversation


@transaction.atomic
def choose(*, by: User, clinic: Clinic, language: str, country: str) -> None:
    """Change language and country, also of the conversations the patient already has at this clinic."""
    by.language = language
    by.save(update_fields=["language"])
    consent = consent_of(by, clinic)
    if consent is not None and consent.country != country:
        consent.country = country
        consent.save(update_fields=["country"])
    Conversation.objects.of_patient(by).filter(clinic=clinic).update(language=language, country=country)
    record("settings.changed", by=by, role="patient", clinic=clinic, facts={"language": language, "country": country})
