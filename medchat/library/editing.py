"""Writing an explanation: both levels side by side, measured while typing, seen as a patient will see it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from medchat.accounts.access import MemberRequest, allow
from medchat.accounts.permissions import Permission
from medchat.library import actions
from medchat.library.forms import LONGEST_SECTION, DraftForm
from medchat.library.models import Revision, Status
from medchat.library.sections import CEILINGS, LEVELS
from medchat.library.types import LibraryError, StaleEdit
from medchat.library.views import can, revision_or_404
from medchat.readability.score import UnsupportedLanguage, score
from medchat.text.sentences import split

LONG_SENTENCE = {"easy": 25, "detailed": 35}
"""Words above which a sentence is pointed out; 25 is the limit for plain text, the detailed level has more room."""


@require_http_methods(["GET", "POST"])
@allow(Permission.WRITE_LIBRARY)
def edit(request: MemberRequest, revision_id: UUID) -> HttpResponse:
    """Show the editor; a save over somebody else's is told, and neither text is lost."""
    revision = revision_or_404(request, revision_id)
    if revision.status != Status.DRAFT:
        messages.warning(request, _("This revision is not a draft any more."))
        return redirect("topic", revision.explanation.topic_id)
    if request.method != "POST":
        return _editor(request, revision, DraftForm(revision))
    form = DraftForm(revision, request.POST)
    if not form.is_valid():
        return _editor(request, revision, form, status=400)
    try:
        saved = _save(revision, form, request)
    except StaleEdit:
        return _conflict(request, revision, form)
    except LibraryError as error:
        messages.error(request, str(error))
        return redirect("topic", revision.explanation.topic_id)
    if "preview" in request.POST:
        return redirect("preview", saved.pk)
    messages.success(request, _("Saved."))
    return redirect("edit", saved.pk)


@require_POST
@allow(Permission.WRITE_LIBRARY)
def submit(request: MemberRequest, revision_id: UUID) -> HttpResponse:
    """Ask a second person to review a draft."""
    revision = revision_or_404(request, revision_id)
    try:
        actions.submit(revision=revision, by=request.user)
    except LibraryError as error:
        messages.error(request, str(error))
        return redirect("edit" if revision.status == Status.DRAFT else "topic", _place(revision))
    messages.success(request, _("Sent for review. A second person reads it before patients do."))
    return redirect("topic", revision.explanation.topic_id)


@require_GET
@allow(Permission.READ_LIBRARY)
def preview(request: MemberRequest, revision_id: UUID) -> HttpResponse:
    """Show a revision as patients see it, at one written level."""
    revision = revision_or_404(request, revision_id)
    level = request.GET.get("level", LEVELS[0])
    level = level if level in LEVELS else LEVELS[0]
    context = {
        "revision": revision,
        "topic": revision.explanation.topic,
        "level": level,
        "levels": LEVELS,
        "sections": revision.sections.filter(level=level),
        "writes": can(request, Permission.WRITE_LIBRARY) and revision.status == Status.DRAFT,
    }
    return render(request, "library/preview.html", context)


@require_POST
@allow(Permission.WRITE_LIBRARY)
def measure(request: MemberRequest) -> JsonResponse:
    """Measure a text while it is written: grade, whether it is exact, words, and the sentences that are too long."""
    text = request.POST.get("text", "")[:LONGEST_SECTION]
    language = request.POST.get("language", "en")
    level = request.POST.get("level", "")
    level = level if level in LEVELS else LEVELS[0]
    try:
        found = score(text, language)
    except UnsupportedLanguage:
        return JsonResponse({"code": "language"}, status=400)
    long = [one.text for one in split(text, language) if len(one.text.split()) > LONG_SENTENCE[level]]
    return JsonResponse(
        {
            "grade": found.level,
            "reliable": found.reliable,
            "error": found.error,
            "words": found.words,
            "ceiling": CEILINGS[level],
            "over": found.level is not None and found.level > CEILINGS[level],
            "long": long,
        }
    )


def _save(revision: Revision, form: DraftForm, request: MemberRequest) -> Revision:
    data = form.cleaned_data
    return actions.save_draft(
        revision=revision,
        by=request.user,
        edits=data["edits"],
        bodies=form.bodies(),
        key_points=data["key_points"],
        sources=data["sources"],
        glossary=data["glossary"],
    )


def _conflict(request: MemberRequest, revision: Revision, form: DraftForm) -> HttpResponse:
    """Show what was typed beside what was saved meanwhile; only a second, knowing save replaces it."""
    fresh = revision_or_404(request, revision.pk)
    mine = {**request.POST.dict(), "edits": str(fresh.edits)}
    again = DraftForm(fresh, mine)
    again.is_valid()
    return _editor(request, fresh, again, status=409, theirs=fresh)


def _editor(
    request: MemberRequest, revision: Revision, form: DraftForm, *, status: int = 200, theirs: Revision | None = None
) -> HttpResponse:
    bodies = form.bodies() if theirs is not None else {}
    context: dict[str, Any] = {
        "revision": revision,
        "topic": revision.explanation.topic,
        "form": form,
        "theirs": theirs,
        "differs": [(one.kind, one.level) for one in form.rows if bodies.get((one.kind, one.level)) != one.body],
        "ceilings": CEILINGS,
        "comments": revision.comments.select_related("author"),
    }
    return render(request, "library/edit.html", context, status=status)


def _place(revision: Revision) -> UUID:
    return revision.pk if revision.status == Status.DRAFT else revision.explanation.topic_id
