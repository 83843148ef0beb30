"""What the batching core is asked for and what it gives back; tokens only, text is not known here."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from medchat.engines.types import Sampling


class Ended(StrEnum):
    """Why nothing more comes: a stop token, the limit, nobody wants it, or a fault."""

    STOP = "stop"
    LIMIT = "limit"
    UNWANTED = "unwanted"
    NAN = "nan"
    BROKEN = "broken"


class Sink(Protocol):
    """Where tokens go. Called by the worker's thread, so both calls must return at once and never raise."""

    def token(self, id_: int) -> None: ...

    def end(self, why: Ended, detail: str = "") -> None: ...


def still_read() -> bool:
    """Say that the answer is still wanted."""
    return False


@dataclass(frozen=True, slots=True, eq=False)
class Request:
    """One answer to write.

    `prompt` are token ids, `limit` the most new ones; the first `shared` ids of the prompt hold nothing personal, so
    what the model made of them may be used again for somebody else. `seed` fixes the draws of this answer.
    """

    prompt: tuple[int, ...]
    sink: Sink
    limit: int = 700
    sampling: Sampling = field(default_factory=Sampling)
    stops: frozenset[int] = frozenset()
    shared: int = 0
    seed: int = 0
    unwanted: Callable[[], bool] = field(default=still_read)


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much the core takes on.

    `slots` answers at once, each of at most `length` tokens with its prompt; a prompt is read `chunk` tokens at a time
    between two steps of the others; `waiting` more requests may stand in line; `prefixes` beginnings are kept.
    """

    slots: int = 16
    length: int = 8192
    chunk: int = 1024
    waiting: int = 64
    prefixes: int = 4

    def buckets(self) -> tuple[int, ...]:
        """Return the batch sizes that steps are padded to."""
        powers = [1 << power for power in range(self.slots.bit_length()) if 1 << power < self.slots]
        return (*powers, self.slots)


class TooMany(Exception):
    """The line is full: nothing more is taken in now."""


class TooLong(Exception):
    """The prompt leaves no room for an answer."""
