"""The one adapter to allauth: no open sign-up, and mail goes to the address behind the blind handle."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from medchat.accounts.models import User


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """What allauth may do at medchat."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send to the person whose handle this is; for an unknown handle do nothing, so that nobody learns who is here."""
        user = User.objects.filter(email=email, is_active=True).first()
        if user is not None:
            super().send_mail(template_prefix, user.address, {**context, "email": user.address})
