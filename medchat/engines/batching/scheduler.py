"""One thread that owns the model: it lets requests in, reads their prompts between steps, and hands tokens out.

A round is: look who lost interest, give free slots to the first in line, read at most one chunk of prompts, take one
step for all that write, hand out. On a GPU a step's tokens are handed out while the next step already runs.
"""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

import torch

from medchat.engines.batching.runner import Drawn, Runner
from medchat.engines.batching.sampling import NONE
from medchat.engines.batching.types import Ended, Request, TooLong, TooMany

log = logging.getLogger(__name__)

SMALL = 50_000_000
"""Weights below which a second CPU thread costs more than it brings."""


READING_S = 0.02
"""Seconds of a round after which no further prompt is begun: those that write wait meanwhile, and so does a cancel."""


@dataclass(slots=True, eq=False)
class Stream:
    """One request that has a slot; `read` tokens of its prompt are in it, `made` were drawn."""

    request: Request
    slot: int
    limit: int
    read: int = 0
    known: int = 0
    made: int = 0
    over: bool = False

    @property
    def writes(self) -> bool:
        return self.read == len(self.request.prompt) and not self.over


@dataclass(slots=True)
class Ticket:
    """Tokens on their way from the device, and for whom they are."""

    streams: list[Stream]
    drawn: Drawn


class Batcher:
    """Start it with `start()`; `submit()` from any thread; `close()` ends everything."""

    def __init__(self, runner: Runner, *, after_round: Callable[[], None] = lambda: None) -> None:
        self._runner, self._after_round = runner, after_round
        self._line: deque[Request] = deque()
        self._change = threading.Condition()
        self._free = list(reversed(range(runner.sizes.slots)))
        self._streams: list[Stream] = []
        self._tickets: deque[Ticket] = deque()
        self._closed = False
        self._ahead = 1 if runner.weights.device.type == "cuda" else 0
        self._thread = threading.Thread(target=self._run, name="batching", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        """End every answer and the thread; returns when it has gone."""
        with self._change:
            self._closed = True
            self._change.notify()
        if self._thread.is_alive():
            self._thread.join()

    def submit(self, request: Request) -> None:
        """Put a request in line; raise TooLong or TooMany when it cannot be taken."""
        if len(request.prompt) >= self._runner.sizes.length:
            raise TooLong(f"{len(request.prompt)} of {self._runner.sizes.length} tokens")
        with self._change:
            if self._closed:
                raise TooMany("closed")
            if len(self._line) >= self._runner.sizes.waiting + len(self._free):
                raise TooMany(f"{len(self._line)} are waiting")
            self._line.append(request)
            self._change.notify()

    def before(self, request: Request) -> int | None:
        """Return how many are served before this request, 0 for the next; None when it does not wait."""
        with self._change:
            return next((at for at, waiting in enumerate(self._line) if waiting is request), None)

    @property
    def load(self) -> tuple[int, int]:
        """Return how many answers are being written and how many wait."""
        with self._change:
            return len(self._streams), len(self._line)

    def _run(self) -> None:
        weights = self._runner.weights
        if weights.device.type == "cpu" and weights.bytes_read() < SMALL:
            torch.set_num_threads(1)
        while not self._closed:
            try:
                self.round()
            except Exception as error:
                self._fail(error)
            self._after_round()
            self._rest()
        self._end_all(Ended.UNWANTED)
        self._after_round()

    def _rest(self) -> None:
        """Sleep while there is nothing to do."""
        with self._change:
            while not (self._streams or self._tickets or self._line or self._closed):
                self._change.wait()

    def round(self) -> None:
        """Do one round; called by the thread alone, or by whoever drives the core without one."""
        self._drop_unwanted()
        self._let_in()
        self._read_prompts()
        if writing := [stream for stream in self._streams if stream.writes]:
            longest = max(len(stream.request.prompt) + stream.made for stream in writing) + self._ahead
            drawn = self._runner.step([stream.slot for stream in writing], longest)
            self._tickets.append(Ticket(writing, drawn))
            self._hand_out(self._ahead)
        else:
            self._hand_out(0)

    def _drop_unwanted(self) -> None:
        for stream in self._streams:
            if stream.request.unwanted():
                self._end(stream, Ended.UNWANTED)
        with self._change:
            gone = [request for request in self._line if request.unwanted()]
            for request in gone:
                self._line.remove(request)
        for request in gone:
            request.sink.end(Ended.UNWANTED)
        self._streams = [stream for stream in self._streams if not stream.over]

    def _let_in(self) -> None:
        with self._change:
            while self._line and self._free:
                self._streams.append(self._admitted(self._line.popleft(), self._free.pop()))

    def _admitted(self, request: Request, slot: int) -> Stream:
        room = self._runner.sizes.length - len(request.prompt)
        return Stream(request, slot, min(request.limit, room))

    def _read_prompts(self) -> None:
        """Read at most one chunk of the prompts that are not read yet, the first come first, and not for long."""
        room, until = self._runner.sizes.chunk, time.monotonic() + READING_S
        for stream in self._streams:
            if not stream.writes:
                room -= self._read(stream, room)
            if room <= 0 or time.monotonic() > until:
                return

    def _read(self, stream: Stream, room: int) -> int:
        runner, request = self._runner, stream.request
        if stream.read == 0:
            runner.open(stream.slot, request.sampling, request.seed)
            stream.known = stream.read = runner.prefixes.fill(stream.slot, request.prompt, request.shared)
        end = min(stream.read + room, len(request.prompt))
        keep = stream.read < request.shared and runner.prefixes.worth_keeping(stream.known, request.shared)
        end = min(end, request.shared) if keep else end
        rows, count = runner.read(stream.slot, request.prompt[stream.read : end], stream.read), end - stream.read
        stream.read = end
        if keep and end == request.shared:
            runner.prefixes.keep(stream.slot, request.prompt[:end])
        if end == len(request.prompt):
            self._tickets.append(Ticket([stream], runner.first(stream.slot, rows, end - 1)))
        return count

    def _hand_out(self, ahead: int) -> None:
        """Hand out tokens that came, all but those of the last `ahead` steps."""
        while len(self._tickets) > ahead:
            ticket = self._tickets.popleft()
            for stream, id_ in zip(ticket.streams, ticket.drawn.ids(), strict=True):
                if not stream.over:
                    self._take(stream, id_)
        self._streams = [stream for stream in self._streams if not stream.over]

    def _take(self, stream: Stream, id_: int) -> None:
        request = stream.request
        stream.made += 1
        if id_ == NONE:
            self._end(stream, Ended.NAN)
        elif id_ in request.stops:
            self._end(stream, Ended.STOP)
        else:
            request.sink.token(id_)
            if stream.made >= stream.limit:
                self._end(stream, Ended.LIMIT)

    def _end(self, stream: Stream, why: Ended, detail: str = "") -> None:
        if not stream.over:
            stream.over = True
            self._free.append(stream.slot)
            stream.request.sink.end(why, detail)

    def _fail(self, error: Exception) -> None:
        """End the answers that were being written; those in line may still be lucky."""
        # The error's own text may hold what a patient wrote: its kind is enough.
        log.error("a round failed: %s", type(error).__name__)
        self._tickets.clear()
        for stream in self._streams:
            self._end(stream, Ended.BROKEN, type(error).__name__)
        self._streams = []

    def _end_all(self, why: Ended) -> None:
        for stream in self._streams:
            self._end(stream, why)
        with self._change:
            waiting, self._line = list(self._line), deque()
        for request in waiting:
            request.sink.end(why)
