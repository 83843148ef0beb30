"""What a patient keeps for the next visit: their own questions, and a conversation in their own words."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone

from medchat.accounts.models import Clinic, User
from medchat.accounts.permissions import Permission
from medchat.conversations.models import Conversation
from medchat.keys.fields import EncryptedTextField


class QuestionQuerySet(models.QuerySet["Question"]):
    """Which questions a person may see: their own, nobody else's; no role of the care team changes that."""

    def visible_to(self, user: User) -> "QuestionQuerySet":
        """Keep the person's own, of clinics where they are a patient."""
        return self.filter(patient=user, clinic__in=user.clinics_with(Permission.CHAT))

    def open(self) -> "QuestionQuerySet":
        return self.filter(asked_at__isnull=True)


class Question(models.Model):
    """One thing a patient wants to ask at the next visit; `client_id` names the message it was saved from."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE)
    patient = models.ForeignKey(User, on_delete=models.CASCADE, related_name="questions")
    text = EncryptedTextField()
    position = models.PositiveIntegerField(default=1)
    client_id = models.UUIDField(null=True)
    asked_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["position", "created_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["clinic", "patient", "client_id"], name="one_question_per_message"),
        ]

    def __str__(self) -> str:
        return f"question {self.pk}"


class OwnWordsQuerySet(models.QuerySet["OwnWords"]):
    """Whose own words a person may see: theirs."""

    def visible_to(self, user: User) -> "OwnWordsQuerySet":
        """Keep those of the person's own conversations, at clinics where they are a patient."""
        mine = Conversation.objects.of_patient(user).filter(clinic__in=user.clinics_with(Permission.CHAT))
        return self.filter(conversation__in=mine)


class OwnWords(models.Model):
    """What a patient wrote on the take-home sheet of one conversation."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    conversation = models.OneToOneField(Conversation, on_delete=models.CASCADE, related_name="own_words")
    text = EncryptedTextField(blank=True, default="")
    changed_at = models.DateTimeField(default=timezone.now)

    objects = OwnWordsQuerySet.as_manager()

    def __str__(self) -> str:
        return f"own words on {self.conversation_id}"
