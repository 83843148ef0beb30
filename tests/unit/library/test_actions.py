"""Drafts, review and publication: who may, in which order, and what never changes."""

import uuid

import pytest
from django.db import IntegrityError, transaction

from medchat.accounts.models import Clinic, User
from medchat.audit.models import AuditEvent
from medchat.library import actions
from medchat.library.models import Explanation, Frozen, Gap, GlossaryTerm, LibraryVersion, Revision, Section, Status
from medchat.library.search import find
from medchat.library.types import CheckReport, LibraryError, NotAllowed, NotPublishable, Problem, StaleEdit, WrongState
from tests.factories import library, people

pytestmark = pytest.mark.django_db

clinic, author, reviewer, explanation = library.clinic, library.author, library.reviewer, library.explanation


def bodies(text: str = "Soap and water take germs away.") -> dict[tuple[str, str], str]:
    return library.bodies(text)


def clean(revision: Revision) -> CheckReport:
    return CheckReport(revision.pk, revision.edits, 1)


def in_review(explanation: Explanation, by: User, text: str = "Soap and water take germs away.") -> Revision:
    return library.submitted(actions.start_draft(explanation=explanation, by=by), by, text)


def published(explanation: Explanation, by: User, reviewer: User, text: str = "Soap and water help.") -> Revision:
    revision = in_review(explanation, by, text)
    return actions.publish(revision=revision, by=reviewer, report=clean(revision))


def test_a_draft_holds_every_section_at_every_level(explanation: Explanation, author: User) -> None:
    draft = actions.start_draft(explanation=explanation, by=author)
    assert draft.sections.count() == 10
    assert draft.sections.get(kind="why", level="easy").title == "Why it matters"


def test_there_is_one_open_revision_at_most(explanation: Explanation, author: User, reviewer: User) -> None:
    first = actions.start_draft(explanation=explanation, by=author)
    assert actions.start_draft(explanation=explanation, by=reviewer) == first


def test_the_levels_are_measured_when_saved(explanation: Explanation, author: User) -> None:
    revision = in_review(explanation, author)
    assert all(section.grade is not None for section in revision.sections.all())


def test_a_stale_save_overwrites_nothing(explanation: Explanation, author: User, reviewer: User) -> None:
    draft = actions.start_draft(explanation=explanation, by=author)
    actions.save_draft(revision=draft, by=reviewer, edits=0, bodies=bodies("Theirs."))
    with pytest.raises(StaleEdit):
        actions.save_draft(revision=draft, by=author, edits=0, bodies=bodies("Mine."))
    assert set(draft.sections.values_list("body", flat=True)) == {"Theirs."}


def test_an_empty_section_is_not_submitted(explanation: Explanation, author: User) -> None:
    draft = actions.start_draft(explanation=explanation, by=author)
    with pytest.raises(LibraryError, match="no text yet"):
        actions.submit(revision=draft, by=author)


def test_nobody_who_edited_may_approve(explanation: Explanation, reviewer: User) -> None:
    revision = in_review(explanation, reviewer)
    with pytest.raises(NotAllowed):
        actions.publish(revision=revision, by=reviewer, report=clean(revision))


def test_the_database_too_refuses_an_editor_as_reviewer(explanation: Explanation, author: User, reviewer: User) -> None:
    revision = in_review(explanation, author)
    row = Revision.objects.filter(pk=revision.pk)
    row.update(editors=f"{uuid.uuid4().hex} {reviewer.pk.hex}")
    with pytest.raises(IntegrityError), transaction.atomic():
        row.update(status=Status.PUBLISHED, published_at=revision.changed_at, reviewed_by=reviewer)


def test_a_section_the_gate_would_stop_is_not_published(explanation: Explanation, author: User, reviewer: User) -> None:
    revision = in_review(explanation, author)
    problem = Problem("why", "easy", "You have the flu.", "diagnosis", "a-rule")
    report = CheckReport(revision.pk, revision.edits, 1, (problem,))
    with pytest.raises(NotPublishable):
        actions.publish(revision=revision, by=reviewer, report=report)


