"""The items of PEMAT-P that code can check, and those it cannot: never a score, which needs a person's eye.

PEMAT: Shoemaker, Wolf and Brach, AHRQ 14-0002-EF (2013). Items are named by their number and said in our own words.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from medchat.library import pemat_checks as checks
from medchat.library.models import Revision
from medchat.library.pemat_checks import CannotJudge, Spot, Whole
from medchat.readability.score import UnsupportedLanguage

SPOTS_SHOWN = 3

Check = Callable[[Whole], list[Spot] | None]


class Verdict(StrEnum):
    """What code says of an item: `PERSON` when only somebody who reads can tell, `NOTHING` when it does not apply.

    `CLEAR`: code looked for faults and found none, which does not prove that the item is met.
    """

    MET = "met"
    CLEAR = "clear"
    NOT_MET = "not_met"
    PERSON = "person"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Rule:
    """One item: its number, what it asks for, and the check, or the verdict where no check is needed.

    `settles`: a check that finds nothing has seen what the item asks for; any other only looks for faults.
    """

    number: int
    asks: str | Promise
    check: Check | None = None
    settles: bool = False
    without: Verdict = Verdict.PERSON


@dataclass(frozen=True, slots=True)
class Item:
    """One item judged for one revision, with the places that fail."""

    number: int
    asks: str | Promise
    verdict: Verdict
    spots: tuple[Spot, ...] = ()

    @property
    def shown(self) -> tuple[Spot, ...]:
        """The first places that say where."""
        return tuple(spot for spot in self.spots if spot.kind or spot.level)[:SPOTS_SHOWN]

    @property
    def more(self) -> int:
        return max(0, len(self.spots) - SPOTS_SHOWN)


RULES: tuple[Rule, ...] = (
    Rule(1, _("The first lines say what the text is for.")),
    Rule(2, _("Nothing in it leads away from that.")),
    Rule(3, _("Words that people use every day; short forms are spelled out."), checks.everyday_words),
    Rule(4, _("A medical word comes with its meaning, in the text or in the words explained."), checks.terms_explained),
    Rule(5, _("Sentences say who does what."), checks.active_voice),
    Rule(
        6,
        _("Figures are easy to take in: “3 in 100”, one total for all shares, no long decimals."),
        checks.clear_numbers,
    ),
    Rule(7, _("The reader has no sum to do."), checks.no_sums),
    Rule(8, _("The text comes in short pieces."), checks.short_pieces, settles=True),
    Rule(9, _("Each piece has a heading that says what is under it."), checks.headings, settles=True),
    Rule(10, _("The order makes sense to somebody new to the matter.")),
    Rule(11, _("The key points sum it up."), checks.summary, settles=True),
    Rule(12, _("Lists or bold words draw the eye to what matters."), checks.cues),
    Rule(15, _("A picture is there where it would help.")),
    Rule(16, _("Pictures support the text."), without=Verdict.NOTHING),
    Rule(17, _("Pictures have titles."), without=Verdict.NOTHING),
    Rule(18, _("Pictures are clear."), without=Verdict.NOTHING),
    Rule(19, _("Tables are simple."), without=Verdict.NOTHING),
    Rule(20, _("It names at least one thing the reader can do."), checks.an_action, settles=True),
    Rule(
        21,
        _("What to do is said to the reader, as “you” or “call”, not about other people."),
        checks.speaks_to_the_reader,
    ),
    Rule(22, _("What to do is cut into clear steps, as a list."), checks.steps),
    Rule(23, _("There is something to use, such as a list of questions to take along."), checks.a_tool, settles=True),
    Rule(24, _("Sums are shown step by step."), without=Verdict.NOTHING),
    Rule(25, _("It says how to use charts and tables."), without=Verdict.NOTHING),
    Rule(26, _("Pictures are used where they make it easier to act.")),
)
"""All 24 items for print (13 and 14 are for films). A section holds no picture, chart or table, so those do not apply."""


@dataclass(frozen=True, slots=True)
class Card:
    """The items of one revision, by what is to be done about them."""

    items: tuple[Item, ...]

    def with_verdict(self, verdict: Verdict) -> list[Item]:
        return [one for one in self.items if one.verdict == verdict]

    @property
    def not_met(self) -> list[Item]:
        return self.with_verdict(Verdict.NOT_MET)

    @property
    def person(self) -> list[Item]:
        return self.with_verdict(Verdict.PERSON)

    @property
    def clear(self) -> list[Item]:
        return self.with_verdict(Verdict.CLEAR)

    @property
    def to_judge(self) -> list[Item]:
        """What a person judges: what code cannot see, and what it only found no fault in."""
        return [one for one in self.items if one.verdict in (Verdict.PERSON, Verdict.CLEAR)]

    @property
    def met(self) -> list[Item]:
        return self.with_verdict(Verdict.MET)

    @property
    def nothing(self) -> list[Item]:
        return self.with_verdict(Verdict.NOTHING)


def judge(revision: Revision) -> Card:
    """Judge a revision as it is saved, both levels together."""
    return judged(_whole(revision))


def judged(whole: Whole) -> Card:
    """Judge texts that are at hand."""
    return Card(tuple(_judged(rule, whole) for rule in RULES))


def _whole(revision: Revision) -> Whole:
    language, sections = revision.explanation.language, list(revision.sections.all())
    texts = [checks.written(one.kind, one.level, one.title, one.body, language) for one in sections if one.body.strip()]
    return Whole(
        language=language,
        texts=tuple(texts),
        names=revision.explanation.names,
        key_points=tuple(revision.key_points),
        glossary=tuple(row["term"] for row in revision.glossary),
        empty=tuple(Spot(one.kind, one.level, one.title, "") for one in sections if not one.body.strip()),
    )


def _judged(rule: Rule, whole: Whole) -> Item:
    if rule.check is None:
        return Item(rule.number, rule.asks, rule.without)
    if not whole.texts:
        return Item(rule.number, rule.asks, Verdict.NOTHING)
    try:
        spots = rule.check(whole)
    except (CannotJudge, UnsupportedLanguage):
        return Item(rule.number, rule.asks, Verdict.PERSON)
    if spots is None:
        return Item(rule.number, rule.asks, Verdict.NOTHING)
    good = Verdict.MET if rule.settles else Verdict.CLEAR
    return Item(rule.number, rule.asks, Verdict.NOT_MET if spots else good, tuple(spots))
