"""One patient message in, one vetted streamed answer out. The order of a turn stands here and nowhere else."""

import asyncio
import logging
from collections.abc import AsyncIterator

from medchat.chat.frames import Frame
from medchat.chat.turn.admit import admit, take_seat
from medchat.chat.turn.gather import gather
from medchat.chat.turn.generate import generate
from medchat.chat.turn.lease import heartbeat
from medchat.chat.turn.record import record
from medchat.chat.turn.screen import screen
from medchat.chat.turn.teach import teach
from medchat.chat.turn.types import EndTurn, Kit, Refused, Turn
from medchat.conversations.events import Lost
from medchat.conversations.models import TurnStatus
from medchat.conversations.store import NotStored

log = logging.getLogger(__name__)

ENDINGS = {"stopped": TurnStatus.STOPPED, "taken_over": TurnStatus.ESCALATED, "superseded": TurnStatus.STOPPED}


async def _answer(turn: Turn, kit: Kit) -> AsyncIterator[Frame]:
    """Yield the answer's frames: an explanation, or what was missed of one that the patient told in their own words."""
    if turn.teach:
        async for frame in teach(turn, kit):
            yield frame
        return
    await gather(turn)
    async for frame in generate(turn, kit):
        yield frame


async def run_turn(turn: Turn, kit: Kit) -> AsyncIterator[Frame]:
    """Run one turn; yields each frame once it is on disk (an `error` or `alert` when nothing could be stored)."""
    turn.screening = await screen(turn, kit)
    try:
        for frame in await admit(turn):
            yield frame
    except Refused as refusal:
        yield refusal.frame
        return
    if turn.turn_id is None:
        return  # the same message again, or one that is already ended: admit told its whole story
    end, beat = EndTurn(TurnStatus.INTERRUPTED, notice="interrupted"), asyncio.create_task(heartbeat(turn))
    try:
        await take_seat(turn)
        async for frame in _answer(turn, kit):
            yield frame
        end = EndTurn(TurnStatus.ANSWERED)
    except EndTurn as early:
        end = early
    except Lost as lost:
        end = EndTurn(ENDINGS[lost.why], notice="stopped" if lost.why == "stopped" else "")
    except NotStored:
        end = EndTurn(TurnStatus.INTERRUPTED, notice="interrupted")
    except Exception as error:
        log.error("turn %s failed: %s", turn.turn_id, type(error).__name__)
        end = EndTurn(TurnStatus.FAILED, notice="failed")
    finally:
        beat.cancel()
        turn.cancel.set()
        last = await asyncio.shield(record(turn, end))
    for frame in last:
        yield frame
