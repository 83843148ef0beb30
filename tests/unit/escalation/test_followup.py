"""Claims that run out, and mail until somebody claims."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from medchat.escalation import actions, followup
from medchat.escalation.models import Case
from medchat.escalation.tasks import sweep
from tests.factories import people

pytestmark = pytest.mark.django_db


class Broken(EmailBackend):
    """A mail server that takes nothing."""

    def send_messages(self, messages):
        raise ConnectionRefusedError


@pytest.fixture
def due(case):
    Case.objects.update(due_at=timezone.now() - timedelta(seconds=1))
    return Case.objects.get()


def test_a_case_that_is_not_due_is_not_mailed(case, sam):
    sweep()
    assert mail.outbox == []


def test_the_mail_goes_to_all_staff_of_the_clinic_and_nobody_else(due, sam, lee, clinic):
    people.person("author", clinic)
    people.staff(people.clinic())
    gone = people.staff(clinic)
    gone.is_active = False
    gone.save()
    sweep()
    assert sorted(letter.to for letter in mail.outbox) == sorted([[sam.address], [lee.address]])


def test_the_mail_holds_a_link_and_no_patient_text(due, sam):
    sweep()
    letter = mail.outbox[0]
    assert f"/cases/{due.pk}/" in letter.body
    for secret in ("knee", "Pat", due.get_reason_display()):
        assert secret not in letter.subject + letter.body


def test_a_second_sweep_at_once_mails_nothing(due, sam):
    sweep()
    sweep()
    assert len(mail.outbox) == 1
    assert Case.objects.get().alerts == 1


def test_of_two_sweeps_that_read_the_same_case_one_mails(due, sam):
    other = Case.objects.get()
    assert followup.alert(due)
    assert not followup.alert(other)
    assert len(mail.outbox) == 1


def test_alerts_come_again_later_and_later(due, sam, settings):
    sweep()
    first = Case.objects.get().due_at - timezone.now()
    Case.objects.update(due_at=timezone.now())
    sweep()
    second = Case.objects.get().due_at - timezone.now()
    assert first <= timedelta(seconds=settings.ACKNOWLEDGE_S) < second
    assert Case.objects.get().alerts == 2


def test_a_mail_that_fails_is_tried_again_at_the_next_sweep(due, sam, settings):
    working, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{__name__}.Broken"
    sweep()
    assert Case.objects.get().alerts == 0
    settings.EMAIL_BACKEND = working
    sweep()
    assert (len(mail.outbox), Case.objects.get().alerts) == (1, 1)


def test_one_address_that_fails_does_not_keep_the_mail_from_others(due, sam, lee, monkeypatch):
    taken = EmailBackend.send_messages

    def picky(self, messages):
        if messages[0].to == [sam.address]:
            raise ConnectionRefusedError
        return taken(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", picky)
    sweep()
    assert [letter.to for letter in mail.outbox] == [[lee.address]]
    assert Case.objects.get().alerts == 1


def test_a_sweep_that_died_while_mailing_loses_no_alert(due, sam, monkeypatch):
    monkeypatch.setattr(followup, "_mail", lambda case: (_ for _ in ()).throw(SystemExit))
    with pytest.raises(SystemExit):
        sweep()
    monkeypatch.undo()
    later = timezone.now() + timedelta(seconds=followup.HOLD_S + 1)
    assert followup.alert_all(later) == 1


def test_a_claimed_case_is_not_mailed(due, sam):
    actions.claim(case=due, by=sam)
    sweep()
    assert mail.outbox == []


def test_a_claim_that_ran_out_is_back_in_line_and_mailed(due, sam):
    actions.claim(case=due, by=sam)
    Case.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    sweep()
    assert Case.objects.get().status == "waiting"
    assert len(mail.outbox) == 1


def test_a_case_that_cannot_be_followed_up_holds_up_no_other(due, sam, monkeypatch):
    people_of = followup.staff_of
    patient = people.patient(due.clinic)
    urgent, _new = actions.open_case(conversation=people.conversation(patient), reason="crisis", by=patient)

    def broken(case):
        if case.pk == urgent.pk:
            raise RuntimeError
        return people_of(case)

    monkeypatch.setattr(followup, "staff_of", broken)
    sweep()
    assert [str(due.pk) in letter.body for letter in mail.outbox] == [True]
