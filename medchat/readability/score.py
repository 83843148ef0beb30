"""How hard a text is to read: one adapter over the published formulas, after our own normalisation."""

import math
import re
from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise

from medchat.readability.counts import Lexicon, lexicon, words
from medchat.readability.spoken import sentences, spoken

LANGUAGES = ("en", "es")
FEWEST_SENTENCES = 5
FEWEST_WORDS = 80
SMOG_ABOVE_FKGL = 2.2
"""Grades that SMOG runs above FKGL on 2,225 answers of NIH patient pages."""

_SPANISH_GRADES = ((100.0, 1.0), (80.0, 4.0), (60.0, 6.0), (55.0, 8.0), (40.0, 10.0), (0.0, 16.0))
_VOWELS_ES = re.compile(r"(?:[aeiouáéíóúü]|y(?![aeiouáéíóú]))+")  # y before a vowel is a consonant: a-yu-da
_STRONG_ES = re.compile(r"[aeoáéó](?=[aeoáéíóú])|[iuü](?=[íú])|í(?=[aeou])|ú(?=[aeoi])")
_SILENT_ES = re.compile(r"(?<=[gq])u(?=[eiéí])")


class UnsupportedLanguage(ValueError):
    """No valid reading formula is known for this language."""


@dataclass(frozen=True, slots=True)
class Score:
    """What the formulas say of one text.

    `grade` combines them, with `error` grades either way (95 % of short texts of this many sentences);
    `reliable` False means: never show the grade as exact, as `shown` does. English fills fkgl, smog and dale_chall, Spanish
    fernandez_huerta and inflesz (0 to 100, higher is easier). Shares are 0 to 1, lengths are words.
    """

    words: int
    sentences: int
    fkgl: float | None
    smog: float | None
    dale_chall: float | None
    fernandez_huerta: float | None
    inflesz: float | None
    grade: float | None
    error: float
    reliable: bool
    longest_sentence: int
    mean_sentence: float
    long_words_share: float

    @property
    def level(self) -> float | None:
        """The grade that levels are held against: FKGL in English, our own mapping in Spanish."""
        return self.grade if self.fkgl is None else self.fkgl

    @property
    def shown(self) -> float | None:
        """`level` as a person may see it: one decimal, or a whole number where the text is too short for that."""
        return None if self.level is None else round(self.level, 1 if self.reliable else 0) + 0.0  # never -0.0


@dataclass(slots=True)
class _Tally:
    words: int = 0
    syllables: int = 0
    long: int = 0
    hard: int = 0
    sentences: int = 0
    longest: int = 0


def score(text: str, language: str = "en", masked: Collection[str] = ()) -> Score:
    """Measure a text; `masked` terms count as one short word each. Raises UnsupportedLanguage."""
    root = language.split("-")[0].lower()
    if root not in LANGUAGES:
        raise UnsupportedLanguage(f"There is no reading formula for the language {language!r}; use one of {LANGUAGES}.")
    tally = _tally(_mask(text, masked), root)
    return _english(tally) if root == "en" else _spanish(tally)


def fkgl(text: str) -> float:
    """Measure English text by Flesch-Kincaid alone, US grades (Kincaid et al. 1975); 0.0 without words."""
    tally = _tally(text, "en")
    return _fkgl(tally) if tally.words else 0.0


def warm() -> None:
    """Load the dictionaries now, so that no patient waits for them."""
    for language in LANGUAGES:
        score("Warm.", language)


def _mask(text: str, masked: Collection[str]) -> str:
    if not masked:
        return text
    terms = "|".join(re.escape(term) for term in sorted(masked, key=len, reverse=True) if term)
    return re.sub(rf"(?<!\w)(?:{terms})(?!\w)", "it", text, flags=re.IGNORECASE) if terms else text


def _tally(text: str, language: str) -> _Tally:
    lex, tally = lexicon(language), _Tally()
    for sentence in sentences(text, language):
        found = words(spoken(sentence) if language == "en" else sentence)
        if not found:
            continue
        tally.sentences += 1
        tally.words += len(found)
        tally.longest = max(tally.longest, len(found))
        _tally_words(found, language, lex, tally)
    return tally


