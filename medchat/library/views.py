"""The library's list, its topics and their history."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from medchat.accounts.access import MemberRequest, allow
from medchat.accounts.models import User
from medchat.accounts.permissions import Permission
from medchat.library import actions
from medchat.library.forms import NewTopicForm, TopicForm
from medchat.library.models import Explanation, Gap, Revision, Section, Status, Topic, TopicQuerySet
from medchat.library.sections import KIND_NAMES, KINDS, LANGUAGES
from medchat.library.types import LibraryError

PAGE = 50
GAPS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Row:
    """What a list shows of a topic in one language: its published and its open revision, and the highest grade of each level."""

    topic: Topic
    language: str
    names: Topic | Explanation
    published: Revision | None
    open: Revision | None
    easy: float | None
    detailed: float | None


def can(request: MemberRequest, permission: Permission) -> bool:
    """Tell whether the membership of this request holds a right."""
    return permission in request.membership.rights.permissions


def topics_of(request: MemberRequest) -> TopicQuerySet:
    """Return the topics of the request's clinic that this person may see."""
    return Topic.objects.visible_to(request.user).filter(clinic=request.clinic)


def revision_or_404(request: MemberRequest, revision_id: UUID) -> Revision:
    """Fetch a revision of the request's clinic, or raise Http404."""
    found = Revision.objects.visible_to(request.user).filter(explanation__topic__clinic=request.clinic)
    return get_object_or_404(found.select_related("explanation__topic"), pk=revision_id)


@require_GET
@allow(Permission.READ_LIBRARY)
def library(request: MemberRequest) -> HttpResponse:
    """Show the topics with their state and measured levels, and the questions nobody answers yet."""
    wanted = {name: request.GET.get(name, "").strip()[:80] for name in ("q", "status", "kind")}
    found = _filtered(topics_of(request), **wanted)
    page = Paginator(found.prefetch_related(_revisions()), PAGE).get_page(request.GET.get("page"))
    writes = can(request, Permission.WRITE_LIBRARY)
    gaps = Gap.objects.visible_to(request.user).filter(clinic=request.clinic).open() if writes else Gap.objects.none()
    context = {
        "page": page,
        "rows": [_rows(topic, request.clinic.language) for topic in page],
        "wanted": wanted,
        "statuses": Status.choices,
        "kinds": list(KIND_NAMES.items()),
        "gaps": gaps[:GAPS_SHOWN],
        "gap_count": gaps.count(),
        "writes": writes,
    }
    return render(request, "library/library.html", context)


@require_http_methods(["GET", "POST"])
@allow(Permission.WRITE_LIBRARY)
def new_topic(request: MemberRequest) -> HttpResponse:
    """Make a topic and open its first draft; a gap's own words can be the first name."""
    form = NewTopicForm(request.POST or None, initial={"lay_name": _gap_words(request)})
    if request.method == "POST" and form.is_valid():
        try:
            explanation = actions.create_topic(clinic=request.clinic, by=request.user, **form.cleaned_data)
        except LibraryError as error:
            form.add_error("lay_name", str(error))
        else:
            draft = actions.start_draft(explanation=explanation, by=request.user)
            return redirect("edit", draft.pk)
    return render(request, "library/new_topic.html", {"form": form}, status=400 if form.errors else 200)


@require_GET
@allow(Permission.READ_LIBRARY)
def topic(request: MemberRequest, topic_id: UUID) -> HttpResponse:
    """Show one topic: its names, where its explanation stands, and what patients get."""
    found = get_object_or_404(topics_of(request).prefetch_related(_revisions()), pk=topic_id)
    rows = _rows(found, request.clinic.language)
    context = {
        "topic": found,
        "rows": rows,
        "missing": [language for language in LANGUAGES if language not in {row.language for row in rows}],
        "writes": can(request, Permission.WRITE_LIBRARY),
        "reviews": can(request, Permission.REVIEW_LIBRARY),
        "wrote": [row.language for row in rows if row.open is not None and row.open.edited_by(request.user)],
    }
    return render(request, "library/topic.html", context)


@require_http_methods(["GET", "POST"])
@allow(Permission.WRITE_LIBRARY)
def rename(request: MemberRequest, topic_id: UUID) -> HttpResponse:
    """Change the names patients can find a topic by, in one language."""
    found = get_object_or_404(topics_of(request), pk=topic_id)
    language = _language(request)
    try:
        named = actions.named_in(found, language)
    except LibraryError as error:
        raise Http404 from error
    names = {
        "lay_name": named.lay_name,
        "medical_name": named.medical_name,
        "synonyms": ", ".join(named.synonyms),
    }
    form = TopicForm(request.POST or None, initial=names)
    if request.method == "POST" and form.is_valid():
        actions.rename_topic(topic=found, by=request.user, language=language, **form.cleaned_data)
        messages.success(request, _("The names are saved. The next question finds the topic by them."))
        return redirect("topic", found.pk)
    return render(request, "library/names.html", {"form": form, "topic": found, "language": language})