@pytest.mark.parametrize("change", ["other text", "other revision", "nothing checked"])
def test_a_report_counts_only_for_the_text_it_saw(
    explanation: Explanation, author: User, reviewer: User, change: str
) -> None:
    revision = in_review(explanation, author)
    reports = {
        "other text": CheckReport(revision.pk, revision.edits - 1, 1),
        "other revision": CheckReport(uuid.uuid4(), revision.edits, 1),
        "nothing checked": CheckReport(revision.pk, revision.edits, 0),
    }
    with pytest.raises(NotPublishable):
        actions.publish(revision=revision, by=reviewer, report=reports[change])


def test_publishing_retires_the_one_before(explanation: Explanation, author: User, reviewer: User) -> None:
    first = published(explanation, author, reviewer)
    second = published(explanation, author, reviewer, "Soap and warm water help.")
    first.refresh_from_db()
    assert (first.status, first.retired_by, second.number) == (Status.RETIRED, reviewer, 2)


def test_the_next_question_gets_the_new_revision(
    clinic: Clinic, explanation: Explanation, author: User, reviewer: User
) -> None:
    def answer() -> str:
        found = find(question="why are clean hands good", clinic_id=clinic.pk, language="en", grade=6)
        return found.passages[0].text if found.passages else ""

    assert answer() == ""
    published(explanation, author, reviewer, "Soap and water help.")
    assert answer() == "Soap and water help."
    published(explanation, author, reviewer, "Soap and warm water help.")
    assert answer() == "Soap and warm water help."


def test_a_retired_explanation_answers_nothing(
    clinic: Clinic, explanation: Explanation, author: User, reviewer: User
) -> None:
    actions.retire(revision=published(explanation, author, reviewer), by=reviewer)
    assert find(question="hand washing", clinic_id=clinic.pk, language="en", grade=6).passages == ()


def test_another_clinic_does_not_get_it(explanation: Explanation, author: User, reviewer: User) -> None:
    published(explanation, author, reviewer)
    assert find(question="hand washing", clinic_id=people.clinic().pk, language="en", grade=6).passages == ()


def test_a_new_name_finds_the_topic_at_once(
    clinic: Clinic, explanation: Explanation, author: User, reviewer: User
) -> None:
    published(explanation, author, reviewer)
    assert not find(question="what is handscrub", clinic_id=clinic.pk, language="en", grade=6).passages
    topic = explanation.topic
    actions.rename_topic(topic=topic, by=author, lay_name="Hand washing", medical_name="", synonyms=["handscrub"])
    assert find(question="what is handscrub", clinic_id=clinic.pk, language="en", grade=6).topic == topic.slug


def test_a_published_revision_never_changes(explanation: Explanation, author: User, reviewer: User) -> None:
    revision = published(explanation, author, reviewer)
    section = revision.sections.all()[0]
    section.body = "Other."
    for change in (
        section.save,
        section.delete,
        revision.save,
        revision.delete,
        lambda: revision.sections.update(body="Other."),
        lambda: Revision.objects.filter(pk=revision.pk).update(teach_question="Why?"),
        lambda: Section.objects.filter(revision=revision).delete(),
    ):
        with pytest.raises(Frozen):
            change()
    with pytest.raises(WrongState):
        actions.save_draft(revision=revision, by=author, edits=revision.edits, bodies=bodies())


def test_the_next_draft_starts_with_the_question_that_is_published(
    explanation: Explanation, author: User, reviewer: User
) -> None:
    draft = actions.start_draft(explanation=explanation, by=author)
    asked = "Why does soap help?"
    saved = actions.save_draft(revision=draft, by=author, edits=0, bodies=bodies(), teach_question=asked)
    revision = actions.submit(revision=saved, by=author)
    actions.publish(revision=revision, by=reviewer, report=clean(revision))
    draft = actions.start_draft(explanation=explanation, by=author)
    assert draft.teach_question == asked
    assert actions.save_draft(revision=draft, by=author, edits=0, bodies={}).teach_question == asked


