"""Bring a human in: a case is one wish or need for a person, in one conversation."""

import uuid
from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from medchat.accounts.models import Clinic, User
from medchat.accounts.permissions import Permission
from medchat.conversations.models import Conversation
from medchat.escalation.states import OPEN, CaseStatus, Reason
from medchat.keys.fields import EncryptedTextField


class CaseQuerySet(models.QuerySet["Case"]):
    """Which cases, for whom."""

    def visible_to(self, user: User) -> "CaseQuerySet":
        """Keep cases of clinics where this person answers cases."""
        return self.filter(clinic__in=user.clinics_with(Permission.ANSWER_CASES))

    def open(self) -> "CaseQuerySet":
        return self.filter(status__in=OPEN)

    def waiting(self) -> "CaseQuerySet":
        return self.filter(status=CaseStatus.WAITING)

    def in_line(self) -> "CaseQuerySet":
        """Order as the queue does: most urgent first, then oldest."""
        return self.order_by("priority", "opened_at", "pk")

    def due(self, now: datetime) -> "CaseQuerySet":
        """Keep waiting cases that nobody claimed in time and that nobody was reminded of since."""
        return self.waiting().filter(due_at__lte=now)

    def lapsed(self, now: datetime) -> "CaseQuerySet":
        """Keep claims whose lease ran out."""
        return self.filter(status=CaseStatus.CLAIMED, lease_until__lt=now)


class Case(models.Model):
    """One case; at most one open case a conversation. `due_at` is when staff are alerted (again)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    conversation = models.ForeignKey(
        Conversation, on_delete=models.PROTECT, related_name="cases", related_query_name="case"
    )
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT)
    status = models.CharField(max_length=10, choices=CaseStatus.choices, default=CaseStatus.WAITING)
    reason = models.CharField(max_length=12, choices=Reason.choices)
    priority = models.PositiveSmallIntegerField()
    note = EncryptedTextField(blank=True, default="")
    client_id = models.UUIDField(null=True)
    turn = models.UUIDField(null=True)
    opened_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now, db_index=True)
    due_at = models.DateTimeField(db_index=True)
    alerts = models.PositiveIntegerField(default=0)
    claimed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="claimed_cases")
    claimed_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True, db_index=True)
    resolved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="resolved_cases")
    resolved_at = models.DateTimeField(null=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["conversation"], condition=Q(status__in=["waiting", "claimed"]), name="one_open_case"
            ),
            models.CheckConstraint(
                name="claimed_has_an_owner_and_a_lease",
                condition=~Q(status="claimed")
                | Q(claimed_by__isnull=False, claimed_at__isnull=False, lease_until__isnull=False),
            ),
            models.CheckConstraint(
                name="resolved_at_and_by_together",
                condition=Q(resolved_by__isnull=True, resolved_at__isnull=True)
                | Q(resolved_by__isnull=False, resolved_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"case {self.pk}"

    def overdue(self, now: datetime) -> bool:
        """Say whether nobody has the case although the time to take it (settings.ACKNOWLEDGE_S) is over."""
        return self.status == CaseStatus.WAITING and now >= self.opened_at + timedelta(seconds=settings.ACKNOWLEDGE_S)


class CaseNote(models.Model):
    """What staff write for each other; the patient never sees it. Append-only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(User, on_delete=models.PROTECT)
    text = EncryptedTextField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["at"]

    def __str__(self) -> str:
        return f"note on {self.case_id}"
