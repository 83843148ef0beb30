"""A clinic's policy in numbered versions: one draft at most, one in force at most, and what was in force is kept."""

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
from medchat.policy.types import Number, Policy


class Frozen(Exception):
    """Something tried to change a policy that was published."""


class Status(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("In force")
    RETIRED = "retired", _("Retired")


FIXED = (Status.PUBLISHED, Status.RETIRED)
RETIREMENT = frozenset({"status", "retired_at", "retired_by"})


class PolicyVersionQuerySet(models.QuerySet["PolicyVersion"]):
    """Which versions; what was published is read, never rewritten in bulk."""

    def visible_to(self, user: User) -> "PolicyVersionQuerySet":
        """Keep versions of clinics where this person may read what the care team writes."""
        return self.filter(clinic__in=user.clinics_with(Permission.READ_LIBRARY))

    def published(self) -> "PolicyVersionQuerySet":
        return self.filter(status=Status.PUBLISHED)

    def drafts(self) -> "PolicyVersionQuerySet":
        return self.filter(status=Status.DRAFT)

    def update(self, **kwargs: Any) -> int:
        if self.filter(status__in=FIXED).exists():
            raise Frozen("A published policy never changes; start a new draft.")
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        if self.filter(status__in=FIXED).exists():
            raise Frozen("A published policy never changes; start a new draft.")
        return super().delete()


def _together(at: str, by: str) -> Q:
    """`*_at` and `*_by` are both set or both empty."""
    return Q(**{f"{at}__isnull": True, f"{by}__isnull": True}) | Q(**{f"{at}__isnull": False, f"{by}__isnull": False})


# `editors` holds the hex ids of all who edited; on SQLite a UUID has no dashes, on PostgreSQL it has.
_PUBLISHER_HEX = Replace(Cast("published_by", models.TextField()), Value("-"), Value(""))
_PUBLISHER_IS_NO_EDITOR = Q(published_by__isnull=True) | Q(Exact(StrIndex(F("editors"), _PUBLISHER_HEX), 0))


class PolicyVersion(models.Model):
    """One version of a clinic's policy. A draft that was sent for review holds `submitted_at`; a save takes it back.

    `edits` counts saves (a stale save is told); `editors` names everybody who wrote on it (hex ids, space between);
    `comment` is the reviewer's, when a draft was given back. The clinic's words are its own: nothing here is a patient's.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE, related_name="policies")
    number = models.PositiveIntegerField()
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    edits = models.PositiveIntegerField(default=0)
    editors = models.TextField(blank=True, default="")
    comment = models.TextField(blank=True, default="")
    blocked_topics = models.JSONField(default=list, blank=True)
    allowed_topics = models.JSONField(default=list, blank=True)
    handed_over = models.JSONField(default=list, blank=True)
    additions = models.JSONField(default=dict, blank=True)
    lines = models.JSONField(default=list, blank=True)
    hours = models.JSONField(default=dict, blank=True)
    history = models.PositiveSmallIntegerField(default=6)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    retired_at = models.DateTimeField(null=True, blank=True)
    retired_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    objects = PolicyVersionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["clinic", "number"], name="one_policy_per_number"),
            models.UniqueConstraint(fields=["clinic"], condition=Q(status="draft"), name="one_policy_draft"),
            models.UniqueConstraint(fields=["clinic"], condition=Q(status="published"), name="one_policy_in_force"),
            models.CheckConstraint(
                condition=_together("submitted_at", "submitted_by"), name="policy_submitted_together"
            ),
            models.CheckConstraint(
                condition=_together("published_at", "published_by"), name="policy_published_together"
            ),
            models.CheckConstraint(condition=_together("retired_at", "retired_by"), name="policy_retired_together"),
            models.CheckConstraint(
                condition=Q(status=Status.DRAFT, published_at__isnull=True)
                | Q(status__in=FIXED, published_at__isnull=False),
                name="policy_published_has_a_publisher",
            ),
            models.CheckConstraint(condition=_PUBLISHER_IS_NO_EDITOR, name="policy_publisher_is_no_editor"),
        ]

    def __str__(self) -> str:
        return f"policy {self.number} of {self.clinic_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save. Raises Frozen when the stored row is published (retiring it is the one change left)."""
        fields = kwargs.get("update_fields")
        retires = fields is not None and set(fields) == RETIREMENT and self.status == Status.RETIRED
        if not self._state.adding and not retires:
            self._refuse_if_fixed()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        self._refuse_if_fixed()
        return super().delete(*args, **kwargs)

    def _refuse_if_fixed(self) -> None:
        if PolicyVersion.objects.filter(pk=self.pk, status__in=FIXED).exists():
            raise Frozen("A published policy never changes; start a new draft.")

    def edited_by(self, user: User) -> bool:
        return user.pk.hex in self.editors.split()

    def value(self) -> Policy:
        """Return this version as the value a turn is handed."""
        return Policy(
            version=self.number,
            blocked_topics=tuple(self.blocked_topics),
            allowed_topics=tuple(self.allowed_topics),
            handed_over=tuple(self.handed_over),
            additions={language: dict(texts) for language, texts in self.additions.items()},
            numbers=tuple(Number(**row) for row in self.lines),
            hours=dict(self.hours),
            history=self.history,
        )
