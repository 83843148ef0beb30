"""Store the message with its route, fixed text and case in one transaction; only then is it accepted."""

import asyncio
import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from medchat.audit.actions import Fact
from medchat.audit.actions import record as audit
from medchat.chat import frames
from medchat.chat.frames import MAX_TEXT, Frame
from medchat.chat.turn.record import append_done
from medchat.chat.turn.screen import is_red_flag
from medchat.chat.turn.types import EndTurn, Refused, Turn
from medchat.conversations import models
from medchat.conversations.events import Hold, append, close_turn
from medchat.conversations.models import AnsweredBy, Conversation, TurnStatus
from medchat.conversations.store import NotStored, read, write
from medchat.escalation import actions as escalation
from medchat.guardrails import runner
from medchat.guardrails.types import Action, Route, Screening
from medchat.library.search import find
from medchat.policy.actions import effective
from medchat.policy.blocking import under
from medchat.policy.types import Policy
from medchat.policy.wording import ask_actions, fixed

TITLE = 60
SEAT_POLL_S = 0.3

TOLD = frozenset((Route.DIAGNOSIS, Route.ADVICE, Route.OFFTOPIC))
UNREAD = frozenset((runner.FAILED, "language"))

NOTICES = {
    Route.EMERGENCY: "emergency",
    Route.CRISIS: "crisis",
    Route.DIAGNOSIS: "diagnosis",
    Route.ADVICE: "advice",
    Route.ATTACK: "attack",
    Route.OFFTOPIC: "offtopic",
    Route.HUMAN: "handover",
}


async def admit(turn: Turn) -> list[Frame]:
    """Store the message; returns its frames, `accepted` first.

    Afterwards `turn.turn_id` is set only when an answer is still to be written. Raises Refused when nothing was
    stored; a red flag's text is then shown all the same.
    """
    assert turn.screening is not None
    try:
        return await write(turn.conversation_id, lambda: _store(turn, turn.screening))  # type: ignore[arg-type]
    except NotStored as error:
        raise Refused(_not_stored(turn, turn.screening)) from error


def _not_stored(turn: Turn, screening: Screening) -> Frame:
    if is_red_flag(screening):
        body = fixed(NOTICES[screening.route], language=turn.language, country=turn.country).body()
        return frames.alert({**body, "id": str(turn.say.id)})
    return frames.error(
        "not_stored", "Your message could not be saved. It is still in the box; please send it again.", turn.say.id
    )


def _store(turn: Turn, screening: Screening) -> list[Frame]:
    """Run inside one transaction with the conversation's row locked."""
    conversation = _conversation(turn)
    known = models.Turn.objects.filter(conversation=conversation, client_id=turn.say.id).first()
    if known is not None:
        return [frames.accepted(turn.say.id, known.seq)]
    turn.policy = effective(conversation.clinic_id)
    screening = _under_policy(turn, conversation, _as_teaching(turn, screening))
    busy = _busy(turn, conversation, screening)
    row = _row(turn, conversation, screening)
    if row.status == TurnStatus.RECEIVED:
        turn.turn_id, turn.conversation, turn.waiting = row.pk, conversation, busy
        if not busy:
            turn.hold = seat(conversation, row.pk)
        return [frames.accepted(turn.say.id, row.seq)]
    rest = _end_now(conversation, row, screening, turn.policy)
    return [frames.accepted(turn.say.id, row.seq), *rest]


def _under_policy(turn: Turn, conversation: Conversation, screening: Screening) -> Screening:
    """Let the clinic's policy make it stricter, by the message's own words or the topic it is found to be about."""
    topic = ""
    if screening.action is Action.ANSWER and (turn.policy.blocked_topics or turn.policy.allowed_topics):
        topic = _topic_name(conversation, turn.say.text, [said.text for said in turn.said if said.role == "patient"])
    return under(turn.policy, screening, turn.say.text, topic)


def _as_teaching(turn: Turn, screening: Screening) -> Screening:
    """Let words for what was explained through where the same words as a question would be refused; an alarm stays one.

    They get approved sentences back and nothing else, whatever they hold.
    """
    told = turn.teach and screening.action is Action.BLOCK and screening.route in TOLD and screening.rule not in UNREAD
    return replace(screening, action=Action.ANSWER) if told else screening


