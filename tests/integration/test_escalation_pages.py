"""The staff's pages as plain forms: who may, who wins, and what the patient and the audit get."""

import uuid

import pytest
from django.urls import reverse

from medchat.audit.models import AuditEvent
from medchat.conversations.events import append
from medchat.conversations.models import Event, Turn
from medchat.escalation import actions
from medchat.escalation.models import Case, CaseNote
from tests.factories import people

# Static files are not collected for tests.
pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:No directory at")]

ACTS = ["claim_case", "answer_case", "note_case", "release_case", "resolve_case", "keep_case"]


@pytest.fixture
def clinic(db):
    return people.clinic()


@pytest.fixture
def sam(clinic):
    return people.staff(clinic, name="Sam")


@pytest.fixture
def case(clinic):
    patient = people.patient(clinic, name="Pat")
    return actions.ask_for_person(conversation=people.conversation(patient), by=patient, note="my knee hurts a lot")


@pytest.fixture
def staff(client, sam):
    client.force_login(sam)
    return client


@pytest.fixture
def claimed(case, sam):
    return actions.claim(case=case, by=sam)


def act(client, name, case, **data):
    return client.post(reverse(name, args=[case.pk]), data, follow=True)


def page(client, case):
    return client.get(reverse("case", args=[case.pk]))


def test_the_queue_shows_mine_those_that_wait_and_those_of_colleagues(staff, sam, clinic, claimed):
    lee, patient = people.staff(clinic, name="Lee"), people.patient(clinic, name="Wanda")
    actions.open_case(conversation=people.conversation(patient), reason="crisis", by=patient)
    third = people.patient(clinic, name="Theo")
    theirs, _new = actions.open_case(conversation=people.conversation(third), reason="wish", by=third)
    actions.claim(case=theirs, by=lee)
    shown = staff.get(reverse("queue")).context
    names = {
        group: [row["case"].conversation.patient.name for row in shown[group]] for group in ("mine", "waiting", "other")
    }
    assert names == {"mine": ["Pat"], "waiting": ["Wanda"], "other": ["Theo"]}


def test_the_queue_holds_no_word_of_the_patient(staff, case):
    shown = staff.get(reverse("queue")).content.decode()
    assert "Pat" in shown
    assert "knee" not in shown


def test_an_empty_queue_says_so(staff):
    assert "Nobody is waiting" in staff.get(reverse("queue")).content.decode()


def test_a_waiting_case_shows_its_note_words_and_rule(staff, case):
    from django.utils import timezone

    turn = Turn.objects.create(
        conversation=case.conversation, client_id=uuid.uuid4(), seq=1, lease_until=timezone.now(),
        rule="chest-pain", words=["crushing", "chest"],
    )  # fmt: skip
    actions.open_case(conversation=case.conversation, reason="emergency", by=case.conversation.patient, turn=turn)
    shown = page(staff, case).content.decode()
    for words in ("my knee hurts a lot", "chest-pain", "crushing", "Possible emergency"):
        assert words in shown


def test_what_people_typed_is_never_markup(staff, claimed):
    text = "<img src=x onerror=alert(1)>"
    append(claimed.conversation_id, "message", {"author": {"role": "patient", "name": ""}, "text": text})
    act(staff, "note_case", claimed, text=text)
    assert text not in page(staff, claimed).content.decode()


def test_reading_a_transcript_is_an_audit_fact(staff, sam, case):
    page(staff, case)
    row = AuditEvent.objects.get(action="conversation.read")
    assert (row.actor_id, row.subject_id) == (str(sam.pk), str(case.conversation_id))


@pytest.mark.parametrize("name", ["case", *ACTS])
def test_staff_of_another_clinic_never_see_it(client, claimed, name):
    client.force_login(people.staff(people.clinic()))
    address = reverse(name, args=[claimed.pk])
    answer = client.get(address) if name == "case" else client.post(address, {"text": "x", "id": uuid.uuid4()})
    assert answer.status_code == 404
    assert Case.objects.get().claimed_by == claimed.claimed_by
    assert not CaseNote.objects.exists()


@pytest.mark.parametrize("name", ["case", *ACTS])
def test_patients_and_strangers_are_kept_out(client, claimed, name):
    address = reverse(name, args=[claimed.pk])
    ask = client.get if name == "case" else client.post
    assert "login" in ask(address).headers["Location"]
    client.force_login(claimed.conversation.patient)
    assert ask(address).status_code == 403


def test_a_change_needs_a_post(staff, case):
    assert {staff.get(reverse(name, args=[case.pk])).status_code for name in ACTS} == {405}


def test_the_loser_of_a_race_is_told_who_has_it(staff, case, clinic):
    actions.claim(case=case, by=people.staff(clinic, name="Lee"))
    shown = act(staff, "claim_case", case)
    assert "Lee already has this case." in shown.content.decode()
    assert shown.context["file"].stand == "other"


def test_claim_answer_note_and_resolve_work_as_plain_forms(staff, case):
    act(staff, "claim_case", case)
    act(staff, "answer_case", case, text="Hello Pat", id=uuid.uuid4())
    act(staff, "note_case", case, text="called the ward")
    shown = act(staff, "resolve_case", case)
    assert [event.body.get("kind", event.type) for event in Event.objects.all()] == [
        "handover",
        "claimed",
        "message",
        "closed",
    ]
    assert {"Hello Pat", "called the ward"} <= set(shown.context["file"].notes[0].text.splitlines()) | {
        piece.text for said in shown.context["file"].said for piece in said.pieces
    }
    assert Case.objects.get().status == "resolved"


@pytest.mark.parametrize(("way", "words"), [("", "closed this request"), ("back", "handed this chat back")])
def test_the_patient_is_told_how_it_ended(staff, claimed, way, words):
    act(staff, "resolve_case", claimed, way=way)
    assert words in Event.objects.last().body["text"]


def test_a_released_case_waits_again(staff, claimed):
    act(staff, "release_case", claimed)
    assert Case.objects.get().status == "waiting"


def test_an_answer_after_losing_the_case_is_refused_and_the_words_are_kept(staff, claimed, sam):
    actions.release(case=claimed, by=sam)
    shown = act(staff, "answer_case", claimed, text="too late", id=uuid.uuid4())
    assert shown.status_code == 409
    assert "too late" in shown.content.decode()
    assert not Event.objects.filter(type="message").exists()


def test_a_form_sent_twice_is_one_message(staff, claimed):
    id = uuid.uuid4()
    act(staff, "answer_case", claimed, text="Hello", id=id)
    act(staff, "answer_case", claimed, text="Hello", id=id)
    assert Event.objects.filter(type="message").count() == 1


@pytest.mark.parametrize("text", ["", "   ", "x" * 4001])
def test_an_answer_that_is_empty_or_too_long_is_not_sent(staff, claimed, text):
    assert act(staff, "answer_case", claimed, text=text, id=uuid.uuid4()).status_code == 400
    assert not Event.objects.filter(type="message").exists()


def test_being_at_the_page_keeps_the_claim_and_losing_it_is_told(staff, claimed, sam):
    assert act(staff, "keep_case", claimed).status_code == 204
    actions.release(case=claimed, by=sam)
    assert act(staff, "keep_case", claimed).status_code == 409
