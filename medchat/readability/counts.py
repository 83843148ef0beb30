"""Words and syllables, counted without keeping any text: textstat's dictionaries, our own tallies."""

import os
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

_DATA = Path(__file__).parent / "nltk_data"
_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?(?:-[^\W_]+)*", re.UNICODE)


_REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Syllables and hardness of known words, a hyphenator for the others.

    Hard means: neither on the Dale-Chall list nor a regular inflection of a word on it. Words outside the
    dictionary are remembered by their salted hash only, and boundedly: they may be a patient's name.
    """

    known: dict[str, tuple[int, bool]]
    easy: frozenset[str]
    hyphens: Any
    _met: dict[int, tuple[int, bool]] = field(default_factory=dict)

    def look(self, word: str) -> tuple[int, bool]:
        """Return (syllables, hard) of one lower-case word."""
        found = self.known.get(word) or self._met.get(hash(word))
        if found:
            return found
        if len(self._met) >= _REMEMBERED:
            self._met.clear()
        found = self._met[hash(word)] = (self._count(word), is_hard(word, self.easy))
        return found

    def syllables(self, word: str) -> int:
        """Count the syllables of one lower-case word, at least 1; a hyphenated word is the sum of its parts."""
        return self.look(word)[0]

    def _count(self, word: str) -> int:
        if "-" in word:
            return max(1, sum(self.syllables(part) for part in word.split("-") if part))
        if "’" in word:
            return self.syllables(word.replace("’", "'"))
        if word.endswith("'s") and len(word) > 2:
            return self.syllables(word[:-2]) + (word[-3] in "sxz")
        count = len(self.hyphens.positions(word)) + 1
        self.hyphens.hd.cache.clear()  # it would remember every unknown word
        return count


def is_hard(word: str, easy: Collection[str]) -> bool:
    """Tell whether neither a lower-case word nor the base of its regular inflection is easy."""
    if word in easy or word.isdigit():
        return False
    if "-" in word:
        return any(is_hard(part, easy) for part in word.split("-") if part)
    return not any(base in easy for base in bases(word))


def bases(word: str) -> list[str]:
    """List what a regular English inflection may come from (stopped: stopp, stoppe, stop)."""
    found: list[str] = []
    for ending in ("'s", "’s", "s", "es", "d", "ed", "ing", "er", "est", "ly"):
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            base = word[: -len(ending)]
            found += [base, base + "e"]
            if base.endswith("i"):
                found.append(base[:-1] + "y")
            if len(base) > 3 and base[-1] == base[-2]:
                found.append(base[:-1])
    return found


def words(text: str) -> list[str]:
    """List the words of a text, lower case; a hyphenated word is one."""
    return _WORD.findall(text.lower())


def places(text: str) -> Iterator[re.Match[str]]:
    """Find the words of a text where they stand, as written."""
    return _WORD.finditer(text)


@cache
def lexicon(language: str) -> Lexicon:
    """Load a language's dictionaries, once (about 2 s and 40 MB for English)."""
    os.environ.setdefault("NLTK_DATA", str(_DATA))
    from pyphen import Pyphen  # type: ignore[import-untyped]
    from textstat.backend.utils._get_lang_easy_words import get_lang_easy_words

    easy = frozenset(get_lang_easy_words(language))
    known = _cmu(easy) if language == "en" else {}
    return Lexicon(known, easy, Pyphen(lang="en_US" if language == "en" else language, cache=False))


def _cmu(easy: frozenset[str]) -> dict[str, tuple[int, bool]]:
    """Read the CMU dictionary: syllables of each word's first pronunciation, as textstat counts them."""
    known: dict[str, tuple[int, bool]] = {}
    shared: dict[tuple[int, bool], tuple[int, bool]] = {}
    for line in (_DATA / "corpora" / "cmudict" / "cmudict").read_text("utf-8").splitlines():
        word, _, phones = line.partition(" ")
        word = word.lower()
        if word not in known:
            entry = (sum(p[-1].isdigit() for p in phones.split()[1:]) or 1, is_hard(word, easy))
            known[word] = shared.setdefault(entry, entry)
    return known
