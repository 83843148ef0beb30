"""The care team's pages of a clinic's policy: what is in force, the draft, its review, the versions before."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from medchat.accounts.access import MemberRequest, allow
from medchat.accounts.permissions import Permission
from medchat.policy import actions, floor, publishing, wording
from medchat.policy.forms import DraftForm, ReturnForm
from medchat.policy.models import PolicyVersion, PolicyVersionQuerySet, Status
from medchat.policy.names import kind_name
from medchat.policy.types import BelowFloor, FixedText, Policy, PolicyError, StaleEdit
from medchat.readability.score import score

SAMPLE_NAME = "Sam Okafor"
"""Stands where a text names the person who answers."""
SAMPLE_TOPIC = "Asthma"
"""Stands where a text names the topic that was explained."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One fixed text as a patient of the clinic sees it, with its measured grade (FKGL; Spanish: the same scale)."""

    name: str
    text: FixedText
    grade: str
    easy: bool
    added: bool
    addable: bool


def can(request: MemberRequest, permission: Permission) -> bool:
    """Tell whether the membership of this request holds a right."""
    return permission in request.membership.rights.permissions


def versions_of(request: MemberRequest) -> PolicyVersionQuerySet:
    """Return the versions of the request's clinic that this person may see."""
    return PolicyVersion.objects.visible_to(request.user).filter(clinic=request.clinic)


def shown(policy: Policy, *, language: str, country: str) -> list[Shown]:
    """Return every fixed text as this policy has it."""
    out = []
    for kind in wording.kinds():
        text = wording.fixed(
            kind, language=language, country=country, policy=policy, name=SAMPLE_NAME, topic=SAMPLE_TOPIC
        )
        bare = wording.fixed(kind, language=language, country=country, name=SAMPLE_NAME, topic=SAMPLE_TOPIC)
        found = score(text.text, language)
        number = "–" if found.shown is None else f"{found.shown:g}"
        out.append(
            Shown(kind_name(kind), text, number, floor.easy(text.text, language), text != bare, kind in floor.ADDABLE)
        )
    return sorted(out, key=lambda one: not one.addable)


@require_GET
@allow(Permission.READ_LIBRARY)
def policy(request: MemberRequest) -> HttpResponse:
    """Show what is in force, as patients see it, and where the draft stands."""
    found = versions_of(request)
    context = {
        "current": found.published().select_related("published_by").first(),
        "draft": found.drafts().select_related("submitted_by").first(),
        "writes": can(request, Permission.WRITE_LIBRARY),
        "reviews": can(request, Permission.REVIEW_LIBRARY),
        **_as_patient(request, actions.effective(request.clinic)),
    }
    return render(request, "policy/policy.html", context)


@require_GET
@allow(Permission.READ_LIBRARY)
def version(request: MemberRequest, number: int) -> HttpResponse:
    """Show one version, the draft included, as patients see it."""
    found = get_object_or_404(versions_of(request), number=number)
    tries = found.status == Status.DRAFT and can(request, Permission.WRITE_LIBRARY)
    return render(
        request, "policy/version.html", {"version": found, "tries": tries, **_as_patient(request, found.value())}
    )


@require_GET
@allow(Permission.READ_LIBRARY)
def history(request: MemberRequest) -> HttpResponse:
    """Show every version: who made, sent and published it, when."""
    rows = versions_of(request).select_related("made_by", "submitted_by", "published_by", "retired_by")
    return render(request, "policy/history.html", {"rows": rows})


@require_POST
@allow(Permission.WRITE_LIBRARY)
def start(request: MemberRequest) -> HttpResponse:
    """Open the draft, a copy of what is in force."""
    actions.start_draft(clinic=request.clinic, by=request.user)
    return redirect("policy_edit")