def test_a_revision_goes_back_only_with_a_reason(explanation: Explanation, author: User, reviewer: User) -> None:
    revision = in_review(explanation, author)
    with pytest.raises(LibraryError):
        actions.return_to_draft(revision=revision, by=reviewer, comment="  ")
    back = actions.return_to_draft(revision=revision, by=reviewer, comment="Say it in shorter words.")
    assert (back.status, back.submitted_by, back.comments.get().text) == (
        Status.DRAFT,
        None,
        "Say it in shorter words.",
    )


def test_a_word_keeps_the_meaning_it_already_has(clinic: Clinic, author: User, reviewer: User) -> None:
    for name, meaning in (("Soap", "First."), ("Water", "Second.")):
        made = actions.create_topic(clinic=clinic, by=author, kind="everyday", lay_name=name)
        draft = actions.start_draft(explanation=made, by=author)
        rows = [{"term": "germ", "meaning": meaning}]
        saved = actions.save_draft(revision=draft, by=author, edits=0, bodies=bodies(), glossary=rows)
        revision = actions.submit(revision=saved, by=author)
        actions.publish(revision=revision, by=reviewer, report=clean(revision))
    assert GlossaryTerm.objects.get(term="germ").meaning == "First."


def test_every_change_leaves_an_audit_row_without_text(explanation: Explanation, author: User, reviewer: User) -> None:
    actions.retire(revision=published(explanation, author, reviewer), by=reviewer)
    rows = list(AuditEvent.objects.order_by("at").values_list("action", flat=True))
    assert rows == [
        f"library.{name}"
        for name in ("topic_created", "draft_started", "draft_saved", "submitted", "published", "retired")
    ]


def test_a_failed_publication_leaves_nothing_behind(explanation: Explanation, author: User, reviewer: User) -> None:
    published(explanation, author, reviewer)
    before = LibraryVersion.objects.get().number
    revision = in_review(explanation, author, "Other text.")
    with pytest.raises(NotPublishable):
        actions.publish(revision=revision, by=reviewer, report=CheckReport(revision.pk, revision.edits, 0))
    assert LibraryVersion.objects.get().number == before
    assert Revision.objects.published().get().number == 1


def test_the_same_question_is_counted_not_repeated(clinic: Clinic) -> None:
    for words in ("What is gout?", "what is  gout"):
        actions.note_gap(question=words, clinic=clinic, language="en")
    gap = Gap.objects.get()
    assert (gap.count, gap.question) == (2, "What is gout?")


def test_a_gap_is_encrypted_and_leads_to_nobody(clinic: Clinic) -> None:
    gap = actions.note_gap(question="What is gout?", clinic=clinic, language="en")
    assert gap is not None
    stored = Gap.objects.filter(pk=gap.pk).values().get()
    assert "gout" not in str(stored).lower()
    assert not [name for name in stored if "user" in name or "conversation" in name or "patient" in name]


def test_a_closed_gap_comes_back_when_asked_again(clinic: Clinic, author: User) -> None:
    gap = actions.note_gap(question="What is gout?", clinic=clinic, language="en")
    assert gap is not None
    actions.close_gap(gap=gap, by=author)
    assert not Gap.objects.visible_to(author).open().exists()
    actions.note_gap(question="What is gout?", clinic=clinic, language="en")
    assert Gap.objects.visible_to(author).open().get() == gap


def test_gaps_are_seen_by_writers_of_their_clinic_alone(clinic: Clinic, author: User) -> None:
    actions.note_gap(question="What is gout?", clinic=clinic, language="en")
    for other in (people.person("staff", clinic), people.person("author", people.clinic()), people.patient(clinic)):
        assert not Gap.objects.visible_to(other).exists()
