"""The patient's pages over HTTP: consent first, only one's own, a person without script, both languages."""

import uuid
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from medchat.accounts.models import Consent, User
from medchat.audit.models import AuditEvent
from medchat.conversations.events import append
from medchat.conversations.models import Conversation
from medchat.escalation.models import Case
from tests.factories import people

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def collected(settings: Any, tmp_path: Path) -> None:
    """Whitenoise warns about a folder of collected files that is not there, and warnings are errors."""
    settings.STATIC_ROOT = tmp_path


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def patient() -> User:
    return people.patient(people.clinic())


def conversation_of(user: User) -> Conversation:
    clinic = user.memberships.get().clinic
    return Conversation.objects.create(patient=user, clinic=clinic)


def pages(conversation: Conversation) -> list[str]:
    named = [reverse(name, args=[conversation.pk]) for name in ("conversation", "person", "print_conversation")]
    return [reverse("conversations"), reverse("settings"), *named]


def test_every_page_sends_a_patient_without_consent_to_the_welcome_page() -> None:
    user = people.patient(people.clinic(), consents=False)
    client = signed_in(user)
    for page in pages(conversation_of(user)):
        assert client.get(page).headers["Location"] == reverse("welcome"), page


def test_consent_at_one_clinic_does_not_count_at_another(patient: User) -> None:
    patient.memberships.all().delete()
    people.Membership.objects.create(user=patient, clinic=people.clinic(), role="patient")
    assert signed_in(patient).get(reverse("conversations")).headers["Location"] == reverse("welcome")


def test_accepting_is_kept_with_version_language_country_and_an_audit_row() -> None:
    user = people.patient(people.clinic(country="ES"), consents=False)
    shown = signed_in(user).get(reverse("welcome")).content.decode()
    assert '<option value="ES" selected>' in shown
    signed_in(user).post(reverse("welcome"), {"country": "CA"})
    consent = Consent.objects.get(user=user)
    assert (consent.country, consent.language) == ("CA", "en")
    assert consent.version
    assert AuditEvent.objects.get(action="consent.accepted").subject_id == str(consent.pk)


def test_a_country_without_numbers_is_not_accepted() -> None:
    user = people.patient(people.clinic(), consents=False)
    assert signed_in(user).post(reverse("welcome"), {"country": "XX"}).status_code == 200
    assert not Consent.objects.filter(user=user).exists()


def test_a_new_conversation_takes_language_and_country_of_the_patient(patient: User) -> None:
    client = signed_in(patient)
    client.post(reverse("settings"), {"language": "es", "country": "ES"})
    response = client.post(reverse("conversations"))
    made = Conversation.objects.get(patient=patient)
    assert response.headers["Location"] == reverse("conversation", args=[made.pk])
    assert (made.language, made.country) == ("es", "ES")


def test_settings_change_the_conversations_that_are_there(patient: User) -> None:
    mine, other = conversation_of(patient), conversation_of(people.patient(people.clinic()))
    signed_in(patient).post(reverse("settings"), {"language": "es", "country": "GB"})
    mine.refresh_from_db()
    other.refresh_from_db()
    assert (mine.language, mine.country) == ("es", "GB")
    assert (other.language, other.country) == ("en", "US")


def test_somebody_elses_conversation_is_not_found(patient: User) -> None:
    other = conversation_of(people.patient(patient.memberships.get().clinic))
    for page in pages(other)[2:]:
        assert signed_in(patient).get(page).status_code == 404, page
    person = reverse("person", args=[other.pk])
    assert signed_in(patient).post(person, {"id": uuid.uuid4(), "note": ""}).status_code == 404
    assert not Case.objects.exists()


def test_the_plain_form_opens_one_case_however_often_it_is_sent(patient: User) -> None:
    mine = conversation_of(patient)
    sent = {"id": uuid.uuid4(), "note": "my words"}
    for _ in range(2):
        response = signed_in(patient).post(reverse("person", args=[mine.pk]), sent)
        assert response.headers["Location"] == reverse("conversation", args=[mine.pk])
    assert Case.objects.get(conversation=mine).note == "my words"
    assert mine.events.filter(type="notice").count() == 1


def test_what_was_typed_is_printed_as_text_not_markup(patient: User) -> None:
    mine = conversation_of(patient)
    append(mine.pk, "message", {"author": {"role": "patient", "name": ""}, "text": "<b>hi</b>"}, author=patient)
    printed = signed_in(patient).get(reverse("print_conversation", args=[mine.pk])).content.decode()
    assert "&lt;b&gt;hi&lt;/b&gt;" in printed
    assert "<b>hi</b>" not in printed


def test_the_pages_speak_the_language_the_patient_chose(patient: User) -> None:
    patient.language = "es"
    patient.save(update_fields=["language"])
    shown = signed_in(patient).get(reverse("conversations"), headers={"Accept-Language": "en"})
    assert "Empezar una conversación nueva" in shown.content.decode()
    assert '<html lang="es"' in shown.content.decode()


@pytest.mark.parametrize("demo", [True, False])
def test_the_demo_banner_stands_on_every_page_of_a_demo_clinic_and_nowhere_else(demo: bool) -> None:
    user = people.patient(people.clinic(demo=demo))
    for page in [*pages(conversation_of(user)), "/no/such/page/"]:
        shown = signed_in(user).get(page).content.decode()
        assert ("Demo, not clinically reviewed" in shown) is demo, page


def test_every_patient_page_holds_the_numbers_of_the_patients_country(patient: User) -> None:
    Consent.objects.filter(user=patient).update(country="GB")
    mine = conversation_of(patient)
    mine.country = "GB"
    mine.save()
    for page in [reverse("welcome"), *pages(mine)]:
        assert "999" in signed_in(patient).get(page).content.decode(), page


def test_no_page_has_script_or_style_of_its_own(patient: User) -> None:
    for page in pages(conversation_of(patient)):
        shown = signed_in(patient).get(page).content.decode()
        assert "<style" not in shown, page
        assert "style=" not in shown, page
        assert "<script>" not in shown, page
        assert "onclick" not in shown, page