@require_http_methods(["GET", "POST"])
@allow(Permission.WRITE_LIBRARY)
def edit(request: MemberRequest) -> HttpResponse:
    """Write the draft; what goes below the floor is refused at its field, and nothing typed is lost."""
    draft = versions_of(request).drafts().first()
    if draft is None:
        messages.warning(request, _("There is no draft. Start one first."))
        return redirect("policy")
    if request.method != "POST":
        return _editor(request, draft, DraftForm(draft))
    form = DraftForm(draft, request.POST)
    if not form.is_valid():
        return _editor(request, draft, form, status=400)
    try:
        actions.save_draft(version=draft, by=request.user, edits=form.cleaned_data["edits"], policy=form.policy())
    except BelowFloor as error:
        form.refuse(error.breaches)
        return _editor(request, draft, form, status=400)
    except StaleEdit:
        return _conflict(request, draft)
    except PolicyError as error:
        messages.error(request, str(error))
        return redirect("policy")
    messages.success(request, _("Saved. Patients see it when a second person has published it."))
    return redirect("policy_version", draft.number) if "preview" in request.POST else redirect("policy_edit")


@require_POST
@allow(Permission.WRITE_LIBRARY)
def submit(request: MemberRequest) -> HttpResponse:
    """Ask a second person to publish the draft."""
    draft = get_object_or_404(versions_of(request).drafts())
    try:
        actions.submit(version=draft, by=request.user)
        messages.success(request, _("Sent for review. A second person reads it before patients do."))
    except PolicyError as error:
        messages.error(request, str(error))
    return redirect("policy")


@require_http_methods(["GET", "POST"])
@allow(Permission.REVIEW_LIBRARY)
def review(request: MemberRequest) -> HttpResponse:
    """Show the draft and what the safety checks say of it; publish it, or give it back with a comment."""
    draft = versions_of(request).drafts().select_related("clinic", "submitted_by").first()
    if draft is None or draft.submitted_at is None:
        messages.warning(request, _("There is no draft in review."))
        return redirect("policy")
    form = ReturnForm(request.POST if "return" in request.POST else None)
    if request.method == "POST" and _decide(request, draft, form):
        return redirect("policy")
    context = {
        "version": draft,
        "report": publishing.report_on(draft),
        "wrote_it": draft.edited_by(request.user),
        "form": form,
        "before": versions_of(request).published().first(),
        **_as_patient(request, draft.value()),
    }
    return render(request, "policy/review.html", context, status=400 if form.errors else 200)


def _decide(request: MemberRequest, draft: PolicyVersion, form: ReturnForm) -> bool:
    """Do what the reviewer chose; False when the form needs another look."""
    try:
        if "publish" in request.POST:
            if request.POST.get("edits") != str(draft.edits):
                raise PolicyError(_("The policy changed while you were reading. Read it again before you publish."))
            actions.publish(version=draft, by=request.user, report=publishing.report_on(draft))
            messages.success(request, _("Published. The next message gets it."))
        elif form.is_valid():
            actions.return_to_draft(version=draft, by=request.user, comment=form.cleaned_data["comment"])
            messages.success(request, _("Given back with your comment."))
        else:
            return False
    except PolicyError as error:
        messages.error(request, str(error))
    return True


def _conflict(request: MemberRequest, draft: PolicyVersion) -> HttpResponse:
    """Show what was typed under what was saved meanwhile; only a second, knowing save replaces it."""
    fresh = get_object_or_404(versions_of(request), pk=draft.pk)
    if fresh.status != Status.DRAFT:
        messages.error(request, _("This policy is no longer a draft. Reload the page to see where it stands."))
        return redirect("policy")
    again = DraftForm(fresh, {**request.POST.dict(), "edits": str(fresh.edits)})
    again.is_valid()
    return _editor(request, fresh, again, status=409, stale=True)


def _editor(
    request: MemberRequest, draft: PolicyVersion, form: DraftForm, *, status: int = 200, stale: bool = False
) -> HttpResponse:
    country = request.clinic.country
    texts = []
    for kind, fields in form.texts():
        rows = []
        for language, field in fields:
            base = "" if kind == "hours" else wording.fixed(kind, language=language, country=country).text
            rows.append((language, base, field))
        texts.append((kind_name(kind), rows))
    context = {"version": draft, "form": form, "texts": texts, "stale": stale}
    return render(request, "policy/edit.html", context, status=status)


def _as_patient(request: MemberRequest, policy: Policy) -> dict[str, object]:
    """Return what the page needs to show a policy in the language that was chosen."""
    language = wording.covered(request.GET.get("language") or get_language() or "en")
    texts = shown(policy, language=language, country=request.clinic.country)
    return {"policy": policy, "texts": texts, "language": language, "languages": wording.LANGUAGES}
