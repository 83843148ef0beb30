"""Find the approved passages that answer a question, or none: an unknown name is never answered by its neighbour."""

import logging
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from django.db import DatabaseError
from django.db.models import Q

from medchat.library.asked import intents, more, sections
from medchat.library.index import KEPT, Entry, Index, Source, index_for
from medchat.library.models import Explanation, Revision, Section
from medchat.library.names import Mention
from medchat.library.vocabulary import Word, asked, everyday, in_dictionary, read, stops, telling
from medchat.readability.targets import nearest
from medchat.text.passages import Passage

log = logging.getLogger(__name__)

ENOUGH = 0.55
"""Least score of a topic that answers; set on the written questions of evaluation/cases/questions.jsonl."""
PARTIAL = 0.7
BEFORE, AFTER, ELSEWHERE = 0.5, 0.5, 0.85
"""What a word we cannot place takes from a name it stands before, behind, or further away from."""
FITS, FIRST = 0.15, 0.03
_PRONOUN = re.compile(r"\b(?:it|its|this|that|these|those|they|them|their|one|ello|eso|esto|la|lo)\b")
_MORE = re.compile(
    r"\b(?:more|again|simpler|easier|shorter|longer|continue|go on|what else|anything else|example|details?|mas|"
    r"otra vez)\b"
)
_BOTH = re.compile(r"\b(?:and|or|vs|versus|between|both|compared?|than|same|differen\w+|y|o|entre|diferencia)\b|[,/&+]")
_DEFINED = re.compile(r"(?:\bwhat(?:s| is| are| was)|\bdefine|\bque (?:es|son))(?: an?| the| la| el)?$")
_ABOUT = re.compile(r"(?:\babout|\bexplain)(?: an?| the)?$")


@dataclass(frozen=True, slots=True)
class Found:
    """What answers: passages (the first topic's first), its topic, glossary terms in them, and what was considered."""

    passages: tuple[Passage, ...] = ()
    topic: str = ""
    topics: tuple[str, ...] = ()
    terms: tuple[tuple[str, str], ...] = ()
    sources: tuple[Source, ...] = ()
    candidates: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class _Reading:
    """A question read against an index: its words that matter, and what it wishes to know."""

    text: str
    raw: tuple[Word, ...]
    words: tuple[Word, ...]
    asking: tuple[Word, ...]
    wishes: tuple[str, ...]


@dataclass(slots=True)
class _Match:
    """A topic that may be meant."""

    slug: str
    score: float
    order: int
    defined: bool = False
    carried: bool = False
    rank: float = field(default=0.0)


def warm() -> None:
    """Read what each clinic has published, so that the first question is as fast as the next."""
    published = Explanation.objects.filter(revisions__in=Revision.objects.published())
    try:
        for clinic_id, language in set(published.values_list("topic__clinic_id", "language")[:KEPT]):
            index_for(clinic_id, language)
    except DatabaseError as error:
        log.warning("the library could not be read ahead: %s", type(error).__name__)


def find(
    *, question: str, clinic_id: UUID | str, language: str, grade: float, history: Sequence[str] = (), topic: str = ""
) -> Found:
    """Find passages in what this clinic has published now. `history`: the patient's own earlier messages."""
    return search(index_for(clinic_id, language), question, grade=grade, history=history, topic=topic)


def again(passages: Sequence[str], *, clinic_id: UUID | str, language: str, easier: bool) -> Found:
    """Find the sections that an earlier answer rested on (their ids), as they are published now, in the next version.

    Where no easier (or no more detailed) version is written, it is the same one: then the answer itself is made simpler.
    """
    of_clinic = Q(revision__explanation__topic__clinic_id=clinic_id)
    rows = Section.objects.filter(of_clinic, pk__in=passages)
    fields = ("pk", "revision__explanation__topic__slug", "kind", "grade")
    placed = {str(pk): (slug, kind, grade or 0.0) for pk, slug, kind, grade in rows.values_list(*fields)}
    index = index_for(clinic_id, language)
    told = [placed[one] for one in passages if one in placed]
    chosen = [
        _next_version(versions, grade, easier=easier)
        for slug, kind, grade in dict.fromkeys(told)
        if slug in index.entries and (versions := index.entries[slug].sections.get(kind))
    ]
    return _told(index, chosen, tuple(dict.fromkeys(passage.topic for passage in chosen)))


