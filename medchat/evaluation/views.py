"""The policy playground: type or upload messages and see what two versions of the policy do about them."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from medchat.accounts.access import MemberRequest, allow
from medchat.accounts.models import Clinic
from medchat.accounts.permissions import Permission
from medchat.audit import actions as audit
from medchat.chat.turn import kit
from medchat.evaluation.forms import FLOOR, TryForm
from medchat.evaluation.names import ACTION_NAMES, ROUTE_NAMES
from medchat.evaluation.playground import Tally, TopicOf, Tried, stored, tally, try_all
from medchat.guardrails.types import Message, Screening
from medchat.library.search import find
from medchat.policy.models import PolicyVersion
from medchat.policy.types import Policy

GRADE = 6
"""The level at which the topic of a message is looked for."""


@never_cache
@require_http_methods(["GET", "POST"])
@allow(Permission.WRITE_LIBRARY)
def playground(request: MemberRequest) -> HttpResponse:
    """Show what happens to messages under two policies; what was typed is answered and forgotten."""
    versions = list(PolicyVersion.objects.visible_to(request.user).filter(clinic=request.clinic))
    country = request.clinic.country
    if request.method != "POST":
        return render(request, "evaluation/playground.html", {"form": TryForm(versions, country)})
    whole = "stored" in request.POST
    form = TryForm(versions, country, request.POST, request.FILES, stored=whole, cut=_was_cut(request))
    if not form.is_valid():
        return render(request, "evaluation/playground.html", {"form": form}, status=400)
    lines = stored() if whole else (*form.typed.lines, *form.uploaded.lines)
    a, b = (_policy(versions, form.cleaned_data[name]) for name in ("a", "b"))
    tried = try_all(lines, a or Policy(), b, guard=guard, topic_of=topic_of(request.clinic))
    audit.record("playground.used", by=request.user, clinic=request.clinic, facts={"messages": len(tried)})
    return render(request, "evaluation/playground.html", {"form": form, "stored": whole, **_results(form, tried)})


def guard(message: Message) -> Screening:
    """Screen by exactly the guard of the turn."""
    return kit.shell().check_message(message)


def topic_of(clinic: Clinic) -> TopicOf:
    """Find topics as the turn does: in what this clinic has published, in the message's language."""

    def name(message: Message) -> str:
        found = find(question=message.text, clinic_id=clinic.pk, language=message.language, grade=GRADE)
        return found.passages[0].topic_name if found.passages else ""

    return name


def _was_cut(request: MemberRequest) -> bool:
    """Say whether the request was so large that its file was passed over: files are only ever held in memory."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return length.isdigit() and int(length) > settings.FILE_UPLOAD_MAX_MEMORY_SIZE


def _policy(versions: list[PolicyVersion], chosen: str) -> Policy | None:
    if not chosen:
        return None
    return Policy() if chosen == FLOOR else next(one for one in versions if str(one.number) == chosen).value()


def _results(form: TryForm, tried: list[Tried]) -> dict[str, Any]:
    """Return what the page shows of a run: all rows, or those that differ where only they were asked for."""
    different = [one for one in tried if one.differs]
    only = form.cleaned_data["only_differences"] or "stored" in form.data
    labels = {name: dict(form.fields[name].choices)[form.cleaned_data[name]] for name in ("a", "b")}  # type: ignore[attr-defined]
    return {
        "tried": tried,
        "rows": [_row(one) for one in (different if only else tried)],
        "different": len(different),
        "compared": bool(form.cleaned_data["b"]),
        "labels": labels,
        "counts": [_count(one) for one in tally(tried)],
    }


def _row(one: Tried) -> dict[str, Any]:
    row = {"one": one, "route": ROUTE_NAMES[one.screening.route], "a": ACTION_NAMES[one.a.action], "b": ""}
    return row if one.b is None else {**row, "b": ACTION_NAMES[one.b.action]}


def _count(one: Tally) -> dict[str, Any]:
    return {"one": one, "name": ACTION_NAMES[one.action]}
