"""Words as the search sees them: folded, stemmed, known or not. Nothing a patient typed is kept."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import snowballstemmer

from medchat.readability.counts import lexicon
from medchat.text.words import wordset

DATA = Path(__file__).parent / "data"

_STOP = {
    "en": wordset(
        "a an the this that these those my your his her its our their i me you he she it we us they them who whom what "
        "which when where why how be am is are was were been being do does did done doing has had having can could may "
        "might must shall should will would and or but so if then than as of at by for with about into from to in on "
        "out there here some any im ive whats hows dont doesnt isnt please"
    ),
    "es": wordset(
        "el la los las un una unos unas lo al del de en a con por para y o u e que qué es son ser está están se su sus "
        "mi mis me te le les nos tu cual cuales como cuando donde si no más hay ha he"
    ),
}
_STEMMERS = {"en": "english", "es": "spanish"}
_WORD = re.compile(r"[a-z0-9]+")
_BREAK = re.compile(r"[.?!;:\n]+(?=\s|$)")
_APOSTROPHE = re.compile(r"['’`´]")
_POSSESSIVE = re.compile(r"['’`´]s\b", re.IGNORECASE)
_BRITISH = re.compile(r"(?<=[a-z])?(?:ae|oe)(?=[a-z]{3})")
_OUR = re.compile(r"(?<=[a-z]{3})our(?=s?$)")

_ASKS = re.compile(
    r"(?:and |but |so |also |ok |hi |hello |please |well )*"
    r"(?:what|whats|how|hows|why|when|where|which|who|is|are|can|could|does|do|did|should|will|would|tell me|explain|"
    r"describe|compare|define|difference|que|como|cual|cuando|por que|para que)\b"
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a question: as typed (folded), its stem, its place, its sentence, and what is known of it."""

    text: str
    stem: str
    at: int
    sentence: int = 0
    capital: bool = False
    corrected: bool = False
    unknown: bool = False


def fold(text: str) -> str:
    """Return lower case without accents, with apostrophes and British spellings levelled."""
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return _APOSTROPHE.sub("", _POSSESSIVE.sub("", plain)).lower()


def level(word: str) -> str:
    """Write a British spelling the American way (anaemia, oedema, tumour)."""
    if len(word) > 5:
        word = _OUR.sub("or", _BRITISH.sub("e", word))
    return word


def stem(word: str, language: str) -> str:
    """Return a folded word's stem; a language without a stemmer keeps its words."""
    word = level(word)
    if len(word) < 3 or not word.isalpha():
        return word
    name = _STEMMERS.get(language)
    return str(_stemmer(name).stemWord(word)) if name else word


@cache
def _stemmer(name: str) -> "snowballstemmer.stemmer":
    return snowballstemmer.stemmer(name)


def stops(language: str) -> frozenset[str]:
    """Return the words that carry no meaning of their own."""
    return _STOP.get(language, frozenset())


def words(text: str) -> list[str]:
    """Cut text into folded words."""
    return _WORD.findall(fold(text))


def content(text: str, language: str) -> tuple[str, ...]:
    """Return the stems of a text's words that carry meaning, in order."""
    skip = stops(language)
    return tuple(stem(word, language) for word in words(text) if word not in skip)


def read(text: str, language: str) -> list[Word]:
    """Read a question into words; whether one is written in capitals counts only if not all are."""
    shouting = text.isupper()
    found: list[Word] = []
    for number, part in enumerate(_BREAK.split(text)):
        clean = _APOSTROPHE.sub("", _POSSESSIVE.sub("", part))
        for raw in re.findall(r"[^\W_]+", clean):
            for text_ in _WORD.findall(fold(raw)):
                capital = raw.isupper() and not shouting
                found.append(Word(text_, stem(text_, language), len(found), number, capital))
    return found


@cache
def everyday(language: str) -> frozenset[str]:
    """Return the stems of words that name no condition, medicine or test."""
    return frozenset(stem(word, language) for line in _lines(f"everyday_{language}.txt") for word in words(line))


@cache
def telling(language: str) -> frozenset[str]:
    """Return the stems of those everyday words that can tell which section is meant (food, sleep, dizzy)."""
    lines = (line for line in _lines(f"everyday_{language}.txt") if line.startswith("+"))
    return frozenset(stem(word, language) for line in lines for word in words(line))


def asked(text: str) -> frozenset[int]:
    """Return the numbers of the sentences that ask; all of them when none does."""
    parts, ends = _BREAK.split(text), _BREAK.findall(text)
    asking = {
        number
        for number, part in enumerate(parts)
        if (number < len(ends) and "?" in ends[number]) or _ASKS.match(fold(part).strip())
    }
    return frozenset(asking or range(len(parts)))


@cache
def other_names(language: str) -> tuple[str, ...]:
    """Return names of things the library may know nothing about."""
    return tuple(name.strip() for line in _lines(f"other_names_{language}.txt") for name in line.split(";"))


def in_dictionary(word: str, language: str) -> bool:
    """Tell whether this is a word of the language, so no misspelling of another."""
    return language == "en" and word in lexicon(language).known


def _lines(name: str) -> Iterator[str]:
    path = DATA / name
    if path.exists():
        yield from (line for line in path.read_text().splitlines() if line.strip() and not line.startswith("#"))


def stem_all(texts: Iterable[str], language: str) -> frozenset[str]:
    """Return the stems of all words of many texts; each distinct word is stemmed once."""
    distinct = {word for text in texts for word in words(text)}
    return frozenset(stem(word, language) for word in distinct)
