"""What every engine's stream shares: it ends soon after a cancel, and it keeps its time limits."""

import asyncio

from medchat.engines.types import Cancel, EngineError, Faulty, Limits, Stream

POLL_S = 0.025
"""Seconds between a waiting stream's looks at its cancel flag: a thread's event cannot wake a loop."""


async def paced(source: Stream, *, limits: Limits, cancel: Cancel) -> Stream:
    """Pass pieces of text on until the source ends or `cancel` is set; raise EngineError past a limit of `limits`."""
    clock = Clock(limits)
    try:
        while (piece := await _next(source, clock, cancel)) is not None:
            if piece:
                clock.begin()
                yield piece
    finally:
        clock.stop()
        await source.aclose()


async def never_empty(source: Stream) -> Stream:
    """Pass pieces on; raise EngineError when the source ends without having written a visible character."""
    visible = False
    try:
        async for piece in source:
            visible = visible or bool(piece.strip())
            yield piece
    finally:
        await source.aclose()
    if not visible:
        raise Faulty("The model wrote nothing.")


class Clock:
    """The two deadlines of one answer: until its first piece, and in all. Seconds of the running loop's clock."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._start = asyncio.get_running_loop().time()
        self.begun = False

    def begin(self) -> None:
        """Note the first piece."""
        if not self.begun:
            self.begun = True
            self._limits.progress.first_s = self._passed()

    def stop(self) -> None:
        """Note the end."""
        self._limits.progress.total_s = self._passed()

    def _passed(self) -> float:
        return asyncio.get_running_loop().time() - self._start

    def left(self) -> float:
        """Return the seconds left until the next deadline; raise EngineError when it has passed."""
        limit = self._limits.total_s if self.begun else min(self._limits.first_s, self._limits.total_s)
        left = limit - self._passed()
        if left <= 0:
            what = "did not finish" if self.begun else "did not begin to write"
            raise EngineError(f"The model {what} within {limit:g} seconds.")
        return left


async def _next(source: Stream, clock: Clock, cancel: Cancel) -> str | None:
    """Wait for the next piece; None when the source has ended or the answer was cancelled."""
    if cancel.is_set():
        return None
    clock.left()
    waiting = asyncio.ensure_future(_step(source))
    try:
        while not waiting.done() and not cancel.is_set():
            await asyncio.wait({waiting}, timeout=min(POLL_S, clock.left()))
        return None if cancel.is_set() else await waiting
    finally:
        await _put_away(waiting)


async def _step(source: Stream) -> str | None:
    return await anext(source, None)


async def _put_away(task: asyncio.Task[str | None]) -> None:
    """End a task nobody waits for any more; its error is looked at, or asyncio would log it as never retrieved."""
    if not task.done():
        task.cancel()
        await asyncio.wait({task})
    if not task.cancelled():
        task.exception()
