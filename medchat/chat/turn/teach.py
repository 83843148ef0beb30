"""Teach-back: ask a patient to tell a topic in their own words, and explain again only what was missed. Never a score."""

from collections.abc import AsyncIterator
from functools import lru_cache
from typing import Any

from medchat.chat.frames import Frame
from medchat.chat.turn.generate import check_whole, release
from medchat.chat.turn.screen import is_red_flag
from medchat.chat.turn.types import EndTurn, Kit, Turn
from medchat.conversations.events import append
from medchat.conversations.models import AnsweredBy, Event, TurnStatus
from medchat.conversations.store import read, write
from medchat.escalation.models import Case
from medchat.guardrails.gate import judge
from medchat.guardrails.runner import screen
from medchat.guardrails.types import Message, Reply
from medchat.library.index import Entry, index_for
from medchat.library.points import missed, other_words
from medchat.policy.wording import fixed
from medchat.readability.control import Control
from medchat.readability.targets import nearest
from medchat.text.passages import Passage
from medchat.text.sentences import Piece, split

FEWEST = 2
"""Key points a topic must have to be asked about."""


def offer(turn: Turn) -> dict[str, Any] | None:
    """Return the question after an answer: once a topic and conversation, never while a person is asked for or answers."""
    conversation = turn.conversation
    assert conversation is not None
    if turn.teach or turn.about or not turn.passages or conversation.answered_by != AnsweredBy.ASSISTANT:
        return None
    entry = _entry(turn, turn.passages[0].topic)
    if entry is None or len(entry.points) < FEWEST or _alarming(entry.points, conversation.language):
        return None
    if Case.objects.filter(conversation=conversation).open().exists():
        return None
    asked = Event.objects.filter(conversation=conversation, type="teach")
    if any(event.body["topic"] == entry.slug for event in asked):
        return None
    return {"topic": entry.slug, "text": _question(entry, conversation.language, conversation.country)}


async def teach(turn: Turn, kit: Kit) -> AsyncIterator[Frame]:
    """Yield what was missed, in other approved words. Raises EndTurn when nothing was, or the topic is gone."""
    assert turn.conversation is not None
    language = turn.conversation.language
    entry = await read(lambda: _entry(turn, turn.teach))
    if entry is None or not entry.points:
        raise EndTurn(TurnStatus.ANSWERED, notice="nothing_approved")
    gone = [entry.points[at] for at in missed(turn.say.text, entry.points, language=language, about=entry.names)]
    turn.verdicts.append({"teach": {"topic": entry.name, "missed": gone, "of": len(entry.points)}})
    if not gone:
        raise EndTurn(TurnStatus.ANSWERED, notice="teach_told")
    yield await _lead(turn)
    turn.passages, turn.sources = _passages(entry, turn.target), entry.sources
    turn.control = Control(turn.target, language)
    for sentence in _again(gone, turn.passages, language):
        frame = await release(turn, kit, Piece(sentence, "li", sentence))
        if frame is not None:
            yield frame
    if not turn.shown:
        raise EndTurn(TurnStatus.ANSWERED, notice="nothing_approved")
    await check_whole(turn, kit)


def _question(entry: Entry, language: str, country: str) -> str:
    """Return the care team's own question under our line, or the general one; the gate has the last word on it today too."""
    own = entry.teach_question if _fit(entry.teach_question, language) else ""
    text = fixed("teach_own" if own else "teach_question", language=language, country=country, topic=entry.name).text
    return f"{text} {own}".strip()


@lru_cache(maxsize=256)
def _fit(question: str, language: str) -> bool:
    """Tell whether a question that was published may still be shown: the checks may have grown since."""
    return all(judge(Reply(text=piece.text, language=language)).ok for piece in split(question, language) if piece.text)


@lru_cache(maxsize=256)
def _alarming(points: tuple[str, ...], language: str) -> bool:
    """Tell whether saying a key point again would itself be taken for an alarm: such a topic is not asked about."""
    return any(is_red_flag(screen(Message(point, language=language))) for point in points)


def _entry(turn: Turn, topic: str) -> Entry | None:
    assert turn.conversation is not None
    return index_for(turn.conversation.clinic_id, turn.conversation.language).entries.get(topic)


async def _lead(turn: Turn) -> Frame:
    assert turn.conversation is not None
    conversation = turn.conversation
    text = fixed("teach_missed", language=conversation.language, country=conversation.country)
    body = {**text.body(), "kind": "teach"}
    event = await write(conversation.pk, lambda: append(conversation.pk, "notice", body, turn=turn.turn_id))
    return event.frame()


def _passages(entry: Entry, target: float) -> tuple[Passage, ...]:
    """Return each section in the version nearest the patient's level."""
    versions = entry.sections.values()
    return tuple(each[nearest([version.grade for version in each], target)] for each in versions)


def _again(points: list[str], passages: tuple[Passage, ...], language: str) -> list[str]:
    """Return a sentence for each point, each sentence once."""
    told = [piece.text for one in passages for piece in split(one.text, language) if piece.text and piece.block != "h"]
    return list(dict.fromkeys(other_words(point, told, language=language) for point in points))
