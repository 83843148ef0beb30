"""The care team's pages: who gets in, two people on one draft, a second person publishes."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from medchat.accounts.models import Clinic, User
from medchat.audit.models import AuditEvent
from medchat.library import actions
from medchat.library.models import Explanation, Gap, Revision, Status, Topic
from medchat.library.search import find
from tests.factories import library, people

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:No directory at")]

GOOD = "Soap and water take germs off the hands. Clean hands keep germs from people."

clinic, author, reviewer, explanation = library.clinic, library.author, library.reviewer, library.explanation


@pytest.fixture
def draft(explanation: Explanation, author: User) -> Revision:
    return actions.start_draft(explanation=explanation, by=author)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def form(text: str, edits: int = 0, **more: str) -> dict[str, str]:
    bodies = {f"body-{kind}-{level}": text for kind, level in library.bodies(text)}
    return {"edits": str(edits), "key_points": "", "glossary": "", "sources": "", **bodies, **more}


def reviewed(draft: Revision, author: User, text: str = GOOD) -> Revision:
    return library.submitted(draft, author, text)


PAGES: tuple[tuple[str, Callable[[Revision], list[object]]], ...] = (
    ("library", lambda draft: []),
    ("topic", lambda draft: [draft.explanation.topic_id]),
    ("history", lambda draft: [draft.explanation.topic_id]),
    ("edit", lambda draft: [draft.pk]),
    ("preview", lambda draft: [draft.pk]),
)


@pytest.mark.parametrize(("name", "args"), PAGES)
def test_nobody_else_sees_the_care_teams_pages(
    name: str, args: Callable[[Revision], list[object]], draft: Revision
) -> None:
    address = reverse(name, args=args(draft))
    assert Client().get(address).status_code == 302
    assert signed_in(people.patient(people.clinic())).get(address).status_code == 403
    stranger = signed_in(people.person("author", people.clinic())).get(address)
    assert stranger.status_code == (200 if name == "library" else 404)
    assert b"Hand washing" not in stranger.content


def test_staff_read_but_do_not_write(clinic: Clinic, draft: Revision) -> None:
    client = signed_in(people.staff(clinic))
    assert client.get(reverse("topic", args=[draft.explanation.topic_id])).status_code == 200
    assert client.get(reverse("edit", args=[draft.pk])).status_code == 403
    assert client.post(reverse("submit", args=[draft.pk])).status_code == 403


def test_an_author_does_not_review(author: User, draft: Revision) -> None:
    reviewed(draft, author)
    assert signed_in(author).get(reverse("review", args=[draft.pk])).status_code == 403


def test_a_topic_is_made_and_opens_in_the_editor(author: User) -> None:
    names = {"kind": "medicine", "lay_name": "Eye drops", "synonyms": "drops, eye medicine", "medical_name": ""}
    reply = signed_in(author).post(reverse("new_topic"), names)
    topic = Topic.objects.get(slug="eye-drops")
    assert reply["Location"] == reverse("edit", args=[Revision.objects.get(explanation__topic=topic).pk])
    assert topic.synonyms == ["drops", "eye medicine"]


def test_a_topic_is_explained_in_a_second_language_under_its_own_name(author: User, draft: Revision) -> None:
    client, topic = signed_in(author), draft.explanation.topic
    assert client.get(reverse("rename_topic", args=[topic.pk]), {"language": "es"}).status_code == 404
    client.post(reverse("start_draft", args=[topic.pk]), {"language": "es"})
    names = {"language": "es", "lay_name": "Lavarse las manos", "medical_name": "", "synonyms": "manos limpias"}
    assert client.post(reverse("rename_topic", args=[topic.pk]), names).status_code == 302
    spanish = topic.explanations.get(language="es")
    assert spanish.names == ("Lavarse las manos", "manos limpias")
    page = client.get(reverse("topic", args=[topic.pk])).content.decode()
    assert "Lavarse las manos" in page
    assert "Hand washing" in page


def test_a_save_keeps_every_field(author: User, draft: Revision) -> None:
    lines = {
        "key_points": "Wash often.\nUse soap.",
        "glossary": "germ: A tiny living thing.",
        "sources": "Washing | CDC | https://www.cdc.gov/clean-hands/ | 2026-05-31",
        "teach_question": " Why does soap\nhelp? ",
    }
    reply = signed_in(author).post(reverse("edit", args=[draft.pk]), form(GOOD, **lines))
    assert reply.status_code == 302
    draft.refresh_from_db()
    assert draft.key_points == ["Wash often.", "Use soap."]
    assert draft.teach_question == "Why does soap help?"
    assert draft.glossary == [{"term": "germ", "meaning": "A tiny living thing."}]
    assert draft.sources[0]["checked_on"] == "2026-05-31"
    assert set(draft.sections.values_list("body", flat=True)) == {GOOD}


@pytest.mark.parametrize(
    "line",
    [
        {"sources": "Washing | CDC | javascript:alert(1)"},
        {"sources": "Washing | CDC"},
        {"sources": "Washing | CDC | https://www.cdc.gov | soon"},
        {"glossary": "a germ is tiny"},
        {"teach_question": "Why? " * 50},
    ],
)
def test_a_line_that_cannot_be_read_is_told_and_nothing_is_lost(
    author: User, draft: Revision, line: dict[str, str]
) -> None:
    reply = signed_in(author).post(reverse("edit", args=[draft.pk]), form("Typed text.", **line))
    assert reply.status_code == 400
    assert b"Typed text." in reply.content
    assert not draft.sections.filter(body="Typed text.").exists()


def test_the_second_of_two_people_is_told_and_overwrites_nothing(author: User, reviewer: User, draft: Revision) -> None:
    address = reverse("edit", args=[draft.pk])
    assert signed_in(reviewer).post(address, form("Their text.")).status_code == 302
    reply = signed_in(author).post(address, form("My text."))
    assert reply.status_code == 409
    assert b"My text." in reply.content
    assert b"Their text." in reply.content
    assert set(draft.sections.values_list("body", flat=True)) == {"Their text."}


def test_after_being_told_a_second_save_is_theirs_to_make(author: User, reviewer: User, draft: Revision) -> None:
    address = reverse("edit", args=[draft.pk])
    signed_in(reviewer).post(address, form("Their text."))
    reply = signed_in(author).post(address, form("My text."))
    assert b'name="edits" value="1"' in reply.content
    assert signed_in(author).post(address, form("My text.", edits=1)).status_code == 302


def test_a_second_person_publishes_and_patients_get_it(
    clinic: Clinic, author: User, reviewer: User, draft: Revision
) -> None:
    revision = reviewed(draft, author)
    address = reverse("review", args=[revision.pk])
    page = signed_in(reviewer).get(address)
    assert b'name="publish"' in page.content
    signed_in(reviewer).post(address, {"publish": "", "edits": str(revision.edits)})
    revision.refresh_from_db()
    assert (revision.status, revision.reviewed_by) == (Status.PUBLISHED, reviewer)
    assert find(question="hand washing", clinic_id=clinic.pk, language="en", grade=6).topic == "hand-washing"


def test_a_sentence_the_gate_stops_is_shown_and_cannot_be_published(
    author: User, reviewer: User, draft: Revision
) -> None:
    revision = reviewed(draft, author, "You should take two tablets of ibuprofen every six hours.")
    address = reverse("review", args=[revision.pk])
    page = signed_in(reviewer).get(address)
    assert b'name="publish"' not in page.content
    signed_in(reviewer).post(address, {"publish": "", "edits": str(revision.edits)})
    revision.refresh_from_db()
    assert revision.status == Status.IN_REVIEW


def test_the_question_to_check_understanding_is_compared_before_it_is_published(
    author: User, reviewer: User, draft: Revision
) -> None:
    def asking(draft: Revision, question: str) -> Revision:
        saved = actions.save_draft(
            revision=draft, by=author, edits=draft.edits, bodies=library.bodies(GOOD), teach_question=question
        )
        return actions.submit(revision=saved, by=author)

    first = asking(draft, "Why does soap help?")
    client = signed_in(reviewer)
    client.post(reverse("review", args=[first.pk]), {"publish": "", "edits": str(first.edits)})
    second = asking(actions.start_draft(explanation=draft.explanation, by=author), "When does soap help?")
    page = client.get(reverse("review", args=[second.pk])).content.decode()
    card = page[page.index('id="asked"') : page.index('id="beside"')]
    assert "Why does soap help?" in card
    assert "<del>Why</del><ins>When</ins>" in card
    assert "1 text changed" in page


def test_a_question_the_gate_stops_is_named_and_cannot_be_published(
    author: User, reviewer: User, draft: Revision
) -> None:
    stopped = "You should stop taking your pills."
    saved = actions.save_draft(revision=draft, by=author, edits=0, bodies=library.bodies(GOOD), teach_question=stopped)
    revision = actions.submit(revision=saved, by=author)
    address = reverse("review", args=[revision.pk])
    page = signed_in(reviewer).get(address).content.decode()
    assert "<strong>Question to check understanding:</strong>" in page
    assert 'name="publish"' not in page
    signed_in(reviewer).post(address, {"publish": "", "edits": str(revision.edits)})
    revision.refresh_from_db()
    assert revision.status == Status.IN_REVIEW


def test_of_two_questions_written_at_once_both_are_shown(author: User, reviewer: User, draft: Revision) -> None:
    address = reverse("edit", args=[draft.pk])
    signed_in(reviewer).post(address, form(GOOD, teach_question="Why does soap help?"))
    page = signed_in(author).post(address, form(GOOD, teach_question="When is soap of use?")).content.decode()
    assert "When is soap of use?</textarea>" in page
    assert '<blockquote class="saved">Why does soap help?</blockquote>' in page


def test_a_reviewer_who_wrote_cannot_publish_their_own(reviewer: User, explanation: Explanation) -> None:
    revision = reviewed(actions.start_draft(explanation=explanation, by=reviewer), reviewer)
    address = reverse("review", args=[revision.pk])
    assert b'name="publish"' not in signed_in(reviewer).get(address).content
    signed_in(reviewer).post(address, {"publish": "", "edits": str(revision.edits)})
    revision.refresh_from_db()
    assert revision.status == Status.IN_REVIEW


def test_a_revision_given_back_shows_why(author: User, reviewer: User, draft: Revision) -> None:
    revision = reviewed(draft, author)
    address = reverse("review", args=[revision.pk])
    assert signed_in(reviewer).post(address, {"return": "", "comment": ""}).status_code == 400
    signed_in(reviewer).post(address, {"return": "", "comment": "Too many words."})
    assert b"Too many words." in signed_in(author).get(reverse("edit", args=[draft.pk])).content


def test_what_looks_like_markup_stays_text(author: User, draft: Revision) -> None:
    text = "<script>alert(1)</script> [link](javascript:alert(1)) ![x](y) **bold**\n\n- one\n- two"
    bodies = {("why", "easy"): text}
    actions.save_draft(revision=draft, by=author, edits=0, bodies=bodies)
    page = signed_in(author).get(reverse("preview", args=[draft.pk])).content.decode()
    assert "<script>alert" not in page
    assert 'href="javascript' not in page
    assert "<strong>bold</strong>" in page
    assert "<li>" in page


def test_the_meter_answers_what_was_typed(author: User) -> None:
    easy = signed_in(author).post(reverse("measure"), {"text": "The cat sat. It ran.", "level": "easy"}).json()
    hard = "Hypercholesterolemia necessitates pharmacological intervention following comprehensive evaluation."
    over = signed_in(author).post(reverse("measure"), {"text": hard, "level": "easy"}).json()
    assert (easy["over"], over["over"]) == (False, True)
    assert easy["reliable"] is False


def test_the_meter_says_what_raises_the_grade_and_where(author: User) -> None:
    text = "The pill helps.\r\n- A physician can explain it."
    found = signed_in(author).post(reverse("measure"), {"text": text, "level": "easy"}).json()
    swap = found["swaps"][0]
    assert (swap["word"], swap["plain"]) == ("physician", "doctor")
    place = swap["places"][0]
    assert text.replace("\r\n", "\n")[place["start"] : place["end"]] == "physician"


def test_the_meter_leaves_what_the_glossary_explains(author: User) -> None:
    body = {"text": "A physician can explain it.", "explained": "metformin\nphysician"}
    assert signed_in(author).post(reverse("measure"), body).json()["swaps"] == []


@pytest.mark.parametrize("level", ["easy", "detailed"])
def test_the_meter_compares_the_facts_of_both_levels(author: User, level: str) -> None:
    texts = {"easy": "It helps 3 in 100 people.", "detailed": "It helps some people."}
    other = texts["detailed" if level == "easy" else "easy"]
    body = {"text": texts[level], "other": other, "level": level}
    facts = signed_in(author).post(reverse("measure"), body).json()["facts"]
    assert "Only in easy: number (3 percent)" in facts["lines"]


def test_the_meter_is_for_writers_alone(clinic: Clinic) -> None:
    address, body = reverse("measure"), {"text": "x"}
    assert Client().post(address, body).status_code == 302
    assert signed_in(people.patient(clinic)).post(address, body).status_code == 403
    assert signed_in(people.staff(clinic)).post(address, body).status_code == 403


def test_the_meter_only_takes_posts_so_that_no_text_stands_in_an_address(author: User) -> None:
    assert signed_in(author).get(reverse("measure"), {"text": "x"}).status_code == 405


@pytest.mark.parametrize("field", ["text", "other"])
def test_a_text_too_long_to_save_is_not_measured(author: User, field: str) -> None:
    reply = signed_in(author).post(reverse("measure"), {"text": "x", field: "a " * 3001})
    assert reply.status_code == 413
    assert reply.json()["code"] == "long"


def test_measuring_keeps_nothing_and_logs_nothing(
    author: User, draft: Revision, caplog: pytest.LogCaptureFixture
) -> None:
    before = AuditEvent.objects.count()
    signed_in(author).post(reverse("measure"), {"text": "Quillwort necessitates care.", "level": "easy"})
    assert AuditEvent.objects.count() == before
    assert not draft.sections.exclude(body="").exists()
    assert "quillwort" not in caplog.text.lower()


def test_the_saved_page_shows_the_same_without_a_script(author: User, draft: Revision) -> None:
    bodies = {("why", "easy"): "A physician can explain it 3 times.", ("why", "detailed"): "A doctor explains it."}
    actions.save_draft(revision=draft, by=author, edits=0, bodies=bodies)
    page = signed_in(author).get(reverse("edit", args=[draft.pk])).content.decode()
    assert "physician: <strong>doctor</strong>" in page
    assert "<li>Only in easy: number (3 time)</li>" in page


def test_what_is_typed_but_not_saved_is_what_the_page_measures(author: User, draft: Revision) -> None:
    typed = form("A physician can explain it.", sources="not a source")
    page = signed_in(author).post(reverse("edit", args=[draft.pk]), typed)
    assert page.status_code == 400
    assert "physician: <strong>doctor</strong>" in page.content.decode()


def test_the_reviewer_sees_what_code_can_judge_and_what_not(author: User, reviewer: User, draft: Revision) -> None:
    revision = reviewed(draft, author, f"{GOOD} Patients should call their nurse.")
    page = signed_in(reviewer).get(reverse("review", args=[revision.pk])).content.decode()
    card = page[page.index("data-pemat") :]
    assert "A person must judge" in card
    assert "Patients should call their nurse." in card
    assert "#id_body" not in card


def test_a_language_without_a_formula_is_said(author: User) -> None:
    assert signed_in(author).post(reverse("measure"), {"text": "x", "language": "xx"}).status_code == 400


def test_unanswered_questions_lead_to_a_topic(clinic: Clinic, author: User) -> None:
    gap = actions.note_gap(question="What is gout?", clinic=clinic, language="en")
    assert gap is not None
    client = signed_in(author)
    assert b"What is gout?" in client.get(reverse("library")).content
    assert b"What is gout?" in client.get(reverse("new_topic"), {"gap": str(gap.pk)}).content
    client.post(reverse("close_gap", args=[gap.pk]))
    assert not Gap.objects.open().exists()


def test_staff_do_not_read_unanswered_questions(clinic: Clinic) -> None:
    actions.note_gap(question="What is gout?", clinic=clinic, language="en")
    assert b"What is gout?" not in signed_in(people.staff(clinic)).get(reverse("library")).content


def test_the_list_is_searched_and_filtered(author: User, draft: Revision) -> None:
    client = signed_in(author)
    for query, shown in (({"q": "washing"}, True), ({"q": "zzz"}, False), ({"status": "published"}, False)):
        assert (b"Hand washing</a>" in client.get(reverse("library"), query).content) is shown


def test_retiring_needs_a_reviewer(author: User, reviewer: User, draft: Revision) -> None:
    revision = reviewed(draft, author)
    signed_in(reviewer).post(reverse("review", args=[revision.pk]), {"publish": "", "edits": str(revision.edits)})
    assert signed_in(author).post(reverse("retire", args=[revision.pk])).status_code == 403
    signed_in(reviewer).post(reverse("retire", args=[revision.pk]))
    revision.refresh_from_db()
    assert revision.status == Status.RETIRED
