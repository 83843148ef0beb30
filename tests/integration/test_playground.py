"""The page on which a care team tries messages: who may, what is refused, and that nothing typed is kept."""

import json
import logging

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from medchat.accounts.models import Clinic, User
from medchat.audit.models import AuditEvent
from medchat.evaluation import playground, views
from medchat.evaluation.forms import MOST_BYTES
from medchat.guardrails import runner
from medchat.guardrails.types import Action
from medchat.library import actions as library
from medchat.library.types import CheckReport as LibraryReport
from medchat.policy import actions
from medchat.policy.models import PolicyVersion
from medchat.policy.types import CheckReport, Policy
from tests.factories import people
from tests.factories.library import submitted

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:No directory at")]
PLANTED = "quillwort"


@pytest.fixture(autouse=True)
def checked_by_the_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """The turn's own guard without the slow shell around it."""
    monkeypatch.setattr(views, "guard", runner.screen)


@pytest.fixture
def clinic() -> Clinic:
    return people.clinic()


@pytest.fixture
def author(clinic: Clinic) -> User:
    return people.person("author", clinic)


@pytest.fixture
def reviewer(clinic: Clinic) -> User:
    return people.person("reviewer", clinic)


@pytest.fixture
def draft(clinic: Clinic, author: User) -> PolicyVersion:
    return written(clinic, author, Policy(blocked_topics=("asthma",), handed_over=("advice",)))


def written(clinic: Clinic, author: User, policy: Policy) -> PolicyVersion:
    found = actions.start_draft(clinic=clinic, by=author)
    return actions.save_draft(version=found, by=author, edits=found.edits, policy=policy)


def in_force(clinic: Clinic, author: User, reviewer: User, policy: Policy) -> PolicyVersion:
    ready = actions.submit(version=written(clinic, author, policy), by=author)
    return actions.publish(version=ready, by=reviewer, report=CheckReport(ready.pk, ready.edits, 1))


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def send(user: User, messages: str = "", *, stored: bool = False, **more: object) -> HttpResponse:
    values = {"messages": messages, "language": "en", "a": "floor", "b": "", "stored" if stored else "try": ""}
    return signed_in(user).post(reverse("policy_playground"), {**values, **more})


def file(name: str, held: bytes | str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, held.encode() if isinstance(held, str) else held)


def rows(answer: HttpResponse) -> list[playground.Tried]:
    assert answer.status_code == 200, answer.context["form"].errors
    return [row["one"] for row in answer.context["rows"]]


@pytest.mark.parametrize("role", ["patient", "staff", "operator", "auditor"])
def test_whoever_does_not_write_the_policy_does_not_try_it(clinic, role):
    user = people.person(role, clinic)
    assert signed_in(user).get(reverse("policy_playground")).status_code == 403
    assert send(user, "What is asthma?").status_code == 403
    assert not AuditEvent.objects.filter(action="playground.used").exists()


def test_the_page_is_reached_from_the_policy_the_draft_and_the_review(clinic, author, reviewer, draft):
    actions.submit(version=draft, by=author)
    for name, args in (("policy", []), ("policy_edit", []), ("policy_review", []), ("policy_version", [1])):
        page = signed_in(reviewer).get(reverse(name, args=args)).content.decode()
        assert reverse("policy_playground") in page, name
    assert reverse("policy_playground") not in signed_in(people.staff(clinic)).get(reverse("policy")).content.decode()


def test_what_is_in_force_is_compared_with_the_draft(clinic, author, reviewer):
    page = signed_in(author).get(reverse("policy_playground"))
    assert (page.context["form"].initial["a"], page.context["form"].initial["b"]) == ("floor", "")
    in_force(clinic, author, reviewer, Policy(blocked_topics=("asthma",)))
    written(clinic, author, Policy(blocked_topics=("migraine",)))
    page = signed_in(author).get(reverse("policy_playground"))
    assert (page.context["form"].initial["a"], page.context["form"].initial["b"]) == ("1", "2")