def _next_version(versions: Sequence[Passage], grade: float, *, easier: bool) -> Passage:
    """Return the version next to one of this grade in the direction asked, or the outermost."""
    ordered = sorted(versions, key=lambda version: version.grade, reverse=easier)
    beyond = [version for version in ordered if (version.grade < grade if easier else version.grade > grade)]
    return beyond[0] if beyond else ordered[-1]


def search(index: Index, question: str, *, grade: float, history: Sequence[str] = (), topic: str = "") -> Found:
    """Find passages in an index; pure."""
    reading = _read(index, question)
    matches = _matches(index, reading, reading.asking)
    current = topic if topic in index.entries else _last_topic(index, history)
    if current and _speaks_of_current(index, reading, matches, current):
        matches = [_Match(current, 1.0, 0)]
    elif not matches:
        matches = _carried(index, reading, current)
    chosen = _choose(index, reading, matches)
    return _found(index, reading, chosen, matches, grade)


def _read(index: Index, question: str) -> _Reading:
    language, skip = index.language, stops(index.language)
    ordinary = everyday(language)

    def known(word: str) -> bool:
        return word in index.every or word in skip or word in ordinary or in_dictionary(word, language)

    raw = index.names.join(read(question, language))
    raw = [
        word if word.stem in index.every or word.stem in ordinary else index.names.correct(word, known) for word in raw
    ]
    kept = tuple(index.names.correct_within([word for word in raw if word.text not in skip]))
    numbers = asked(question)
    asking = tuple(word for word in kept if word.sentence in numbers)
    text = " ".join(word.text for word in raw if word.sentence in numbers)
    return _Reading(text, tuple(raw), kept, asking, intents(text, language))


def _matches(index: Index, reading: _Reading, words: Sequence[Word]) -> list[_Match]:
    """Return the topics these words name well enough, each with its score."""
    mentions = index.names.scan(words)
    others = [mention for mention in mentions if not mention.slugs]
    named = [mention for mention in mentions if mention.slugs]
    if not named:
        named = index.names.scattered(words)
    if not named and not others:
        named = _partial(index, words)
    best: dict[str, _Match] = {}
    for order, mention in enumerate(named):
        for slug in mention.slugs:
            score = mention.score * _doubt(index, slug, words, mention, mentions)
            if any(_is_foreign(index, reading, words, other, slug, mention) for other in others):
                score = 0.0
            defined = _is_defined(reading, words[mention.start])
            if score >= ENOUGH and (slug not in best or score > best[slug].score):
                best[slug] = _Match(slug, score, order, defined)
            elif score >= ENOUGH:
                best[slug].defined |= defined
    return list(best.values())


def _partial(index: Index, words: Sequence[Word]) -> list[Mention]:
    """Take a name said in part for the topic, but only if every other word can be placed."""
    if any(word.unknown for word in words):
        return []
    scores = index.names.partial(words)
    top = max(scores.values(), default=0.0)
    return [
        Mention(0, len(words), (slug,), PARTIAL * share / (0.5 + share / 2))
        for slug, share in scores.items()
        if share == top and not any(_strange(index, word, slug) for word in words)
    ]


def _doubt(index: Index, slug: str, words: Sequence[Word], mention: Mention, mentions: Sequence[Mention]) -> float:
    """Return how far words that cannot be placed speak against a topic, from 1 (none do) to 0."""
    inside = {place for one in mentions for place in range(one.start, one.end)}
    inside.update(range(mention.start, mention.end))
    factor = 1.0
    for place, word in enumerate(words):
        if place in inside or not _strange(index, word, slug):
            continue
        if word.unknown:
            return 0.0
        first, last = words[mention.start].at, words[mention.end - 1].at
        factor *= BEFORE if word.at == first - 1 else AFTER if word.at == last + 1 else ELSEWHERE
    return factor


