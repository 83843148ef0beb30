"""Plain values of the library: what is written, what a check said, what went wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

Bodies = Mapping[tuple[str, str], str]
"""Markdown by (section kind, level)."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One sentence the output gate would not show, and why."""

    section: str
    level: str
    sentence: str
    verdict: str
    rule: str


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What the checks said of one revision as it stood at `edits`; only an empty `problems` can be published."""

    revision: UUID
    edits: int
    sentences: int
    problems: tuple[Problem, ...] = ()

    @property
    def passed(self) -> bool:
        return self.sentences > 0 and not self.problems


class LibraryError(Exception):
    """A change that cannot be made; the message can be shown to the person who asked for it."""


class StaleEdit(LibraryError):
    """Somebody else saved this draft first; nothing was overwritten."""


class NotAllowed(LibraryError):
    """This person may not make this change, for example approve what they wrote."""


class WrongState(LibraryError):
    """The revision is not in the state that this change needs."""


class NotPublishable(LibraryError):
    """The checks do not let this revision out."""
