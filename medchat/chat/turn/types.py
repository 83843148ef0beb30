"""What one turn carries from stage to stage."""

import uuid
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from medchat.accounts.models import User
from medchat.chat.frames import Frame, Say
from medchat.conversations.events import Hold
from medchat.conversations.models import Conversation, TurnStatus
from medchat.engines.types import Cancel, Engine
from medchat.guardrails.types import Judgement, Message, Reply, Said, Screening
from medchat.library.index import Source
from medchat.policy.types import Policy
from medchat.readability.control import Control
from medchat.text.passages import Passage


class EndTurn(Exception):
    """Ends a turn early; only `run_turn` catches it."""

    def __init__(self, status: TurnStatus, *, notice: str = "", recorded: bool = False) -> None:
        super().__init__(status)
        self.status, self.notice, self.recorded = status, notice, recorded


class Refused(Exception):
    """The message was not taken; nothing is stored. The sender gets `frame` and keeps the draft."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame.get("code", frame["type"]))
        self.frame = frame


@dataclass(frozen=True, slots=True)
class Shown:
    """One sentence that is on disk and on screen."""

    text: str
    cites: tuple[int, ...] = ()


@dataclass(frozen=True)
class Kit:
    """What a turn works with; tests hand in their own.

    `rules` is our own input guard and finds red flags at once; `ready` waits until the shell is loaded, `screen` is
    what that shell makes of a message and of the guard's word on it. `rewrites` says that the engine can be asked for a
    sentence in easier words while it writes the answer.
    """

    engine: Engine
    fallback: Engine
    rules: Callable[[Message], Screening]
    ready: Callable[[], Awaitable[None]]
    screen: Callable[[Message, Screening], Screening]
    judge: Callable[[Reply], Judgement]
    rewrites: bool = False


@dataclass
class Turn:
    """The turn while it runs. Stages fill it from top to bottom."""

    say: Say
    user: User
    conversation_id: uuid.UUID
    said: Sequence[Said] = ()
    language: str = "en"
    country: str = "US"
    cancel: Cancel = field(default_factory=Cancel)
    cancelled_by: str = "stop"  # or "shutdown"
    about: uuid.UUID | None = None  # an earlier turn whose answer is given again
    grade: int | None = None  # the level of this answer alone; else the conversation's

    teach: str = ""  # the topic that the patient tells in their own words

    screening: Screening | None = None  # screen
    turn_id: uuid.UUID | None = None  # admit
    policy: Policy = field(default_factory=Policy)
    conversation: Conversation | None = None
    hold: Hold | None = None
    waiting: bool = False
    passages: tuple[Passage, ...] = ()  # gather
    terms: tuple[tuple[str, str], ...] = ()
    sources: tuple[Source, ...] = ()
    control: Control | None = None  # generate
    shown: list[Shown] = field(default_factory=list)
    verdicts: list[dict[str, Any]] = field(default_factory=list)
    wrote: Engine | None = None

    @property
    def target(self) -> int:
        """The FKGL grade that this answer aims at."""
        assert self.conversation is not None
        return self.grade or self.conversation.grade

    @property
    def text(self) -> str:
        """What was shown so far."""
        return "\n".join(sentence.text for sentence in self.shown)
