"""What happens when nobody does anything: claims lapse, and staff are mailed a link until somebody claims."""

import logging
import smtplib
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from medchat.accounts.models import Membership, User
from medchat.accounts.permissions import Permission
from medchat.audit.actions import record as audit
from medchat.escalation.actions import lapse
from medchat.escalation.models import Case

# How long one sweep may take to mail a case before another sweep tries; a sweep that died loses no alert.
HOLD_S = 60
AGAIN_S = 300
log = logging.getLogger(__name__)


def lapse_all(now: datetime) -> int:
    """End every claim whose lease ran out; returns how many."""
    return _each(Case.objects.lapsed(now), lambda case: lapse(case=case))


def alert_all(now: datetime) -> int:
    """Mail staff about every case that is due; returns how many cases were mailed."""
    return _each(Case.objects.due(now).in_line(), alert)


def _each(cases: Iterable[Case], act: Callable[[Case], bool]) -> int:
    """Act on each case; one that fails holds up none after it. Returns how many went well."""
    count = 0
    for case in cases:
        try:
            count += act(case)
        except Exception as error:
            log.error("case %s could not be followed up: %s", case.pk, type(error).__name__)
    return count


def alert(case: Case) -> bool:
    """Mail staff about one due case, unless another sweep has it. A mail that fails is tried again by the next."""
    held = timezone.now() + timedelta(seconds=HOLD_S)
    if not _move_due(case, held):
        return False
    if not _mail(case):
        _move_due(case, timezone.now())
        return False
    _move_due(case, timezone.now() + _pause(case.alerts), alerts=F("alerts") + 1)
    audit("case.alerted", by=None, clinic=case.clinic_id, subject=case, facts={"alerts": case.alerts + 1})
    return True


def _move_due(case: Case, due_at: datetime, **values: object) -> bool:
    """Set due_at if it is still what was read: of two sweeps one goes on, and a case that was claimed is left alone."""
    found = Case.objects.waiting().filter(pk=case.pk, due_at=case.due_at)
    moved = found.update(due_at=due_at, **values)
    case.due_at = due_at
    return bool(moved)


def _pause(alerts: int) -> timedelta:
    """Return the time to the next alert: settings.ACKNOWLEDGE_S after the first, then five minutes."""
    return timedelta(seconds=AGAIN_S if alerts else settings.ACKNOWLEDGE_S)


def _mail(case: Case) -> bool:
    """Mail a link to everybody who answers cases at the clinic. False when nobody's mail was taken."""
    people = staff_of(case)
    if not people:
        log.warning("case %s is due and its clinic has nobody who answers cases", case.pk)
        return True
    taken = sum(_send(case, people))
    if taken < len(people):
        log.warning("case %s: %d of %d mails were not taken", case.pk, len(people) - taken, len(people))
    return taken > 0


def staff_of(case: Case) -> list[User]:
    """Return who answers cases at this case's clinic and may sign in."""
    members = Membership.objects.holding(Permission.ANSWER_CASES).filter(clinic_id=case.clinic_id)
    return list(User.objects.filter(pk__in=members.values("user"), is_active=True).order_by("pk"))


def _send(case: Case, people: Iterable[User]) -> Iterable[bool]:
    """Send one mail each, so that nobody sees the others' addresses; yields whether each was taken."""
    connection = get_connection()
    try:
        for person in people:
            yield _send_one(_letter(case, person), connection)
    finally:
        connection.close()


def _send_one(letter: EmailMessage, connection: BaseEmailBackend) -> bool:
    letter.connection = connection
    try:
        return bool(letter.send())
    except (OSError, smtplib.SMTPException) as error:
        log.warning("a mail was not taken: %s", type(error).__name__)
        return False


def _letter(case: Case, person: User) -> EmailMessage:
    """Return the mail: a link, and nothing about the patient."""
    link = settings.PUBLIC_URL + reverse("case", args=[case.pk])
    with translation.override(person.language):
        subject = render_to_string("escalation/mail/subject.txt").strip()
        body = render_to_string("escalation/mail/body.txt", {"link": link})
    return EmailMessage(subject, body, to=[person.address])
