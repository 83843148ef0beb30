"""Changes to a clinic's policy, and the one that is in force."""

import logging
from dataclasses import asdict
from functools import lru_cache
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from medchat.accounts.models import Clinic, User
from medchat.audit import actions as audit
from medchat.policy import floor
from medchat.policy.models import RETIREMENT, PolicyVersion, Status
from medchat.policy.types import (
    BelowFloor,
    CheckReport,
    NotAllowed,
    NotPublishable,
    Policy,
    PolicyError,
    StaleEdit,
    WrongState,
)

log = logging.getLogger(__name__)

WRITTEN = ("blocked_topics", "allowed_topics", "handed_over", "additions", "lines", "hours", "history")


def effective(clinic: Clinic | UUID) -> Policy:
    """Return the policy in force at a clinic, the bare floor where none is published: one query, a second for a new one.

    A stored policy that cannot be read is logged and gives the floor: a red flag's text must never depend on it.
    """
    clinic_id = clinic.pk if isinstance(clinic, Clinic) else clinic
    found = PolicyVersion.objects.published().filter(clinic_id=clinic_id).values_list("pk", "number").first()
    if found is None:
        return Policy()
    try:
        return _read(*found)
    except (TypeError, ValueError, AttributeError) as error:
        log.error("policy %s cannot be read: %s", found[0], type(error).__name__)
        return Policy()


@lru_cache(maxsize=256)
def _read(version_id: UUID, number: int) -> Policy:
    """Read a published version once: it never changes."""
    return PolicyVersion.objects.get(pk=version_id, number=number).value()


@transaction.atomic
def start_draft(*, clinic: Clinic, by: User) -> PolicyVersion:
    """Return the clinic's draft, or a new one that starts as a copy of the policy in force."""
    Clinic.objects.select_for_update().get(pk=clinic.pk)
    versions = PolicyVersion.objects.filter(clinic=clinic)
    current = versions.drafts().first()
    if current is not None:
        return current
    last = versions.aggregate(last=Max("number"))["last"] or 0
    draft = PolicyVersion(clinic=clinic, number=last + 1, made_by=by)
    base = versions.published().first()
    if base is not None:
        for name in WRITTEN:
            setattr(draft, name, getattr(base, name))
    draft.save(force_insert=True)
    _record("policy.draft_started", draft, by, {"from": 0 if base is None else base.number})
    return draft


@transaction.atomic
def save_draft(*, version: PolicyVersion, by: User, edits: int, policy: Policy) -> PolicyVersion:
    """Save a policy over the draft as it stood at `edits`, and take it back from review.

    Raises StaleEdit when somebody saved since, WrongState, and BelowFloor (nothing saved) with every breach.
    """
    fresh = _locked(version)
    if fresh.edits != edits:
        raise StaleEdit(_("Somebody else saved this draft while you were writing. Nothing was overwritten."))
    _hold_the_floor(policy, fresh)
    fresh.blocked_topics, fresh.allowed_topics = list(policy.blocked_topics), list(policy.allowed_topics)
    fresh.handed_over, fresh.history = list(policy.handed_over), policy.history
    fresh.additions = {language: dict(texts) for language, texts in policy.additions.items()}
    fresh.lines, fresh.hours = [asdict(line) for line in policy.numbers], dict(policy.hours)
    fresh.edits, fresh.submitted_at, fresh.submitted_by = edits + 1, None, None
    if not fresh.edited_by(by):
        fresh.editors = f"{fresh.editors} {by.pk.hex}".strip()
    fresh.save(update_fields=[*WRITTEN, "edits", "editors", "submitted_at", "submitted_by"])
    _record("policy.draft_saved", fresh, by, {"edits": fresh.edits})
    return fresh


@transaction.atomic
def submit(*, version: PolicyVersion, by: User) -> PolicyVersion:
    """Ask a second person to publish the draft. Raises WrongState, PolicyError when nothing was written on it."""
    fresh = _locked(version)
    if fresh.submitted_at is not None:
        raise WrongState(_("This draft was sent for review already."))
    if not fresh.editors:
        raise PolicyError(_("Nothing was changed in this draft yet."))
    fresh.submitted_at, fresh.submitted_by, fresh.comment = timezone.now(), by, ""
    fresh.save(update_fields=["submitted_at", "submitted_by", "comment"])
    _record("policy.submitted", fresh, by, {"edits": fresh.edits})
    return fresh


@transaction.atomic
def return_to_draft(*, version: PolicyVersion, by: User, comment: str) -> PolicyVersion:
    """Give a draft back to its authors with a comment. Raises WrongState, PolicyError without a comment."""
    fresh = _submitted(version)
    if not comment.strip():
        raise PolicyError(_("Say what should change, so that the author can act on it."))
    fresh.submitted_at, fresh.submitted_by, fresh.comment = None, None, comment.strip()
    fresh.save(update_fields=["submitted_at", "submitted_by", "comment"])
    _record("policy.returned", fresh, by, {"edits": fresh.edits})
    return fresh


@transaction.atomic
def publish(*, version: PolicyVersion, by: User, report: CheckReport) -> PolicyVersion:
    """Put a reviewed draft in force and retire the one before; the next message on every process gets it.

    Raises WrongState, NotAllowed for an editor, BelowFloor, NotPublishable when the report is not clean or not of this.
    """
    fresh = _submitted(version)
    if fresh.edited_by(by):
        raise NotAllowed(_("You wrote on this policy, so another person has to publish it."))
    if report.version != fresh.pk or report.edits != fresh.edits:
        raise NotPublishable(_("The policy changed after it was checked. Check it again."))
    if not report.passed:
        raise NotPublishable(_("The safety checks found something that this policy would make worse."))
    _hold_the_floor(fresh.value(), fresh)
    before = PolicyVersion.objects.published().filter(clinic_id=fresh.clinic_id).first()
    if before is not None:
        before.status, before.retired_at, before.retired_by = Status.RETIRED, timezone.now(), by
        before.save(update_fields=RETIREMENT)
        _record("policy.retired", before, by, {})
    fresh.status, fresh.published_at, fresh.published_by = Status.PUBLISHED, timezone.now(), by
    fresh.save(update_fields=["status", "published_at", "published_by"])
    _record("policy.published", fresh, by, {"edits": fresh.edits, "cases": report.cases})
    return fresh


def _locked(version: PolicyVersion) -> PolicyVersion:
    fresh = PolicyVersion.objects.select_for_update(of=("self",)).select_related("clinic").get(pk=version.pk)
    if fresh.status != Status.DRAFT:
        raise WrongState(_("This policy is no longer a draft. Reload the page to see where it stands."))
    return fresh


def _submitted(version: PolicyVersion) -> PolicyVersion:
    fresh = _locked(version)
    if fresh.submitted_at is None:
        raise WrongState(_("This draft is not in review. Reload the page to see where it stands."))
    return fresh


def _hold_the_floor(policy: Policy, version: PolicyVersion) -> None:
    breaches = floor.check(policy, country=version.clinic.country)
    if breaches:
        raise BelowFloor(breaches)


def _record(action: str, version: PolicyVersion, by: User, facts: dict[str, audit.Fact]) -> None:
    said = {"number": version.number, **facts}
    audit.record(action, by=by, clinic=version.clinic_id, subject=version, facts=said)