@require_GET
@allow(Permission.READ_LIBRARY)
def history(request: MemberRequest, topic_id: UUID) -> HttpResponse:
    """Show every revision of a topic: who wrote, who approved, when."""
    found = get_object_or_404(topics_of(request), pk=topic_id)
    revisions = Revision.objects.filter(explanation__topic=found).select_related(
        "explanation", "submitted_by", "reviewed_by", "retired_by"
    )
    people = {one for revision in revisions for one in revision.editor_ids}
    names = {user.pk: user.name for user in User.objects.filter(pk__in=people)}
    rows = [(revision, [names[one] for one in revision.editor_ids if one in names]) for revision in revisions]
    return render(request, "library/history.html", {"topic": found, "rows": rows})


@require_POST
@allow(Permission.WRITE_LIBRARY)
def start_draft(request: MemberRequest, topic_id: UUID) -> HttpResponse:
    """Open the draft of a topic in one language, the clinic's unless told, as a copy of what is published."""
    found = get_object_or_404(topics_of(request), pk=topic_id)
    explanation, _made = Explanation.objects.get_or_create(topic=found, language=_language(request))
    draft = actions.start_draft(explanation=explanation, by=request.user)
    return redirect("edit" if draft.status == Status.DRAFT else "preview", draft.pk)


@require_POST
@allow(Permission.WRITE_LIBRARY)
def close_gap(request: MemberRequest, gap_id: UUID) -> HttpResponse:
    """Take an unanswered question off the list."""
    gap = get_object_or_404(Gap.objects.visible_to(request.user).filter(clinic=request.clinic), pk=gap_id)
    actions.close_gap(gap=gap, by=request.user)
    return redirect("library")


def _revisions() -> Prefetch:  # type: ignore[type-arg]
    current = Revision.objects.exclude(status=Status.RETIRED).prefetch_related("sections")
    return Prefetch("explanations", Explanation.objects.prefetch_related(Prefetch("revisions", current)))


def _filtered(topics: TopicQuerySet, *, q: str, status: str, kind: str) -> TopicQuerySet:
    if q:
        named = Q(lay_name__icontains=q) | Q(medical_name__icontains=q) | Q(synonyms__icontains=q)
        topics = topics.filter(named | Exists(Explanation.objects.filter(named, topic=OuterRef("pk"))))
    if kind in KINDS:
        topics = topics.filter(kind=kind)
    if status in Status.values:
        having = Revision.objects.filter(explanation__topic=OuterRef("pk"), status=status)
        topics = topics.filter(Exists(having))
    return topics


def _language(request: MemberRequest) -> str:
    """Return the language that a form or an address names, else the clinic's."""
    wanted = request.POST.get("language") or request.GET.get("language") or ""
    return wanted if wanted in LANGUAGES else request.clinic.language


def _rows(topic: Topic, first: str) -> list[Row]:
    """Return a row for each language the topic is explained in, the clinic's first; at least that one."""
    explained = sorted(topic.explanations.all(), key=lambda one: (one.language != first, one.language))
    rows = [_row(topic, one.language, one if one.lay_name else topic, list(one.revisions.all())) for one in explained]
    return rows or [_row(topic, first, topic, [])]


def _row(topic: Topic, language: str, names: Topic | Explanation, revisions: list[Revision]) -> Row:
    published = next((one for one in revisions if one.status == Status.PUBLISHED), None)
    current = next((one for one in revisions if one.status != Status.PUBLISHED), None)
    shown = published or current
    sections = list(shown.sections.all()) if shown is not None else []
    return Row(topic, language, names, published, current, _highest(sections, "easy"), _highest(sections, "detailed"))


def _highest(sections: list[Section], level: str) -> float | None:
    return max((one.grade for one in sections if one.level == level and one.grade is not None), default=None)


def _gap_words(request: HttpRequest) -> str:
    wanted = request.GET.get("gap", "")
    try:
        gap = Gap.objects.visible_to(request.user).filter(pk=UUID(wanted)).first()  # type: ignore[arg-type]
    except ValueError:
        return ""
    return gap.question[:120] if gap else ""
