"""Which clinic a request is about and whether this person may be there: fetch and permission in one call."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.functional import SimpleLazyObject

from medchat.accounts.models import Clinic, Membership, User
from medchat.accounts.permissions import Permission


class MemberRequest(HttpRequest):
    """A request whose view was reached through `allow`."""

    user: User
    membership: Membership
    clinic: Clinic


def membership(user: User, permission: Permission, clinic_id: object = None) -> Membership | None:
    """Return the person's membership that grants `permission`, at the given clinic or at their first."""
    found = Membership.objects.filter(user=user).holding(permission).select_related("clinic")
    if clinic_id:
        found = found.filter(clinic_id=cast(Any, clinic_id))
    return found.order_by("created_at", "pk").first()


def allow(permission: Permission) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """Let a view run only for people who hold `permission`; sets request.membership and request.clinic.

    Somebody who is not signed in is sent to sign in; somebody without the right gets 403.
    """

    def decorate(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            found = membership(request.user, permission)
            if found is None:
                raise PermissionDenied
            member = cast(MemberRequest, request)
            member.membership, member.clinic = found, found.clinic
            return view(member, *args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]
        return guarded

    return decorate


class MembershipMiddleware:
    """Give templates the signed-in person's first membership as request.home_membership, lazily."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.home_membership = SimpleLazyObject(lambda: first_membership(request))  # type: ignore[attr-defined]
        return self.get_response(request)


def first_membership(request: HttpRequest) -> Membership | None:
    """Return the oldest membership of whoever is signed in, or None."""
    if not request.user.is_authenticated:
        return None
    found = Membership.objects.filter(user=request.user).select_related("clinic")
    return found.order_by("created_at", "pk").first()
