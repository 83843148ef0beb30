"""What a conversation's socket asks of the database, and the turns this process is running."""

import asyncio
import uuid
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any

from django.contrib.sessions.models import Session
from django.utils import timezone

from medchat.accounts.models import Consent, User
from medchat.audit.actions import record as audit
from medchat.chat import frames
from medchat.chat.frames import BadFrame, Frame
from medchat.chat.turn.types import Turn
from medchat.conversations.models import Conversation, Event, Feedback
from medchat.conversations.models import Turn as TurnRow
from medchat.escalation import actions as escalation
from medchat.escalation.models import Case
from medchat.guardrails.types import Said
from medchat.policy import wording
from medchat.readability.targets import beside

running: dict[uuid.UUID, dict[asyncio.Task[None], Turn]] = {}


@dataclass(frozen=True, slots=True)
class Seat:
    """A person's place at one conversation."""

    conversation: uuid.UUID
    role: str
    last_seq: int
    answered_by: str
    grade: int
    language: str
    country: str

    def hello(self) -> Frame:
        """Return the first frame of a socket."""
        return {
            "type": "hello",
            "conversation": str(self.conversation),
            "last_seq": self.last_seq,
            "answered_by": self.answered_by,
            "grade": self.grade,
            "language": self.language,
            "country": self.country,
            "role": self.role,
        }


def seat_of(user: Any, conversation_id: uuid.UUID) -> Seat | None:
    """Return the person's seat, or None when they may not be here. Staff reading is an audit fact."""
    if not user.is_authenticated:
        return None
    row = Conversation.objects.visible_to(user).filter(pk=conversation_id).first()
    if row is None:
        return None
    role = "patient" if row.patient_id == user.pk else "staff"
    if role == "patient" and not Consent.objects.filter(user=user, clinic=row.clinic_id).exists():
        return None  # the page says first what this is; nobody writes before they agreed
    if role == "staff":
        audit("conversation.read", by=user, role="staff", clinic=row.clinic_id, subject=row)
    return Seat(row.pk, role, row.last_seq, row.answered_by, row.grade, row.language, row.country)


def still_allowed(user: User, conversation_id: uuid.UUID, session_key: str | None) -> bool:
    """Say whether the session lives, the person is active and may still see the conversation."""
    live = Session.objects.filter(session_key=session_key, expire_date__gt=timezone.now()).exists()
    active = User.objects.filter(pk=user.pk, is_active=True).exists()
    return live and active and Conversation.objects.visible_to(user).filter(pk=conversation_id).exists()


def remembered(conversation_id: uuid.UUID, count: int) -> list[Said]:
    """Return what was last said by the patient and by people, oldest first."""
    rows = Event.objects.filter(conversation_id=conversation_id, type="message").order_by("-seq")[:count]
    return [Said(row.body["author"]["role"], row.body["text"]) for row in reversed(rows)]


def state(conversation_id: uuid.UUID) -> dict[str, Any]:
    """Return the body of the state frame."""
    return escalation.state_of(Conversation.objects.get(pk=conversation_id))


def answer(frame: frames.Say, user: User, conversation_id: uuid.UUID) -> int:
    """Store a person's message; returns its seq. Raises NotYours, or BadFrame when it is too long."""
    if len(frame.text) > frames.MAX_TEXT:
        raise BadFrame("too_long", "Please keep it under 4,000 characters.", frame.id)
    case = Case.objects.visible_to(user).filter(conversation_id=conversation_id).open().first()
    if case is None:
        raise escalation.NotYours("There is no open case here. Claim one before you write.")
    return escalation.answer(case=case, by=user, text=frame.text, client_id=frame.id).seq


def again(frame: frames.Again, user: User, conversation_id: uuid.UUID) -> tuple[str, int]:
    """Return the words and the level (FKGL) of a patient's wish to have an answer again. Raises BadFrame."""
    mine = Conversation.objects.of_patient(user).filter(pk=conversation_id)
    row = TurnRow.objects.filter(conversation__in=mine, pk=frame.turn).exclude(sources=[]).first()
    if row is None:
        raise BadFrame("not_allowed", "There is no such answer here.", frame.id)
    level = beside(row.target, easier=frame.to == "simpler")
    if level is None:
        raise BadFrame("not_allowed", "There is no further level.", frame.id)
    return wording.again(frame.to, row.conversation.language), int(level.target)


def taught(frame: frames.Teach, user: User, conversation_id: uuid.UUID) -> str:
    """Return the topic that the patient was asked to tell in their own words. Raises BadFrame where nobody asked."""
    mine = Conversation.objects.of_patient(user).filter(pk=conversation_id)
    asked = Event.objects.filter(conversation__in=mine, turn=frame.turn, type="teach").first()
    if asked is None:
        raise BadFrame("not_allowed", "There is no such question here.", frame.id)
    return str(asked.body["topic"])


def apply(frame: frames.ClientFrame, user: User, conversation_id: uuid.UUID) -> None:
    """Carry out a patient's frame that is not a message."""
    conversation = Conversation.objects.of_patient(user).get(pk=conversation_id)
    match frame:
        case frames.Stop():
            Conversation.objects.filter(pk=conversation.pk, turn__isnull=False).update(stopping=True)
        case frames.Person(id, note):
            escalation.ask_for_person(conversation=conversation, by=user, note=note, client_id=id)
        case frames.Level(grade):
            Conversation.objects.filter(pk=conversation.pk).update(grade=grade)
        case frames.Country(code):
            Conversation.objects.filter(pk=conversation.pk).update(country=code)
        case frames.Clear(turn, clear, comment):
            _feedback(conversation, turn, clear, comment)


def _feedback(conversation: Conversation, turn_id: uuid.UUID, clear: bool, comment: str) -> None:
    turn = TurnRow.objects.filter(conversation=conversation, pk=turn_id).first()
    if turn is None:
        raise BadFrame("not_allowed", "There is no such answer here.")
    row = Feedback.objects.filter(turn=turn).first() or Feedback(turn=turn)
    row.clear, row.comment, row.at = clear, comment, timezone.now()
    row.save()
    audit(
        "feedback.given",
        by=conversation.patient,
        role="patient",
        clinic=conversation.clinic_id,
        subject=turn,
        facts={"clear": clear},
    )


def start(conversation_id: uuid.UUID, turn: Turn, work: Coroutine[Any, Any, None]) -> None:
    """Run a turn as a task of this process and remember it while it runs."""
    task = asyncio.create_task(work)
    running.setdefault(conversation_id, {})[task] = turn
    task.add_done_callback(lambda done: _forget(conversation_id, done))


def _forget(conversation_id: uuid.UUID, task: "asyncio.Task[None]") -> None:
    tasks = running.get(conversation_id, {})
    tasks.pop(task, None)
    if not tasks:
        running.pop(conversation_id, None)
    if not task.cancelled():
        task.exception()


def cancel(conversation_id: uuid.UUID) -> None:
    """Stop the engine of whatever is streaming here; the compare-and-set already refuses its next sentence."""
    for turn in running.get(conversation_id, {}).values():
        if turn.hold is not None:
            turn.cancel.set()


async def finish(seconds: float) -> None:
    """At shutdown: stop the engines and give running turns a moment to record their end."""
    tasks = [task for turns in running.values() for task in turns]
    for turns in running.values():
        for turn in turns.values():
            turn.cancelled_by = "shutdown"
            turn.cancel.set()
    if tasks:
        _done, late = await asyncio.wait(tasks, timeout=seconds)
        for task in late:
            task.cancel()
