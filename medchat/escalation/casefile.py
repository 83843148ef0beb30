"""One case as its page shows it, for one person."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from medchat.accounts.models import User
from medchat.audit.actions import record as audit
from medchat.conversations.models import Event, Turn
from medchat.conversations.transcript import Said, fold
from medchat.escalation.models import Case, CaseNote
from medchat.escalation.states import CaseStatus


@dataclass(frozen=True, slots=True)
class CaseFile:
    """Why a person is needed, who has the case, and what was said. `stand` is waiting, mine, other or closed.

    `missed` holds topics that the patient told in their own words, each with the key points that were not among them.
    """

    case: Case
    stand: str
    overdue: bool
    rule: str
    words: tuple[str, ...]
    said: list[Said]
    missed: list[tuple[str, list[str]]]
    last_seq: int
    notes: list[CaseNote]
    now: datetime


def open_file(*, case: Case, by: User) -> CaseFile:
    """Read a case with its transcript. Staff reading a conversation is an audit fact."""
    with transaction.atomic():
        audit("conversation.read", by=by, role="staff", clinic=case.clinic_id, subject=case.conversation)
        events = list(Event.objects.after(case.conversation_id, 0))
    turn = Turn.objects.filter(pk=case.turn, conversation=case.conversation_id).first() if case.turn else None
    notes = CaseNote.objects.filter(case__conversation=case.conversation_id).select_related("author")
    now = timezone.now()
    return CaseFile(
        case=case,
        stand=stand(case, by),
        overdue=case.overdue(now),
        rule="" if turn is None else turn.rule,
        words=() if turn is None else tuple(turn.words),
        said=fold(events),
        missed=_missed(case),
        last_seq=events[-1].seq if events else 0,
        notes=list(notes),
        now=now,
    )


def _missed(case: Case) -> list[tuple[str, list[str]]]:
    rows = Turn.objects.filter(conversation=case.conversation_id).order_by("seq").values_list("verdicts", flat=True)
    told = [found["teach"] for verdicts in rows for found in verdicts if "teach" in found]
    return [(one["topic"], one["missed"]) for one in told]


def stand(case: Case, by: User) -> str:
    """Say how a case stands for one person: waiting, mine, other or closed."""
    if case.status == CaseStatus.CLAIMED:
        return "mine" if case.claimed_by_id == by.pk else "other"
    return "waiting" if case.status == CaseStatus.WAITING else "closed"
