"""The take-home sheet: published library text and the patient's own words, on the page and as PDF, seen by the patient alone."""

import uuid
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from medchat.accounts.models import Clinic, User
from medchat.audit.models import AuditEvent
from medchat.conversations.events import append
from medchat.conversations.models import Conversation, Turn
from medchat.library import actions as library
from medchat.library.models import Revision, Section
from medchat.understanding.models import OwnWords
from medchat.understanding.sheet import sheet_of
from tests.factories import people
from tests.integration.test_patient_pages import collected, signed_in  # noqa: F401 - collected: a fixture of every test
from tests.integration.test_questions import explained, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def patient() -> User:
    return people.patient(people.clinic(country="GB", demo=True), name="Pat Rivera")


@pytest.fixture
def client(patient: User) -> Client:
    return signed_in(patient)


@pytest.fixture
def asthma(patient: User, tmp_path_factory: pytest.TempPathFactory) -> Revision:
    return published(patient, "asthma", tmp_path_factory.mktemp("starter"))


@pytest.fixture
def conversation(patient: User, asthma: Revision) -> Conversation:
    return explained(patient, asthma).conversation


def address(conversation: Conversation, name: str = "sheet") -> str:
    return reverse(name, args=[conversation.pk])


def shown(client: Client, conversation: Conversation) -> str:
    return client.get(address(conversation)).content.decode()


def test_it_holds_key_points_help_sources_and_who_approved_it_and_when(
    client: Client, conversation: Conversation, asthma: Revision
) -> None:
    page = shown(client, conversation)
    assert asthma.key_points
    for point in asthma.key_points:
        assert point in page
    for source in asthma.sources:
        assert source["name"] in page
        assert source["url"] in page
    assert page.count(", not yet checked") == len(asthma.sources)
    assert f"Approved by Ravi Menon on {date_format(asthma.published_at)}." in page
    assert "When to get help" in page
    assert conversation.clinic.name in page


def test_every_word_about_a_topic_stands_in_the_published_revision(
    patient: User, conversation: Conversation, asthma: Revision
) -> None:
    (topic,) = sheet_of(conversation, patient).topics
    section = Section.objects.get(revision=asthma, kind="when_to_call", level="easy")
    assert list(topic.key_points) == asthma.key_points
    words = " ".join(section.body.split())
    for block in topic.help:
        assert block.text in words
    assert sum(block.kind == "li" for block in topic.help) == section.body.count("\n- ")


def test_the_answers_own_sentences_are_not_repeated(client: Client, conversation: Conversation) -> None:
    body = {"text": "A sentence of the answer.", "block": "p", "terms": [], "cites": [0]}
    append(conversation.pk, "sentence", body, turn=Turn.objects.get().pk)
    assert "A sentence of the answer." not in shown(client, conversation)


def test_a_source_that_was_checked_says_on_which_day(patient: User, conversation: Conversation) -> None:
    from medchat.library.index import Source
    from medchat.understanding.sheet import _source

    checked = _source(Source("a", "A", 1, "Name", "Publisher", "https://example.org/", "2026-11-03"))
    assert checked.checked == date_format(date(2026, 11, 3))


def test_the_level_is_the_patients(patient: User, conversation: Conversation, asthma: Revision) -> None:
    conversation.grade = 10
    (topic,) = sheet_of(conversation, patient).topics
    detailed = Section.objects.get(revision=asthma, kind="when_to_call", level="detailed")
    assert topic.help[0].text in " ".join(detailed.body.split())


def test_a_topic_is_told_once_however_often_it_came_up(
    patient: User, conversation: Conversation, asthma: Revision
) -> None:
    again = explained(patient, asthma, section="treatment")
    again.conversation, again.seq = conversation, 2
    again.save()
    assert len(sheet_of(conversation, patient).topics) == 1


def test_an_answer_that_was_taken_back_explained_nothing(client: Client, conversation: Conversation) -> None:
    append(conversation.pk, "withdraw", {"text": "I took this back.", "actions": []}, turn=Turn.objects.get().pk)
    assert "No topic has been explained in this conversation yet." in shown(client, conversation)


def test_a_topic_that_is_no_longer_published_is_named_and_nothing_is_said_of_it(
    client: Client, conversation: Conversation, asthma: Revision
) -> None:
    library.retire(revision=asthma, by=asthma.reviewed_by)
    page = shown(client, conversation)
    assert "Asthma: your clinic does not show its text on this topic any more." in page
    assert asthma.key_points[0] not in page


def test_it_says_what_it_is_for_with_the_number_of_the_country(client: Client, conversation: Conversation) -> None:
    page = shown(client, conversation)
    assert "It does not tell you what you have or what to do. In an emergency, call 999." in page


def test_it_bears_no_name_of_the_patient(client: Client, conversation: Conversation) -> None:
    assert "Rivera" not in shown(client, conversation)
    assert b"Rivera" not in client.get(address(conversation, "sheet_pdf")).content


@pytest.mark.parametrize("demo", [True, False])
def test_the_demo_says_so_on_the_sheet(demo: bool) -> None:
    mine = people.conversation(people.patient(people.clinic(demo=demo)))
    page = signed_in(mine.patient).get(address(mine)).content.decode()
    assert ("Demo, not clinically reviewed" in page) is demo


