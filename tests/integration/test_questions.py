"""My questions: a patient's own list, sealed, seen by nobody else, and worked with plain forms."""

import uuid
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from medchat.accounts.models import User
from medchat.accounts.roles import ROLES
from medchat.audit.models import AuditEvent
from medchat.conversations.models import Turn
from medchat.library import actions as library
from medchat.library import starter
from medchat.library.models import Revision, Section
from medchat.understanding import actions
from medchat.understanding.models import Question
from tests.factories import people
from tests.integration.test_patient_pages import collected, signed_in  # noqa: F401 - collected: a fixture of every test

pytestmark = pytest.mark.django_db
LIST = reverse("questions")


@pytest.fixture
def patient() -> User:
    return people.patient(people.clinic(demo=True))


@pytest.fixture
def client(patient: User) -> Client:
    return signed_in(patient)


def texts(user: User) -> list[str]:
    return [question.text for question in Question.objects.visible_to(user)]


def shown(client: Client, path: str = LIST) -> str:
    return client.get(path).content.decode()


def three(client: Client) -> list[Question]:
    for text in ("first", "second", "third"):
        client.post(LIST, {"text": text})
    return list(Question.objects.all())


def act(client: Client, name: str, question: Question, **sent: str) -> HttpResponse:
    return client.post(reverse(name, args=[question.pk]), sent)


def test_a_question_is_kept_in_the_patients_words_sealed_and_audited_without_them(
    patient: User, client: Client
) -> None:
    client.post(LIST, {"text": "Why is my <b>knee</b> warm?"})
    assert texts(patient) == ["Why is my <b>knee</b> warm?"]
    assert "&lt;b&gt;knee" in shown(client)
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM understanding_question")
        assert "knee" not in cursor.fetchone()[0]
    row = AuditEvent.objects.get(action="question.added")
    assert (row.actor_role, row.facts) == ("patient", {})


@pytest.mark.parametrize("role", sorted(set(ROLES) - {"patient"}))
def test_no_other_role_of_the_clinic_sees_it(patient: User, client: Client, role: str) -> None:
    client.post(LIST, {"text": "mine"})
    other = people.person(role, patient.memberships.get().clinic)
    assert not Question.objects.visible_to(other).exists()
    assert signed_in(other).get(LIST).status_code == 403


def test_another_patient_finds_none_of_it(patient: User, client: Client) -> None:
    (question, *_rest) = three(client)
    other = signed_in(people.patient(patient.memberships.get().clinic))
    assert "first" not in shown(other)
    for name in ("question", "move_question", "asked_question", "remove_question"):
        assert act(other, name, question, text="theirs", way="down", asked="yes").status_code == 404, name
    assert texts(patient) == ["first", "second", "third"]


def test_a_list_stays_at_its_clinic(patient: User, client: Client) -> None:
    client.post(LIST, {"text": "of the first clinic"})
    patient.memberships.all().delete()
    second = people.clinic()
    people.Membership.objects.create(user=patient, clinic=second, role="patient")
    people.Consent.objects.create(user=patient, clinic=second, version="test", language="en", country="US")
    assert "of the first clinic" not in shown(client)
    assert texts(patient) == []


@pytest.mark.parametrize(("over", "kept"), [(0, True), (1, False)])
def test_a_question_that_is_too_long_says_by_how_much_and_loses_no_word(
    patient: User, client: Client, over: int, kept: bool
) -> None:
    text = "a" * (actions.LENGTH - 6 + over) + " end ü"
    answer = client.post(LIST, {"text": text})
    assert (answer.status_code == 302) is kept
    assert (texts(patient) == [text]) is kept
    if not kept:
        page = answer.content.decode()
        assert "This is 1 letter too long." in page
        assert f">\n{text}</textarea>" in page


