"""The index of all patterns: which of them can match a text at all, told from its words alone.

Every match of "bleed%~(?:a lot|heavily)" holds a word that begins with "bleed", and "lot" or "heavily": its needs, read from
the pattern itself (`anchors.needs`). Each need is a bit. A word has the bits of the needs it meets, a text those of its words,
and a pattern runs only on a text that has all of its bits: a few of a thousand do.
"""

import re
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from medchat.guardrails.anchors import Need

WORDS = 20_000
"""Words whose needs are remembered: single words, never texts."""
TEXTS = 8
"""Texts whose patterns a thread remembers until `forget`: a message and the turns before it."""


@dataclass(eq=False, slots=True)
class Indexed:
    """One pattern and what it needs, the rarest first; `worded` when it matches wherever a text has its only need.

    `bits` are those of its other needs: by the rarest it is found.
    """

    pattern: re.Pattern[str]
    needs: Sequence[Need]
    worded: bool = False
    owner: int = -1
    place: int = -1
    bits: int = 0


@dataclass(slots=True)
class _Word:
    """What a word brings: the bits of the needs it meets, and the patterns whose rarest need is among them."""

    bits: int = 0
    tried: list[Indexed] = field(default_factory=list)


Found = dict[int, list[Indexed]]
"""By owner, the patterns that can match in a text, in the order in which they were entered."""


class _Memo(threading.local):
    def __init__(self) -> None:
        self.owners = -1
        self.texts: dict[str, Found] = {}


_place = attrgetter("place")


class Index:
    """Patterns of many owners by the words they need; `words` cuts a text into words."""

    def __init__(self, words: Callable[[str], Iterable[str]]) -> None:
        self._cut = words
        self._lock = threading.Lock()
        self._bits: dict[Need, int] = {}
        self._entries: dict[str, _Word] = {}
        self._always: list[Indexed] = []
        self._words: dict[str, _Word] = {}
        self._sizes: set[int] = set()
        self._owners = self._patterns = 0
        self._memo = _Memo()

    def add(self, patterns: Sequence[Indexed]) -> int:
        """Enter the patterns of one owner; returns its number."""
        with self._lock:
            for each in patterns:
                each.owner, each.place = self._owners, self._patterns
                self._patterns += 1
                for need in each.needs[1:]:
                    each.bits |= self._bit(need)
                for tried in [self._entry(word).tried for word in each.needs[0]] if each.needs else [self._always]:
                    tried.append(each)
            self._words = {}  # last: what was found before is then out of date, and known to be
            self._owners += 1
            return self._owners - 1

    def find(self, text: str) -> Found:
        """Return by owner the patterns that can match in a text, in the order in which they were entered."""
        memo = self._memo
        if memo.owners != self._owners or len(memo.texts) >= TEXTS:
            memo.owners, memo.texts = self._owners, {}
        found = memo.texts.get(text)
        if found is None:
            found = memo.texts[text] = self.read(text)
        return found

    def learn(self, words: Iterable[str]) -> None:
        """Look words up beforehand, so that the first texts are read as fast as the next."""
        for word in words:
            self._look(word)

    def forget(self) -> None:
        """Drop what this thread remembers of texts."""
        self._memo.texts.clear()

    def read(self, text: str) -> Found:
        """Return the same, and remember nothing."""
        bits, tried, words = 0, set(self._always), self._words
        for word in set(self._cut(text)):
            brought = words.get(word) or self._look(word)
            bits |= brought.bits
            if brought.tried:
                tried.update(brought.tried)
        found: Found = {}
        for each in tried:
            if each.bits & bits == each.bits:
                found.setdefault(each.owner, []).append(each)
        for patterns in found.values():
            patterns.sort(key=_place)
        return found

    def _look(self, word: str) -> _Word:
        """Work out what a word brings, as a whole and by its beginnings, and remember it."""
        words, seen = self._words, _Word()
        for key in (word, *(word[:size] + "*" for size in self._sizes if size <= len(word))):
            if (entry := self._entries.get(key)) is not None:
                seen.bits |= entry.bits
                seen.tried += entry.tried
        if len(words) >= WORDS:
            words.clear()
        if word.isalpha():
            words[word] = seen
        return seen

    def _bit(self, need: Need) -> int:
        if need not in self._bits:
            self._bits[need] = 1 << len(self._bits)
            for word in need:
                self._entry(word).bits |= self._bits[need]
        return self._bits[need]

    def _entry(self, word: str) -> _Word:
        if word[-1] == "*":
            self._sizes.add(len(word) - 1)
        return self._entries.setdefault(word, _Word())


index = Index(str.split)
"""The index of the patient's messages: the rules of all checks and the wording of contexts."""
replies = Index(re.compile(r"\w+").findall)
"""The index of the rules that a reply is judged by."""
