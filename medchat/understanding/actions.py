"""What a patient does with their list of questions and the words on a sheet: one transaction each, audited without text."""

import uuid
from typing import Literal

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from medchat.accounts.models import Clinic, User
from medchat.audit.actions import record
from medchat.conversations.models import Conversation
from medchat.understanding.models import OwnWords, Question, QuestionQuerySet

LENGTH = 500
"""Characters in one question."""
MOST = 50
"""Questions a patient keeps at one clinic; more are no list for one visit."""
WORDS_LENGTH = 2000
"""Characters in the words of a patient's own on one sheet."""

Way = Literal["up", "down"]


class ListFull(Exception):
    """The list holds as many questions as it may."""


@transaction.atomic
def add(*, by: User, clinic: Clinic, text: str, client_id: uuid.UUID | None = None) -> Question:
    """Put a question at the end of the list; the same `client_id` again is the same question. Raises ListFull."""
    mine = _mine(by, clinic)
    known = mine.filter(client_id=client_id).first() if client_id else None
    if known is not None:
        return known
    if mine.count() >= MOST:
        raise ListFull
    last = mine.aggregate(last=Max("position"))["last"] or 0
    made = Question.objects.create(clinic=clinic, patient=by, text=text, client_id=client_id, position=last + 1)
    _record("question.added", made, by)
    return made


@transaction.atomic
def change(*, question: Question, by: User, text: str) -> None:
    """Write a question in other words."""
    question.text = text
    question.save(update_fields=["text"])
    _record("question.changed", question, by)


@transaction.atomic
def move(*, question: Question, by: User, way: Way) -> None:
    """Swap an open question with the open one before or after it; at the end of the list nothing happens."""
    rows = list(_mine(by, question.clinic).open().values_list("pk", "position"))
    order = [pk for pk, _position in rows]
    if question.pk not in order:
        return
    here = order.index(question.pk)
    there = here + (-1 if way == "up" else 1)
    if not 0 <= there < len(order):
        return
    order[here], order[there] = order[there], order[here]
    for place, pk in enumerate(order, start=1):
        Question.objects.filter(pk=pk).update(position=place)


@transaction.atomic
def mark(*, question: Question, by: User, asked: bool) -> None:
    """Say that a question was asked at a visit, or that it still waits for one."""
    question.asked_at = timezone.now() if asked else None
    question.save(update_fields=["asked_at"])
    _record("question.marked", question, by, asked=asked)


@transaction.atomic
def remove(*, question: Question, by: User) -> None:
    """Take a question off the list for good."""
    _record("question.removed", question, by)
    question.delete()


@transaction.atomic
def keep_words(*, conversation: Conversation, by: User, text: str) -> None:
    """Keep what the patient wrote on a conversation's sheet, in place of what stood there."""
    # The row's key must be the stored one before its text is sealed, so it is fetched, never upserted.
    kept = OwnWords.objects.filter(conversation=conversation).first() or OwnWords(conversation=conversation)
    kept.text, kept.changed_at = text, timezone.now()
    kept.save()
    record("own_words.kept", by=by, role="patient", clinic=conversation.clinic_id, subject=kept)


def _mine(by: User, clinic: Clinic) -> QuestionQuerySet:
    """Return the person's list with their own row locked: who writes twice at once writes one after the other."""
    User.objects.select_for_update().only("pk").get(pk=by.pk)
    return Question.objects.visible_to(by).filter(clinic=clinic)


def _record(action: str, question: Question, by: User, **facts: bool) -> None:
    record(action, by=by, role="patient", clinic=question.clinic_id, subject=question, facts=facts)
