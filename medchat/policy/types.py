"""What a clinic says and dials, as plain values that the turn is handed, and what can go wrong with them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Number:
    """One telephone, text or chat line. `verified_on` is empty unless its source was really read on that day."""

    kind: str
    label: str
    value: str
    way: str
    language: str = ""
    hours: str = ""
    source: str = ""
    verified_on: str = ""


@dataclass(frozen=True, slots=True)
class FixedText:
    """A text no model writes: what is shown and the buttons under it."""

    kind: str
    text: str
    actions: tuple[dict[str, Any], ...] = ()

    def body(self) -> dict[str, Any]:
        """Return the body of its notice frame."""
        return {"kind": self.kind, "text": self.text, "actions": list(self.actions)}


@dataclass(frozen=True, slots=True)
class Policy:
    """What one clinic allows and says, at or above the floor; version 0 is the floor itself.

    `allowed_topics`, where there are any, are all that is explained; `handed_over` are routes whose messages open a
    case at once instead of being refused. `additions` and `hours` are by language (additions then by kind of fixed
    text); `numbers` are the clinic's own lines; `history` is how many earlier messages an engine is given.
    """

    version: int = 0
    blocked_topics: tuple[str, ...] = ()
    additions: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    numbers: tuple[Number, ...] = ()
    hours: Mapping[str, str] = field(default_factory=dict)
    history: int = 6
    allowed_topics: tuple[str, ...] = ()
    handed_over: tuple[str, ...] = ()

    def added_to(self, kind: str, language: str) -> str:
        """Return the clinic's own sentences after a fixed text, or an empty text."""
        return self.additions.get(language, {}).get(kind, "")


@dataclass(frozen=True, slots=True)
class Breach:
    """One thing that goes below the floor: the rule's name, the field it stands in, and what to do instead."""

    rule: str
    field: str
    message: str


@dataclass(frozen=True, slots=True)
class Problem:
    """One safety case that went wrong under a policy, or one breach of the floor."""

    case: str
    message: str


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What the checks said of one version as it stood at `edits`; only an empty `problems` can be published.

    `missed` counts the safety cases that the guard misses by itself, with this policy or without it.
    """

    version: UUID
    edits: int
    cases: int
    problems: tuple[Problem, ...] = ()
    missed: int = 0

    @property
    def passed(self) -> bool:
        return self.cases > 0 and not self.problems


class PolicyError(Exception):
    """A change that cannot be made; the message can be shown to the person who asked for it."""


class StaleEdit(PolicyError):
    """Somebody else saved this draft first; nothing was overwritten."""


class NotAllowed(PolicyError):
    """This person may not make this change, for example publish what they wrote."""


class WrongState(PolicyError):
    """The version is not in the state that this change needs."""


class NotPublishable(PolicyError):
    """The checks do not let this version out."""


class BelowFloor(PolicyError):
    """Something in it goes below what no clinic can lower; `breaches` say what and where."""

    def __init__(self, breaches: tuple[Breach, ...]) -> None:
        super().__init__(" ".join(breach.message for breach in breaches))
        self.breaches = breaches
