"""Append-only facts about who did what when. No foreign keys, no patient text, imports no other app."""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone


class AppendOnly(Exception):
    """Something tried to change or delete an audit row."""


class AuditQuerySet(models.QuerySet["AuditEvent"]):
    """Rows can be read and added, never changed."""

    def of_clinics(self, clinic_ids: "list[str]") -> "AuditQuerySet":
        return self.filter(clinic_id__in=clinic_ids)

    def update(self, **kwargs: Any) -> int:
        raise AppendOnly("Audit rows are never changed.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise AppendOnly("Audit rows are never deleted.")


class AuditEvent(models.Model):
    """One fact: `action` on `subject` by `actor`, with codes and counts in `facts`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField(default=timezone.now, db_index=True)
    action = models.CharField(max_length=60, db_index=True)
    actor_id = models.CharField(max_length=40, blank=True)
    actor_role = models.CharField(max_length=20, blank=True)
    clinic_id = models.CharField(max_length=40, blank=True, db_index=True)
    subject_type = models.CharField(max_length=40, blank=True)
    subject_id = models.CharField(max_length=40, blank=True, db_index=True)
    facts = models.JSONField(default=dict)

    objects = AuditQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-at", "-id"]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly("Audit rows are never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise AppendOnly("Audit rows are never deleted.")
