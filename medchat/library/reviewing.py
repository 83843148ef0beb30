"""The second person: what changed, what the checks say, publish or give back."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from medchat.accounts.access import MemberRequest, allow
from medchat.accounts.permissions import Permission
from medchat.library import actions, pemat, publishing
from medchat.library.diff import Change, changes
from medchat.library.forms import QUESTION_LEVEL, ReturnForm
from medchat.library.models import Revision, Section, Status
from medchat.library.sections import CEILINGS, title
from medchat.library.types import LibraryError, Problem
from medchat.library.views import revision_or_404


@dataclass(frozen=True, slots=True)
class Pair:
    """A section as it would be, beside the one patients get now."""

    new: Section
    old: Section | None
    changes: list[Change]

    @property
    def changed(self) -> bool:
        return self.old is None or self.old.body != self.new.body

    @property
    def too_hard(self) -> bool:
        return self.new.grade is not None and self.new.grade > CEILINGS[self.new.level]


@dataclass(frozen=True, slots=True)
class AskedPair:
    """The question that checks understanding as it would be, beside the one patients get now; "" is the general one."""

    new: str
    old: str
    grade: float | None
    changes: list[Change]

    @property
    def changed(self) -> bool:
        return self.old != self.new

    @property
    def too_hard(self) -> bool:
        return self.grade is not None and self.grade > CEILINGS[QUESTION_LEVEL]


@require_http_methods(["GET", "POST"])
@allow(Permission.REVIEW_LIBRARY)
def review(request: MemberRequest, revision_id: UUID) -> HttpResponse:
    """Show a revision beside the published one; publish it, or give it back with a comment."""
    revision = revision_or_404(request, revision_id)
    topic_id = revision.explanation.topic_id
    if revision.status != Status.IN_REVIEW:
        messages.warning(request, _("This revision is not in review."))
        return redirect("topic", topic_id)
    form = ReturnForm(request.POST if "return" in request.POST else None)
    if request.method == "POST":
        try:
            done = _decide(request, revision, form)
        except LibraryError as error:
            messages.error(request, str(error))
            done = True
        if done:
            return redirect("topic", topic_id)
    return _page(request, revision, form)


@require_POST
@allow(Permission.REVIEW_LIBRARY)
def retire(request: MemberRequest, revision_id: UUID) -> HttpResponse:
    """Take a published explanation away from patients at once."""
    revision = revision_or_404(request, revision_id)
    try:
        actions.retire(revision=revision, by=request.user)
        messages.success(request, _("Retired. Patients are not given this explanation any more."))
    except LibraryError as error:
        messages.error(request, str(error))
    return redirect("topic", revision.explanation.topic_id)


def _decide(request: MemberRequest, revision: Revision, form: ReturnForm) -> bool:
    """Do what the reviewer chose; False when the form needs another look."""
    if "publish" in request.POST:
        if request.POST.get("edits") != str(revision.edits):
            raise LibraryError(_("The text changed while you were reading. Read it again before you publish."))
        actions.publish(revision=revision, by=request.user, report=publishing.report_on(revision))
        messages.success(request, _("Published. The next question gets it."))
        return True
    if "return" in request.POST and form.is_valid():
        actions.return_to_draft(revision=revision, by=request.user, comment=form.cleaned_data["comment"])
        messages.success(request, _("Given back with your comment."))
        return True
    return False


def _page(request: MemberRequest, revision: Revision, form: ReturnForm) -> HttpResponse:
    before = Revision.objects.published().filter(explanation_id=revision.explanation_id).first()
    old = {(one.kind, one.level): one for one in before.sections.all()} if before else {}
    pairs = []
    for section in revision.sections.all():
        other = old.get((section.kind, section.level))
        pairs.append(Pair(section, other, changes(other.body, section.body) if other else []))
    asked, report = _asked(revision, before), publishing.report_on(revision)
    context = {
        "revision": revision,
        "topic": revision.explanation.topic,
        "before": before,
        "pairs": pairs,
        "asked": asked,
        "changed": sum(pair.changed for pair in pairs) + asked.changed,
        "report": report,
        "stopped": [(_where(problem, revision), problem) for problem in report.problems],
        "pemat": pemat.judge(revision),
        "wrote_it": revision.edited_by(request.user),
        "form": form,
    }
    return render(request, "library/review.html", context, status=400 if form.errors else 200)


def _where(problem: Problem, revision: Revision) -> str:
    """Name the place of a sentence that was stopped as the page names it."""
    beside = {
        "key_points": _("Key points"),
        "glossary": _("Words explained"),
        "teach_question": _("Question to check understanding"),
    }
    kind = revision.explanation.topic.kind
    return beside.get(problem.section) or title(problem.section, kind=kind, language=get_language() or "en")


def _asked(revision: Revision, before: Revision | None) -> AskedPair:
    new, old = revision.teach_question, before.teach_question if before else ""
    grade = actions.measure(new, revision.explanation.language)
    return AskedPair(new, old, grade, changes(old, new))
