"""A section as it is measured while it is written, in the words an author reads."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from medchat.library.sections import CEILINGS, FLOORS
from medchat.readability.explain import HardSentence, HardWord, Raises, what_raises
from medchat.readability.score import Score, score
from medchat.text.sentences import split

LONG_SENTENCE = {"easy": 25, "detailed": 35}
"""Words above which a sentence is pointed out; 25 is the limit for plain text, the detailed level has more room."""

MOST_SENTENCES = 6
MOST_WORDS = 12
MOST_RARE = 8
"""How many rows a list shows at once: what is done first makes room for the next."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A hard sentence and what to do about it."""

    hard: HardSentence

    @property
    def why(self) -> str:
        return _why(self.hard)

    @property
    def text(self) -> str:
        return self.hard.place.old


@dataclass(frozen=True, slots=True)
class Measured:
    """What the meter of one text says. `grade` is FKGL, in Spanish the place on the same scale; None without words."""

    text: str
    level: str
    found: Score
    raises: Raises
    long: tuple[str, ...]

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
        return "under" if self.found.fkgl is not None and self.grade < FLOORS[self.level] else "good"

    @property
    def band_name(self) -> str:
        return {"empty": _("no text"), "over": _("too hard"), "under": _("easier than meant"), "good": _("in its goal")}[
            self.band
        ]

    @property
    def sentences(self) -> list[Sentence]:
        return [Sentence(one) for one in self.raises.sentences[:MOST_SENTENCES]]

    @property
    def words(self) -> tuple[HardWord, ...]:
        return self.raises.words[:MOST_WORDS]

    @property
    def rare(self) -> tuple[HardWord, ...]:
        return self.raises.rare[:MOST_RARE]

    @property
    def brief(self) -> str:
        """Say how much raises the grade, in the fewest words; empty when nothing does."""
        sentences, words = len(self.raises.sentences), len(self.raises.words) + len(self.raises.rare)
        parts = [
            ngettext("%(n)s sentence", "%(n)s sentences", sentences) % {"n": sentences} if sentences else "",
            ngettext("%(n)s word", "%(n)s words", words) % {"n": words} if words else "",
        ]
        return ", ".join(filter(None, parts))


def measured(text: str, *, language: str, level: str, explained: Collection[str] = ()) -> Measured:
    """Measure a text of one level; words that are `explained` elsewhere are not marked. Raises UnsupportedLanguage."""
    found = score(text, language)
    longest = LONG_SENTENCE[level]
    raises = what_raises(text, language, goal=CEILINGS[level], longest=longest, explained=explained)
    long = tuple(one.text for one in split(text, language) if len(one.text.split()) > longest)
    return Measured(text, level, found, raises, long)


def as_json(one: Measured) -> dict[str, object]:
    """Return what the browser draws; places count UTF-16 units, as a text area does."""
    return {
        "grade": one.grade,
        "reliable": one.found.reliable,
        "error": one.found.error,
        "words": one.found.words,
        "ceiling": CEILINGS[one.level],
        "over": one.band == "over",
        "long": list(one.long),
        "band": one.band,
        "band_name": one.band_name,
        "brief": one.brief,
        "sentences": [{"why": row.why, **_places(one.text, row.hard.place.old, row.hard)} for row in one.sentences],
        "swaps": [_word(one.text, word) for word in one.words],
        "rare": [_word(one.text, word) for word in one.rare],
    }
