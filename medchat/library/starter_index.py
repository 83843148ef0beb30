"""The starter library as an index without a database: what patients find where all of it is published."""

from functools import cache

from medchat.library import starter
from medchat.library.actions import measure
from medchat.library.index import Entry, Index, Source, build
from medchat.library.starter import TopicFile
from medchat.text.passages import Passage


def entry(topic: TopicFile, language: str = "en") -> Entry:
    """Return a topic's file as the index holds it."""
    sections: dict[str, tuple[Passage, ...]] = {}
    for (kind, level), text in topic.bodies.items():
        passage = Passage(
            id=f"{topic.slug}/{kind}/{level}",
            topic=topic.slug,
            topic_name=topic.lay_name,
            section=kind,
            title=kind,
            text=text,
            level=level,
            grade=measure(text, language) or 0.0,
            revision=1,
            language=language,
            url="",
        )
        sections[kind] = (*sections.get(kind, ()), passage)
    sources = tuple(
        Source(topic.slug, topic.lay_name, 1, r["name"], r["publisher"], r["url"], None) for r in topic.sources
    )
    names = tuple(dict.fromkeys((topic.lay_name, topic.medical_name, *topic.synonyms)))
    return Entry(
        topic.slug, topic.kind, topic.lay_name, names, sections, sources, topic.key_points, topic.teach_question
    )


@cache
def starter_index(language: str = "en") -> Index:
    """Return the index of a language's whole starter library, read once."""
    topics = [starter.parse(path) for path in sorted((starter.FOLDER / language).glob("*.md"))]
    terms = {row["term"]: row["meaning"] for topic in topics for row in topic.glossary}
    return build([entry(topic, language) for topic in topics], language, terms.items())
