"""A clinic's published explanations in memory, ready to be searched; rebuilt when the library's version rises."""

import re
import threading
from collections import Counter, OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field

from medchat.library.models import GlossaryTerm, LibraryVersion, Revision
from medchat.library.names import NameTable
from medchat.library.vocabulary import stem_all
from medchat.text.passages import Passage

COMMON_IN = 0.1
"""A word in the texts of this share of topics (and of three at least) names none of them."""
KEPT = 32


@dataclass(frozen=True, slots=True)
class Source:
    """One public page that a topic's explanation rests on; `checked_on` None: not yet checked."""

    topic: str
    topic_name: str
    revision: int
    name: str
    publisher: str
    url: str
    checked_on: str | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One topic as published: its names, and each section in its written versions."""

    slug: str
    kind: str
    name: str
    names: tuple[str, ...]
    sections: dict[str, tuple[Passage, ...]]
    sources: tuple[Source, ...] = ()
    points: tuple[str, ...] = ()
    teach_question: str = ""


@dataclass(slots=True)
class Index:
    """Everything one language of one clinic can answer from."""

    language: str
    entries: dict[str, Entry]
    names: NameTable
    words: dict[str, frozenset[str]]
    sections: dict[tuple[str, str], frozenset[str]]
    common: frozenset[str]
    every: frozenset[str]
    terms: tuple[tuple[str, str, re.Pattern[str]], ...] = ()

    def knows(self, stemmed: str, slug: str) -> bool:
        return stemmed in self.words[slug]


@dataclass(slots=True)
class _Shelf:
    """The indexes of this process, the least used dropped first."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    held: "OrderedDict[tuple[str, str], tuple[int, Index]]" = field(default_factory=OrderedDict)


_shelf = _Shelf()


def index_for(clinic_id: object, language: str) -> Index:
    """Return the index of a clinic's library as it is published now: one small query, a rebuild only after a change."""
    number = LibraryVersion.objects.filter(pk=clinic_id).values_list("number", flat=True).first() or 0  # type: ignore[misc]
    key = (str(clinic_id), language)
    with _shelf.lock:
        held = _shelf.held.get(key)
        if held is not None and held[0] == number:
            _shelf.held.move_to_end(key)
            return held[1]
    # the number was read first: text published meanwhile only means one more rebuild
    built = build(_entries(clinic_id, language), language, _terms(clinic_id, language))
    with _shelf.lock:
        _shelf.held[key] = (number, built)
        while len(_shelf.held) > KEPT:
            _shelf.held.popitem(last=False)
    return built


def build(entries: Iterable[Entry], language: str, terms: Iterable[tuple[str, str]] = ()) -> Index:
    """Build an index from published topics and the glossary."""
    by_slug = {entry.slug: entry for entry in entries}
    names = NameTable(language)
    words: dict[str, frozenset[str]] = {}
    sections: dict[tuple[str, str], frozenset[str]] = {}
    for entry in by_slug.values():
        for name in entry.names:
            names.add(name, entry.slug)
        for kind, versions in entry.sections.items():
            sections[entry.slug, kind] = stem_all((version.text for version in versions), language)
        own = (sections[entry.slug, kind] for kind in entry.sections)
        words[entry.slug] = stem_all(entry.names, language).union(*own)
    names.close()
    spread = Counter(stemmed for found in words.values() for stemmed in found)
    least = max(3, COMMON_IN * len(by_slug))
    common = frozenset(stemmed for stemmed, count in spread.items() if count >= least)
    patterns = tuple((term, meaning, _pattern(term)) for term, meaning in terms)
    return Index(language, by_slug, names, words, sections, common, frozenset(spread), patterns)


def _pattern(term: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(term)}(?:e?s)?(?!\w)", re.IGNORECASE)


def _terms(clinic_id: object, language: str) -> list[tuple[str, str]]:
    rows = GlossaryTerm.objects.filter(clinic_id=clinic_id, language=language)  # type: ignore[misc]
    return list(rows.values_list("term", "meaning"))


def _entries(clinic_id: object, language: str) -> list[Entry]:
    found = Revision.objects.published().of_clinic(clinic_id, language)
    found = found.select_related("explanation__topic").prefetch_related("sections")
    return [entry_of(revision) for revision in found]


def entry_of(revision: Revision) -> Entry:
    """Return a revision as the search holds it."""
    explanation = revision.explanation
    topic, language = explanation.topic, explanation.language
    sources = tuple(
        Source(
            topic=topic.slug,
            topic_name=explanation.name,
            revision=revision.number,
            name=str(row.get("name", "")),
            publisher=str(row.get("publisher", "")),
            url=str(row.get("url", "")),
            checked_on=row.get("checked_on"),
        )
        for row in revision.sources
    )
    sections: dict[str, tuple[Passage, ...]] = {}
    for section in revision.sections.all():
        passage = Passage(
            id=str(section.pk),
            topic=topic.slug,
            topic_name=explanation.name,
            section=section.kind,
            title=section.title,
            text=section.body,
            level=section.level,
            grade=section.grade if section.grade is not None else 99.0,
            revision=revision.number,
            language=language,
            url=sources[0].url if sources else "",
        )
        sections[section.kind] = (*sections.get(section.kind, ()), passage)
    points = tuple(map(str, revision.key_points))
    return Entry(
        topic.slug, topic.kind, explanation.name, explanation.names, sections, sources, points, revision.teach_question
    )