def _conversation(turn: Turn) -> Conversation:
    rows = Conversation.objects.of_patient(turn.user).filter(pk=turn.conversation_id)
    rows.update(updated_at=timezone.now())  # takes the row lock before anything is read
    found = rows.select_related("clinic").first()
    if found is None:
        raise Refused(frames.error("not_allowed", "You cannot write in this conversation.", turn.say.id))
    return found


def _busy(turn: Turn, conversation: Conversation, screening: Screening) -> bool:
    """Say whether the message has to wait for an answer that streams. Raises Refused when one waits already, or it is too long."""
    urgent = screening.action in {Action.ALERT, Action.HANDOVER}
    if len(turn.say.text) > MAX_TEXT and screening.action is not Action.ALERT:
        raise Refused(frames.error("too_long", fixed("too_long", language=turn.language).text, turn.say.id))
    if urgent or conversation.turn is None:
        return False
    waiting = models.Turn.objects.filter(conversation=conversation, status=TurnStatus.RECEIVED)
    if waiting.exists():
        raise Refused(
            frames.error("busy", "One message is already waiting. Please send this one a little later.", turn.say.id)
        )
    return True


def _row(turn: Turn, conversation: Conversation, screening: Screening) -> models.Turn:
    """Append the message and write its turn, in the state it starts from."""
    goes_on = screening.action is Action.ANSWER and conversation.answered_by == AnsweredBy.ASSISTANT
    body = {"id": str(turn.say.id), "author": {"role": "patient", "name": ""}, "text": turn.say.text}
    body |= {"teach": turn.teach} if turn.teach else {}
    row = models.Turn(
        id=uuid.uuid4(),
        conversation=conversation,
        client_id=turn.say.id,
        status=TurnStatus.RECEIVED if goes_on else TurnStatus.ANSWERING,
        seq=conversation.last_seq + 1,
        lease_until=timezone.now() + timedelta(seconds=settings.TURN_LEASE_S),
        route=screening.route,
        rule=screening.rule,
        words=list(screening.words),
        failed_checks=list(screening.failed),
        screened=not screening.failed,
        target=turn.grade or conversation.grade,
    )
    row.save(force_insert=True)
    event = append(conversation.pk, "message", body, turn=row.pk, author=turn.user, client_id=turn.say.id)
    row.seq = event.seq
    row.save(update_fields=["seq"])
    _name(conversation, turn.say.text)
    facts: dict[str, Fact] = {"route": str(screening.route), "rule": screening.rule, "failed": len(screening.failed)}
    audit("message.received", by=turn.user, role="patient", clinic=conversation.clinic_id, subject=row, facts=facts)
    return row


def _name(conversation: Conversation, text: str) -> None:
    """Name a new conversation after its first message."""
    if not conversation.title:
        conversation.title = " ".join(text.split())[:TITLE]
        conversation.save(update_fields=["title"])


def seat(conversation: Conversation, turn_id: uuid.UUID) -> Hold:
    """Give the conversation to a turn: from now on only it may write sentences."""
    Conversation.objects.filter(pk=conversation.pk).update(turn=turn_id, epoch=F("epoch") + 1, stopping=False)
    epoch = Conversation.objects.values_list("epoch", flat=True).get(pk=conversation.pk)
    models.Turn.objects.filter(pk=turn_id).update(status=TurnStatus.ANSWERING, epoch=epoch)
    return Hold(conversation.pk, turn_id, epoch)


