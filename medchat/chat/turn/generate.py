"""Engine text to whole sentences, made simpler only where the target would be missed, then the gate, then the disk."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing

from medchat.chat.frames import Frame
from medchat.chat.turn import rewrite
from medchat.chat.turn.cite import cites, terms_in
from medchat.chat.turn.prompt import Reader, build_prompt
from medchat.chat.turn.types import EndTurn, Kit, Shown, Turn
from medchat.conversations.events import append_held
from medchat.conversations.models import TurnStatus
from medchat.conversations.store import write
from medchat.engines.types import Engine, EngineError, Limits
from medchat.guardrails.types import Judgement, Reply, ReplyVerdict
from medchat.policy.wording import allowed_lines
from medchat.readability.control import Control
from medchat.text.sentences import Piece, SentenceBuffer, split


async def generate(turn: Turn, kit: Kit) -> AsyncIterator[Frame]:
    """Yield each sentence's frame once it is stored. Raises EndTurn when the gate or the engine ends the answer."""
    assert turn.conversation is not None
    turn.control = Control(turn.target, turn.conversation.language)
    async for piece in _pieces(turn, kit):
        frame = await release(turn, kit, piece)
        if frame is not None:
            yield frame
    if not turn.shown:
        raise EndTurn(TurnStatus.ANSWERED, notice="nothing_approved")
    await check_whole(turn, kit)


async def _pieces(turn: Turn, kit: Kit) -> AsyncIterator[Piece]:
    """Yield whole sentences of the engine, or of the approved text when the engine fails before its first sentence."""
    started = False
    try:
        async for piece in _sentences(turn, kit, kit.engine):
            started = True
            yield piece
        if started:
            return
    except EngineError as error:
        turn.verdicts.append({"engine": type(error).__name__})
        if started:
            raise EndTurn(TurnStatus.INTERRUPTED, notice="interrupted") from error
    if kit.engine is not kit.fallback:
        async for piece in _sentences(turn, kit, kit.fallback):
            yield piece


async def _sentences(turn: Turn, kit: Kit, engine: Engine) -> AsyncIterator[Piece]:
    assert turn.conversation is not None
    assert turn.control is not None
    turn.wrote, reader = engine, Reader(turn.target, turn.conversation.language)
    turn.control.rewrite = rewrite.by(engine, reader, turn.cancel) if kit.rewrites and engine is kit.engine else None
    said = turn.said[max(0, len(turn.said) - turn.policy.history) :]
    prompt = build_prompt(reader, turn.say.text, turn.passages, said)
    buffer = SentenceBuffer(turn.conversation.language)
    async with aclosing(engine.stream(prompt, limits=Limits(), cancel=turn.cancel)) as stream:
        async for delta in stream:
            for piece in buffer.feed(delta):
                _go_on(turn)
                yield piece
    _go_on(turn)
    for piece in buffer.flush():
        yield piece


def _go_on(turn: Turn) -> None:
    """End a cancelled turn before a half sentence or a further one is released."""
    if not turn.cancel.is_set():
        return
    if turn.cancelled_by == "shutdown":
        raise EndTurn(TurnStatus.INTERRUPTED, notice="interrupted")
    raise EndTurn(TurnStatus.STOPPED, notice="stopped")


async def release(turn: Turn, kit: Kit, piece: Piece) -> Frame | None:
    """Gate one sentence and store it. None when it is dropped because no passage carries it."""
    assert turn.control is not None
    text = await turn.control.fit(piece.text)
    _go_on(turn)
    if not text.strip():
        return None
    judgement = _judge_each(turn, kit, text)
    if not judgement.ok and text != piece.text:
        text = piece.text  # made simpler it may read unlike its passage: the sentence as written is judged instead
        judgement = _judge(turn, kit, text, whole=False)
    if not judgement.ok:
        turn.verdicts.append({"verdict": str(judgement.verdict), "rule": judgement.rule})
        if judgement.verdict is ReplyVerdict.UNGROUNDED:
            return None
        raise EndTurn(TurnStatus.BLOCKED, notice="ended")
    assert turn.hold is not None
    hold, cited = turn.hold, cites(text, turn.passages)
    body = {"text": text, "block": piece.block, "terms": terms_in(text, turn), "cites": list(cited)}
    event = await write(turn.conversation_id, lambda: append_held(hold, "sentence", body))
    turn.shown.append(Shown(text, cited))
    turn.control.release(text)
    return event.frame()


def _judge_each(turn: Turn, kit: Kit, text: str) -> Judgement:
    """Judge every sentence of what one sentence has become; the first that fails decides for all."""
    assert turn.conversation is not None
    parts = [piece.text for piece in split(text, turn.conversation.language) if piece.text] or [text]
    judged = [_judge(turn, kit, part, whole=False) for part in parts]
    return next((each for each in judged if not each.ok), judged[0])


def _judge(turn: Turn, kit: Kit, text: str, *, whole: bool) -> Judgement:
    assert turn.conversation is not None
    before = () if whole else tuple(sentence.text for sentence in turn.shown)
    allowed = allowed_lines(turn.conversation.country, turn.policy)
    return kit.judge(Reply(text, before, turn.passages, allowed, turn.conversation.language, whole))


async def check_whole(turn: Turn, kit: Kit) -> None:
    """Judge the answer as a whole; what it rejects is withdrawn and replaced."""
    judgement = await asyncio.to_thread(_judge, turn, kit, turn.text, whole=True)
    if judgement.ok:
        return
    turn.verdicts.append({"verdict": str(judgement.verdict), "rule": judgement.rule, "whole": True})
    raise EndTurn(TurnStatus.BLOCKED, notice="withdrawn")
