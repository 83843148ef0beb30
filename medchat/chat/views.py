"""The patient's pages. Each asks for one permission, sees only the patient's own, and makes one domain call."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.conf import settings as config
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from medchat.accounts.access import MemberRequest, allow
from medchat.accounts.permissions import Permission
from medchat.chat import patient
from medchat.chat.forms import NOTE_LENGTH, CountryForm, PersonForm, SettingsForm
from medchat.conversations.models import Conversation, Event
from medchat.conversations.transcript import fold
from medchat.escalation.actions import ask_for_person, state_of
from medchat.policy import wording
from medchat.readability.targets import LEVELS

View = Callable[..., HttpResponseBase]


def in_own_language(view: View) -> View:
    """Show a patient's page in the language the patient chose, whatever the browser asks for."""

    @wraps(view)
    def speaking(request: MemberRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        translation.activate(request.user.language)
        request.LANGUAGE_CODE = translation.get_language() or config.LANGUAGE_CODE
        return view(request, *args, **kwargs)

    return speaking


def patient_page(view: View) -> View:
    """Guard a page that comes after the welcome page: without a consent the patient is sent there first."""

    @wraps(view)
    def welcomed(request: MemberRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if patient.consent_of(request.user, request.clinic) is None:
            return redirect("welcome")
        return view(request, *args, **kwargs)

    return never_cache(allow(Permission.CHAT)(in_own_language(welcomed)))


@never_cache
@allow(Permission.CHAT)
@in_own_language
@require_http_methods(["GET", "HEAD", "POST"])
def welcome(request: HttpRequest) -> HttpResponse:
    """Say what this is before the first message, and keep that the patient accepted."""
    member = cast(MemberRequest, request)
    language = member.user.language
    disclosure = wording.disclosure(language)
    form = CountryForm(request.POST or None, initial={"country": member.clinic.country})
    if request.method == "POST" and form.is_valid():
        patient.accept(
            by=member.user,
            clinic=member.clinic,
            version=disclosure["version"],
            language=disclosure["language"],
            country=form.cleaned_data["country"],
        )
        return redirect("conversations")
    accepted = patient.consent_of(member.user, member.clinic) is not None
    return render(request, "chat/welcome.html", {"form": form, "disclosure": disclosure, "accepted": accepted})


@patient_page
@require_http_methods(["GET", "HEAD", "POST"])
def conversations(request: HttpRequest) -> HttpResponse:
    """List the patient's conversations, or start a new one."""
    member = cast(MemberRequest, request)
    if request.method == "POST":
        return redirect("conversation", pk=patient.start(by=member.user, clinic=member.clinic).pk)
    return render(request, "chat/conversations.html", {"conversations": own(member)[:200]})


@patient_page
@require_safe
def conversation(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Show one conversation; what was said comes over its socket."""
    found = get_object_or_404(own(cast(MemberRequest, request)), pk=pk)
    return render(
        request,
        "chat/conversation.html",
        {"conversation": found, "levels": levels(found.language), "starters": starters(), "note_length": NOTE_LENGTH},
    )


@patient_page
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Ask for a person, also without script."""
    member = cast(MemberRequest, request)
    found = get_object_or_404(own(member), pk=pk)
    form = PersonForm(request.POST or None, initial={"id": uuid.uuid4()})
    if request.method == "POST" and form.is_valid():
        ask_for_person(
            conversation=found, by=member.user, note=form.cleaned_data["note"], client_id=form.cleaned_data["id"]
        )
        messages.success(request, _("A person was asked to come. Their answer shows in the conversation."))
        return redirect("conversation", pk=found.pk)
    return render(request, "chat/person.html", {"conversation": found, "form": form, "state": state_of(found)})


@patient_page
@require_safe
def print_conversation(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Show a whole conversation in one page made for paper."""
    found = get_object_or_404(own(cast(MemberRequest, request)), pk=pk)
    entries = fold(Event.objects.after(found.pk, 0))
    return render(request, "chat/print.html", {"conversation": found, "entries": entries})


@patient_page
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """Change language and country."""
    member = cast(MemberRequest, request)
    consent = patient.consent_of(member.user, member.clinic)
    now = {"language": member.user.language, "country": consent.country if consent else member.clinic.country}
    form = SettingsForm(request.POST or None, initial=now)
    if request.method != "POST" or not form.is_valid():
        return render(request, "chat/settings.html", {"form": form})
    patient.choose(by=member.user, clinic=member.clinic, **form.cleaned_data)
    with translation.override(form.cleaned_data["language"]):
        messages.success(request, _("Saved."))
    response = redirect("settings")
    # So that the sign-in page, which knows nobody, speaks the language too.
    response.set_cookie(
        config.LANGUAGE_COOKIE_NAME, form.cleaned_data["language"], samesite="Lax", secure=config.SESSION_COOKIE_SECURE
    )
    return response


def own(request: MemberRequest) -> "Any":
    """Return the patient's own conversations at this clinic, newest first; those of other people are not there."""
    return Conversation.objects.visible_to(request.user).filter(patient=request.user, clinic=request.clinic)


def levels(language: str) -> list[tuple[int, str]]:
    """Return the reading levels: FKGL target and its name."""
    return [(int(level.target), level.label(language)) for level in LEVELS]


def starters() -> list[str]:
    """Return questions for an empty conversation."""
    return [
        _("What is high blood pressure?"),
        _("What does an A1C test show?"),
        _("How does metformin work?"),
        _("How do I read a medicine label?"),
    ]
