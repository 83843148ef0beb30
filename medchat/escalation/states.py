"""The states of a case and the moves between them; a wrong table fails at import."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CaseStatus(models.TextChoices):
    WAITING = "waiting", _("waiting")
    CLAIMED = "claimed", _("claimed")
    RESOLVED = "resolved", _("resolved")
    CANCELLED = "cancelled", _("cancelled")


OPEN = (CaseStatus.WAITING, CaseStatus.CLAIMED)

MOVES: dict[CaseStatus, frozenset[CaseStatus]] = {
    CaseStatus.WAITING: frozenset({CaseStatus.CLAIMED, CaseStatus.CANCELLED}),
    CaseStatus.CLAIMED: frozenset({CaseStatus.WAITING, CaseStatus.RESOLVED}),
    CaseStatus.RESOLVED: frozenset({CaseStatus.WAITING}),
    CaseStatus.CANCELLED: frozenset(),
}


class Reason(models.TextChoices):
    """Why a person is needed; the value is stored, the label is what staff read."""

    CRISIS = "crisis", _("Mental health crisis")
    EMERGENCY = "emergency", _("Possible emergency")
    PATIENT = "patient", _("Asked for a person")
    WISH = "wish", _("Wrote that they want a person")


URGENT = 0
PRIORITY: dict[str, int] = {Reason.CRISIS: URGENT, Reason.EMERGENCY: URGENT, Reason.PATIENT: 2, Reason.WISH: 2}
"""URGENT is looked at first. An open case only ever rises."""

if set(MOVES) != set(CaseStatus) or set(PRIORITY) != set(Reason):
    raise RuntimeError("Every state needs its moves and every reason its priority.")