def _strange(index: Index, word: Word, slug: str) -> bool:
    """Tell whether a word is neither everyday, nor common to many topics, nor in this topic's own text."""
    if word.text.isdigit() or word.stem in everyday(index.language):
        return False
    return word.stem not in index.common and not index.knows(word.stem, slug)


def _is_foreign(
    index: Index, reading: _Reading, words: Sequence[Word], other: Mention, slug: str, mention: Mention
) -> bool:
    """Tell whether another name is what was asked about, rather than something the topic's own text speaks of."""
    stems = [word.stem for word in words[other.start : other.end]]
    if not all(index.knows(one, slug) for one in stems) or _is_target(reading, words, other):
        return True
    if other.start < mention.end and mention.start < other.end:
        return True
    if other.start > mention.start:
        return False
    if reading.wishes:
        return True
    first, last = words[other.end - 1].at, words[mention.start].at
    return not {word.text for word in reading.raw if first < word.at < last} <= {"and", "with", "or", "y", "con", "o"}


def _before(reading: _Reading, start: Word) -> str:
    return " ".join(word.text for word in reading.raw if word.at < start.at and word.sentence == start.sentence)


def _is_defined(reading: _Reading, start: Word) -> bool:
    """Tell whether the question is what this thing is."""
    return bool(_DEFINED.search(_before(reading, start)))


def _is_target(reading: _Reading, words: Sequence[Word], mention: Mention) -> bool:
    """Tell whether the question is what this thing is, or about it."""
    before = _before(reading, words[mention.start])
    return bool(_DEFINED.search(before) or _ABOUT.search(before))


def _speaks_of_current(index: Index, reading: _Reading, matches: Sequence[_Match], current: str) -> bool:
    """Tell whether "it" is the topic at hand and the name mentioned only something its text speaks of."""
    if not matches or not _PRONOUN.search(reading.text) or any(match.defined for match in matches):
        return False
    if any(match.slug == current for match in matches):
        return False
    names = (word for word in reading.asking if word.stem not in everyday(index.language))
    return bool(reading.wishes) and all(index.knows(word.stem, current) for word in names)


def _carried(index: Index, reading: _Reading, current: str) -> list[_Match]:
    """Return the topic that a question without a name of its own is about: this message's, else the current one."""
    if len(reading.words) > len(reading.asking):
        rest = [word for word in reading.words if word not in reading.asking]
        before = [match for match in _matches(index, reading, rest) if _may_follow(index, reading, match.slug)]
        if before:
            return before
    if current and _may_follow(index, reading, current):
        return [_Match(current, 1.0, 0, carried=True)]
    return []


def _may_follow(index: Index, reading: _Reading, slug: str) -> bool:
    """Tell whether a question can be meant of this topic although it does not name it."""
    words = reading.asking
    others = [mention for mention in index.names.scan(words) if not mention.slugs]
    for other in others:
        covered = all(index.knows(word.stem, slug) for word in words[other.start : other.end])
        if not covered or _is_target(reading, words, other):
            return False
    strange = [word for word in words if _strange(index, word, slug)]
    pronoun = bool(_PRONOUN.search(reading.text))
    if any(word.unknown for word in strange) or len(strange) > pronoun:
        return False
    told = any(index.knows(word.stem, slug) and word.stem not in everyday(index.language) for word in words)
    return pronoun or told or bool(reading.wishes) or bool(_MORE.search(reading.text))


def _last_topic(index: Index, history: Sequence[str]) -> str:
    """Return the topic of the latest earlier message that named one."""
    for text in reversed(history[-6:]):
        reading = _read(index, text)
        matches = _matches(index, reading, reading.words)
        if matches:
            return _choose(index, reading, matches)[0].slug
    return ""


