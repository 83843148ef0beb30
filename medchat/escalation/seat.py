"""Who may see the queue, and what of it."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib.sessions.models import Session
from django.utils import timezone

from medchat.accounts.models import User
from medchat.accounts.permissions import Permission
from medchat.audit.actions import record as audit


@dataclass(frozen=True, slots=True)
class View:
    """What one person may see of the queue: their clinics, in their language."""

    user: uuid.UUID
    clinics: frozenset[uuid.UUID]
    language: str


def seat_of(user: Any) -> View | None:
    """Return what this person may see of the queue, or None. Seeing the queue is an audit fact."""
    view = view_of(user) if user.is_authenticated else None
    if view is not None:
        audit("queue.read", by=user, role="staff", clinic=sorted(map(str, view.clinics))[0])
    return view


def view_of(user: User) -> View | None:
    """Return the person's view, or None when there is no clinic where they answer cases."""
    clinics = frozenset(user.clinics_with(Permission.ANSWER_CASES).values_list("pk", flat=True))
    return View(user.pk, clinics, user.language) if clinics else None


def still_allowed(user: User, session_key: str | None) -> View | None:
    """Return the view of somebody whose session lives and who is active, else None."""
    live = Session.objects.filter(session_key=session_key, expire_date__gt=timezone.now()).exists()
    active = User.objects.filter(pk=user.pk, is_active=True).exists()
    return view_of(user) if live and active else None
