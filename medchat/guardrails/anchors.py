"""The words that a text must hold for a pattern to match, read from the pattern itself: what the index of the rules rests on.

A need is a set of words of which every match holds at least one: whole ("chest") or as a beginning ("bleed*"). The pattern is
walked as the standard library parses it; where nothing is certain nothing is said, so that a need is never too much.
"""

from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

Need = frozenset[str]

_COMMON_WORDS = (
    "i me my a an the to of in on is it and or that this for with be do so if at as we he she they you your not no "
    "have has am are was can what how get about de la el que mi en un una y se es los his her him them will"
)
_COMMON = frozenset(_COMMON_WORDS.split())
_REPEATS = (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT)


def needs(pattern: str) -> tuple[Need, ...]:
    """Return what every match of `pattern` holds, the rarest first."""
    found = dict.fromkeys(_needs(list(parser.parse(pattern)), started=False, word="", closed=False))
    return tuple(sorted(found, key=_cost))


class _Walk:
    """The state of one walk: the needs so far, the word being read, whether it began at a word's start."""

    def __init__(self, started: bool, word: str) -> None:
        self.found: list[Need] = []
        self.started = started
        self.word = word

    def close(self, *, whole: bool) -> None:
        """End the word being read: `whole` where its end is sure, else as a beginning."""
        if self.word and self.started and (whole or len(self.word) > 1):
            self.found.append(frozenset((self.word if whole else self.word + "*",)))
        self.word, self.started = "", whole


def _needs(items: list[Any], *, started: bool, word: str, closed: bool) -> list[Need]:
    """Walk the items of a pattern; `closed` says that what follows them is sure to end a word."""
    walk = _Walk(started, word)
    for at, (op, arg) in enumerate(items):
        rest = items[at + 1 :]
        if _edge(op, arg):
            walk.close(whole=True)
        elif op is ops.LITERAL:
            walk.word += chr(arg)
        elif op in _REPEATS:
            _repeat(walk, arg[0], list(arg[2]), spaced=_spaced(items[at:], closed))
        elif op is ops.SUBPATTERN:
            _branches(walk, [list(arg[3])], closed=_spaced(rest, closed))
        elif op is ops.BRANCH:
            _branches(walk, [list(branch) for branch in arg[1]], closed=_spaced(rest, closed))
        elif op is ops.ASSERT and arg[0] > 0 and _spaced(list(arg[1]), False):
            walk.close(whole=True)
            walk.started = False  # a lookahead: what ends the word comes after it
        elif op not in (ops.ASSERT, ops.ASSERT_NOT):
            walk.close(whole=False)
    walk.close(whole=closed)
    return walk.found


def _repeat(walk: _Walk, least: int, inner: list[Any], *, spaced: bool) -> None:
    aligned = walk.started and not walk.word
    walk.close(whole=spaced)
    if least:
        walk.found += _needs(inner, started=aligned, word="", closed=False)
    walk.started = aligned and _ends_word(inner)


def _branches(walk: _Walk, branches: list[list[Any]], *, closed: bool) -> None:
    """Of several branches one is matched: the rarest need of each, taken together, is needed."""
    sets = [_needs(branch, started=walk.started, word=walk.word, closed=closed) for branch in branches]
    walk.close(whole=False)
    if len(sets) == 1:
        walk.found += sets[0]
    elif all(sets):
        walk.found.append(frozenset().union(*(min(found, key=_cost) for found in sets)))
    walk.started = all(map(_ends_word, branches))


def _edge(op: Any, arg: Any) -> bool:
    """Tell whether an item is the edge of a word: a space, a sign, a word boundary, the beginning or the end."""
    if op is ops.LITERAL:
        return not (chr(arg).isalnum() or chr(arg) == "_")
    return op is ops.AT and arg is not ops.AT_NON_BOUNDARY


def _spaced(items: list[Any], closed: bool) -> bool:
    """Tell whether whatever these items match ends the word before it; if they match nothing, `closed` says it."""
    for at, (op, arg) in enumerate(items):
        if op is ops.ASSERT_NOT or (op is ops.ASSERT and arg[0] < 0):
            continue
        rest = items[at + 1 :]
        if op is ops.ASSERT:
            return _spaced(list(arg[1]), False) or _spaced(rest, closed)
        if op in _REPEATS:
            return _spaced(list(arg[2]), False) and (arg[0] > 0 or _spaced(rest, closed))
        if op is ops.SUBPATTERN:
            return _spaced([*arg[3], *rest], closed)
        if op is ops.BRANCH:
            return all(_spaced([*branch, *rest], closed) for branch in arg[1])
        return _edge(op, arg)
    return closed


def _ends_word(items: list[Any]) -> bool:
    """Tell whether a word begins after whatever these items match."""
    if not items:
        return False
    op, arg = items[-1]
    if op is ops.SUBPATTERN:
        return _ends_word(list(arg[3]))
    if op is ops.BRANCH:
        return all(_ends_word(list(branch)) for branch in arg[1])
    return _edge(op, arg)


def _cost(words: Need) -> float:
    """Guess how often a text holds one of these: common words cost most, short beginnings more than long ones."""
    return sum(40 if w in _COMMON else 60 / len(w) ** 2 if w[-1] == "*" else 20 / len(w) ** 2 for w in words)
