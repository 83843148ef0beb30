"""The patient's pages for the next visit. Each asks for one permission and sees only the patient's own."""

import uuid
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from medchat.accounts.access import MemberRequest
from medchat.audit.actions import Fact, record
from medchat.chat.views import own, patient_page
from medchat.conversations.models import Conversation
from medchat.understanding import actions
from medchat.understanding.explained import ideas
from medchat.understanding.forms import OwnWordsForm, QuestionForm
from medchat.understanding.models import Question, QuestionQuerySet
from medchat.understanding.sheet import Sheet, sheet_of

ADDED_FROM = {"page": "id_text", "ideas": "ideas"}
"""Where the reader goes on after a question was added: the box, or the next suggestion."""


@patient_page
@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: HttpRequest) -> HttpResponseBase:
    """Show the patient's list with suggestions, or add a question; a script that asks for JSON gets JSON."""
    member = cast(MemberRequest, request)
    form = QuestionForm(request.POST or None)
    saved = request.method == "POST" and form.is_valid() and _add(member, form)
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"saved": bool(saved)})
    if saved:
        messages.success(request, _("Saved."))
        return _back(ADDED_FROM.get(request.POST.get("from", ""), "id_text"))
    rows = list(_mine(member))
    suggested = ideas(member.user, member.clinic, member.user.language, but=[row.text for row in rows])
    lists = {"waiting": [row for row in rows if not row.asked_at], "done": [row for row in rows if row.asked_at]}
    return render(request, "understanding/questions.html", {"form": form, "ideas": suggested, **lists})


@patient_page
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Change the words of one question."""
    member = cast(MemberRequest, request)
    found = get_object_or_404(_mine(member), pk=pk)
    form = QuestionForm(request.POST or None, initial={"text": found.text})
    if request.method == "POST" and form.is_valid():
        actions.change(question=found, by=member.user, text=form.cleaned_data["text"])
        messages.success(request, _("Saved."))
        return _back(f"change-{pk}")
    return render(request, "understanding/question.html", {"question": found, "form": form})


@patient_page
@require_POST
def move(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Move a question up or down and go on from its button."""
    member = cast(MemberRequest, request)
    found = get_object_or_404(_mine(member), pk=pk)
    way: actions.Way = "up" if request.POST.get("way") == "up" else "down"
    actions.move(question=found, by=member.user, way=way)
    return _back(_move_button(member, pk, way))


@patient_page
@require_POST
def asked(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Mark a question as asked, or put it back on the list."""
    member = cast(MemberRequest, request)
    found = get_object_or_404(_mine(member), pk=pk)
    actions.mark(question=found, by=member.user, asked=request.POST.get("asked") == "yes")
    return _back(f"asked-{pk}")


@patient_page
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Ask once, then take a question off the list."""
    member = cast(MemberRequest, request)
    found = get_object_or_404(_mine(member), pk=pk)
    if request.method == "POST":
        actions.remove(question=found, by=member.user)
        messages.success(request, _("Removed."))
        return _back("list")
    return render(request, "understanding/remove.html", {"question": found})


@patient_page
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Show the take-home sheet, or keep the patient's own words on it."""
    member = cast(MemberRequest, request)
    found = get_object_or_404(own(member), pk=pk)
    made = _made(member, found, "page") if request.method == "GET" else sheet_of(found, member.user)
    form = OwnWordsForm(request.POST or None, initial={"text": made.own_words})
    if request.method == "POST" and form.is_valid():
        actions.keep_words(conversation=found, by=member.user, text=form.cleaned_data["text"])
        messages.success(request, _("Saved."))
        return redirect("sheet", pk=pk)
    return render(request, "understanding/sheet.html", {"conversation": found, "sheet": made, "form": form})


@patient_page
@require_safe
def sheet_pdf(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Hand out the same sheet as a PDF."""
    from medchat.understanding.paper import pdf_of  # its font machinery is loaded when somebody wants paper

    member = cast(MemberRequest, request)
    found = get_object_or_404(own(member), pk=pk)
    made = _made(member, found, "pdf")
    name = content_disposition_header(as_attachment=True, filename=_("take-home-sheet.pdf"))
    return HttpResponse(pdf_of(made), content_type="application/pdf", headers={"Content-Disposition": str(name)})


def _made(request: MemberRequest, conversation: Conversation, form: str) -> Sheet:
    """Make a sheet and keep that it was made: counts, never words."""
    made = sheet_of(conversation, request.user)
    facts: dict[str, Fact] = {"form": form, "topics": len(made.topics), "questions": len(made.questions)}
    record(
        "sheet.made", by=request.user, role="patient", clinic=conversation.clinic_id, subject=conversation, facts=facts
    )
    return made


def _mine(request: MemberRequest) -> QuestionQuerySet:
    return Question.objects.visible_to(request.user).filter(clinic=request.clinic)


def _add(request: MemberRequest, form: QuestionForm) -> bool:
    """Add what the form holds; a full list becomes an error of the form, which keeps the words."""
    text, client_id = form.cleaned_data["text"], form.cleaned_data["client_id"]
    try:
        actions.add(by=request.user, clinic=request.clinic, text=text, client_id=client_id)
    except actions.ListFull:
        full = _("Your list is full. Remove a question first, then save this one. Your words are still in the box.")
        form.add_error("text", full)
        return False
    return True


def _move_button(request: MemberRequest, pk: uuid.UUID, way: str) -> str:
    """Return the button that stands for going on: at an end of the list only the other one is there."""
    order = list(_mine(request).open().values_list("pk", flat=True))
    at_end = bool(order) and pk == (order[0] if way == "up" else order[-1])
    other = "down" if way == "up" else "up"
    return f"{other if at_end else way}-{pk}"


def _back(anchor: str) -> HttpResponse:
    """Go to the list, at what was used last: the browser puts the focus there, with script or without."""
    return redirect(f"{reverse('questions')}#{anchor}")
