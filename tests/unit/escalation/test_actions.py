"""Who has a case, and what the patient is told."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from medchat.audit.models import AuditEvent
from medchat.conversations.models import Conversation, Event
from medchat.escalation import actions
from medchat.escalation.actions import NotYours
from medchat.escalation.models import Case
from medchat.escalation.states import Reason
from tests.factories import people

pytestmark = pytest.mark.django_db


def kinds(case):
    return [event.body.get("kind", event.type) for event in Event.objects.filter(conversation=case.conversation)]


def owner(case):
    return Conversation.objects.values_list("answered_by", flat=True).get(pk=case.conversation_id)


def run_out(case):
    Case.objects.filter(pk=case.pk).update(lease_until=timezone.now() - timedelta(seconds=1))


def test_two_people_cannot_both_claim(case, sam, lee):
    actions.claim(case=case, by=sam)
    with pytest.raises(NotYours, match="Sam"):
        actions.claim(case=Case.objects.get(), by=lee)
    assert Case.objects.get().claimed_by == sam
    assert kinds(case) == ["handover", "claimed"]


def test_claiming_twice_is_one_claim(case, sam):
    actions.claim(case=case, by=sam)
    actions.claim(case=Case.objects.get(), by=sam)
    assert kinds(case).count("claimed") == 1


def test_a_closed_case_cannot_be_claimed_not_even_by_who_closed_it(case, sam):
    actions.claim(case=case, by=sam)
    actions.resolve(case=case, by=sam)
    with pytest.raises(NotYours, match="closed"):
        actions.claim(case=Case.objects.get(), by=sam)


def test_the_assistant_is_silent_while_a_person_has_the_case(case, sam):
    actions.claim(case=case, by=sam)
    assert owner(case) == "person"
    actions.release(case=case, by=sam)
    assert owner(case) == "assistant"


def test_an_answer_after_losing_the_case_is_refused(case, sam, lee):
    actions.claim(case=case, by=sam)
    actions.release(case=case, by=sam)
    actions.claim(case=case, by=lee)
    with pytest.raises(NotYours):
        actions.answer(case=case, by=sam, text="Hello", client_id=uuid.uuid4())
    assert not Event.objects.filter(type="message").exists()


def test_the_same_answer_twice_is_one_message(case, sam):
    actions.claim(case=case, by=sam)
    id = uuid.uuid4()
    first = actions.answer(case=case, by=sam, text="Hello", client_id=id)
    assert actions.answer(case=case, by=sam, text="Hello", client_id=id) == first


def test_a_lapsed_claim_returns_to_the_line_and_tells_the_patient(case, sam):
    actions.claim(case=case, by=sam)
    run_out(case)
    assert actions.lapse(case=Case.objects.get())
    case = Case.objects.get()
    assert (case.status, case.claimed_by, case.due_at <= timezone.now()) == ("waiting", None, True)
    assert owner(case) == "assistant"
    assert "back in line" in Event.objects.last().body["text"]


def test_a_claim_that_was_renewed_does_not_lapse(case, sam):
    actions.claim(case=case, by=sam)
    run_out(case)
    actions.renew(case=case, by=sam)
    assert not actions.lapse(case=case)
    assert Case.objects.get().claimed_by == sam


def test_answering_renews_the_claim(case, sam):
    actions.claim(case=case, by=sam)
    run_out(case)
    actions.answer(case=case, by=sam, text="Hello", client_id=uuid.uuid4())
    assert Case.objects.get().lease_until > timezone.now()


def test_an_open_case_only_rises(case):
    patient = case.conversation.patient
    actions.open_case(conversation=case.conversation, reason="crisis", by=patient)
    actions.open_case(conversation=case.conversation, reason="wish", by=patient)
    assert (Case.objects.get().reason, Case.objects.get().priority) == ("crisis", 0)


def test_a_red_flag_does_not_take_the_case_from_who_has_it(case, sam):
    actions.claim(case=case, by=sam)
    actions.open_case(conversation=case.conversation, reason="emergency", by=case.conversation.patient)
    assert (Case.objects.get().claimed_by, Case.objects.get().reason) == (sam, "emergency")


@pytest.mark.parametrize("reason", Reason)
def test_only_urgent_cases_are_due_at_once(case, clinic, reason):
    patient = people.patient(clinic)
    opened, _new = actions.open_case(conversation=people.conversation(patient), reason=reason, by=patient)
    assert (opened.due_at <= timezone.now()) == (reason in {"crisis", "emergency"})


def test_a_case_is_overdue_when_nobody_has_it_in_time(case, sam, settings):
    late = case.opened_at + timedelta(seconds=settings.ACKNOWLEDGE_S)
    assert not case.overdue(late - timedelta(seconds=1))
    assert case.overdue(late)
    assert not actions.claim(case=case, by=sam).overdue(late)


def test_every_change_leaves_its_audit_row_without_text(case, sam):
    actions.claim(case=case, by=sam)
    actions.answer(case=case, by=sam, text="a secret", client_id=uuid.uuid4())
    actions.write_note(case=case, by=sam, text="a secret")
    actions.resolve(case=case, by=sam)
    rows = AuditEvent.objects.order_by("at")
    done = [row.action for row in rows]
    assert done == ["case.opened", "case.claimed", "case.answered", "case.noted", "case.resolved"]
    assert not any("secret" in str(row.facts) or "knee" in str(row.facts) for row in rows)
