"""Which passage a sentence came from, and which glossary terms stand in it."""

import re
from collections.abc import Sequence

from medchat.chat.turn.types import Turn
from medchat.text.passages import Passage

WORD = re.compile(r"\w{3,}")
CARRIED = 0.6  # share of a sentence's words that a passage must hold to be cited for it


def cites(text: str, passages: Sequence[Passage]) -> tuple[int, ...]:
    """Return the index of the passage that carries the sentence, or nothing."""
    words = set(WORD.findall(text.lower()))
    if not words or not passages:
        return ()
    shares = [len(words & set(WORD.findall(passage.text.lower()))) / len(words) for passage in passages]
    best = max(range(len(shares)), key=shares.__getitem__)
    return (best,) if shares[best] >= CARRIED else ()


def terms_in(text: str, turn: Turn) -> list[dict[str, str]]:
    """Return the glossary terms that this sentence is the first of its answer to use."""
    before = turn.text.lower()
    found = []
    for term, meaning in turn.terms:
        pattern = re.compile(rf"\b{re.escape(term.lower())}(?:e?s)?\b")
        if pattern.search(text.lower()) and not pattern.search(before):
            found.append({"term": term, "meaning": meaning})
    return found