def _choose(index: Index, reading: _Reading, matches: list[_Match]) -> list[_Match]:
    """Return the topic meant, or two when the question joins or compares them."""
    for match in matches:
        has = index.entries[match.slug].sections
        fits = any(
            wish in has for wish in reading.wishes if wish in ("side_effects", "results", "symptoms", "treatment")
        )
        match.rank = match.score + FITS * fits + FITS * match.defined - FIRST * match.order
    if not matches:
        return []
    ranked = sorted(matches, key=lambda match: -match.rank)
    ranked = _tests_for_results(index, reading, ranked)
    orders = {match.order for match in ranked}
    if len(orders) > 1 and _BOTH.search(reading.text):
        first_of_each = [next(match for match in ranked if match.order == order) for order in sorted(orders)]
        return first_of_each[:2]
    return ranked[:1]


def _tests_for_results(index: Index, reading: _Reading, ranked: list[_Match]) -> list[_Match]:
    """Who asks what a value means is asking about its test: put "cholesterol test" before "cholesterol"."""
    if "results" not in reading.wishes or "results" in index.entries[ranked[0].slug].sections:
        return ranked
    for mention in index.names.scan(reading.asking):
        stems = tuple(word.stem for word in reading.asking[mention.start : mention.end])
        for slug in index.names.with_word(stems, "test"):
            if ranked[0].slug in mention.slugs and "results" in index.entries[slug].sections:
                return [_Match(slug, ranked[0].score, ranked[0].order), *ranked]
    return ranked


def _found(index: Index, reading: _Reading, chosen: Sequence[_Match], matches: Iterable[_Match], grade: float) -> Found:
    passages: list[Passage] = []
    for match in chosen:
        match.defined |= len(chosen) > 1 and not reading.wishes  # two topics side by side: what each is
        entry = index.entries[match.slug]
        for kind in _sections(index, reading, entry, match):
            passages.append(replace(_version(entry, kind, grade), score=round(match.score, 3)))
    considered = sorted(matches, key=lambda one: -one.score)
    found = _told(index, passages, tuple(match.slug for match in chosen))
    return replace(found, candidates=tuple((match.slug, round(match.score, 3)) for match in considered))


def _version(entry: Entry, kind: str, grade: float) -> Passage:
    """Return the written version of a section that suits a level."""
    versions = entry.sections[kind]
    return versions[nearest([version.grade for version in versions], grade)]


def _told(index: Index, passages: Sequence[Passage], topics: tuple[str, ...]) -> Found:
    """Return what answers, with the glossary terms in it and the sources it rests on."""
    shown = "\n".join(passage.text for passage in passages)
    return Found(
        passages=tuple(passages),
        topic=topics[0] if topics else "",
        topics=topics,
        terms=tuple((term, meaning) for term, meaning, pattern in index.terms if shown and pattern.search(shown)),
        sources=tuple(source for slug in topics for source in index.entries[slug].sources),
    )


def _sections(index: Index, reading: _Reading, entry: Entry, match: _Match) -> tuple[str, ...]:
    """Choose the sections asked for; a telling word ("grapefruit") brings the section that speaks of it."""
    has = tuple(kind for kind, versions in entry.sections.items() if versions)
    wished = sections(reading.wishes, kind=entry.kind, has=has, defined=match.defined)
    if match.carried and not reading.wishes and _MORE.search(reading.text):
        return more(entry.kind, has)
    speaks = _speaking(index, reading, entry, has)
    if not speaks or speaks in wished:
        return wished
    return (speaks, *wished)[:2] if reading.wishes else (speaks, *[kind for kind in ("what_it_is",) if match.defined])


def _speaking(index: Index, reading: _Reading, entry: Entry, has: tuple[str, ...]) -> str:
    """Return the one section that the question's telling words are found in, or nothing."""
    language = index.language
    own = {word.stem for word in read(" ".join(entry.names), language)}
    weak = everyday(language) - telling(language)
    has = tuple(kind for kind in has if kind != "questions")
    asked_for = {word.stem for word in reading.asking} - own - weak
    places = {one: [kind for kind in has if one in index.sections[entry.slug, kind]] for one in asked_for}
    scores: dict[str, float] = {}
    for kinds in places.values():
        if 0 < len(kinds) <= 2:
            for kind in kinds:
                scores[kind] = scores.get(kind, 0.0) + 1 / len(kinds)
    return max(scores, key=lambda kind: scores[kind]) if scores else ""
