"""Changes to the library: each names its actor, is one transaction, and writes its audit row inside."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from medchat.accounts.models import Clinic, User
from medchat.audit import actions as audit
from medchat.keys.ring import ring
from medchat.library.models import (
    BESIDE,
    RETIREMENT,
    Comment,
    Explanation,
    Gap,
    GlossaryTerm,
    LibraryVersion,
    Revision,
    Section,
    Status,
    Topic,
)
from medchat.library.sections import KINDS, LEVELS, order, title
from medchat.library.types import (
    Bodies,
    CheckReport,
    LibraryError,
    NotAllowed,
    NotPublishable,
    StaleEdit,
    WrongState,
)
from medchat.readability.score import UnsupportedLanguage, score

Row = Mapping[str, object]


@transaction.atomic
def create_topic(
    *,
    clinic: Clinic,
    by: User | None,
    kind: str,
    lay_name: str,
    medical_name: str = "",
    synonyms: Sequence[str] = (),
    slug: str = "",
    language: str = "",
) -> Explanation:
    """Make a topic and its (still empty) explanation. Raises LibraryError when the name is taken or no name."""
    slug = slug or slugify(lay_name)[:80]
    if not slug or kind not in KINDS:
        raise LibraryError(_("A topic needs a name with letters and one of the known kinds."))
    if Topic.objects.filter(clinic=clinic, slug=slug).exists():
        raise LibraryError(_("There is already a topic with this name."))
    topic = Topic.objects.create(
        clinic=clinic,
        slug=slug,
        kind=kind,
        lay_name=lay_name,
        medical_name=medical_name,
        synonyms=list(synonyms),
    )
    audit.record("library.topic_created", by=by, clinic=clinic, subject=topic, facts={"slug": slug, "kind": kind})
    return Explanation.objects.create(topic=topic, language=language or clinic.language)


@transaction.atomic
def rename_topic(
    *, topic: Topic, by: User, lay_name: str, medical_name: str, synonyms: Sequence[str], language: str = ""
) -> None:
    """Change the names patients can find a topic by, in the clinic's language or another; the address (slug) stays."""
    if not lay_name.strip():
        raise LibraryError(_("A topic needs a name."))
    named = named_in(topic, language)
    named.lay_name, named.medical_name = lay_name.strip(), medical_name.strip()
    named.synonyms = list(dict.fromkeys(name.strip() for name in synonyms if name.strip()))
    named.save(update_fields=["lay_name", "medical_name", "synonyms"])
    _bump(topic.clinic_id)
    facts: dict[str, audit.Fact] = {"slug": topic.slug, "language": language, "names": len(named.names)}
    audit.record("library.topic_renamed", by=by, clinic=topic.clinic_id, subject=topic, facts=facts)


def named_in(topic: Topic, language: str = "") -> Topic | Explanation:
    """Return what holds a topic's names in a language: the topic itself in the clinic's, else its explanation."""
    if language in ("", topic.clinic.language):
        return topic
    found = topic.explanations.filter(language=language).first()
    if found is None:
        raise LibraryError(_("There is no explanation in this language yet. Start a draft first."))
    return found


@transaction.atomic
def start_draft(*, explanation: Explanation, by: User | None, origin: str = "person") -> Revision:
    """Return the explanation's open revision, or a new draft that starts as a copy of the published one."""
    Explanation.objects.select_for_update().get(pk=explanation.pk)
    current = explanation.revisions.open().first()
    if current is not None:
        return current
    base = explanation.revisions.published().first()
    last = explanation.revisions.aggregate(last=Max("number"))["last"] or 0
    draft = Revision(explanation=explanation, number=last + 1, origin=origin)
    if base is not None:
        draft.key_points, draft.sources, draft.glossary = base.key_points, base.sources, base.glossary
        draft.teach_question = base.teach_question
    if by is not None:
        draft.editors = by.pk.hex
    draft.save(force_insert=True)
    kept = {(one.kind, one.level): one.body for one in base.sections.all()} if base is not None else {}
    _write_sections(draft, kept)
    _record("library.draft_started", draft, by, {"from": 0 if base is None else base.number})
    return draft