def test_another_clinics_versions_are_never_offered_nor_taken(author, draft):
    stranger = people.person("reviewer", people.clinic())
    page = signed_in(stranger).get(reverse("policy_playground"))
    assert [value for value, _name in page.context["form"].fields["b"].choices] == ["", "floor"]
    answer = send(stranger, "What is asthma?", b="1")
    assert answer.status_code == 400
    assert list(answer.context["form"].errors) == ["b"]


def test_a_person_of_two_clinics_gets_the_versions_of_the_one(clinic, author, draft):
    from medchat.accounts.models import Membership

    other = people.clinic()
    written(other, people.person("author", other), Policy(blocked_topics=("migraine",)))
    Membership.objects.create(user=author, clinic=other, role="author")
    assert [one.b.action for one in rows(send(author, "What is asthma?\nWhat is migraine?", b="1"))] == [
        Action.BLOCK,
        Action.ANSWER,
    ]


def test_messages_are_shown_with_what_happens_under_both(author, draft):
    answer = send(author, "What is asthma?\nShould I stop taking my metformin?\nWhat is migraine?", b="1")
    found = [(one.a.action, one.b.action) for one in rows(answer)]
    assert found == [
        (Action.ANSWER, Action.BLOCK),
        (Action.BLOCK, Action.HANDOVER),
        (Action.ANSWER, Action.ANSWER),
    ]
    page = answer.content.decode()
    for words in ("What is asthma?", "policy: asthma", "B is stricter", "advice.should", "A and B treat 2 of them"):
        assert words in page


def test_the_found_topic_counts_as_it_does_in_the_turn(clinic, author, reviewer):
    topic = library.create_topic(
        clinic=clinic, by=author, kind="everyday", lay_name="Hand washing", synonyms=["hand hygiene"]
    )
    ready = submitted(library.start_draft(explanation=topic, by=author), author, "Wash your hands with soap.")
    library.publish(revision=ready, by=reviewer, report=LibraryReport(ready.pk, ready.edits, 1))
    written(clinic, author, Policy(blocked_topics=("hand washing",)))
    assert [one.b.why for one in rows(send(author, "What is hand hygiene?", b="1"))] == ["policy: hand washing"]


def test_only_differences_are_shown_where_only_they_are_asked_for(author, draft):
    answer = send(author, "What is asthma?\nWhat is migraine?", b="1", only_differences="on")
    assert [one.line.id for one in rows(answer)] == ["1"]
    assert len(answer.context["tried"]) == 2
    for b, error in (("", "Choose a version B"), ("floor", "the same version")):
        answer = send(author, "What is asthma?", b=b, only_differences="on")
        assert answer.status_code == 400
        assert error in answer.content.decode()
        assert "What is asthma?" in answer.content.decode()


def test_a_message_is_never_markup(author, draft):
    page = send(author, "What is <b onclick=x>asthma</b>?", b="1").content.decode()
    assert "&lt;b onclick=x&gt;asthma" in page
    assert "<b onclick" not in page


def test_a_file_is_tried_after_what_was_typed(author, draft):
    text = file("messages.TXT", "\ufeffWhat is migraine?\n\nWhat is a stroke?\n")
    found = rows(send(author, "What is asthma?", file=text))
    assert [(one.line.id, one.line.message.text) for one in found] == [
        ("1", "What is asthma?"),
        ("1", "What is migraine?"),
        ("3", "What is a stroke?"),
    ]
    lines = [{"id": "q1", "text": "¿Qué es el asma?", "language": "es"}, {"text": 5}]
    answer = send(author, file=file("messages.jsonl", "\n".join(json.dumps(line) for line in lines)))
    assert [(one.line.id, one.line.message.language) for one in rows(answer)] == [("q1", "es")]
    assert "Line 2 of the file" in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "held", "error"),
    [
        ("messages.pdf", b"What is asthma?", "ends in .txt or .jsonl"),
        ("messages.txt", "¿Qué es?".encode("latin-1"), "not plain text"),
        ("messages.txt", b"a" * (MOST_BYTES + 1), "larger than 256 KB"),
        ("messages.txt", b"a\n" * 1_400_000, "larger than 256 KB"),
        ("messages.txt", b"", "empty"),
        ("messages.txt", b"x\n" * 201, "201 messages"),
        ("messages.txt", b"\n \n", "choose a file with some"),
        ("messages.jsonl", b"What is asthma?", "None of the lines can be tried"),
    ],
    ids=["kind", "bytes", "large", "huge", "empty", "many", "blank", "no JSON"],
)
def test_a_bad_file_is_told(author, name, held, error):
    answer = send(author, file=file(name, held))
    assert answer.status_code == 400
    assert error in answer.content.decode()


