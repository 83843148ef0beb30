"""Changes to a case. Each is one transaction with its notice to the patient and its audit row."""

import uuid
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.dispatch import Signal
from django.utils import timezone
from django.utils.translation import gettext as _

from medchat.accounts.models import User
from medchat.audit.actions import Fact
from medchat.audit.actions import record as audit
from medchat.conversations.events import append
from medchat.conversations.models import AnsweredBy, Conversation, Event
from medchat.escalation.models import Case, CaseNote
from medchat.escalation.states import OPEN, PRIORITY, URGENT, CaseStatus
from medchat.policy.actions import effective
from medchat.policy.wording import fixed

changed = Signal()
"""Sent after commit with `case`; staff pages and patients' state listen."""

MAX_TEXT = 4000


class NotYours(Exception):
    """Somebody else has the case, or it is no longer open; the message says which."""


def open_case(
    *,
    conversation: Conversation,
    reason: str,
    by: User,
    note: str = "",
    client_id: uuid.UUID | None = None,
    turn: models.Model | None = None,
) -> tuple[Case, bool]:
    """Open a case or join the open one, which then only rises in priority. Returns the case and whether it is new."""
    with transaction.atomic():
        _lock(conversation.pk)
        case = Case.objects.filter(conversation=conversation, status__in=OPEN).first()
        opened = case is None
        if case is None:
            case = _new_case(conversation, reason, note, client_id, turn)
        else:
            _join(case, reason, note, turn)
        facts: dict[str, Fact] = {"reason": reason, "priority": case.priority, "joined": not opened}
        audit("case.opened", by=by, role="patient", clinic=case.clinic_id, subject=case, facts=facts)
        _tell(case)
    return case, opened


def _lock(conversation_id: uuid.UUID) -> None:
    """Take the conversation's row lock, always before the case's: two changes then never wait for each other."""
    Conversation.objects.filter(pk=conversation_id).update(updated_at=timezone.now())


def _new_case(
    conversation: Conversation, reason: str, note: str, client_id: uuid.UUID | None, turn: models.Model | None
) -> Case:
    case = Case(
        conversation=conversation,
        clinic_id=conversation.clinic_id,
        reason=reason,
        priority=PRIORITY[reason],
        note=note,
        client_id=client_id,
        turn=None if turn is None else turn.pk,
        due_at=_due(PRIORITY[reason]),
    )
    case.save(force_insert=True)
    return case


def _due(priority: int) -> datetime:
    """Return when staff are mailed: at once for what is looked at first, else when nobody claimed in time."""
    return timezone.now() + timedelta(seconds=0 if priority == URGENT else settings.ACKNOWLEDGE_S)


def _join(case: Case, reason: str, note: str, turn: models.Model | None) -> None:
    if note and note not in case.note:
        case.note = f"{case.note}\n{note}".strip()
    if PRIORITY[reason] < case.priority:
        case.reason, case.priority, case.due_at = reason, PRIORITY[reason], timezone.now()
        case.turn = case.turn if turn is None else turn.pk
    case.updated_at = timezone.now()
    # Only these: the count of alerts is the sweep's, which does not take the conversation's lock.
    case.save(update_fields=["note", "reason", "priority", "due_at", "turn", "updated_at"])


def ask_for_person(*, conversation: Conversation, by: User, note: str = "", client_id: uuid.UUID | None = None) -> Case:
    """Open a case at the patient's wish and tell them so. The same client id asks once."""
    with transaction.atomic():
        known = client_id and Case.objects.filter(conversation=conversation, client_id=client_id).first()
        if known:
            return known
        case, opened = open_case(conversation=conversation, reason="patient", by=by, note=note, client_id=client_id)
        if case.status == CaseStatus.WAITING:
            _notice(case, "handover" if opened else "handover_again", kind="handover")
    return case


def claim(*, case: Case, by: User) -> Case:
    """Take a waiting case: from now on this person answers. Two cannot both claim. Raises NotYours."""
    now = timezone.now()
    with transaction.atomic():
        _lock(case.conversation_id)
        won = Case.objects.filter(pk=case.pk, status=CaseStatus.WAITING).update(
            status=CaseStatus.CLAIMED, claimed_by=by, claimed_at=now, lease_until=_lease(), updated_at=now
        )
        case.refresh_from_db()
        if not won:
            return _claimed_before(case, by)
        Conversation.objects.filter(pk=case.conversation_id).update(answered_by=AnsweredBy.PERSON)
        _notice(case, "claimed", name=by.name)
        audit("case.claimed", by=by, role="staff", clinic=case.clinic_id, subject=case)
        _tell(case)
    return case


def _claimed_before(case: Case, by: User) -> Case:
    """Return the case if this person has it already. Raises NotYours, which says who has it or that it is closed."""
    if case.status != CaseStatus.CLAIMED:
        raise NotYours(_("This case is closed."))
    if case.claimed_by is None or case.claimed_by_id != by.pk:
        name = "" if case.claimed_by is None else case.claimed_by.name
        raise NotYours(_("%(name)s already has this case.") % {"name": name})
    return case


def _lease() -> datetime:
    return timezone.now() + timedelta(seconds=settings.CLAIM_LEASE_S)


def answer(*, case: Case, by: User, text: str, client_id: uuid.UUID) -> Event:
    """Write to the patient as a person. The owner is checked under the row lock at send time. Raises NotYours."""
    with transaction.atomic():
        _lock(case.conversation_id)
        _mine(case, by)
        known = Event.objects.filter(
            conversation_id=case.conversation_id, type="message", author=by, client_id=client_id
        )
        if (earlier := known.first()) is not None:
            return earlier
        body = {"id": str(client_id), "author": {"role": "staff", "name": by.name}, "text": text[:MAX_TEXT]}
        event = append(case.conversation_id, "message", body, author=by, client_id=client_id)
        audit("case.answered", by=by, role="staff", clinic=case.clinic_id, subject=case, facts={"seq": event.seq})
    return event


