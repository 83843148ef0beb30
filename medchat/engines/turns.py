"""A prompt as the turns of a chat: strictly alternating, beginning and ending with the patient's side."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from medchat.engines.types import Prompt, Utterance

STAFF_NOTE = "(A member of the care team wrote to the patient:)"


@dataclass(frozen=True, slots=True)
class Turn:
    """One side's say; `user` holds the patient's words and those of staff, `assistant` the model's own."""

    role: Literal["user", "assistant"]
    text: str


def turns(prompt: Prompt) -> list[Turn]:
    """Return history and question as alternating turns, first and last the user's; instructions are not in them.

    Staff's words go to the user's side, quoted: a model that finds them among its own goes on writing as staff.
    """
    said = [_turn(item) for item in prompt.history if item.text.strip()]
    return _after_first_question(_merged([*said, Turn("user", prompt.question.strip())]))


def _turn(said: Utterance) -> Turn:
    if said.role == "staff":
        quoted = "\n".join(f"> {line}" for line in said.text.strip().splitlines())
        return Turn("user", f"{STAFF_NOTE}\n{quoted}")
    return Turn("assistant" if said.role == "assistant" else "user", said.text.strip())


def _merged(said: Iterable[Turn]) -> list[Turn]:
    groups = groupby(said, key=lambda turn: turn.role)
    return [Turn(role, "\n\n".join(turn.text for turn in group)) for role, group in groups]


def _after_first_question(said: list[Turn]) -> list[Turn]:
    """Leave out an answer whose question is no longer in the short history."""
    return said[1:] if said[0].role == "assistant" else said
