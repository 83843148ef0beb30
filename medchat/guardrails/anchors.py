"""Words that a text must hold for a pattern to match, read from the pattern itself: the index of the rules.

An anchor is a whole word ("chest") or a beginning ("bleed*"). The pattern is walked as the standard library parses it;
of all things a match needs, the set whose words are rarest is taken.
"""

from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

_COMMON_WORDS = (
    "i me my a an the to of in on is it and or that this for with be do so if at as we he she they you your not no "
    "have has am are was can what how get about de la el que mi en un una y se es los his her him them will"
)
_COMMON = frozenset(_COMMON_WORDS.split())


def anchors(pattern: str) -> frozenset[str] | None:
    """Return words of which every match of `pattern` holds at least one, None when nothing can be said."""
    return _need(list(parser.parse(pattern)), started=True, word="")


class _Walk:
    """The state of one walk: the best set so far, the word being read, whether it began at a word's start."""

    def __init__(self, started: bool, word: str) -> None:
        self.best: frozenset[str] | None = None
        self.started = started
        self.word = word

    def consider(self, found: frozenset[str] | None) -> None:
        if found and (self.best is None or _cost(found) < _cost(self.best)):
            self.best = found

    def close(self, *, whole: bool) -> None:
        if self.word and self.started and (whole or len(self.word) > 1):
            self.consider(frozenset((self.word if whole else self.word + "*",)))

    def lose(self) -> None:
        self.word, self.started = "", False


def _need(items: list[Any], *, started: bool, word: str) -> frozenset[str] | None:
    walk = _Walk(started, word)
    for op, arg in items:
        if op is ops.LITERAL:
            _literal(walk, chr(arg))
        elif op in (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT):
            _repeat(walk, arg[0], list(arg[2]))
        elif op is ops.SUBPATTERN:
            _inside(walk, [list(arg[3])])
        elif op is ops.BRANCH:
            _inside(walk, [list(branch) for branch in arg[1]])
        elif op not in (ops.ASSERT, ops.ASSERT_NOT, ops.AT):
            walk.close(whole=False)
            walk.lose()
    walk.close(whole=False)
    return walk.best


def _literal(walk: _Walk, letter: str) -> None:
    if letter == " ":
        walk.close(whole=True)
        walk.word, walk.started = "", True
    else:
        walk.word += letter


def _repeat(walk: _Walk, least: int, inner: list[Any]) -> None:
    aligned = walk.started and not walk.word
    walk.close(whole=False)
    if least:
        walk.consider(_need(inner, started=aligned, word=""))
    walk.lose()
    walk.started = aligned and _ends_word(inner)


def _inside(walk: _Walk, branches: list[list[Any]]) -> None:
    sets = [_need(branch, started=walk.started, word=walk.word) for branch in branches]
    if all(sets):
        walk.consider(frozenset().union(*(found for found in sets if found)))
    walk.close(whole=False)
    walk.lose()
    walk.started = all(map(_ends_word, branches))


def _ends_word(items: list[Any]) -> bool:
    """Tell whether whatever these items match ends with a space."""
    if not items:
        return False
    op, arg = items[-1]
    if op is ops.SUBPATTERN:
        return _ends_word(list(arg[3]))
    if op is ops.BRANCH:
        return all(_ends_word(list(branch)) for branch in arg[1])
    return bool(op is ops.LITERAL and arg == ord(" "))


def _cost(words: frozenset[str]) -> float:
    """Guess how often a text holds one of these: common words cost most, short beginnings more than long ones."""
    return sum(40 if w in _COMMON else 60 / len(w) ** 2 if w[-1] == "*" else 20 / len(w) ** 2 for w in words)
