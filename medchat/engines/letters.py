"""Carry what the batching thread hands out to the event loops that wait for it: one call for many tokens."""

import asyncio
import time
from contextlib import suppress
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from medchat.engines.batching.types import Ended

Ending = tuple[Ended, str]

GATHER_S = 0.04
"""Seconds that tokens may be gathered before they are handed over together: nobody reads faster, and 64 streams that
are woken for every token would keep the event loop busy with nothing else. First tokens and endings do not wait."""


@dataclass(slots=True)
class Letter:
    """Tokens that came since the last letter, and the ending if there is one."""

    ids: list[int] = field(default_factory=list)
    ending: Ending | None = None


class Letterbox:
    """Where one answer's tokens arrive, and its end. `token` and `end` are called by the batching thread alone."""

    def __init__(self, post: "Post", loop: asyncio.AbstractEventLoop) -> None:
        self._post, self._loop, self._begun = post, loop, False
        self.arrived: asyncio.Queue[Letter] = asyncio.Queue()

    def token(self, id_: int) -> None:
        self._post.letter(self._loop, self, urgent=not self._begun).ids.append(id_)
        self._begun = True

    def end(self, why: Ended, detail: str = "") -> None:
        self._post.letter(self._loop, self, urgent=True).ending = (why, detail)


class Post:
    """The letters that were not handed over yet, by loop."""

    def __init__(self) -> None:
        self._bags: WeakKeyDictionary[asyncio.AbstractEventLoop, dict[Letterbox, Letter]] = WeakKeyDictionary()
        self._urgent = False
        self._last = 0.0

    def letter(self, loop: asyncio.AbstractEventLoop, box: Letterbox, *, urgent: bool) -> Letter:
        """Return the letter to a box that is still open."""
        self._urgent = self._urgent or urgent
        return self._bags.setdefault(loop, {}).setdefault(box, Letter())

    def deliver(self) -> None:
        """Hand over what is due; called by the batching thread after each round."""
        now = time.monotonic()
        if not self._urgent and now < self._last + GATHER_S:
            return
        self._urgent, self._last = False, now
        for loop, bag in [*self._bags.items()]:
            if bag:
                self._bags[loop] = {}
                with suppress(RuntimeError):  # the loop has closed: nobody is there to read
                    loop.call_soon_threadsafe(_drop_in, bag)


def _drop_in(bag: dict[Letterbox, Letter]) -> None:
    for box, letter in bag.items():
        box.arrived.put_nowait(letter)
