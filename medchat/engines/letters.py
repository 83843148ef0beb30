"""Carry what the batching thread hands out to the event loops that wait for it: one call a loop and round, not a token."""

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from weakref import WeakKeyDictionary

from medchat.engines.batching.types import Ended

Ending = tuple[Ended, str]
Letter = int | Ending


class Letterbox:
    """Where one answer's tokens arrive, and its end. `token` and `end` are called by the batching thread alone."""

    def __init__(self, post: "Post", loop: asyncio.AbstractEventLoop) -> None:
        self._post, self._loop = post, loop
        self.arrived: asyncio.Queue[Letter] = asyncio.Queue()

    def token(self, id_: int) -> None:
        self._post.put(self._loop, self, id_)

    def end(self, why: Ended, detail: str = "") -> None:
        self._post.put(self._loop, self, (why, detail))


class Post:
    """The letters of one round, by loop."""

    def __init__(self) -> None:
        self._bags: WeakKeyDictionary[asyncio.AbstractEventLoop, list[tuple[Letterbox, Letter]]] = WeakKeyDictionary()

    def put(self, loop: asyncio.AbstractEventLoop, box: Letterbox, letter: Letter) -> None:
        self._bags.setdefault(loop, []).append((box, letter))

    def deliver(self) -> None:
        """Hand over everything; called by the batching thread after each round."""
        for loop, bag in [*self._bags.items()]:
            if bag:
                self._bags[loop] = []
                with suppress(RuntimeError):  # the loop has closed: nobody is there to read
                    loop.call_soon_threadsafe(_drop_in, bag)


def _drop_in(bag: Iterable[tuple[Letterbox, Letter]]) -> None:
    for box, letter in bag:
        box.arrived.put_nowait(letter)
