"""The one door to whoever writes the explanation: Prompt in, stream of text out. No ORM here."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from threading import Event as Cancel
from typing import Protocol

from medchat.text.passages import Passage

__all__ = [
    "Busy",
    "Cancel",
    "Description",
    "Engine",
    "EngineConfig",
    "EngineError",
    "Faulty",
    "Health",
    "Limits",
    "Progress",
    "Prompt",
    "Sampling",
    "Stream",
    "Utterance",
]


Stream = AsyncGenerator[str, None]
"""Text as it comes. Whoever reads it closes it (`contextlib.aclosing`), so that the writing ends with the reading."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """One earlier message of the conversation; role is patient, assistant or staff."""

    role: str
    text: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """All an engine needs for one answer.

    `instructions` is the rendered policy text (from chat/prompts), `grade` the FKGL target,
    `passages` the approved text the answer may use, nearest first, `history` short and oldest first.
    """

    question: str
    instructions: str
    grade: float
    language: str = "en"
    passages: tuple[Passage, ...] = ()
    history: tuple[Utterance, ...] = ()


@dataclass(slots=True)
class Progress:
    """What became of one answer so far; an engine fills it in.

    `ahead` counts those who are served first: 0 is "you are next", None that it is being written or that nobody has to
    wait here. Tokens are counted where the engine knows them, seconds by all: to the first piece, and in all.
    """

    ahead: int | None = None
    prompt_tokens: int = 0
    tokens: int = 0
    first_s: float = 0.0
    total_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Limits:
    """Caps of one answer: new tokens, seconds to the first piece of text, seconds in all; and where to report."""

    tokens: int = 700
    first_s: float = 20.0
    total_s: float = 120.0
    progress: Progress = field(default_factory=Progress, compare=False)


@dataclass(frozen=True, slots=True)
class Health:
    """`ready` False carries a reason an operator can act on."""

    ready: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Description:
    """What is stored with each answer: which engine, model and revision wrote it."""

    name: str
    model: str
    revision: str = ""


@dataclass(frozen=True, slots=True)
class Sampling:
    """How tokens are drawn. MedGemma wants all four said in every request, temperature 0.2 to 0.4, and no penalty."""

    temperature: float = 0.3
    top_p: float = 0.95
    top_k: int = 64
    repetition_penalty: float = 1.0


@dataclass(frozen=True, slots=True)
class EngineConfig:
    """What an operator sets for an engine; `model` is a local folder (medgemma) or a model name (openai).

    `key`, or the file `key_file` that holds it, opens an endpoint; without both MEDCHAT_MODEL_KEY does.
    `dtype` is auto (as the checkpoint stores it), bfloat16 or float32; `quantise` is nothing, nf4 or int8. `slots`
    answers are written at once, each with its prompt at most `length` tokens long; `waiting` more stand in line.
    `connect_s` and `read_s` are seconds an endpoint may take to connect, and to send something more once it has begun.
    """

    name: str
    model: str = ""
    url: str = ""
    key: str = field(default="", repr=False)
    key_file: str = ""
    dtype: str = "auto"
    quantise: str = ""
    slots: int = 16
    length: int = 8192
    waiting: int = 64
    sampling: Sampling = Sampling()
    connect_s: float = 5.0
    read_s: float = 30.0


class EngineError(Exception):
    """The engine could not write (on). The message is for operators and holds no patient text."""


class Faulty(EngineError):
    """The model wrote what cannot be shown (nothing, NaN, a loop, thinking without an end): once more may do better."""


class Busy(EngineError):
    """So many are waiting already that no more are taken in."""


class Engine(Protocol):
    """Whoever writes. `stream` yields text as it comes and stops soon after `cancel` is set."""

    def stream(self, prompt: Prompt, *, limits: Limits, cancel: Cancel) -> Stream: ...

    async def health(self) -> Health: ...

    def describe(self) -> Description: ...
