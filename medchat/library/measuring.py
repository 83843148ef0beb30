"""A section as it is measured while it is written, in the words an author reads."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from medchat.library.sections import CEILINGS, FLOORS
from medchat.readability.explain import HardSentence, HardWord, Place, Raises, what_raises
from medchat.readability.score import Score, UnsupportedLanguage, score

LONG_SENTENCE = {"easy": 25, "detailed": 35}
"""Words above which a sentence is pointed out; 25 is the limit for plain text, the detailed level has more room."""

MOST_SENTENCES = 6
MOST_WORDS = 12
MOST_RARE = 8
"""How many rows a list shows at once: what is done first makes room for the next."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A hard sentence, and what to do about it."""

    place: Place
    why: str


@dataclass(frozen=True, slots=True)
class Measured:
    """What the meter of one text says. `grade` is FKGL, in Spanish the place on the same scale; None without words."""

    text: str
    level: str
    found: Score
    raises: Raises

    @property
    def grade(self) -> float | None:
        return self.found.fkgl if self.found.fkgl is not None else self.found.grade

    @property
    def band(self) -> str:
        """Where the grade lies: "empty", "over", "under" or "good"."""
        if self.grade is None:
            return "empty"
        if self.grade > CEILINGS[self.level]:
            return "over"
        floor = FLOORS.get(self.level)
        return "under" if floor is not None and self.found.fkgl is not None and self.grade < floor else "good"

    @property
    def band_name(self) -> str:
        names = {"over": _("too hard"), "under": _("easier than meant"), "good": _("in its goal")}
        return names.get(self.band, _("no text"))

    @property
    def state(self) -> str:
        """How the meter looks: a grade in its goal with a sentence that is too long is not good yet."""
        if self.band == "empty":
            return "empty"
        return "over" if self.band == "over" or self.found.longest_sentence > LONG_SENTENCE[self.level] else "good"

    @property
    def meter(self) -> str:
        """The line under the text."""
        if self.grade is None:
            return _("No text yet.")
        pattern = _("Grade %(grade)s, %(words)s words.")
        if not self.found.reliable:
            pattern = _("About grade %(grade)s: too short to be exact. %(words)s words.")
        line = pattern % {"grade": f"{self.grade:.1f}", "words": self.found.words}
        goal = _("Goal: %(ceiling)s or less.") % {"ceiling": f"{CEILINGS[self.level]:g}"}
        return f"{line} {goal}"

    @property
    def brief(self) -> str:
        """How much raises the grade, in the fewest words."""
        sentences, words = len(self.raises.sentences), len(self.raises.words) + len(self.raises.rare)
        parts = [
            ngettext("%(n)s sentence", "%(n)s sentences", sentences) % {"n": sentences} if sentences else "",
            ngettext("%(n)s word", "%(n)s words", words) % {"n": words} if words else "",
        ]
        return ", ".join(filter(None, parts)) or _("nothing stands out")

    @property
    def summary(self) -> str:
        """What a screen reader says once the writer pauses."""
        if self.grade is None:
            return _("No text yet.")
        told = {"grade": f"{max(0, self.grade):.0f}", "band": self.band_name, "brief": self.brief}
        return _("About grade %(grade)s, %(band)s. What raises it: %(brief)s.") % told

    @property
    def sentences(self) -> list[Sentence]:
        return [Sentence(one.place, why(one)) for one in self.raises.sentences[:MOST_SENTENCES]]

    @property
    def words(self) -> tuple[HardWord, ...]:
        return self.raises.words[:MOST_WORDS]

    @property
    def rare(self) -> tuple[HardWord, ...]:
        return self.raises.rare[:MOST_RARE]


def measured(text: str, *, language: str, level: str, explained: Collection[str] = ()) -> Measured | None:
    """Measure a text of one level, leaving words that are `explained` elsewhere; None in a language without a formula."""
    goal, longest = CEILINGS[level], LONG_SENTENCE[level]
    try:
        raises = what_raises(text, language, goal=goal, longest=longest, explained=explained)
        return Measured(text, level, score(text, language), raises)
    except UnsupportedLanguage:
        return None


def why(one: HardSentence) -> str:
    """Say what makes a sentence hard, and what to try."""
    told = {"n": one.words, "long": one.long}
    if one.too_long and one.many_long:
        return _("%(n)s words, %(long)s of them long: try two sentences and shorter words.") % told
    if one.too_long:
        return _("%(n)s words: try two sentences.") % told
    if one.many_long:
        return _("%(long)s of %(n)s words are long: try shorter words.") % told
    return _("%(n)s words, %(long)s of them long: say it a little shorter.") % told


def as_json(one: Measured) -> dict[str, object]:
    """Return what the browser draws; places count UTF-16 units, as a text area does."""
    return {
        "grade": one.grade,
        "reliable": one.found.reliable,
        "error": one.found.error,
        "words": one.found.words,
        "ceiling": CEILINGS[one.level],
        "over": one.band == "over",
        "state": one.state,
        "band": one.band,
        "band_name": one.band_name,
        "meter": one.meter,
        "brief": one.brief,
        "summary": one.summary,
        "sentences": [{"why": row.why, **_place(one.text, row.place)} for row in one.sentences],
        "swaps": [_word(one.text, word) for word in one.words],
        "rare": [_word(one.text, word) for word in one.rare],
    }


def _word(text: str, word: HardWord) -> dict[str, object]:
    return {"word": word.word, "plain": word.plain, "places": [_place(text, place) for place in word.places]}


def _place(text: str, place: Place) -> dict[str, object]:
    start, end = _units(text[: place.start]), _units(text[: place.end])
    return {"start": start, "end": end, "old": text[place.start : place.end], "new": place.new}


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2
