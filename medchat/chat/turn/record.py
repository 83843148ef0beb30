"""The end of every turn: one `done`, one row, one audit fact, even when it was cancelled."""

import asyncio
import logging
import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone

from medchat.audit.actions import record as audit
from medchat.chat.frames import Frame
from medchat.chat.turn.teach import offer
from medchat.chat.turn.types import EndTurn, Turn
from medchat.conversations import models
from medchat.conversations.events import append, close_turn
from medchat.conversations.models import OPEN_TURN, Conversation, Event, TurnStatus
from medchat.conversations.store import NotStored, write
from medchat.policy.actions import effective
from medchat.policy.wording import fixed
from medchat.readability.score import score

log = logging.getLogger(__name__)

TRIES = 4


async def record(turn: Turn, end: EndTurn) -> list[Frame]:
    """Close the turn and return the frames of its end. When the disk stays away, the reaper closes it later."""
    for attempt in range(TRIES):
        try:
            return await write(turn.conversation_id, lambda: _close(turn, end))
        except NotStored:
            await asyncio.sleep(0.2 * 2**attempt)
    log.error("turn %s could not be closed; the reaper will", turn.turn_id)
    return []


def _close(turn: Turn, end: EndTurn) -> list[Frame]:
    assert turn.turn_id is not None
    assert turn.conversation is not None
    measured = _measure(turn)
    if not close_turn(turn.turn_id, status=end.status, open_states=OPEN_TURN, **_row(turn, measured)):
        return []  # somebody else ended it: the reaper, or an alarm that cleared the table
    events = [_notice(turn, end)] if end.notice else []
    events.append(append_done(turn.conversation, turn.turn_id, end.status, measured))
    events += _question(turn, end)
    audit(
        "turn.ended",
        by=None,
        clinic=turn.conversation.clinic_id,
        subject=models.Turn(pk=turn.turn_id),
        facts={"status": str(end.status), "sentences": len(turn.shown), "engine": measured["engine"]},
    )
    return [event.frame() for event in events]


def _question(turn: Turn, end: EndTurn) -> list[Event]:
    """Return the question about a whole answer, where one is asked."""
    body = offer(turn) if end.status == TurnStatus.ANSWERED and not end.notice and turn.shown else None
    return [append(turn.conversation_id, "teach", body, turn=turn.turn_id)] if body else []


def _measure(turn: Turn) -> dict[str, Any]:
    """Return grade, target, sources and engine as `done` carries them."""
    assert turn.conversation is not None
    target = turn.target
    if not turn.shown:
        return {"grade": None, "reliable": False, "target": target, "sources": [], "engine": ""}
    measured = score(turn.text, turn.conversation.language)
    cited = sorted({index for sentence in turn.shown for index in sentence.cites})
    return {
        "grade": measured.shown,
        "reliable": measured.reliable,
        "target": target,
        "sources": [_source(turn, index) for index in cited],
        "engine": "" if turn.wrote is None else turn.wrote.describe().name,
    }


def _source(turn: Turn, index: int) -> dict[str, Any]:
    passage = turn.passages[index]
    return {
        "index": index,
        "topic": passage.topic_name,
        "title": passage.title,
        "section": passage.section,
        "revision": passage.revision,
        "url": passage.url,
        "references": [
            {"name": one.name, "publisher": one.publisher, "url": one.url, "checked_on": one.checked_on}
            for one in turn.sources
            if one.topic == passage.topic
        ],
    }


def _row(turn: Turn, measured: dict[str, Any]) -> dict[str, Any]:
    described = None if turn.wrote is None else turn.wrote.describe()
    return {
        "grade": measured["grade"],
        "reliable": measured["reliable"],
        "engine": measured["engine"],
        "model": described.model[:200] if described else "",
        "model_revision": described.revision[:80] if described else "",
        "sources": [{"passage": turn.passages[source["index"]].id} for source in measured["sources"]],
        "verdicts": [*turn.verdicts, *_level(turn)],
    }


def _level(turn: Turn) -> list[dict[str, Any]]:
    """Return what was done to hold the level; nothing where the answer kept it by itself."""
    done = turn.control.report() if turn.control and turn.shown else {}
    return [{"level": done}] if any(done.values()) else []


def _notice(turn: Turn, end: EndTurn) -> Event:
    assert turn.conversation is not None
    conversation = turn.conversation
    policy = effective(conversation.clinic_id)
    text = fixed(
        end.notice,
        language=conversation.language,
        country=conversation.country,
        policy=policy,
        question=turn.say.text,
    )
    if end.notice == "withdrawn":
        return append(
            turn.conversation_id, "withdraw", {"text": text.text, "actions": list(text.actions)}, turn=turn.turn_id
        )
    kind = "blocked" if end.notice in {"ended", "failed"} else end.notice
    return append(turn.conversation_id, "notice", {**text.body(), "kind": kind}, turn=turn.turn_id)


def append_done(conversation: Conversation, turn_id: uuid.UUID, status: TurnStatus, measured: dict[str, Any]) -> Event:
    """Append the one `done` of a turn."""
    return append(conversation.pk, "done", {"status": str(status), **measured}, turn=turn_id)


def reap() -> int:
    """Close orphaned turns as interrupted and tell their patients; returns how many."""
    orphans = list(models.Turn.objects.orphaned(timezone.now()).select_related("conversation")[:100])
    return sum(_bury(orphan) for orphan in orphans)


def _bury(orphan: models.Turn) -> bool:
    conversation = orphan.conversation
    with transaction.atomic():
        if not close_turn(orphan.pk, status=TurnStatus.INTERRUPTED, open_states=OPEN_TURN):
            return False
        text = fixed("interrupted", language=conversation.language, country=conversation.country)
        append(conversation.pk, "notice", text.body(), turn=orphan.pk)
        empty: dict[str, Any] = {"grade": None, "reliable": False, "target": orphan.target, "sources": [], "engine": ""}
        append_done(conversation, orphan.pk, TurnStatus.INTERRUPTED, empty)
        audit("turn.reaped", by=None, clinic=conversation.clinic_id, subject=orphan)
    return True
