"""Template context: the line with the emergency and crisis number that every page carries."""

from typing import cast

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from medchat.accounts.models import Consent, User
from medchat.policy import wording


def safety_line(request: HttpRequest) -> dict[str, object]:
    """Give templates `safety_line.text` and `.short` for the reader's language and country."""
    return {"safety_line": SimpleLazyObject(lambda: _line(request))}


def _line(request: HttpRequest) -> dict[str, str]:
    where = get_language() or "en", country_of(request)
    return {"text": wording.safety_line(*where), "short": wording.safety_short(*where)}


def country_of(request: HttpRequest) -> str:
    """Return the country a patient agreed to last, else the clinic's, else none that is known."""
    membership = getattr(request, "home_membership", None)
    if not membership:
        return wording.UNKNOWN_COUNTRY
    user = cast(User, request.user)
    agreed = Consent.objects.filter(user=user, clinic=membership.clinic).values_list("country", flat=True).first()
    return agreed or str(membership.clinic.country)
