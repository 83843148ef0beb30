"""What changed between two texts, word by word, for the person who reviews."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_PART = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Change:
    """A run of text that stayed, was added, or was taken away."""

    kind: Literal["same", "added", "removed"]
    text: str


def changes(before: str, after: str) -> list[Change]:
    """Return the runs that lead from one text to the other; joined without the removed ones they are `after`."""
    old, new = _PART.findall(before), _PART.findall(after)
    found: list[Change] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Change("same", "".join(old[a:b])))
            continue
        if a < b:
            found.append(Change("removed", "".join(old[a:b])))
        if c < d:
            found.append(Change("added", "".join(new[c:d])))
    return found
