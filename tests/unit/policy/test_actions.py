"""Draft, review by a second person, in force; what was in force never changes."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from medchat.audit.models import AuditEvent
from medchat.policy import actions
from medchat.policy.models import Frozen, PolicyVersion, Status
from medchat.policy.types import (
    BelowFloor,
    CheckReport,
    NotAllowed,
    NotPublishable,
    Number,
    Policy,
    PolicyError,
    Problem,
    StaleEdit,
    WrongState,
)
from tests.factories import people

pytestmark = pytest.mark.django_db
DESK = Number("care", "Front desk", "555-201-3344", "call")
WANTED = Policy(
    blocked_topics=("asthma",),
    additions={"en": {"advice": "Our team speaks English and Spanish."}},
    numbers=(DESK,),
    hours={"en": "Our care team answers Monday to Friday."},
    history=2,
)


@pytest.fixture
def clinic():
    return people.clinic()


@pytest.fixture
def author(clinic):
    return people.person("author", clinic)


@pytest.fixture
def reviewer(clinic):
    return people.person("reviewer", clinic)


@pytest.fixture
def draft(clinic, author):
    return actions.start_draft(clinic=clinic, by=author)


def passed(version: PolicyVersion) -> CheckReport:
    return CheckReport(version.pk, version.edits, 1)


def submitted(draft, author, policy=WANTED):
    saved = actions.save_draft(version=draft, by=author, edits=draft.edits, policy=policy)
    return actions.submit(version=saved, by=author)


def published(draft, author, reviewer, policy=WANTED):
    ready = submitted(draft, author, policy)
    return actions.publish(version=ready, by=reviewer, report=passed(ready))


def test_a_clinic_without_a_policy_has_the_floor(clinic):
    assert actions.effective(clinic) == Policy()


def test_a_published_policy_is_in_force_at_its_clinic_alone(clinic, draft, author, reviewer):
    published(draft, author, reviewer)
    found = actions.effective(clinic.pk)
    assert (found.version, found.numbers, found.history) == (1, (DESK,), 2)
    assert (found.blocked_topics, found.added_to("advice", "en")) == (
        ("asthma",),
        "Our team speaks English and Spanish.",
    )
    assert actions.effective(people.clinic()) == Policy()


def test_a_draft_is_not_in_force(clinic, draft, author):
    submitted(draft, author)
    assert actions.effective(clinic) == Policy()


def test_a_known_version_is_read_in_one_query(clinic, draft, author, reviewer, django_assert_num_queries):
    published(draft, author, reviewer)
    actions.effective(clinic)
    with django_assert_num_queries(1):
        assert actions.effective(clinic).version == 1


def test_publishing_retires_the_one_before_and_is_followed_at_once(clinic, author, reviewer, draft):
    first = published(draft, author, reviewer)
    second = actions.start_draft(clinic=clinic, by=author)
    assert second.lines == first.lines
    published(second, author, reviewer, Policy(history=0))
    first.refresh_from_db()
    assert (first.status, first.retired_by) == (Status.RETIRED, reviewer)
    assert (actions.effective(clinic).version, actions.effective(clinic).history) == (2, 0)


def test_a_policy_that_cannot_be_read_gives_the_floor(clinic, author, reviewer):
    broken = {"number": 1, "status": "published", "made_by": author, "published_by": reviewer, "lines": [{"x": 1}]}
    PolicyVersion.objects.create(clinic=clinic, published_at=timezone.now(), **broken)
    assert actions.effective(clinic) == Policy()


def test_whoever_wrote_on_it_may_not_publish_it(draft, author, reviewer):
    actions.save_draft(version=draft, by=reviewer, edits=0, policy=WANTED)
    ready = submitted(PolicyVersion.objects.get(), author)
    with pytest.raises(NotAllowed):
        actions.publish(version=ready, by=reviewer, report=passed(ready))


def test_the_database_refuses_a_publisher_who_wrote(draft, author):
    ready = submitted(draft, author)
    ready.status, ready.published_at, ready.published_by = Status.PUBLISHED, ready.submitted_at, author
    with pytest.raises(IntegrityError), transaction.atomic():
        ready.save()


def test_only_a_clean_report_of_this_very_text_publishes(draft, author, reviewer):
    ready = submitted(draft, author)
    bad = [
        CheckReport(ready.pk, ready.edits - 1, 1),
        CheckReport(ready.pk, ready.edits, 0),
        CheckReport(ready.pk, ready.edits, 1, (Problem("c1", "milder"),)),
        CheckReport(author.pk, ready.edits, 1),
    ]
    for report in bad:
        with pytest.raises(NotPublishable):
            actions.publish(version=ready, by=reviewer, report=report)
    assert not PolicyVersion.objects.published().exists()


def test_a_draft_that_was_not_sent_cannot_be_published(draft, author, reviewer):
    saved = actions.save_draft(version=draft, by=author, edits=0, policy=WANTED)
    with pytest.raises(WrongState):
        actions.publish(version=saved, by=reviewer, report=passed(saved))


def test_a_save_takes_the_draft_back_from_review(draft, author):
    ready = submitted(draft, author)
    assert actions.save_draft(version=ready, by=author, edits=ready.edits, policy=WANTED).submitted_at is None


def test_a_stale_save_overwrites_nothing(draft, author):
    actions.save_draft(version=draft, by=author, edits=0, policy=WANTED)
    with pytest.raises(StaleEdit):
        actions.save_draft(version=draft, by=author, edits=0, policy=Policy())
    assert PolicyVersion.objects.get().value().numbers == (DESK,)


def test_what_is_below_the_floor_is_never_saved(draft, author):
    low = Policy(additions={"en": {"emergency": "Wait for us before you call."}})
    with pytest.raises(BelowFloor) as caught:
        actions.save_draft(version=draft, by=author, edits=0, policy=low)
    assert "no delay" in {breach.rule for breach in caught.value.breaches}
    assert PolicyVersion.objects.get().additions == {}


def test_what_is_below_the_floor_is_never_published_either(draft, author, reviewer):
    ready = submitted(draft, author)
    PolicyVersion.objects.update(additions={"en": {"emergency": "Call 555-999-0000."}})
    with pytest.raises(BelowFloor):
        actions.publish(version=ready, by=reviewer, report=passed(ready))


def test_a_published_policy_never_changes(draft, author, reviewer):
    done = published(draft, author, reviewer)
    done.history = 0
    for change in (done.save, done.delete, PolicyVersion.objects.all().delete):
        with pytest.raises(Frozen):
            change()
    with pytest.raises(Frozen):
        PolicyVersion.objects.update(history=0)


def test_a_clinic_has_one_draft(clinic, draft, reviewer):
    assert actions.start_draft(clinic=clinic, by=reviewer) == draft


def test_an_unwritten_draft_is_not_sent(draft, author):
    with pytest.raises(PolicyError):
        actions.submit(version=draft, by=author)


def test_a_draft_is_given_back_only_with_a_comment(draft, author, reviewer):
    ready = submitted(draft, author)
    with pytest.raises(PolicyError):
        actions.return_to_draft(version=ready, by=reviewer, comment=" ")
    back = actions.return_to_draft(version=ready, by=reviewer, comment="Name the desk.")
    assert (back.submitted_at, back.comment) == (None, "Name the desk.")


def test_every_change_leaves_a_row_in_the_audit_without_words(draft, author, reviewer):
    published(draft, author, reviewer)
    rows = list(AuditEvent.objects.filter(action__startswith="policy.").order_by("at"))
    steps = ["policy.draft_started", "policy.draft_saved", "policy.submitted", "policy.published"]
    assert [row.action for row in rows] == steps
    assert rows[-1].actor_id == str(reviewer.pk)
    assert "Spanish" not in str([row.facts for row in rows])
