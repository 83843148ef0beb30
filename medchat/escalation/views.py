"""The staff's pages. Each sees cases of the person's own clinics only, and makes one domain call."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from medchat.accounts.access import MemberRequest, allow
from medchat.accounts.permissions import Permission
from medchat.escalation import actions
from medchat.escalation.actions import NotYours
from medchat.escalation.casefile import open_file, stand
from medchat.escalation.forms import AnswerForm, NoteForm
from medchat.escalation.models import Case
from medchat.escalation.seat import seat_of

View = Callable[..., HttpResponseBase]


def staff_page(view: View) -> View:
    """Guard a page of staff and show it in the person's own language."""

    @wraps(view)
    def speaking(request: MemberRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        translation.activate(request.user.language)
        request.LANGUAGE_CODE = translation.get_language() or settings.LANGUAGE_CODE
        return view(request, *args, **kwargs)

    return never_cache(allow(Permission.ANSWER_CASES)(speaking))


@staff_page
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Show the open cases: mine, those that wait, those that colleagues have."""
    member = cast(MemberRequest, request)
    seat_of(member.user)
    now = timezone.now()
    cases = list(mine_to_see(member).open().in_line().select_related("conversation__patient", "claimed_by"))
    groups: dict[str, list[dict[str, Any]]] = {"mine": [], "waiting": [], "other": []}
    for found in cases:
        groups[stand(found, member.user)].append({"case": found, "overdue": found.overdue(now)})
    return render(request, "escalation/queue.html", {**groups, "now": now, "any": bool(cases)})


@staff_page
@require_safe
def case(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Show one case with its conversation."""
    return _page(cast(MemberRequest, request), pk)


@staff_page
@require_POST
def claim(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Take a waiting case; of two people one gets it, and the other is told who."""
    return _act(request, pk, lambda found, member: actions.claim(case=found, by=member.user))


@staff_page
@require_POST
def answer(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Write to the patient, also without script."""
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(cast(MemberRequest, request), pk, answer_form=form)
    words = form.cleaned_data

    def send(found: Case, member: MemberRequest) -> None:
        actions.answer(case=found, by=member.user, text=words["text"], client_id=words["id"])

    return _act(request, pk, send, at="#end", refused=form)


@staff_page
@require_POST
def note(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Write a note for colleagues."""
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _page(cast(MemberRequest, request), pk, note_form=form)
    text = form.cleaned_data["text"]
    return _act(
        request, pk, lambda found, member: actions.write_note(case=found, by=member.user, text=text), at="#notes"
    )


@staff_page
@require_POST
def release(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Put my case back in line."""
    return _act(
        request,
        pk,
        lambda found, member: actions.release(case=found, by=member.user),
        done=_("The case is back in line."),
    )


@staff_page
@require_POST
def resolve(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Close my case, or hand the conversation back to the assistant."""
    back = request.POST.get("way") == "back"
    done = _("The assistant answers again.") if back else _("The case is resolved.")

    def close(found: Case, member: MemberRequest) -> None:
        actions.resolve(case=found, by=member.user, back_to_assistant=back)

    return _act(request, pk, close, done=done)


@staff_page
@require_POST
def keep(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Keep my claim alive while I am at the page: 204, or 409 when it is not mine any more."""
    member = cast(MemberRequest, request)
    try:
        actions.renew(case=_found(member, pk), by=member.user)
    except NotYours:
        return HttpResponse(status=409)
    return HttpResponse(status=204)


def mine_to_see(member: MemberRequest) -> Any:
    """Return the cases this person may see; those of other clinics are not there."""
    return Case.objects.visible_to(member.user)


def _found(member: MemberRequest, pk: uuid.UUID) -> Case:
    rows = mine_to_see(member).select_related("conversation__patient", "conversation__clinic", "claimed_by")
    return cast(Case, get_object_or_404(rows, pk=pk))


def _page(member: MemberRequest, pk: uuid.UUID, status: int = 200, **forms: Form) -> HttpResponse:
    found = open_file(case=_found(member, pk), by=member.user)
    context = {
        "file": found,
        "case": found.case,
        "answer_form": AnswerForm(initial={"id": uuid.uuid4()}),
        "note_form": NoteForm(),
        "keep_s": min(60, max(1, int(settings.CLAIM_LEASE_S / 4))),
        **forms,
    }
    wrong = any(form.is_bound for form in forms.values())
    return render(member, "escalation/case.html", context, status=400 if wrong and status == 200 else status)


def _act(
    request: HttpRequest,
    pk: uuid.UUID,
    change: Callable[[Case, MemberRequest], object],
    *,
    done: str = "",
    at: str = "",
    refused: Form | None = None,
) -> HttpResponse:
    """Make one change to a case and go back to its page; whoever lost the case is told, and keeps their words."""
    member = cast(MemberRequest, request)
    found = _found(member, pk)
    try:
        change(found, member)
    except NotYours as refusal:
        messages.error(request, str(refusal))
        if refused is not None:
            return _page(member, pk, status=409, answer_form=refused)
        return redirect("case", pk=pk)
    if done:
        messages.success(request, done)
    return redirect(reverse("case", args=[pk]) + at)
