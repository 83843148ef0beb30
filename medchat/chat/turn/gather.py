"""Gather what the answer may use: approved passages and glossary terms. Nothing approved ends the turn honestly."""

from medchat.chat.turn.types import EndTurn, Turn
from medchat.conversations import models
from medchat.conversations.models import Conversation, TurnStatus
from medchat.conversations.store import read, write
from medchat.library import actions as library
from medchat.library.search import Found, again, find


async def gather(turn: Turn) -> None:
    """Fill passages and terms, remember the topic. Raises EndTurn when nothing approved fits."""
    found = await read(lambda: _find(turn))
    if not found.passages:
        await write(turn.conversation_id, lambda: _note_gap(turn))
        raise EndTurn(TurnStatus.ANSWERED, notice="nothing_approved")
    turn.passages, turn.terms, turn.sources = found.passages, found.terms, found.sources
    rows = Conversation.objects.filter(pk=turn.conversation_id)
    await write(turn.conversation_id, lambda: rows.update(topic=found.topic))


def _find(turn: Turn) -> Found:
    conversation = turn.conversation
    assert conversation is not None
    if turn.about is not None:
        told = models.Turn.objects.get(pk=turn.about, conversation=conversation)
        passages, easier = [one["passage"] for one in told.sources], turn.target < told.target
        return again(passages, clinic_id=conversation.clinic_id, language=conversation.language, easier=easier)
    return find(
        question=turn.say.text,
        clinic_id=conversation.clinic_id,
        language=conversation.language,
        grade=turn.target,
        history=[said.text for said in turn.said if said.role == "patient"],
        topic=conversation.topic,
    )


def _note_gap(turn: Turn) -> None:
    assert turn.conversation is not None
    library.note_gap(question=turn.say.text, clinic=turn.conversation.clinic, language=turn.conversation.language)
