"""Which key points of a topic a patient named in their own words, and where approved text says one in other words.

Words are compared, not sentences: a stem or its like, weighed the same. It is no test of a person, and errs toward
explaining a point once more.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

from medchat.library.vocabulary import content, stem, words
from medchat.text.sentences import split
from medchat.text.words import wordset

NAMED = 0.3
"""Share of a point's telling words from which it counts as named; set on the pairs of tests/unit/library."""
FEWEST = 2
"""Telling words that must be named where a point has that many: one word in common is chance."""
NEAR = 0.4
"""Share of a point's words that a sentence must hold to explain it."""
DATA = Path(__file__).parent / "data"
_NOT = re.compile(
    r"\b(?:not|no|never|none|nothing|without|cannot|can'?t|don'?t|doesn'?t|isn'?t|aren'?t|won'?t|nunca|sin|ni)\b"
)
_DENIED = re.compile(rf"{_NOT.pattern}(?:\W+\w+){{0,3}}")
_FILLER = wordset(
    "people person thing part way lot get got go come need make take use using know think can may also very much not no never"
)


def missed(answer: str, points: Sequence[str], *, language: str = "en", about: Iterable[str] = ()) -> tuple[int, ...]:
    """Return the indexes of the points that an answer does not name; `about` are the topic's names, which name nothing."""
    empty = frozenset(_telling(" ".join(about), language))
    parts = _parts(answer, language)
    return tuple(at for at, point in enumerate(points) if not _named(point, parts, empty, language))


def other_words(point: str, sentences: Sequence[str], *, language: str = "en") -> str:
    """Return the sentence that says the point in other words, or the point itself where none is near enough."""
    wanted = frozenset(_telling(point, language))
    if not wanted:
        return point
    near = {
        sentence: len(wanted & frozenset(_telling(sentence, language))) / len(wanted)
        for sentence in sentences
        if _plain(sentence) != _plain(point) and _denies(sentence) == _denies(point)
    }
    best = max(near, key=lambda sentence: near[sentence], default="")
    return best if best and near[best] >= NEAR else point


def _parts(answer: str, language: str) -> list[str]:
    """Return the sentences of an answer and each pair of neighbours: a point is often told in two."""
    ones = [piece.text for piece in split(answer, language) if piece.text.strip()]
    return [*ones, *(f"{one} {next_}" for one, next_ in pairwise(ones))]


def _named(point: str, parts: Sequence[str], empty: frozenset[str], language: str) -> bool:
    """Tell whether a part holds enough of the point; of one that denies, a point that does not gets only the rest."""
    wanted = frozenset(_telling(point, language))
    wanted = wanted - empty or wanted
    denies = _denies(point)
    said = (part if denies else _DENIED.sub(" ", part.lower()) for part in parts if _denies(part) or not denies)
    hits = max((len(wanted & frozenset(_telling(part, language))) for part in said), default=0)
    return hits >= max(min(FEWEST, len(wanted)), NAMED * len(wanted))


def _denies(text: str) -> bool:
    return _NOT.search(text.lower()) is not None


def _telling(text: str, language: str) -> Iterable[str]:
    """Yield the stems that carry a text's meaning, each as the first of its likes."""
    same = _same(language)
    return (same.get(one, one) for one in content(text, language) if one not in _filler(language))


def _plain(text: str) -> str:
    return " ".join(words(text))


@cache
def _filler(language: str) -> frozenset[str]:
    return frozenset(stem(word, language) for word in _FILLER)


@cache
def _same(language: str) -> dict[str, str]:
    path = DATA / f"same_{language}.txt"
    if not path.is_file():
        return {}
    groups = [words(line) for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return {stem(word, language): stem(group[0], language) for group in reversed(groups) for word in group}
