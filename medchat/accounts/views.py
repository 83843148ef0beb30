"""Where a person lands after signing in."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from medchat.accounts.access import first_membership


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Send each person to the page of their role."""
    found = first_membership(request)
    if found is None:
        return render(request, "accounts/no_clinic.html", status=403)
    return redirect(found.rights.home)
