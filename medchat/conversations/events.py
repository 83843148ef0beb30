"""Append to a conversation's event table, the bus that everybody reads: gap-free `seq`, compare-and-set on who may write."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F
from django.dispatch import Signal
from django.utils import timezone

from medchat.accounts.models import User
from medchat.conversations.models import AnsweredBy, Conversation, Event, Turn, TurnStatus

committed = Signal()
"""Sent after commit with `event`, in the thread that committed. The hub listens."""


class Lost(Exception):
    """The turn may not write any more; `why` is stopped, taken_over or superseded."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Hold:
    """A turn's right to write into its conversation; gone when the epoch moves on."""

    conversation: uuid.UUID
    turn: uuid.UUID
    epoch: int


def append(
    conversation_id: uuid.UUID,
    type: str,
    body: dict[str, Any],
    *,
    turn: uuid.UUID | None = None,
    author: User | None = None,
    client_id: uuid.UUID | None = None,
) -> Event:
    """Append one event at the next seq. Call inside a transaction; the row lock orders writers."""
    _advance(Conversation.objects.filter(pk=conversation_id))
    event = Event(
        conversation_id=conversation_id, type=type, body=body, turn_id=turn, author=author, client_id=client_id
    )
    return _insert(event)


def append_held(hold: Hold, type: str, body: dict[str, Any]) -> Event:
    """Append one event of a running turn, if it still holds its conversation. Raises Lost, and then wrote nothing."""
    held = Conversation.objects.filter(
        pk=hold.conversation, turn=hold.turn, epoch=hold.epoch, stopping=False, answered_by=AnsweredBy.ASSISTANT
    )
    if not _advance(held):
        raise Lost(_why(hold))
    return _insert(Event(conversation_id=hold.conversation, type=type, body=body, turn_id=hold.turn))


def _advance(rows: Any) -> int:
    return int(rows.update(last_seq=F("last_seq") + 1, updated_at=timezone.now()))


def _insert(event: Event) -> Event:
    event.seq = Conversation.objects.values_list("last_seq", flat=True).get(pk=event.conversation_id)
    event.save(force_insert=True)
    transaction.on_commit(lambda: committed.send(sender=Event, event=event))
    return event


def _why(hold: Hold) -> str:
    row = Conversation.objects.filter(pk=hold.conversation).values("turn", "epoch", "stopping", "answered_by").first()
    if row is None or row["turn"] != hold.turn or row["epoch"] != hold.epoch:
        return "superseded"
    return "stopped" if row["stopping"] else "taken_over"


def frames_after(conversation_id: uuid.UUID, seq: int, limit: int = 1000) -> list[dict[str, object]]:
    """Return server frames after `seq` in order; sentences of a withdrawn turn come without their text's place.

    A withdrawn answer's sentences are left out: their `withdraw` frame follows them and stands in their place.
    """
    events = list(Event.objects.after(conversation_id, seq)[:limit])
    gone = withdrawn(conversation_id)
    return [blank(event) if event.turn_id in gone and event.type == "sentence" else event.frame() for event in events]


def withdrawn(conversation_id: uuid.UUID) -> set[uuid.UUID | None]:
    """Return the turns of this conversation whose answer was withdrawn."""
    return set(Event.objects.filter(conversation_id=conversation_id, type="withdraw").values_list("turn_id", flat=True))


def blank(event: Event) -> dict[str, object]:
    """Return the frame of a withdrawn sentence: its place in the order, none of its words."""
    return {**event.frame(), "text": "", "terms": [], "cites": []}


def close_turn(turn_id: uuid.UUID, *, status: TurnStatus, open_states: Iterable[str], **values: Any) -> bool:
    """Move a turn to its end once; False when somebody else already ended it. Frees the conversation's seat."""
    moved = Turn.objects.filter(pk=turn_id, status__in=list(open_states)).update(
        status=status, ended_at=timezone.now(), **values
    )
    if moved:
        Conversation.objects.filter(turn=turn_id).update(turn=None, stopping=False, epoch=F("epoch") + 1)
    return bool(moved)