@transaction.atomic
def save_draft(
    *,
    revision: Revision,
    by: User | None,
    edits: int,
    bodies: Bodies,
    key_points: Sequence[str] | None = None,
    sources: Sequence[Row] | None = None,
    glossary: Sequence[Row] | None = None,
    teach_question: str | None = None,
) -> Revision:
    """Save text over the draft as it stood at `edits`. Raises StaleEdit when somebody saved since, WrongState."""
    fresh = Revision.objects.select_for_update().get(pk=revision.pk)
    if fresh.status != Status.DRAFT:
        raise WrongState(_("This revision is no longer a draft, so nothing was saved."))
    if fresh.edits != edits:
        raise StaleEdit(_("Somebody else saved this draft while you were writing. Nothing was overwritten."))
    _rewrite_sections(fresh, bodies)
    fresh.key_points = list(key_points) if key_points is not None else fresh.key_points
    fresh.sources = [dict(row) for row in sources] if sources is not None else fresh.sources
    fresh.glossary = [dict(row) for row in glossary] if glossary is not None else fresh.glossary
    fresh.teach_question = teach_question.strip() if teach_question is not None else fresh.teach_question
    fresh.edits, fresh.changed_at = edits + 1, timezone.now()
    if by is not None and not fresh.edited_by(by):
        fresh.editors = f"{fresh.editors} {by.pk.hex}".strip()
    fresh.save(update_fields=[*BESIDE, "edits", "changed_at", "editors"])
    _record("library.draft_saved", fresh, by, {"edits": fresh.edits})
    return fresh


@transaction.atomic
def submit(*, revision: Revision, by: User | None) -> Revision:
    """Ask for review. Raises WrongState, or LibraryError when a section has no text."""
    fresh = _locked(revision, Status.DRAFT)
    if by is None and fresh.origin != "starter":
        raise NotAllowed(_("A revision is submitted by a person."))
    missing = [one.title for one in fresh.sections.all() if not one.body.strip()]
    if missing:
        names = ", ".join(dict.fromkeys(missing))
        raise LibraryError(_("These sections have no text yet: %(names)s.") % {"names": names})
    fresh.status, fresh.submitted_at, fresh.submitted_by = Status.IN_REVIEW, timezone.now(), by
    fresh.save(update_fields=["status", "submitted_at", "submitted_by"])
    _record("library.submitted", fresh, by, {"edits": fresh.edits})
    return fresh


@transaction.atomic
def return_to_draft(*, revision: Revision, by: User, comment: str) -> Revision:
    """Give a revision back to its authors with a comment. Raises WrongState, LibraryError without a comment."""
    fresh = _locked(revision, Status.IN_REVIEW)
    if not comment.strip():
        raise LibraryError(_("Say what should change, so that the author can act on it."))
    fresh.status, fresh.submitted_at, fresh.submitted_by = Status.DRAFT, None, None
    fresh.save(update_fields=["status", "submitted_at", "submitted_by"])
    Comment.objects.create(revision=fresh, author=by, text=comment.strip())
    _record("library.returned", fresh, by, {"edits": fresh.edits})
    return fresh


@transaction.atomic
def publish(*, revision: Revision, by: User, report: CheckReport) -> Revision:
    """Publish what was reviewed and retire the one before; the next question on every process gets it.

    Raises WrongState, NotAllowed for an editor, NotPublishable when the report is not clean or not of this text.
    """
    fresh = _locked(revision, Status.IN_REVIEW)
    if fresh.edited_by(by):
        raise NotAllowed(_("You wrote on this revision, so another person has to approve it."))
    if report.revision != fresh.pk or report.edits != fresh.edits:
        raise NotPublishable(_("The text changed after it was checked. Check it again."))
    if not report.passed:
        raise NotPublishable(_("The checks found sentences that patients may not be shown."))
    before = Revision.objects.published().filter(explanation_id=fresh.explanation_id).first()
    if before is not None:
        _retire(before, by)
    fresh.status, fresh.published_at, fresh.reviewed_by = Status.PUBLISHED, timezone.now(), by
    fresh.save(update_fields=["status", "published_at", "reviewed_by"])
    _publish_glossary(fresh)
    _bump(fresh.explanation.topic.clinic_id)
    facts: dict[str, audit.Fact] = {"edits": fresh.edits, "sentences": report.sentences}
    _record("library.published", fresh, by, facts)
    return fresh


@transaction.atomic
def retire(*, revision: Revision, by: User) -> Revision:
    """Take a published explanation away from patients. Raises WrongState."""
    fresh = _locked(revision, Status.PUBLISHED)
    _retire(fresh, by)
    _bump(fresh.explanation.topic.clinic_id)
    return fresh


