"""What a clinic says and dials, as plain values that the turn is handed."""

from dataclasses import dataclass, field
from typing import Any


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
    """What one clinic allows and says, at or above the floor."""

    version: int = 0
    blocked_topics: tuple[str, ...] = ()
    additions: dict[str, str] = field(default_factory=dict)
    numbers: tuple[Number, ...] = ()
    hours: str = ""
    history: int = 6
