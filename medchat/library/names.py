"""Which names a question mentions: the library's, spelt well or badly, and those of other things."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from rapidfuzz import process
from rapidfuzz.distance import OSA

from medchat.library.vocabulary import Word, everyday, other_names, stem, stops, words

EXACT, SCATTERED, WEAK = 1.0, 0.8, 0.6
"""Score of a name said in full, of its words near each other, and of a name that is an everyday word."""
CORRECTED = 0.95
_DRUG_ENDING = re.compile(
    r"(?:pril|sartan|olol|statin|azole|mycin|cillin|mab|nib|gliptin|gliflozin|pam|lam|triptan|vir)$"
)
_OPPOSITES = (("hypo", "hyper"), ("hyper", "hypo"))


@dataclass(frozen=True, slots=True)
class Mention:
    """A name found at words[start:end]; `slugs` empty means: a name no topic bears."""

    start: int
    end: int
    slugs: tuple[str, ...]
    score: float


@dataclass(slots=True)
class _Name:
    slug: str
    score: float
    capital: bool


@dataclass(slots=True)
class NameTable:
    """Names by their stems; longest names win, and on a tie the library's."""

    language: str
    _spans: dict[tuple[str, ...], list[_Name]] = field(default_factory=lambda: defaultdict(list))
    _by_stem: dict[str, set[tuple[str, ...]]] = field(default_factory=lambda: defaultdict(set))
    _others: set[tuple[str, ...]] = field(default_factory=set)
    _vocabulary: set[str] = field(default_factory=set)
    _joined: set[str] = field(default_factory=set)
    _choices: list[str] = field(default_factory=list)
    _pairs: set[tuple[str, str]] = field(default_factory=set)
    _keys: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    _longest: int = 1

    def add(self, name: str, slug: str) -> None:
        """Add one name of a topic."""
        stems, plain = self._read(name)
        if not stems:
            return
        capital = name.isupper() and len(stems) == 1 and self._needs_capitals(plain[0], stems[0])
        weak = len(stems) == 1 and stems[0] in everyday(self.language) and not capital
        self._put(stems, _Name(slug, WEAK if weak else EXACT, capital))
        if len(stems) > 1:
            self._put((stem("".join(plain), self.language),), _Name(slug, EXACT, False))
            for one in stems:
                self._by_stem[one].add(stems)
        joined = self._joined_form(plain)
        if joined != plain:
            self._put(tuple(stem(word, self.language) for word in joined), _Name(slug, EXACT, False))
        self._pairs.update(pairwise(plain))
        self._remember(plain)

    def close(self) -> None:
        """Add the names of other things, once all topics are in."""
        for name in other_names(self.language):
            stems, plain = self._read(name)
            if stems and not (len(stems) == 1 and stems[0] in everyday(self.language)):
                self._others.add(stems)
                self._others.add(tuple(stem(word, self.language) for word in self._joined_form(plain)))
                if len(plain) == 2:
                    self._others.add((stem("".join(plain), self.language),))
                self._longest = max(self._longest, len(stems))
                self._remember(plain)
        self._choices = sorted(word for word in self._vocabulary if len(word) > 3 and word.isalpha())
        for word in self._choices:
            self._keys[sound(word)].append(word)

    def knows(self, word: str) -> bool:
        return word in self._vocabulary

    def join(self, found: Sequence[Word]) -> list[Word]:
        """Write a name's parts as one word where it is usually written so ("a 1 c", "x ray")."""
        out: list[Word] = []
        at = 0
        while at < len(found):
            for size in (3, 2):
                group = found[at : at + size]
                text = "".join(word.text for word in group)
                whole = text in self._joined or (size == 2 and len(text) > 6 and text in self._vocabulary)
                if len(group) == size and whole and group[0].sentence == group[-1].sentence:
                    out.append(replace(group[0], text=text, stem=stem(text, self.language)))
                    at += size
                    break
            else:
                out.append(found[at])
                at += 1
        return out

    def correct(self, word: Word, known: Callable[[str], bool]) -> Word:
        """Return the word, corrected to a name's spelling if it is misspelt, or marked as unknown."""
        text = word.text
        if self.knows(text) or known(text) or not text.isalpha() or len(text) < 4:
            return word
        if (stem(text, self.language),) in self._spans or (stem(text, self.language),) in self._others:
            return word
        best = self._nearest(text)
        if best is None:
            return replace(word, unknown=True)
        return replace(word, text=best, stem=stem(best, self.language), corrected=True)

    def correct_within(self, found: Sequence[Word]) -> list[Word]:
        """Correct words that are words, but not the one that this name needs ("urinary track")."""
        out = list(found)
        for at, word in enumerate(found):
            if self.knows(word.text) or len(word.text) < 4 or word.stem in everyday(self.language):
                continue
            before = out[at - 1].text if at else ""
            after = found[at + 1].text if at + 1 < len(found) else ""
            near = process.extract(word.text, self._choices, scorer=OSA.distance, score_cutoff=1, limit=5)
            for best, _, _ in near:
                if (before, best) in self._pairs or (best, after) in self._pairs:
                    out[at] = replace(word, text=best, stem=stem(best, self.language), corrected=True, unknown=False)
                    break
        return out

    def scan(self, found: Sequence[Word]) -> list[Mention]:
        """Find the names said in full, longest first, none overlapping another."""
        taken = [False] * len(found)
        mentions: list[Mention] = []
        for size in range(min(self._longest, len(found)), 0, -1):
            for start in range(len(found) - size + 1):
                span = found[start : start + size]
                if any(taken[start : start + size]) or span[0].sentence != span[-1].sentence:
                    continue
                mention = self._mention(span, start)
                if mention is not None:
                    mentions.append(mention)
                    taken[start : start + size] = [True] * size
        return sorted(mentions, key=lambda mention: mention.start)

    def scattered(self, found: Sequence[Word]) -> list[Mention]:
        """Find names whose words all stand near each other, in any order."""
        places: dict[str, int] = {word.stem: index for index, word in enumerate(found)}
        best: dict[str, Mention] = {}
        for names in {names for one in places for names in self._by_stem.get(one, ())}:
            if not all(part in places for part in names):
                continue
            start, end = min(places[part] for part in names), max(places[part] for part in names) + 1
            if end - start > len(names) + 3:
                continue
            for name in self._spans[names]:
                old = best.get(name.slug)
                if old is None or old.end - old.start < len(names):
                    best[name.slug] = Mention(start, end, (name.slug,), SCATTERED)
        return list(best.values())

    def _joined_form(self, plain: list[str]) -> list[str]:
        """Return a name with a single letter joined to the next word ("x-ray" as "xray")."""
        out: list[str] = []
        for part in plain:
            if out and len(out[-1]) == 1 and out[-1].isalpha() and len(part) <= 5:
                self._joined.add(out[-1] + part)
                out[-1] += part
            else:
                out.append(part)
        return out

    def with_word(self, stems: tuple[str, ...], word: str) -> tuple[str, ...]:
        """Return the topics that bear this name with one word more ("cholesterol" and "test")."""
        longer = (*stems, stem(word, self.language))
        return tuple(name.slug for name in self._spans.get(longer, ()))

    def partial(self, found: Sequence[Word]) -> dict[str, float]:
        """Return topics one of whose names is said but for a word: the share of it that tells topics apart.

        Two words of it at least must be there: "knee" alone is no more knee arthritis than knee surgery.
        """
        present = {word.stem for word in found}
        telling = present - everyday(self.language)
        scores: dict[str, float] = {}
        for names in {names for one in telling for names in self._by_stem.get(one, ())}:
            if len(present.intersection(names)) < 2:
                continue
            weights = {part: self._telling(part) for part in names}
            share = sum(weight for part, weight in weights.items() if part in present) / sum(weights.values())
            for name in self._spans[names]:
                scores[name.slug] = max(scores.get(name.slug, 0.0), share)
        return scores

    def _telling(self, part: str) -> float:
        slugs = {name.slug for names in self._by_stem[part] for name in self._spans[names]}
        return (0.2 if part in everyday(self.language) else 1.0) / len(slugs)

    def _mention(self, span: Sequence[Word], start: int) -> Mention | None:
        stems = tuple(word.stem for word in span)
        named = [name for name in self._spans.get(stems, ()) if not name.capital or span[0].capital]
        factor = CORRECTED ** sum(word.corrected for word in span)
        if named:
            score = max(name.score for name in named) * factor
            return Mention(start, start + len(span), tuple(dict.fromkeys(name.slug for name in named)), score)
        if stems in self._others:
            return Mention(start, start + len(span), (), factor)
        return None

    def _nearest(self, text: str) -> str | None:
        """Return the one name-word this is most likely a misspelling of."""
        allowed = 1 if len(text) < 6 or _DRUG_ENDING.search(text) else 2
        near = process.extract(text, self._choices, scorer=OSA.distance, score_cutoff=allowed, limit=5)
        likely = [word for word, _, _ in near if _could_be(text, word)]
        if likely:
            return likely[0]
        alike = [word for word in self._keys.get(sound(text), ()) if _could_be(text, word)]
        return alike[0] if alike and abs(len(alike[0]) - len(text)) <= 2 else None

    def _read(self, name: str) -> tuple[tuple[str, ...], list[str]]:
        parts = words(name)
        if len(parts) > 1 and len(parts[0]) == 1 and parts[0] in stops(self.language):
            self._joined.add("".join(parts))  # "A-fib" keeps its A
            parts = ["".join(parts)]
        plain = [word for word in parts if word not in stops(self.language)] or parts
        return tuple(stem(word, self.language) for word in plain), plain

    def _put(self, stems: tuple[str, ...], name: _Name) -> None:
        self._longest = max(self._longest, len(stems))
        if all(old.slug != name.slug for old in self._spans[stems]):
            self._spans[stems].append(name)

    def _remember(self, plain: Iterable[str]) -> None:
        parts = list(plain)
        self._vocabulary.update(parts)
        if len(parts) > 1 and min(map(len, parts)) <= 2 and sum(map(len, parts)) <= 6:
            self._joined.add("".join(parts))
        elif len(parts) == 1 and len(parts[0]) <= 6 and any(char.isdigit() for char in parts[0]):
            self._joined.add(parts[0])

    def _needs_capitals(self, plain: str, stemmed: str) -> bool:
        """A short name in capitals that is also a word (COLD, AF) is meant only when written in capitals."""
        return stemmed in everyday(self.language) or len(plain) <= 2


def sound(word: str) -> str:
    """Return roughly how an English word sounds, so that "astma" and "asthma" agree."""
    for pattern, sounded in _SOUNDS:
        word = pattern.sub(sounded, word)
    return word[:1] + re.sub(r"[aeiou]+", "a", word[1:]).rstrip("a")


_SOUNDS = tuple(
    (re.compile(pattern), sounded)
    for pattern, sounded in (
        (r"ph", "f"),
        (r"sth", "s"),
        (r"th", "t"),
        (r"ch(?=[lro])", "k"),
        (r"c(?=[eiy])", "s"),
        (r"c|q", "k"),
        (r"y", "i"),
        (r"z|x(?!$)", "s"),
        (r"(?<=[a-z])h", ""),
        (r"(.)\1+", r"\1"),
    )
)


def _could_be(text: str, word: str) -> bool:
    if text[0] != word[0] and sound(text)[:1] != sound(word)[:1]:
        return False
    return not any(text.startswith(one) and word.startswith(other) for one, other in _OPPOSITES)