@transaction.atomic
def note_gap(*, question: str, clinic: UUID | Clinic, language: str) -> Gap | None:
    """Count a question that nothing approved answers; the same words again raise its count. Returns None if empty."""
    words = " ".join(question.split())[:1000]
    if not words:
        return None
    clinic_id = clinic.pk if isinstance(clinic, Clinic) else clinic
    mark = ring().blind(words.casefold().rstrip(" ?!."), f"gap:{clinic_id}:{language}")
    now = timezone.now()
    mine = Gap.objects.filter(clinic_id=clinic_id, language=language, fingerprint=mark)
    if not mine.update(count=F("count") + 1, last_at=now, closed_at=None, closed_by=None):
        try:
            with transaction.atomic():
                Gap.objects.create(clinic_id=clinic_id, language=language, question=words, fingerprint=mark)
        except IntegrityError:  # the same question in the same moment elsewhere
            mine.update(count=F("count") + 1, last_at=now)
    gap = mine.get()
    audit.record("library.gap_noted", by=None, clinic=clinic_id, subject=gap, facts={"count": gap.count})
    return gap


@transaction.atomic
def close_gap(*, gap: Gap, by: User) -> None:
    """Take a question off the list; asked again, it comes back."""
    gap.closed_at, gap.closed_by = timezone.now(), by
    gap.save(update_fields=["closed_at", "closed_by"])
    audit.record("library.gap_closed", by=by, clinic=gap.clinic_id, subject=gap)


def measure(text: str, language: str) -> float | None:
    """Return the FKGL grade of a section's text (Spanish: its place on the same scale), None if unmeasurable."""
    if not text.strip():
        return None
    try:
        return score(text, language).level
    except UnsupportedLanguage:
        return None


def _locked(revision: Revision, status: Status) -> Revision:
    fresh = Revision.objects.select_for_update(of=("self",)).select_related("explanation__topic").get(pk=revision.pk)
    if fresh.status != status:
        raise WrongState(_("This revision has moved on in the meantime. Reload the page to see where it stands."))
    return fresh


def _write_sections(revision: Revision, bodies: Bodies) -> None:
    """Lay out every section of the topic's kind at every level, with what text there is."""
    kind, language = revision.explanation.topic.kind, revision.explanation.language
    Section.objects.bulk_create(
        Section(
            revision=revision,
            kind=section,
            level=level,
            title=title(section, kind=kind, language=language),
            body=bodies.get((section, level), ""),
            grade=measure(bodies.get((section, level), ""), language),
            position=order(kind, section),
        )
        for section in KINDS[kind]
        for level in LEVELS
    )


def _rewrite_sections(revision: Revision, bodies: Bodies) -> None:
    changed = []
    for section in revision.sections.all():
        body = bodies.get((section.kind, section.level))
        if body is not None and body != section.body:
            section.body, section.grade = body, measure(body, revision.explanation.language)
            changed.append(section)
    Section.objects.bulk_update(changed, ["body", "grade"])


def _retire(revision: Revision, by: User) -> None:
    revision.status, revision.retired_at, revision.retired_by = Status.RETIRED, timezone.now(), by
    revision.save(update_fields=RETIREMENT)
    _record("library.retired", revision, by, {})


def _publish_glossary(revision: Revision) -> None:
    """Give the clinic the words of this revision; a word another explanation already explains keeps its meaning."""
    explanation = revision.explanation
    clinic_id, language = explanation.topic.clinic_id, explanation.language
    GlossaryTerm.objects.filter(explanation=explanation).delete()
    rows = [
        GlossaryTerm(
            clinic_id=clinic_id,
            language=language,
            term=str(row["term"]),
            meaning=str(row["meaning"]),
            explanation=explanation,
        )
        for row in revision.glossary
    ]
    GlossaryTerm.objects.bulk_create(rows, ignore_conflicts=True)


def _bump(clinic_id: UUID) -> None:
    if not LibraryVersion.objects.filter(clinic_id=clinic_id).update(number=F("number") + 1):
        LibraryVersion.objects.get_or_create(clinic_id=clinic_id)


def _record(action: str, revision: Revision, by: User | None, facts: Mapping[str, audit.Fact]) -> None:
    topic = revision.explanation.topic
    said = {"slug": topic.slug, "language": revision.explanation.language, "number": revision.number, **facts}
    audit.record(action, by=by, clinic=topic.clinic_id, subject=revision, facts=said)