def _mine(case: Case, by: User) -> None:
    """Renew the lease of my claim; the update takes the row lock. Raises NotYours."""
    held = Case.objects.filter(pk=case.pk, status=CaseStatus.CLAIMED, claimed_by=by)
    if not held.update(lease_until=_lease(), updated_at=timezone.now()):
        raise NotYours(_("You do not have this case any more."))
    case.refresh_from_db()


def renew(*, case: Case, by: User) -> None:
    """Keep a claim alive by activity (typing, reading). Raises NotYours."""
    with transaction.atomic():
        _mine(case, by)


def write_note(*, case: Case, by: User, text: str) -> CaseNote:
    """Add an internal note."""
    with transaction.atomic():
        note = CaseNote(case=case, author=by, text=text[:MAX_TEXT])
        note.save(force_insert=True)
        audit("case.noted", by=by, role="staff", clinic=case.clinic_id, subject=case)
    return note


def release(*, case: Case, by: User) -> None:
    """Put my case back in line for a colleague; staff are alerted at once. Raises NotYours."""
    with transaction.atomic():
        _lock(case.conversation_id)
        _mine(case, by)
        _back_in_line(case)
        _notice(case, "released", name=by.name)
        audit("case.released", by=by, role="staff", clinic=case.clinic_id, subject=case)


def lapse(*, case: Case) -> bool:
    """End a claim whose lease ran out; False when it was renewed meanwhile."""
    with transaction.atomic():
        _lock(case.conversation_id)
        if not Case.objects.lapsed(timezone.now()).filter(pk=case.pk).update(updated_at=timezone.now()):
            return False
        _back_in_line(case)
        _notice(case, "lapsed", kind="released")
        audit("case.lapsed", by=None, clinic=case.clinic_id, subject=case)
    return True


def _back_in_line(case: Case) -> None:
    now = timezone.now()
    Case.objects.filter(pk=case.pk).update(
        status=CaseStatus.WAITING, claimed_by=None, claimed_at=None, lease_until=None, due_at=now, updated_at=now
    )
    case.refresh_from_db()
    _assistant_answers(case)
    _tell(case)


def resolve(*, case: Case, by: User, back_to_assistant: bool = False) -> None:
    """Close my case; the assistant answers again. Raises NotYours."""
    with transaction.atomic():
        _lock(case.conversation_id)
        _mine(case, by)
        now = timezone.now()
        Case.objects.filter(pk=case.pk).update(
            status=CaseStatus.RESOLVED, resolved_by=by, resolved_at=now, lease_until=None, updated_at=now
        )
        case.refresh_from_db()
        _assistant_answers(case)
        kind = "returned" if back_to_assistant else "closed"
        _notice(case, kind, kind="closed", name=by.name)
        audit("case.resolved", by=by, role="staff", clinic=case.clinic_id, subject=case, facts={"way": kind})
        _tell(case)


def _assistant_answers(case: Case) -> None:
    Conversation.objects.filter(pk=case.conversation_id).update(answered_by=AnsweredBy.ASSISTANT)


def _notice(case: Case, text: str, *, kind: str = "", name: str = "") -> Event:
    conversation = case.conversation
    policy = effective(case.clinic_id)
    words = fixed(text, language=conversation.language, country=conversation.country, policy=policy, name=name)
    body = words.body()
    return append(case.conversation_id, "notice", {**body, "kind": kind or text})


def _tell(case: Case) -> None:
    # A listener that fails must not make a committed change look lost.
    transaction.on_commit(lambda: changed.send_robust(sender=Case, case=case))


def state_of(conversation: Conversation) -> dict[str, Any]:
    """Return the body of a `state` frame: who answers, and the place in line while waiting."""
    return states_of([conversation])[conversation.pk]


def states_of(conversations: Sequence[Conversation]) -> dict[uuid.UUID, dict[str, Any]]:
    """Return the state of each conversation with two queries, however many there are."""
    found = Case.objects.filter(conversation__in=conversations, status__in=OPEN).select_related("claimed_by")
    cases = {case.conversation_id: case for case in found}
    places = _places({case.clinic_id for case in cases.values() if case.status == CaseStatus.WAITING})
    return {one.pk: _state(one, cases.get(one.pk), places) for one in conversations}


def _places(clinics: set[uuid.UUID]) -> dict[uuid.UUID, int]:
    """Return the place in line, from 1, of every waiting case of these clinics."""
    places: dict[uuid.UUID, int] = {}
    line: Counter[uuid.UUID] = Counter()
    if clinics:
        for case, clinic in Case.objects.waiting().filter(clinic__in=clinics).in_line().values_list("pk", "clinic_id"):
            line[clinic] += 1
            places[case] = line[clinic]
    return places


def _state(conversation: Conversation, case: Case | None, places: dict[uuid.UUID, int]) -> dict[str, Any]:
    return {
        "answered_by": str(conversation.answered_by),
        "waiting": case is not None and case.status == CaseStatus.WAITING,
        "position": None if case is None else places.get(case.pk),
        "urgent": case is not None and case.priority == URGENT,
        "case": None if case is None else str(case.pk),
        "claimed_by": None if case is None or case.claimed_by is None else case.claimed_by.name,
    }
