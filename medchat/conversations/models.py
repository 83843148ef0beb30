"""What was said, by whom, from which revisions, and who answers now."""

import uuid
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from medchat.accounts.models import Clinic, User
from medchat.accounts.permissions import Permission
from medchat.keys.fields import EncryptedJSONField, EncryptedTextField


class AnsweredBy(models.TextChoices):
    ASSISTANT = "assistant"
    PERSON = "person"


class TurnStatus(models.TextChoices):
    RECEIVED = "received"
    ANSWERING = "answering"
    ANSWERED = "answered"
    BLOCKED = "blocked"
    ESCALATED = "escalated"
    STOPPED = "stopped"
    INTERRUPTED = "interrupted"
    FAILED = "failed"


OPEN_TURN = (TurnStatus.RECEIVED, TurnStatus.ANSWERING)


class ConversationQuerySet(models.QuerySet["Conversation"]):
    """Which conversations a person may see."""

    def of_patient(self, user: User) -> "ConversationQuerySet":
        return self.filter(patient=user)

    def with_case_for(self, user: User) -> "ConversationQuerySet":
        """Keep those that have (or had) a case at a clinic where this person answers cases."""
        return self.filter(case__isnull=False, clinic__in=user.clinics_with(Permission.ANSWER_CASES)).distinct()

    def visible_to(self, user: User) -> "ConversationQuerySet":
        """Keep the person's own, and those with a case of a clinic where they answer cases."""
        clinics = user.clinics_with(Permission.ANSWER_CASES)
        mine = Q(patient=user, clinic__in=user.clinics_with(Permission.CHAT))
        return self.filter(mine | Q(case__isnull=False, clinic__in=clinics)).distinct()


class Conversation(models.Model):
    """One patient's thread at one clinic.

    `last_seq`, `turn`, `epoch`, `stopping` and `answered_by` are what a sentence's compare-and-set looks at.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT)
    patient = models.ForeignKey(User, on_delete=models.PROTECT, related_name="conversations")
    title = EncryptedTextField(blank=True, default="")
    language = models.CharField(max_length=5, default="en")
    country = models.CharField(max_length=2, default="US")
    grade = models.PositiveSmallIntegerField(default=6)
    topic = models.CharField(max_length=80, blank=True, default="")
    answered_by = models.CharField(max_length=9, choices=AnsweredBy.choices, default=AnsweredBy.ASSISTANT)
    last_seq = models.PositiveIntegerField(default=0)
    epoch = models.PositiveIntegerField(default=0)
    turn = models.UUIDField(null=True, blank=True)
    stopping = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = ConversationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-updated_at"]

    def __str__(self) -> str:
        return f"conversation {self.pk}"


class TurnQuerySet(models.QuerySet["Turn"]):
    """Turns by state."""

    def orphaned(self, now: datetime) -> "TurnQuerySet":
        """Keep open turns whose lease ran out: the process that ran them is gone."""
        return self.filter(status__in=OPEN_TURN, lease_until__lt=now)


class Turn(models.Model):
    """One patient message in, one vetted answer out: how it was routed, who wrote it, how it ended."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="turns")
    client_id = models.UUIDField()
    status = models.CharField(max_length=12, choices=TurnStatus.choices, default=TurnStatus.RECEIVED)
    seq = models.PositiveIntegerField()
    epoch = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField()
    route = models.CharField(max_length=12, blank=True)
    rule = models.CharField(max_length=80, blank=True)
    words = EncryptedJSONField(blank=True, default=list)
    failed_checks = models.JSONField(default=list)
    screened = models.BooleanField(default=False)
    target = models.PositiveSmallIntegerField(default=6)
    grade = models.FloatField(null=True)
    reliable = models.BooleanField(default=False)
    engine = models.CharField(max_length=20, blank=True)
    model = models.CharField(max_length=200, blank=True)
    model_revision = models.CharField(max_length=80, blank=True)
    sources = models.JSONField(default=list)
    verdicts = models.JSONField(default=list)
    started_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    objects = TurnQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["conversation", "client_id"], name="one_turn_per_client_id"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["lease_until"], condition=Q(status__in=["received", "answering"]), name="open_turns"),
        ]

    def __str__(self) -> str:
        return f"turn {self.pk}"


class EventQuerySet(models.QuerySet["Event"]):
    """The event table is the bus: what comes after a seq, in order."""

    def after(self, conversation_id: object, seq: int) -> "EventQuerySet":
        return self.filter(conversation_id=conversation_id, seq__gt=seq).order_by("seq")  # type: ignore[misc]


class Event(models.Model):
    """One thing that everybody in a conversation sees, at its gap-free place; append-only.

    `body` is the server frame without type, seq and turn.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="events")
    seq = models.PositiveIntegerField()
    type = models.CharField(max_length=10)
    turn = models.ForeignKey(Turn, on_delete=models.CASCADE, null=True, related_name="events")
    author = models.ForeignKey(User, on_delete=models.PROTECT, null=True)
    client_id = models.UUIDField(null=True)
    body = EncryptedJSONField()
    at = models.DateTimeField(default=timezone.now)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["conversation", "seq"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["conversation", "seq"], name="one_event_per_seq"),
            models.UniqueConstraint(fields=["conversation", "client_id"], name="one_event_per_client_id"),
        ]

    def __str__(self) -> str:
        return f"event {self.seq} of {self.conversation_id}"

    def frame(self) -> dict[str, object]:
        """Return the server frame of this event."""
        frame: dict[str, object] = {"type": self.type, "seq": self.seq, "at": self.at.isoformat()}
        if self.turn_id is not None:
            frame["turn"] = str(self.turn_id)
        return {**frame, **self.body}


class Feedback(models.Model):
    """Whether an answer was clear; the latest word of the patient stands."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    turn = models.OneToOneField(Turn, on_delete=models.CASCADE)
    clear = models.BooleanField()
    comment = EncryptedTextField(blank=True, default="")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"feedback on {self.turn_id}"