def test_the_patients_open_questions_stand_on_it(patient: User, client: Client, conversation: Conversation) -> None:
    for text in ("Can I run?", "Asked already"):
        client.post(reverse("questions"), {"text": text})
    asked = patient.questions.last()
    client.post(reverse("asked_question", args=[asked.pk]), {"asked": "yes"})
    page = shown(client, conversation)
    assert "Can I run?" in page
    assert "Asked already" not in page


def test_own_words_are_kept_sealed_and_shown_to_the_patient_alone(
    patient: User, client: Client, conversation: Conversation
) -> None:
    for text in ("airways get tight", "airways swell"):
        client.post(address(conversation), {"text": text})
    assert OwnWords.objects.get().text == "airways swell"
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM understanding_ownwords")
        assert "airways" not in cursor.fetchone()[0]
    assert "airways swell" in shown(client, conversation)
    staff = people.staff(patient.memberships.get().clinic)
    assert not OwnWords.objects.visible_to(staff).exists()
    assert "airways" not in str(list(AuditEvent.objects.values_list("facts", flat=True)))


def test_own_words_that_are_too_long_come_back_whole(client: Client, conversation: Conversation) -> None:
    text = "word " * 400 + "end"
    page = client.post(address(conversation), {"text": text}).content.decode()
    assert "This is 3 letters too long." in page
    assert f"{text}</textarea>" in page
    assert not OwnWords.objects.exists()


@pytest.mark.parametrize("name", ["sheet", "sheet_pdf"])
def test_another_patient_and_staff_reach_no_sheet(patient: User, conversation: Conversation, name: str) -> None:
    clinic: Clinic = patient.memberships.get().clinic
    assert signed_in(people.patient(clinic)).get(address(conversation, name)).status_code == 404
    assert signed_in(people.patient(people.clinic())).get(address(conversation, name)).status_code == 404
    assert signed_in(people.staff(clinic)).get(address(conversation, name)).status_code == 403


def test_the_making_of_a_sheet_is_kept_without_text(client: Client, conversation: Conversation) -> None:
    client.get(address(conversation))
    client.get(address(conversation, "sheet_pdf"))
    rows = AuditEvent.objects.filter(action="sheet.made", subject_id=str(conversation.pk)).order_by("at")
    assert [row.facts for row in rows] == [{"form": form, "topics": 1, "questions": 0} for form in ("page", "pdf")]


def test_the_pdf_is_handed_out_under_a_name_without_patient_text_and_is_not_kept_by_the_browser(
    client: Client, conversation: Conversation
) -> None:
    conversation.title = "my asthma"
    conversation.save(update_fields=["title"])
    answer = client.get(address(conversation, "sheet_pdf"))
    assert answer.content.startswith(b"%PDF-")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="take-home-sheet.pdf"'
    assert "no-store" in answer.headers["Cache-Control"]


def test_the_pdf_says_what_the_page_says(
    patient: User, client: Client, conversation: Conversation, asthma: Revision, monkeypatch: Any
) -> None:
    from medchat.understanding.paper import Paper

    said: list[str] = []
    monkeypatch.setattr(Paper, "say", lambda self, text, **kwargs: said.append(text))
    client.post(reverse("questions"), {"text": "Can I run?"})
    client.post(address(conversation), {"text": "airways swell"})
    page = shown(client, conversation)
    assert client.get(address(conversation, "sheet_pdf")).status_code == 200
    for text in (*asthma.key_points, "Can I run?", "airways swell", "When to get help", "Asthma"):
        assert text in said
        assert text in page
    (topic,) = sheet_of(conversation, patient).topics
    assert [block.text for block in topic.help] == [text for text in said if text in {b.text for b in topic.help}]


def test_a_spanish_reader_gets_the_published_spanish_text(
    patient: User, asthma: Revision, conversation: Conversation, tmp_path_factory: pytest.TempPathFactory
) -> None:
    spanish = published(patient, "asthma", tmp_path_factory.mktemp("es"), language="es")
    client = signed_in(patient)
    client.post(reverse("settings"), {"language": "es", "country": "ES"})
    page = shown(client, conversation)
    assert "Hoja para llevar" in page
    assert "Puntos clave" in page
    assert spanish.key_points[0] in page
    assert asthma.key_points[0] not in page
    assert "llame al 112" in page
    name = client.get(address(conversation, "sheet_pdf")).headers["Content-Disposition"]
    assert "hoja-para-llevar.pdf" in name


def test_a_topic_that_is_published_in_one_language_alone_stays_in_it_and_says_so_to_screen_readers(
    patient: User, conversation: Conversation, asthma: Revision
) -> None:
    client = signed_in(patient)
    client.post(reverse("settings"), {"language": "es", "country": "ES"})
    page = shown(client, conversation)
    assert asthma.key_points[0] in page
    assert '<ul lang="en">' in page


def test_a_conversation_without_an_answer_has_a_sheet_to_write_on(patient: User, client: Client) -> None:
    mine = people.conversation(patient)
    assert "No topic has been explained in this conversation yet." in shown(client, mine)
    assert client.get(address(mine, "sheet_pdf")).status_code == 200


def test_what_the_sheet_rests_on_belongs_to_the_conversations_clinic(patient: User, asthma: Revision) -> None:
    """A passage of another clinic's library explains nothing here, wherever its id came from."""
    other = people.conversation(people.patient(people.clinic()))
    Turn.objects.create(
        conversation=other,
        client_id=uuid.uuid4(),
        status="answered",
        seq=1,
        lease_until=timezone.now(),
        sources=[{"passage": str(asthma.sections.first().pk)}],
    )
    assert sheet_of(other, other.patient).topics == ()
