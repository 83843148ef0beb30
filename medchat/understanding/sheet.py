"""The take-home sheet of a conversation: what the published library says of its topics, and the patient's own words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from medchat.accounts.models import User
from medchat.conversations.events import withdrawn
from medchat.conversations.models import Conversation, Turn
from medchat.library.index import Source, entry_of
from medchat.library.models import Explanation, Revision
from medchat.policy import wording
from medchat.understanding.explained import Block, at_level, blocks, explanations
from medchat.understanding.models import OwnWords, Question


@dataclass(frozen=True, slots=True)
class SheetSource:
    """One public page a topic rests on; `checked` is the day in words, "" when nobody has checked it yet."""

    name: str
    publisher: str
    url: str
    checked: str


@dataclass(frozen=True, slots=True)
class TopicPart:
    """One topic as it is published now; every text in it was approved by `approved_by`."""

    name: str
    language: str
    key_points: tuple[str, ...]
    help_title: str
    help: tuple[Block, ...]
    sources: tuple[SheetSource, ...]
    approved_by: str
    approved_at: datetime


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on one sheet; `gone` names topics that were explained and are no longer published."""

    clinic: str
    country: str
    language: str
    demo: bool
    made_at: datetime
    topics: tuple[TopicPart, ...]
    gone: tuple[str, ...]
    questions: tuple[str, ...]
    own_words: str
    education: str


def sheet_of(conversation: Conversation, reader: User) -> Sheet:
    """Put the sheet together from what is published now; the reader's own questions and words are theirs alone."""
    explained = _explained(conversation)
    parts = [(one, _published(one, conversation.language)) for one in explained]
    questions = Question.objects.visible_to(reader).filter(clinic=conversation.clinic_id).open()
    own = OwnWords.objects.visible_to(reader).filter(conversation=conversation).first()
    country, language = conversation.country, conversation.language
    return Sheet(
        clinic=conversation.clinic.name,
        country=country,
        language=language,
        demo=conversation.clinic.demo,
        made_at=timezone.now(),
        topics=tuple(_part(revision, conversation.grade) for _one, revision in parts if revision is not None),
        gone=tuple(one.name for one, revision in parts if revision is None),
        questions=tuple(question.text for question in questions),
        own_words=own.text if own else "",
        education=_education(wording.emergency_words(country, language)),
    )


def _explained(conversation: Conversation) -> Sequence[Explanation]:
    """Return one explanation a topic; an answer that was taken back explained nothing."""
    gone = [turn for turn in withdrawn(conversation.pk) if turn is not None]
    turns = Turn.objects.filter(conversation=conversation).exclude(sources=[]).exclude(pk__in=gone).order_by("seq")
    found = explanations(turns, conversation.clinic_id)
    return list({one.topic_id: one for one in found}.values())


def _published(explanation: Explanation, language: str) -> Revision | None:
    """Return what is published of the topic now: in this language, else in the one it was explained in."""
    rows = Revision.objects.published().filter(explanation__topic=explanation.topic_id)
    rows = rows.select_related("explanation__topic", "reviewed_by").prefetch_related("sections")
    by_language = {row.explanation.language: row for row in rows}
    return by_language.get(language) or by_language.get(explanation.language)


def _part(revision: Revision, grade: float) -> TopicPart:
    entry, language = entry_of(revision), revision.explanation.language
    versions = entry.sections.get("when_to_call", ())
    section = at_level(versions, grade) if versions else None
    # The database holds both for whatever is published.
    assert revision.reviewed_by is not None
    assert revision.published_at is not None
    return TopicPart(
        name=entry.name,
        language=language,
        key_points=tuple(str(point) for point in revision.key_points),
        help_title=section.title if section else "",
        help=blocks(section.text, language) if section else (),
        sources=tuple(_source(source) for source in entry.sources),
        approved_by=revision.reviewed_by.name,
        approved_at=revision.published_at,
    )


def _source(source: Source) -> SheetSource:
    day = parse_date(source.checked_on) if source.checked_on else None
    checked = date_format(day) if day else source.checked_on or ""
    return SheetSource(source.name, source.publisher, source.url, checked)


def _education(number: str) -> str:
    """Return the line every sheet holds: what it is for, what it is not, and the number for an emergency."""
    text = _(
        "This sheet is for learning. It does not tell you what you have or what to do. In an emergency, call %(number)s."
    )
    return text % {"number": number}
