"""Topics, their explanations, and the revisions by which an explanation changes."""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Cast, Replace, StrIndex
from django.db.models.lookups import Exact
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from medchat.accounts.models import Clinic, User
from medchat.accounts.permissions import Permission
from medchat.keys.fields import EncryptedTextField
from medchat.library.sections import KIND_NAMES, LEVELS, LONGEST_QUESTION, SECTION_KINDS


class Frozen(Exception):
    """Something tried to change what was published."""


class Status(models.TextChoices):
    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    PUBLISHED = "published", _("Published")
    RETIRED = "retired", _("Retired")


OPEN = (Status.DRAFT, Status.IN_REVIEW)
FIXED = (Status.PUBLISHED, Status.RETIRED)
BESIDE = ("key_points", "teach_question", "sources", "glossary")
"""What a revision holds beside its sections."""


class LibraryVersion(models.Model):
    """A clinic's library as a number that rises with every publication; processes compare it to their index."""

    clinic = models.OneToOneField(Clinic, on_delete=models.CASCADE, primary_key=True, related_name="library_version")
    number = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"library {self.clinic_id} at {self.number}"


class TopicQuerySet(models.QuerySet["Topic"]):
    """Which topics."""

    def visible_to(self, user: User) -> "TopicQuerySet":
        """Keep the topics of clinics where this person may read the library."""
        return self.filter(clinic__in=user.clinics_with(Permission.READ_LIBRARY))

    def published(self) -> "TopicQuerySet":
        """Keep topics with a published explanation in any language."""
        return self.filter(explanations__revisions__status=Status.PUBLISHED).distinct()


class Topic(models.Model):
    """One thing patients ask about, with the names people have for it in the clinic's language."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE, related_name="topics")
    slug = models.SlugField(max_length=80)
    kind = models.CharField(max_length=10, choices=list(KIND_NAMES.items()))
    lay_name = models.CharField(max_length=120)
    medical_name = models.CharField(max_length=160, blank=True)
    synonyms = models.JSONField(default=list, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = TopicQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["lay_name", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["clinic", "slug"], name="one_topic_per_slug")]

    def __str__(self) -> str:
        return self.lay_name

    @property
    def names(self) -> tuple[str, ...]:
        """Every name of the topic, once each."""
        return _once(self.lay_name, self.medical_name, *self.synonyms)


def _once(*names: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, names)))


class Explanation(models.Model):
    """A topic explained in one language; its text lives in revisions. Names left empty are the topic's own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="explanations")
    language = models.CharField(max_length=5)
    lay_name = models.CharField(max_length=120, blank=True, default="")
    medical_name = models.CharField(max_length=160, blank=True, default="")
    synonyms = models.JSONField(default=list, blank=True)
    starter_digest = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["topic", "language"], name="one_explanation_per_language")
        ]

    def __str__(self) -> str:
        return f"explanation {self.pk}"

    @property
    def name(self) -> str:
        """The everyday name in this language."""
        return self.lay_name or self.topic.lay_name

    @property
    def names(self) -> tuple[str, ...]:
        """Every name in this language, once each."""
        return _once(self.lay_name, self.medical_name, *self.synonyms) if self.lay_name else self.topic.names


class RevisionQuerySet(models.QuerySet["Revision"]):
    """Which revisions. What a published one says is never rewritten in bulk."""

    def update(self, **kwargs: Any) -> int:
        if not kwargs.keys().isdisjoint(BESIDE) and self.filter(status__in=FIXED).exists():
            raise Frozen("A published revision never changes; start a new draft.")
        return super().update(**kwargs)

    def visible_to(self, user: User) -> "RevisionQuerySet":
        """Keep revisions of clinics where this person may read the library."""
        return self.filter(explanation__topic__clinic__in=user.clinics_with(Permission.READ_LIBRARY))

    def published(self) -> "RevisionQuerySet":
        return self.filter(status=Status.PUBLISHED)

    def open(self) -> "RevisionQuerySet":
        """Keep drafts and those in review: at most one for each explanation."""
        return self.filter(status__in=OPEN)

    def of_clinic(self, clinic_id: object, language: str) -> "RevisionQuerySet":
        return self.filter(explanation__topic__clinic_id=clinic_id, explanation__language=language)  # type: ignore[misc]


def _together(at: str, by: str) -> Q:
    """`*_at` and `*_by` are both set or both empty."""
    return Q(**{f"{at}__isnull": True, f"{by}__isnull": True}) | Q(**{f"{at}__isnull": False, f"{by}__isnull": False})


# `editors` holds the hex ids of all who edited; on SQLite a UUID has no dashes, on PostgreSQL it has.
_REVIEWER_HEX = Replace(Cast("reviewed_by", models.TextField()), Value("-"), Value(""))
_REVIEWER_IS_NO_EDITOR = Q(reviewed_by__isnull=True) | Q(Exact(StrIndex(F("editors"), _REVIEWER_HEX), 0))


