"""Engine text to whole sentences, made simpler only where the target would be missed, then the gate, then the disk."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing

from medchat.chat.frames import Frame
from medchat.chat.turn.cite import cites, terms_in
from medchat.chat.turn.prompt import Reader, build_prompt
from medchat.chat.turn.types import EndTurn, Kit, Shown, Turn
from medchat.conversations.events import append_held
from medchat.conversations.models import TurnStatus
from medchat.conversations.store import write
from medchat.engines.types import Engine, EngineError, Limits
from medchat.guardrails.types import Judgement, Reply, ReplyVerdict
from medchat.policy.wording import allowed_lines
from medchat.readability.score import score
from medchat.readability.simplify import simplify_sentence
from medchat.text.sentences import Piece, SentenceBuffer

SLACK = 0.5  # grades over the target that a running answer may be before sentences are made simpler


async def generate(turn: Turn, kit: Kit) -> AsyncIterator[Frame]:
    """Yield each sentence's frame once it is stored. Raises EndTurn when the gate or the engine ends the answer."""
    async for piece in _pieces(turn, kit):
        frame = await _release(turn, kit, piece)
        if frame is not None:
            yield frame
    if not turn.shown:
        raise EndTurn(TurnStatus.ANSWERED, notice="nothing_approved")
    await _check_whole(turn, kit)


async def _pieces(turn: Turn, kit: Kit) -> AsyncIterator[Piece]:
    """Yield whole sentences of the engine, or of the approved text when the engine fails before its first sentence."""
    started = False
    try:
        async for piece in _sentences(turn, kit.engine):
            started = True
            yield piece
        if started:
            return
    except EngineError as error:
        turn.verdicts.append({"engine": type(error).__name__})
        if started:
            raise EndTurn(TurnStatus.INTERRUPTED, notice="interrupted") from error
    if kit.engine is not kit.fallback:
        async for piece in _sentences(turn, kit.fallback):
            yield piece


async def _sentences(turn: Turn, engine: Engine) -> AsyncIterator[Piece]:
    assert turn.conversation is not None
    turn.wrote = engine
    said = turn.said[max(0, len(turn.said) - turn.policy.history) :]
    prompt = build_prompt(Reader(turn.target, turn.conversation.language), turn.say.text, turn.passages, said)
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


async def _release(turn: Turn, kit: Kit, piece: Piece) -> Frame | None:
    """Gate one sentence and store it. None when it is dropped because no passage carries it."""
    text = _simpler(turn, piece.text)
    if not text.strip():
        return None
    judgement = _judge(turn, kit, text, whole=False)
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
    return event.frame()


def _simpler(turn: Turn, text: str) -> str:
    """Return the sentence made simpler if the running answer would miss the target with it as it stands."""
    assert turn.conversation is not None
    language, target = turn.conversation.language, turn.target
    if language != "en":
        return text
    running = score(f"{turn.text}\n{text}", language).fkgl
    if running is None or running <= target + SLACK:
        return text
    return simplify_sentence(text, language)


def _judge(turn: Turn, kit: Kit, text: str, *, whole: bool) -> Judgement:
    assert turn.conversation is not None
    before = () if whole else tuple(sentence.text for sentence in turn.shown)
    allowed = allowed_lines(turn.conversation.country, turn.policy)
    return kit.judge(Reply(text, before, turn.passages, allowed, turn.conversation.language, whole))


async def _check_whole(turn: Turn, kit: Kit) -> None:
    """Judge the answer as a whole; what it rejects is withdrawn and replaced."""
    judgement = await asyncio.to_thread(_judge, turn, kit, turn.text, whole=True)
    if judgement.ok:
        return
    turn.verdicts.append({"verdict": str(judgement.verdict), "rule": judgement.rule, "whole": True})
    raise EndTurn(TurnStatus.BLOCKED, notice="withdrawn")