def _end_now(conversation: Conversation, row: models.Turn, screening: Screening, policy: Policy) -> list[Frame]:
    """Finish a message that gets no generated answer: an alarm, a wish for a person, a block, or a person who answers."""
    events, status = [], TurnStatus.ESCALATED
    quiet = conversation.answered_by == AnsweredBy.PERSON
    if screening.action is Action.ALERT:
        _clear_table(conversation, row)
        body = _text(conversation, NOTICES[screening.route], policy)
        events.append(append(conversation.pk, "notice", body, turn=row.pk))
        escalation.open_case(conversation=conversation, reason=str(screening.route), by=conversation.patient, turn=row)
    elif not quiet and screening.action is Action.HANDOVER:
        _clear_table(conversation, row)
        _case, opened = escalation.open_case(
            conversation=conversation, reason="wish", by=conversation.patient, turn=row
        )
        kind = "handover" if opened else "handover_again"
        events.append(append(conversation.pk, "notice", _text(conversation, kind, policy), turn=row.pk))
    elif not quiet and screening.action is Action.BLOCK:
        body = _blocked(conversation, row, screening, policy)
        events.append(append(conversation.pk, "notice", body, turn=row.pk))
        status = TurnStatus.BLOCKED
    close_turn(row.pk, status=status, open_states=models.OPEN_TURN)
    events.append(append_done(conversation, row.pk, status, _nothing(conversation)))
    return [event.frame() for event in events]


def _nothing(conversation: Conversation) -> dict[str, Any]:
    return {"grade": None, "reliable": False, "target": conversation.grade, "sources": [], "engine": ""}


def _text(conversation: Conversation, name: str, policy: Policy, question: str = "", **extra: Any) -> dict[str, Any]:
    text = fixed(name, language=conversation.language, country=conversation.country, policy=policy, question=question)
    return {**text.body(), "kind": name.removesuffix("_again"), **extra}


def _blocked(conversation: Conversation, row: models.Turn, screening: Screening, policy: Policy) -> dict[str, Any]:
    """Return the refusal that helps: why, what can be explained instead, and a person."""
    kind = NOTICES.get(screening.route, "check_failed")
    if screening.rule in {"check-failed", "language", "policy"}:
        kind = screening.rule.replace("-", "_")
    said = models.Event.objects.get(conversation=conversation, seq=row.seq).body["text"]
    body = _text(conversation, kind, policy, said, kind="blocked", why=kind)
    if kind in {"diagnosis", "advice"}:
        topic = _topic_name(conversation, said)
        if topic:
            body["actions"] = [*ask_actions(topic, conversation.language), *body["actions"]]
    return body


def _topic_name(conversation: Conversation, text: str, history: Sequence[str] = ()) -> str:
    """Return the name of the approved topic that the text is about (after `history`, the topic talked of), or nothing."""
    found = find(
        question=text,
        clinic_id=conversation.clinic_id,
        language=conversation.language,
        grade=conversation.grade,
        history=history,
        topic=conversation.topic if history else "",
    )
    return found.passages[0].topic_name if found.passages else ""


def _clear_table(conversation: Conversation, row: models.Turn) -> None:
    """An alarm or a wish for a person ends whatever was streaming or waiting."""
    others = models.Turn.objects.filter(conversation=conversation, status__in=models.OPEN_TURN).exclude(pk=row.pk)
    for other in others:
        if close_turn(other.pk, status=TurnStatus.STOPPED, open_states=models.OPEN_TURN):
            append_done(conversation, other.pk, TurnStatus.STOPPED, _nothing(conversation))


async def take_seat(turn: Turn) -> None:
    """Wait until the answer before this one has ended. Raises EndTurn when a person took over or an alarm cleared it."""
    while turn.hold is None:
        await asyncio.sleep(SEAT_POLL_S)
        if await read(lambda: _free(turn)):
            turn.hold = await write(turn.conversation_id, lambda: _try_seat(turn))


def _free(turn: Turn) -> bool:
    assert turn.turn_id is not None
    row = models.Turn.objects.values("status", "conversation__turn", "conversation__answered_by").get(pk=turn.turn_id)
    if row["status"] != TurnStatus.RECEIVED:
        raise EndTurn(TurnStatus.STOPPED)
    if row["conversation__answered_by"] == AnsweredBy.PERSON:
        raise EndTurn(TurnStatus.ESCALATED)
    return row["conversation__turn"] is None


def _try_seat(turn: Turn) -> Hold | None:
    assert turn.conversation is not None
    assert turn.turn_id is not None
    Conversation.objects.filter(pk=turn.conversation_id).update(updated_at=timezone.now())  # the row lock
    return seat(turn.conversation, turn.turn_id) if _free(turn) else None
