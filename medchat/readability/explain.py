"""What raises the grade of a text: its hardest sentences, and its hard words with the plain ones for them."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from medchat.readability.counts import lexicon, places, words
from medchat.readability.lexicon import Hit, hits, plain_words, replace
from medchat.readability.score import LANGUAGES, Score, UnsupportedLanguage, score, syllables
from medchat.readability.simplify import named
from medchat.text.facts import FactSet, added, facts, lost
from medchat.text.markdown import strip_mark
from medchat.text.sentences import Piece, split

_Line = tuple[int, Piece]

MEAN_OF_LONGEST = 15 / 25
"""Plain text keeps its mean sentence at 15 words or less and its longest at 25: longer than the mean is worth a cut."""

MANY_LONG = 0.12
"""Share of long words from which a sentence is hard by its words (3 syllables or more, outside explained terms)."""

FEWEST_LONG = 3
"""Long words under which a sentence is not hard by its words: one or two are often the matter itself."""

LONG_SYLLABLES = {"en": 3, "es": 4}
"""Syllables of a long word: 3 is what the English formulas count; Spanish words run one longer."""

RARE_SYLLABLES = {"en": 4, "es": 5}
"""Syllables from which a word is named by itself: about 1 in 100 words of the easy starter texts."""

FEWEST_WORDS = 5
"""Words under which a sentence is not hard by itself: its words are."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands (characters of the text), what stands there, and what would stand there instead."""

    start: int
    end: int
    old: str
    new: str = ""


@dataclass(frozen=True, slots=True)
class HardSentence:
    """A sentence above the goal: its place, its own grade, its words, and how many of them are long.

    `too_long` and `many_long` say which of the two makes it hard; neither is set when it is a little of both.
    """

    place: Place
    grade: float
    words: int
    long: int
    too_long: bool
    many_long: bool


@dataclass(frozen=True, slots=True)
class HardWord:
    """A word of the text and the plain one for it ("" when we have none), with each place it stands."""

    word: str
    plain: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Raises:
    """What raises a grade: sentences hardest first, words with a plain one in reading order, rare words longest first."""

    sentences: tuple[HardSentence, ...] = ()
    words: tuple[HardWord, ...] = ()
    rare: tuple[HardWord, ...] = ()


def what_raises(
    text: str, language: str = "en", *, goal: float = 6.0, longest: int = 25, explained: Collection[str] = ()
) -> Raises:
    """Say what lifts a text above a grade; `explained` terms are no fault of it. Raises UnsupportedLanguage.

    Only English has plain words; elsewhere words stand without one. Headings are not measured, so not judged.
    """
    root = language.split("-")[0].lower()
    if root not in LANGUAGES:
        raise UnsupportedLanguage(f"There is no reading formula for the language {language!r}; use one of {LANGUAGES}.")
    lines = _lines(text, root)
    known = _pattern(explained)
    plain = _words(lines, {term.lower() for term in explained}) if root == "en" else ()
    taken = [place for word in plain for place in word.places]
    return Raises(_sentences(text, lines, root, goal, longest, known), plain, _rare(lines, root, known, taken))


def _lines(text: str, language: str) -> list[_Line]:
    """Cut a text into the sentences that count, each with where it starts."""
    found, at = [], 0
    for piece in split(text, language):
        if piece.block != "h" and piece.text:
            found.append((at, piece))
        at += len(piece.raw)
    return found


def _pattern(terms: Collection[str]) -> re.Pattern[str] | None:
    known = sorted(filter(None, terms), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, known))})(?!\w)", re.IGNORECASE) if known else None


def _blank(text: str, known: re.Pattern[str] | None) -> str:
    """Blank the terms that are explained; every other word stays where it is."""
    return known.sub(lambda match: " " * len(match.group()), text) if known else text


def _sentences(
    text: str, lines: list[_Line], language: str, goal: float, longest: int, known: re.Pattern[str] | None
) -> tuple[HardSentence, ...]:
    """Keep the sentences above the goal, ordered by their part of the text's excess: grades above it times words.

    In a text that meets its goal as a whole only those stand out that are long or have many long words.
    """
    over = _grade(score(text, language)) > goal
    found = []
    for at, piece in lines:
        measured = score(known.sub("it", piece.text) if known else piece.text, language)
        hard = measured.words >= FEWEST_WORDS and _grade(measured) > goal
        if hard or measured.words > longest:
            one = _hard(_body(at, piece), measured, longest, _long(_blank(piece.text, known), language))
            if over or one.too_long or one.many_long:
                found.append(one)
    return tuple(sorted(found, key=lambda one: (one.grade - goal) * one.words, reverse=True))


