"""Writing an explanation: both levels side by side, measured while typing, seen as a patient will see it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import BoundField
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from medchat.accounts.access import MemberRequest, allow
from medchat.accounts.permissions import Permission
from medchat.library import actions, pemat
from medchat.library.forms import LONGEST_SECTION, QUESTION_LEVEL, DraftForm
from medchat.library.measuring import Measured, as_json, measured
from medchat.library.models import Revision, Status
from medchat.library.parity import Parity, parity
from medchat.library.sections import LEVELS
from medchat.library.types import LibraryError, StaleEdit
from medchat.library.views import can, revision_or_404

MOST_EXPLAINED = 100
"""Terms a measurement takes as explained elsewhere."""


@dataclass(frozen=True, slots=True)
class Text:
    """One section at one level as the editor shows it; `measured` is None in a language without a formula."""

    kind: str
    level: str
    field: BoundField
    saved: str
    measured: Measured | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One section with its levels side by side; no parity while a level has no text."""

    title: str
    texts: list[Text]
    parity: Parity | None

    @property
    def good(self) -> int:
        return sum(one.measured is not None and one.measured.band == "good" for one in self.texts)


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
    """Measure a text while it is written, and compare it with the section's other level; nothing is kept."""
    text, other = (request.POST.get(name, "").replace("\r\n", "\n") for name in ("text", "other"))
    language = request.POST.get("language", "en")
    level = request.POST.get("level", "")
    level = level if level in LEVELS else LEVELS[0]
    if max(len(text), len(other)) > LONGEST_SECTION:
        return JsonResponse({"code": "long", "meter": _("Not measured: the text is too long.")}, status=413)
    explained = request.POST.get("explained", "")[:LONGEST_SECTION].splitlines()[:MOST_EXPLAINED]
    found = measured(text, language=language, level=level, explained=explained)
    if found is None:
        return JsonResponse({"code": "language", "meter": _("Not measured: this language has no formula.")}, status=400)
    compared = parity(text, other, language) if level == LEVELS[0] else parity(other, text, language)
    facts = {"brief": compared.brief, "lines": compared.lines} if compared else {"brief": "–", "lines": []}
    return JsonResponse({**as_json(found), "facts": facts})


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
        teach_question=data["teach_question"],
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
    explained = _explained(revision, form)
    sheet = list(_sheet(revision.explanation.language, form, explained))
    context: dict[str, Any] = {
        "revision": revision,
        "topic": revision.explanation.topic,
        "names": "\n".join(revision.explanation.names),
        "form": form,
        "sheet": sheet,
        "question": _question(revision, form, explained),
        "good": sum(one.good for one in sheet),
        "texts": sum(len(one.texts) for one in sheet),
        "differing": sum(one.parity is not None and not one.parity.same for one in sheet),
        "theirs": theirs,
        "question_differs": theirs is not None and form.cleaned_data["teach_question"] != theirs.teach_question,
        "differs": [(one.kind, one.level) for one in form.rows if bodies.get((one.kind, one.level)) != one.body],
        "pemat": pemat.judge(revision),
        "comments": revision.comments.select_related("author"),
    }
    return render(request, "library/edit.html", context, status=status)


def _explained(revision: Revision, form: DraftForm) -> list[str]:
    """Return the words an author need not avoid: the topic's own names, and what the glossary explains."""
    glossary = str(form["glossary"].value() or "")
    return [*revision.explanation.names, *(line.partition(":")[0].strip() for line in glossary.splitlines())]


def _sheet(language: str, form: DraftForm, explained: list[str]) -> Iterator[Sheet]:
    for title, fields in form.pairs():
        bodies = {section.level: str(field.value() or "").replace("\r\n", "\n") for section, field in fields}
        texts = [
            Text(
                one.kind,
                one.level,
                field,
                one.body,
                measured(bodies[one.level], language=language, level=one.level, explained=explained),
            )
            for one, field in fields
        ]
        yield Sheet(title, texts, parity(bodies["easy"], bodies["detailed"], language))


def _question(revision: Revision, form: DraftForm, explained: list[str]) -> Text:
    """Return the question that checks understanding, measured like any text."""
    field, language = form["teach_question"], revision.explanation.language
    found = measured(str(field.value() or ""), language=language, level=QUESTION_LEVEL, explained=explained)
    return Text("teach_question", QUESTION_LEVEL, field, revision.teach_question, found)


def _place(revision: Revision) -> UUID:
    return revision.pk if revision.status == Status.DRAFT else revision.explanation.topic_id
