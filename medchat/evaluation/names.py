"""What care teams call each route, and what is done about it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from medchat.guardrails.types import Action, Route

ROUTE_NAMES: dict[Route, Promise] = {
    Route.EDUCATION: _("A question about health"),
    Route.DIAGNOSIS: _("Asked for a diagnosis"),
    Route.ADVICE: _("Asked for advice"),
    Route.EMERGENCY: _("Emergency"),
    Route.CRISIS: _("Crisis"),
    Route.HUMAN: _("A person was asked for"),
    Route.ATTACK: _("A request that cannot be helped with"),
    Route.OFFTOPIC: _("Not about health"),
}

ACTION_NAMES: dict[Action, Promise] = {
    Action.ANSWER: _("Answered"),
    Action.BLOCK: _("Refused"),
    Action.HANDOVER: _("Handed over"),
    Action.ALERT: _("Alert"),
}