def _grade(measured: Score) -> float:
    found = measured.fkgl if measured.fkgl is not None else measured.grade
    return 0.0 if found is None else found


def _body(at: int, piece: Piece) -> Place:
    """Return where the words of a sentence stand, without its list mark and the space behind it."""
    rest = strip_mark(piece.raw)[1] if piece.block == "li" else piece.raw.lstrip()
    return Place(at + len(piece.raw) - len(rest), at + len(piece.raw.rstrip()), piece.text)


def _hard(place: Place, measured: Score, longest: int, long: int) -> HardSentence:
    too_long = measured.words > MEAN_OF_LONGEST * longest
    many_long = long >= FEWEST_LONG and long > MANY_LONG * measured.words
    return HardSentence(place, _grade(measured), measured.words, long, too_long, many_long)


def _long(sentence: str, language: str) -> int:
    return sum(syllables(word, language) >= LONG_SYLLABLES[language] for word in words(sentence))


def _words(lines: list[_Line], known: set[str]) -> tuple[HardWord, ...]:
    """Find the words that have a plain one; a medical word stays, in brackets, beside its first plain one."""
    whole = "".join(piece.raw for _, piece in lines).lower()
    stay = named(piece.text for _, piece in lines)
    kept: set[str] = set()
    found: dict[tuple[str, str], list[Place]] = {}
    for at, piece in lines:
        before: FactSet | None = None
        for hit in hits(piece.raw, plain_words()):
            word = piece.raw[hit.start : hit.end].lower()
            if {word, hit.entry.term} & known or not stay.isdisjoint(hit.entry.term.split()):
                continue
            first = hit.entry.keep and hit.entry.term not in kept and f"({word})" not in whole
            if not first and not _easier(piece.text, word, hit.plain):
                continue
            changed = replace(piece.raw, [hit], frozenset([0] if first else []))
            before = before or facts(piece.raw)
            after = facts(changed)
            if not lost(before, after) + added(before, after):
                kept.add(hit.entry.term)
                plain = f"{hit.plain} ({word})" if first else hit.plain
                found.setdefault((word, plain), []).append(_swap(at, piece.raw, changed, hit))
    return tuple(HardWord(word, plain, tuple(where)) for (word, plain), where in found.items())


def _easier(sentence: str, word: str, plain: str) -> bool:
    """Tell whether the sentence's FKGL falls with the plain word, by counting only what changes."""
    size = len(words(sentence))
    old, new = (words(text) for text in (word, plain))
    longer = len(new) - len(old)
    more = sum(map(syllables, new)) - sum(map(syllables, old))
    held = sum(map(syllables, words(sentence))) if longer else 0
    if not longer:
        return more < 0
    return 0.39 * longer + 11.8 * ((held + more) / (size + longer) - held / size) < 0


def _swap(at: int, before: str, after: str, hit: Hit) -> Place:
    """Return the smallest change that makes `after` of `before`."""
    head = after[: len(after) - (len(before) - hit.end)]
    start = hit.start
    if not head.startswith(before[:start]):  # "a" before the word has become "an", or the other way round
        start -= len(before[:start].split()[-1]) + 1
    return Place(at + start, at + hit.end, before[start : hit.end], head[start:])


def _rare(lines: list[_Line], language: str, known: re.Pattern[str] | None, taken: list[Place]) -> tuple[HardWord, ...]:
    """Name the longest words that nothing plain is known for, unless every reader knows them."""
    covered = {at for place in taken for at in range(place.start, place.end)}
    found: dict[str, list[Place]] = {}
    for at, piece in lines:
        for match in places(_blank(piece.raw, known)):
            start, word = at + match.start(), match.group().lower()
            if start not in covered and _is_rare(word, language):
                found.setdefault(word, []).append(Place(start, at + match.end(), match.group()))
    rare = [HardWord(word, "", tuple(where)) for word, where in found.items()]
    return tuple(sorted(rare, key=lambda one: syllables(one.word, language) * len(one.places), reverse=True))


def _is_rare(word: str, language: str) -> bool:
    if syllables(word, language) < RARE_SYLLABLES[language] or any(map(str.isdigit, word)):
        return False
    return language != "en" or lexicon("en").look(word)[1]
