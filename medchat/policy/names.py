"""What care teams call each fixed text."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

KIND_NAMES: dict[str, Promise] = {
    "emergency": _("Emergency"),
    "crisis": _("Crisis"),
    "diagnosis": _("Asked for a diagnosis"),
    "advice": _("Asked for advice"),
    "attack": _("A request that cannot be helped with"),
    "offtopic": _("Not about health"),
    "policy": _("Blocked by your clinic"),
    "check_failed": _("A safety check failed"),
    "handover": _("A person was asked for"),
    "handover_again": _("A person was asked for again"),
    "nothing_approved": _("Nothing approved fits"),
    "interrupted": _("The answer was cut off"),
    "stopped": _("The patient stopped the answer"),
    "ended": _("The answer was ended"),
    "withdrawn": _("The answer was taken back"),
    "too_long": _("The message was too long"),
    "claimed": _("A person is here"),
    "released": _("A person left"),
    "lapsed": _("A person had to step away"),
    "returned": _("Handed back to the assistant"),
    "closed": _("A person closed the request"),
    "failed": _("Something went wrong"),
    "ai": _("What the assistant is"),
    "reminder": _("Welcome back"),
    "thanks": _("The patient said thanks"),
    "hours": _("Hours of your care team"),
}
"""By kind of fixed text, and `hours`, which stand after the texts that ask for a person."""


def kind_name(kind: str) -> str:
    """Return the name of a kind; one without a name is shown as it is."""
    return str(KIND_NAMES.get(kind, kind))