def test_a_new_line_counts_as_one_letter_as_on_the_screen(patient: User, client: Client) -> None:
    client.post(LIST, {"text": "a\r\n" * (actions.LENGTH // 2 - 1) + "b"})
    assert len(texts(patient)) == 1


@pytest.mark.parametrize("text", ["", "  \n "])
def test_nothing_is_no_question(patient: User, client: Client, text: str) -> None:
    assert "Please write something first." in client.post(LIST, {"text": text}).content.decode()
    assert texts(patient) == []


def test_a_full_list_says_so_and_keeps_the_words(patient: User, client: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr(actions, "MOST", 1)
    client.post(LIST, {"text": "one"})
    page = client.post(LIST, {"text": "two words"}).content.decode()
    assert "Your list is full." in page
    assert "two words</textarea>" in page
    assert texts(patient) == ["one"]


def test_questions_move_up_and_down_and_the_focus_goes_on_from_a_button_that_is_there(
    patient: User, client: Client
) -> None:
    _first, second, third = three(client)
    assert act(client, "move_question", third, way="up").headers["Location"] == f"{LIST}#up-{third.pk}"
    assert texts(patient) == ["first", "third", "second"]
    assert act(client, "move_question", third, way="up").headers["Location"] == f"{LIST}#down-{third.pk}"
    act(client, "move_question", second, way="down")
    assert texts(patient) == ["third", "first", "second"]
    page = shown(client)
    assert f'id="down-{third.pk}"' in page
    assert f'id="up-{third.pk}"' not in page


def test_what_was_asked_leaves_the_order_and_comes_back(patient: User, client: Client) -> None:
    _first, second, third = three(client)
    act(client, "asked_question", second, asked="yes")
    assert [row.text for row in Question.objects.open()] == ["first", "third"]
    assert "Already asked" in shown(client)
    act(client, "move_question", third, way="up")
    assert [row.text for row in Question.objects.open()] == ["third", "first"]
    act(client, "asked_question", second, asked="no")
    assert set(texts(patient)) == {"first", "second", "third"}
    assert "Already asked" not in shown(client)


def test_a_question_is_changed_and_removed_only_after_asking(patient: User, client: Client) -> None:
    first, *_rest = three(client)
    act(client, "question", first, text="first, better")
    assert texts(patient)[0] == "first, better"
    assert "first, better" in shown(client, reverse("remove_question", args=[first.pk]))
    assert len(texts(patient)) == 3
    act(client, "remove_question", first)
    assert texts(patient) == ["second", "third"]


def test_a_message_saved_twice_from_the_conversation_is_one_question(patient: User, client: Client) -> None:
    sent = {"text": "Is this normal?", "client_id": str(uuid.uuid4())}
    for _ in range(2):
        answer = client.post(LIST, sent, headers={"Accept": "application/json"})
        assert answer.json() == {"saved": True}
    assert texts(patient) == ["Is this normal?"]
    refused = client.post(LIST, {**sent, "text": "a" * 501}, headers={"Accept": "application/json"})
    assert refused.json() == {"saved": False}
    assert texts(patient) == ["Is this normal?"]


def test_every_page_of_the_list_speaks_spanish(patient: User) -> None:
    patient.language = "es"
    patient.save(update_fields=["language"])
    client = signed_in(patient)
    client.post(LIST, {"text": "una"})
    assert "Mis preguntas" in shown(client)
    assert "Agregar a mi lista" in shown(client)
    assert "Sobra 1 letra" in client.post(LIST, {"text": "a" * 501}).content.decode()


# --- suggestions --------------------------------------------------------------------------------------------------


@pytest.fixture
def asthma(patient: User, tmp_path_factory: pytest.TempPathFactory) -> Revision:
    return published(patient, "asthma", tmp_path_factory.mktemp("starter"))


def published(patient: User, slug: str, folder: Any, language: str = "en") -> Revision:
    """Publish one topic of the starter library at the patient's clinic."""
    (folder / language).mkdir(exist_ok=True)
    (folder / language / f"{slug}.md").write_bytes((starter.FOLDER / language / f"{slug}.md").read_bytes())
    clinic = patient.memberships.get().clinic
    reviewer = people.person("reviewer", clinic, name="Ravi Menon")
    done = starter.load(clinic=clinic, language=language, publish_by=reviewer, folder=folder)
    assert done.refused == {}
    return Revision.objects.published().get(explanation__topic__slug=slug, explanation__language=language)


def explained(patient: User, revision: Revision, *, section: str = "what_it_is", grade: int = 6) -> Turn:
    """Leave a turn in a conversation of the patient whose answer rested on a section of this revision."""
    passage = Section.objects.get(revision=revision, kind=section, level="easy")
    conversation = people.conversation(patient, grade=grade)
    return Turn.objects.create(
        conversation=conversation,
        client_id=uuid.uuid4(),
        status="answered",
        seq=1,
        lease_until=conversation.created_at,
        sources=[{"passage": str(passage.pk)}],
    )


def test_published_questions_of_a_topic_asked_about_are_one_tap_away(
    patient: User, client: Client, asthma: Revision
) -> None:
    assert "Ideas from" not in shown(client)
    explained(patient, asthma)
    idea = "What are the side effects of my asthma medicine?"
    assert idea in Section.objects.get(revision=asthma, kind="questions", level="easy").body
    assert f'value="{idea}"' in shown(client)
    answer = client.post(LIST, {"text": idea, "from": "ideas"})
    assert answer.headers["Location"] == f"{LIST}#ideas"
    assert texts(patient) == [idea]
    assert f'value="{idea}"' not in shown(client), "what is on the list is not suggested again"


def test_the_suggestions_are_at_the_patients_level(patient: User, client: Client, asthma: Revision) -> None:
    explained(patient, asthma, grade=10)
    easy = Section.objects.get(revision=asthma, kind="questions", level="easy").body
    detailed = Section.objects.get(revision=asthma, kind="questions", level="detailed").body
    only = [line[2:] for line in detailed.splitlines() if line.startswith("- ") and line not in easy]
    assert only
    page = shown(client)
    assert all(text in page for text in only)


def test_what_is_no_longer_published_is_not_suggested(patient: User, client: Client, asthma: Revision) -> None:
    explained(patient, asthma)
    library.retire(revision=asthma, by=asthma.reviewed_by)
    assert "Ideas from" not in shown(client)


def test_what_another_patient_or_another_clinic_asked_about_suggests_nothing(
    patient: User, client: Client, asthma: Revision
) -> None:
    explained(people.patient(patient.memberships.get().clinic), asthma)
    explained(people.patient(people.clinic()), asthma)
    assert "Ideas from" not in shown(client)


def test_suggestions_come_in_the_patients_language_or_not_at_all(
    patient: User, asthma: Revision, tmp_path_factory: pytest.TempPathFactory
) -> None:
    explained(patient, asthma)
    patient.language = "es"
    patient.save(update_fields=["language"])
    client = signed_in(patient)
    assert "inhaler" not in shown(client)
    published(patient, "asthma", tmp_path_factory.mktemp("es"), language="es")
    assert "inhalador" in shown(client)