def _tally_words(found: list[str], language: str, lex: Lexicon, tally: _Tally) -> None:
    if language == "es":
        counts = [(_spanish_syllables(word), False) for word in found]
    else:
        look = lex.look
        counts = [look(word) for word in found]
    tally.syllables += sum(count for count, _ in counts)
    tally.long += sum(count >= 3 for count, _ in counts)
    tally.hard += sum(hard for _, hard in counts)


def syllables(word: str, language: str = "en") -> int:
    """Count the syllables of one lower-case word as the formulas do, at least 1."""
    return _spanish_syllables(word) if language.split("-")[0] == "es" else lexicon("en").syllables(word)


def _spanish_syllables(word: str) -> int:
    """Count vowel groups, split at hiatus: Spanish spelling shows its syllables."""
    clean = _SILENT_ES.sub("", word)
    if clean.isdigit():
        return len(clean)
    return max(1, len(_VOWELS_ES.findall(clean)) + len(_STRONG_ES.findall(clean)))


def _fkgl(tally: _Tally) -> float:
    return 0.39 * tally.words / tally.sentences + 11.8 * tally.syllables / tally.words - 15.59


def _english(tally: _Tally) -> Score:
    if not tally.words:
        return _finish(tally, grade=None)
    kincaid = _fkgl(tally)
    smog = 1.043 * math.sqrt(30 * tally.long / tally.sentences) + 3.1291  # McLaughlin 1969
    hard = 100 * tally.hard / tally.words
    chall = 0.1579 * hard + 0.0496 * tally.words / tally.sentences + (3.6365 if hard > 5 else 0)  # Dale, Chall 1948
    grade = (2 * kincaid + smog - SMOG_ABOVE_FKGL) / 3
    return _finish(tally, grade=grade, fkgl=kincaid, smog=smog, dale_chall=chall)


def _spanish(tally: _Tally) -> Score:
    if not tally.words:
        return _finish(tally, grade=None)
    per_word, per_sentence = tally.syllables / tally.words, tally.words / tally.sentences
    huerta = 206.84 - 60 * per_word - 1.02 * per_sentence  # Fernandez-Huerta 1959
    inflesz = 206.835 - 62.3 * per_word - per_sentence  # Szigriszt-Pazos 1993, bands by Barrio-Cantalejo 2008
    return _finish(tally, grade=spanish_grade(inflesz), fernandez_huerta=huerta, inflesz=inflesz)


def spanish_grade(inflesz: float) -> float:
    """Place an INFLESZ value on our scale of levels: 80 is 4, 60 is 6, 55 is 8, 40 is 10, linear between.

    Our own mapping, to choose among written versions; it is not a school grade and no formula's.
    """
    if inflesz >= _SPANISH_GRADES[0][0]:
        return _SPANISH_GRADES[0][1]
    for (high, easy), (low, hard) in pairwise(_SPANISH_GRADES):
        if inflesz >= low:
            return easy + (hard - easy) * (high - inflesz) / (high - low)
    return _SPANISH_GRADES[-1][1]


def error_of(count: int) -> float:
    """State the error in grades of a text of so many sentences: 5 give 2.3, 10 give 1.7, 30 give 1.1.

    A power law through those three measurements of parts of texts against their whole documents.
    """
    return round(2.3 * math.pow(5 / max(count, 1), 0.41), 1)


def _finish(
    tally: _Tally,
    *,
    grade: float | None,
    fkgl: float | None = None,
    smog: float | None = None,
    dale_chall: float | None = None,
    fernandez_huerta: float | None = None,
    inflesz: float | None = None,
) -> Score:
    return Score(
        words=tally.words,
        sentences=tally.sentences,
        fkgl=_rounded(fkgl),
        smog=_rounded(smog),
        dale_chall=_rounded(dale_chall),
        fernandez_huerta=_rounded(fernandez_huerta),
        inflesz=_rounded(inflesz),
        grade=_rounded(grade),
        error=error_of(tally.sentences),
        reliable=tally.sentences >= FEWEST_SENTENCES and tally.words >= FEWEST_WORDS,
        longest_sentence=tally.longest,
        mean_sentence=round(tally.words / max(tally.sentences, 1), 2),
        long_words_share=round(tally.long / max(tally.words, 1), 4),
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)
