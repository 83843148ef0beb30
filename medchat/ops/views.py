"""Health for machines, a page of state for the operator, the audit trail for the auditor."""

from typing import cast

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from medchat.accounts.access import MemberRequest, allow
from medchat.accounts.permissions import Permission
from medchat.audit.models import AuditEvent
from medchat.escalation.models import Case
from medchat.ops import health
from medchat.policy import wording

PAGE = 50


@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """Say that the process answers."""
    return JsonResponse({"live": True})


@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Say whether patients can be served: 200 when ready, 503 before."""
    state = health.report()
    return JsonResponse(state.body(), status=200 if state.ready else 503)


@require_safe
@allow(Permission.OPERATE)
def operations(request: HttpRequest) -> HttpResponse:
    """Show the operator how the service is doing: no patient data."""
    member = cast(MemberRequest, request)
    open_cases = Case.objects.filter(clinic=member.clinic).open()
    context = {
        "state": health.report(),
        "engine": settings.ENGINE,
        "model": settings.MODEL or settings.MODEL_URL,
        "mode": settings.MODE,
        "waiting": open_cases.waiting().count(),
        "claimed": open_cases.exclude(status="waiting").count(),
        "lines": wording.all_numbers(member.clinic.country),
    }
    return render(request, "ops/operations.html", context)


@require_safe
@allow(Permission.READ_AUDIT)
def audit(request: HttpRequest) -> HttpResponse:
    """Show the auditor who did what when, newest first; ids and codes only."""
    member = cast(MemberRequest, request)
    rows = AuditEvent.objects.of_clinics([str(member.clinic.pk)])
    action = request.GET.get("action", "")
    if action:
        rows = rows.filter(action=action)
    actions = AuditEvent.objects.of_clinics([str(member.clinic.pk)]).order_by("action").values_list("action", flat=True)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "action": action, "actions": actions.distinct()}
    return render(request, "ops/audit.html", context)
