"""The one door to whoever writes the explanation: Prompt in, stream of text out. No ORM here."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from threading import Event as Cancel
from typing import Protocol

from medchat.text.passages import Passage

__all__ = ["Cancel", "Description", "Engine", "EngineError", "Health", "Limits", "Prompt", "Utterance"]


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


@dataclass(frozen=True, slots=True)
class Limits:
    """Caps of one answer: new tokens, seconds to the first piece of text, seconds in all."""

    tokens: int = 700
    first_s: float = 20.0
    total_s: float = 120.0


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


class EngineError(Exception):
    """The engine could not write (on). The message is for operators and holds no patient text."""


class Engine(Protocol):
    """Whoever writes. `stream` yields text as it comes and stops soon after `cancel` is set."""

    def stream(self, prompt: Prompt, *, limits: Limits, cancel: Cancel) -> AsyncIterator[str]: ...

    async def health(self) -> Health: ...

    def describe(self) -> Description: ...