class Revision(models.Model):
    """One version of an explanation: draft, in review, published, retired; a published one never changes.

    `edits` counts saves (a stale save is told); `editors` names everybody who wrote on it (hex ids, space between).
    `teach_question` asks a patient to tell the topic in their own words; empty, a general question is asked.
    `origin` starter: the text came with the product, so nobody here wrote or submitted it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    explanation = models.ForeignKey(Explanation, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    origin = models.CharField(max_length=8, choices=[("person", "person"), ("starter", "starter")], default="person")
    edits = models.PositiveIntegerField(default=0)
    editors = models.TextField(blank=True, default="")
    key_points = models.JSONField(default=list, blank=True)
    teach_question = models.CharField(max_length=LONGEST_QUESTION, blank=True, default="")
    sources = models.JSONField(default=list, blank=True)
    glossary = models.JSONField(default=list, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    retired_at = models.DateTimeField(null=True, blank=True)
    retired_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["explanation", "number"], name="one_revision_per_number"),
            models.UniqueConstraint(fields=["explanation"], condition=Q(status__in=OPEN), name="one_open_revision"),
            models.UniqueConstraint(
                fields=["explanation"], condition=Q(status="published"), name="one_published_revision"
            ),
            models.CheckConstraint(
                condition=Q(origin="starter") | _together("submitted_at", "submitted_by"), name="submitted_together"
            ),
            models.CheckConstraint(condition=_together("published_at", "reviewed_by"), name="published_together"),
            models.CheckConstraint(condition=_together("retired_at", "retired_by"), name="retired_together"),
            models.CheckConstraint(
                condition=Q(status__in=OPEN, published_at__isnull=True)
                | Q(status__in=FIXED, published_at__isnull=False),
                name="published_has_a_reviewer",
            ),
            models.CheckConstraint(condition=_REVIEWER_IS_NO_EDITOR, name="reviewer_is_no_editor"),
        ]

    def __str__(self) -> str:
        return f"revision {self.number} of {self.explanation_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save. Raises Frozen when the stored row is published (retiring it is the one change left)."""
        if not self._state.adding and not _is_retirement(self, kwargs.get("update_fields")):
            _refuse_if_fixed(self.pk)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        _refuse_if_fixed(self.pk)
        return super().delete(*args, **kwargs)

    @property
    def editor_ids(self) -> tuple[uuid.UUID, ...]:
        """Everybody who wrote on this revision."""
        return tuple(uuid.UUID(hex=one) for one in self.editors.split())

    def edited_by(self, user: User) -> bool:
        return user.pk.hex in self.editors.split()


RETIREMENT = frozenset({"status", "retired_at", "retired_by"})


def _is_retirement(revision: Revision, fields: object) -> bool:
    return fields is not None and set(fields) == RETIREMENT and revision.status == Status.RETIRED  # type: ignore[call-overload]


def _refuse_if_fixed(revision_id: object) -> None:
    if Revision.objects.filter(pk=revision_id, status__in=FIXED).exists():  # type: ignore[misc]
        raise Frozen("A published revision never changes; start a new draft.")


class SectionQuerySet(models.QuerySet["Section"]):
    """Sections of published revisions are read, never rewritten in bulk."""

    def update(self, **kwargs: Any) -> int:
        if self.filter(revision__status__in=FIXED).exists():
            raise Frozen("A published revision never changes; start a new draft.")
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        if self.filter(revision__status__in=FIXED).exists():
            raise Frozen("A published revision never changes; start a new draft.")
        return super().delete()


class Section(models.Model):
    """One part of a revision at one written level; `grade` is its measured FKGL."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="sections")
    kind = models.CharField(max_length=14, choices=[(kind, kind) for kind in SECTION_KINDS])
    level = models.CharField(max_length=8, choices=[(level, level) for level in LEVELS])
    title = models.CharField(max_length=120)
    body = models.TextField(blank=True)
    grade = models.FloatField(null=True)
    position = models.PositiveSmallIntegerField(default=0)

    objects = SectionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["position", "-level"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["revision", "kind", "level"], name="one_section_per_level")
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.level}) of {self.revision_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        _refuse_if_fixed(self.revision_id)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        _refuse_if_fixed(self.revision_id)
        return super().delete(*args, **kwargs)


class Comment(models.Model):
    """What a reviewer wrote when giving a revision back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    text = EncryptedTextField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["at"]

    def __str__(self) -> str:
        return f"comment on {self.revision_id}"


class GlossaryTerm(models.Model):
    """A word patients may tap, with its meaning; it comes with a published revision, so it was reviewed with it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE, related_name="glossary")
    language = models.CharField(max_length=5)
    term = models.CharField(max_length=80)
    meaning = models.CharField(max_length=400)
    explanation = models.ForeignKey(Explanation, on_delete=models.CASCADE, related_name="terms")

    class Meta:
        ordering: ClassVar = ["term"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["clinic", "language", "term"], name="one_meaning_per_term")
        ]

    def __str__(self) -> str:
        return self.term


class GapQuerySet(models.QuerySet["Gap"]):
    """Which unanswered questions."""

    def visible_to(self, user: User) -> "GapQuerySet":
        """Keep gaps of clinics where this person writes the library."""
        return self.filter(clinic__in=user.clinics_with(Permission.WRITE_LIBRARY))

    def open(self) -> "GapQuerySet":
        return self.filter(closed_at__isnull=True)


class Gap(models.Model):
    """A question nothing approved answers: the words are encrypted, and nothing leads back to who asked."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE, related_name="gaps")
    language = models.CharField(max_length=5)
    question = EncryptedTextField()
    fingerprint = models.CharField(max_length=40, editable=False)
    count = models.PositiveIntegerField(default=1)
    first_at = models.DateTimeField(default=timezone.now)
    last_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    objects = GapQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-count", "-last_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["clinic", "language", "fingerprint"], name="one_gap_per_question"),
            models.CheckConstraint(condition=_together("closed_at", "closed_by"), name="closed_together"),
        ]

    def __str__(self) -> str:
        return f"gap {self.pk}"