def test_what_was_typed_stays_in_the_box_when_the_file_is_bad(author, draft):
    answer = send(author, f"What is {PLANTED}?", b="1", language="es", file=file("huge.txt", b"a\n" * 1_400_000))
    page = answer.content.decode()
    assert f"What is {PLANTED}?" in page
    assert '<option value="1" selected>' in page
    assert '<option value="es" selected>' in page


def test_two_hundred_messages_are_taken_and_one_more_is_not(author):
    assert len(rows(send(author, "\n".join(["What is asthma?"] * 200)))) == 200
    answer = send(author, "\n".join(["What is asthma?"] * 199), file=file("a.txt", "one\ntwo"))
    assert answer.status_code == 400
    assert "201 messages" in answer.content.decode()


@pytest.mark.parametrize(("name", "value"), [("a", "9"), ("a", ""), ("b", "x"), ("language", "fr"), ("messages", "")])
def test_a_value_that_is_not_offered_is_told_at_its_field(author, name, value):
    answer = send(author, **{"messages": "What is asthma?", name: value})
    assert answer.status_code == 400
    assert list(answer.context["form"].errors) == [name]


def test_nothing_typed_or_sent_is_kept_logged_or_audited(author, draft, caplog, settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    caplog.set_level(logging.DEBUG)
    answer = send(author, f"What is {PLANTED}?", b="1", file=file("a.txt", f"Should I take {PLANTED}?\n"))
    assert PLANTED in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    send(author, file=file(f"{PLANTED}.pdf", PLANTED))
    send(author, file=file("a.txt", f"{PLANTED}\n" * 300_000))
    assert PLANTED not in caplog.text
    assert list(tmp_path.iterdir()) == []
    assert [event.facts for event in AuditEvent.objects.filter(action="playground.used")] == [{"messages": 2}]
    assert PLANTED not in dump()


def dump() -> str:
    """Return every row of every table."""
    with connection.cursor() as cursor:
        found = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found.append(str(cursor.fetchall()))
    assert any("playground.used" in rows for rows in found)
    return " ".join(found)


def test_the_stored_set_is_counted_drawn_and_what_changes_is_listed(author, draft):
    answer = send(author, f"What is {PLANTED}?", b="1", stored=True)
    found = rows(answer)
    assert found
    assert all(one.differs for one in found)
    assert len(answer.context["tried"]) == len(playground.stored())
    assert sum(count["one"].b for count in answer.context["counts"]) == len(playground.stored())
    page = answer.content.decode()
    assert page.count("<svg") == 8
    assert f"What is {PLANTED}?" in page, "what was typed stays in its box"


def test_the_stored_set_runs_under_one_version_too(author):
    answer = send(author, stored=True)
    assert rows(answer) == []
    assert "Choose a version B" in answer.content.decode()
    assert answer.content.decode().count("<svg") == 4


def test_the_page_reads_in_spanish(author, draft):
    client = signed_in(author)
    client.cookies["django_language"] = "es"
    page = client.post(
        reverse("policy_playground"),
        {"messages": "What is asthma?\n", "language": "en", "a": "floor", "b": "1", "try": ""},
    ).content.decode()
    for words in ("Probar mensajes", "Respondido", "B es más estricta", "política: asthma", 'width="100.0"'):
        assert words in page
