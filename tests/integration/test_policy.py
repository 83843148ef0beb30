"""A clinic's policy in the turn, and the pages on which a care team writes and publishes it."""

from collections.abc import Callable

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from medchat.accounts.models import Clinic, User
from medchat.conversations.models import Conversation, Turn
from medchat.conversations.store import read
from medchat.escalation.models import Case
from medchat.evaluation import policy_gate
from medchat.guardrails import runner
from medchat.guardrails.types import Action, Message, Route, Screening
from medchat.policy import actions, floor, publishing, wording
from medchat.policy.models import PolicyVersion, Status
from medchat.policy.types import CheckReport, Number, Policy
from tests.factories import people
from tests.integration.talk import Client as Talk

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.filterwarnings("ignore:No directory at")]

DESK = Number("care", "Front desk", "555-201-3344", "call")
OURS = Number("crisis", "Our crisis team", "555-201-3355", "call")
ADDED = "Our team speaks English and Spanish."
POLICY = Policy(
    blocked_topics=("asthma",),
    additions={"en": {"crisis": ADDED, "policy": ADDED}},
    numbers=(DESK, OURS),
    hours={"en": "Our care team answers Monday to Friday."},
)


@pytest.fixture
def clinic(transactional_db: None) -> Clinic:
    return people.clinic()


@pytest.fixture
def author(clinic: Clinic) -> User:
    return people.person("author", clinic)


@pytest.fixture
def reviewer(clinic: Clinic) -> User:
    return people.person("reviewer", clinic)


@pytest.fixture(autouse=True)
def checked_by_the_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real gate, with the guard's rules and without the slow shell around them."""
    monkeypatch.setattr(publishing, "_checks", [lambda version: policy_gate.check(version, guard=runner.screen)])


@pytest.fixture
def conversation(stored: None, clinic: Clinic, author: User, reviewer: User) -> Conversation:
    draft = actions.start_draft(clinic=clinic, by=author)
    ready = actions.submit(version=actions.save_draft(version=draft, by=author, edits=0, policy=POLICY), by=author)
    actions.publish(version=ready, by=reviewer, report=CheckReport(ready.pk, ready.edits, 1))
    return people.conversation(people.patient(clinic))


def routed(route: Route, action: Action) -> Callable[[Message], Screening]:
    return lambda message: Screening(route, action, "test")


async def notice(conversation: Conversation, text: str, kind: str) -> dict[str, object]:
    async with Talk(conversation.patient, conversation) as patient:
        await patient.say(text)
        await patient.until("done")
        return next(frame for frame in patient.frames if frame.get("kind") == kind)


async def test_a_question_on_a_blocked_topic_is_refused_with_the_clinics_words_and_lines(kit_with, conversation):
    answers = routed(Route.EDUCATION, Action.ANSWER)
    kit_with(rules=answers)
    frame = await notice(conversation, "What is asthma?", "blocked")
    assert frame["why"] == "policy"
    assert frame["text"] == f"{wording.fixed('policy').text} {ADDED}"
    assert [action["value"] for action in frame["actions"]] == ["555-201-3344", "What is asthma?"]
    row = await read(lambda: Turn.objects.get())
    assert (row.status, row.route, row.rule, row.words) == ("blocked", "education", "policy", ["asthma"])


async def test_a_red_flag_wins_over_a_blocked_topic_and_keeps_the_whole_text(kit_with, conversation):
    alarms = routed(Route.CRISIS, Action.ALERT)
    kit_with(rules=alarms)
    frame = await notice(conversation, "asthma makes me want to die", "crisis")
    bare = wording.fixed("crisis")
    assert frame["text"] == f"{bare.text} {ADDED}"
    assert frame["actions"][: len(bare.actions) - 1] == list(bare.actions[:-1])
    assert [action["value"] for action in frame["actions"][-2:]] == ["555-201-3355", ""]
    assert await read(lambda: Case.objects.get().reason) == "crisis"


async def test_a_wish_for_a_person_on_a_blocked_topic_is_heard_and_told_the_hours(kit_with, conversation):
    wishes = routed(Route.HUMAN, Action.HANDOVER)
    kit_with(rules=wishes)
    frame = await notice(conversation, "can i talk to somebody about asthma", "handover")
    assert str(frame["text"]).endswith("Our care team answers Monday to Friday.")


async def test_a_clinic_without_a_policy_refuses_nothing_of_the_kind(kit_with, stored):
    answers = routed(Route.EDUCATION, Action.ANSWER)
    kit_with(rules=answers)
    conversation = await read(lambda: people.conversation(people.patient(people.clinic())))
    frame = await notice(conversation, "What is asthma?", "nothing_approved")
    assert frame["text"] == wording.fixed("nothing_approved").text


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def typed(edits: int = 0, **more: str) -> dict[str, str]:
    names = [f"{language}-{kind}" for language in wording.LANGUAGES for kind in (*floor.ADDABLE, "hours")]
    return {"edits": str(edits), "blocked_topics": "", "lines": "", "history": "6", **dict.fromkeys(names, ""), **more}


def written(author: User, **more: str) -> Client:
    client = signed_in(author)
    client.post(reverse("policy_start"))
    answer = client.post(reverse("policy_edit"), typed(**more))
    assert answer.status_code == 302, answer.context["form"].errors
    return client


LINES = "care | Front desk | 555-201-3344 | call\ncrisis | Our crisis page | https://clinic.example/help | link"


def test_an_author_writes_and_a_second_person_publishes(clinic, author, reviewer):
    more = {"lines": LINES, "blocked_topics": "asthma\nasthma", "en-advice": ADDED, "es-hours": "De lunes a viernes."}
    client = written(author, **more)
    client.post(reverse("policy_submit"))
    assert client.get(reverse("policy_review")).status_code == 403
    second = signed_in(reviewer)
    page = second.get(reverse("policy_review"))
    assert ADDED in page.content.decode()
    assert page.context["report"].passed
    second.post(reverse("policy_review"), {"publish": "", "edits": "1"})
    found = actions.effective(clinic)
    assert (found.blocked_topics, [line.value for line in found.numbers]) == (
        ("asthma",),
        ["555-201-3344", "https://clinic.example/help"],
    )
    assert (found.added_to("advice", "en"), found.hours["es"]) == (ADDED, "De lunes a viernes.")


def test_a_reviewer_who_wrote_cannot_publish(clinic, reviewer):
    client = written(reviewer, **{"en-advice": ADDED})
    client.post(reverse("policy_submit"))
    page = client.get(reverse("policy_review"))
    assert 'name="publish"' not in page.content.decode()
    client.post(reverse("policy_review"), {"publish": "", "edits": "1"})
    assert not PolicyVersion.objects.published().exists()


def test_a_draft_that_changed_under_the_reviewer_is_not_published(clinic, author, reviewer):
    client = written(author, **{"en-advice": ADDED})
    client.post(reverse("policy_submit"))
    signed_in(reviewer).post(reverse("policy_review"), {"publish": "", "edits": "0"})
    assert not PolicyVersion.objects.published().exists()


def test_what_is_below_the_floor_is_refused_at_its_field_and_stays_in_the_box(clinic, author):
    client = written(author)
    answer = client.post(reverse("policy_edit"), typed(1, **{"en-emergency": "Wait for us before you call."}))
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "no delay" in page
    assert "Wait for us before you call." in page
    assert PolicyVersion.objects.get().additions == {"en": {}, "es": {}}


def test_a_stale_save_shows_both_and_overwrites_nothing(clinic, author, reviewer):
    client = written(author, **{"en-advice": ADDED})
    answer = signed_in(reviewer).post(reverse("policy_edit"), typed(0, **{"en-advice": "You are not alone."}))
    assert answer.status_code == 409
    assert "You are not alone." in answer.content.decode()
    assert ADDED in client.get(reverse("policy_edit")).content.decode()


@pytest.mark.parametrize("line", ["Front desk", "care | Front desk | 555-201-3344", "care | | 5 | call"])
def test_a_line_that_is_not_whole_is_told_by_its_number(clinic, author, line):
    client = written(author)
    answer = client.post(reverse("policy_edit"), typed(1, lines=line))
    assert answer.status_code == 400
    assert "Line 1" in answer.content.decode()


def test_a_draft_goes_back_with_a_comment_that_the_author_reads(clinic, author, reviewer):
    client = written(author, **{"en-advice": ADDED})
    client.post(reverse("policy_submit"))
    second = signed_in(reviewer)
    assert second.post(reverse("policy_review"), {"return": "", "comment": ""}).status_code == 400
    second.post(reverse("policy_review"), {"return": "", "comment": "Name the desk."})
    assert "Name the desk." in client.get(reverse("policy")).content.decode()
    assert PolicyVersion.objects.get().submitted_at is None


def test_the_page_shows_every_fixed_text_with_its_grade_in_both_languages(clinic, author):
    client = signed_in(author)
    for language in wording.LANGUAGES:
        page = client.get(reverse("policy"), {"language": language})
        assert [one.text.kind for one in page.context["texts"]] == sorted(
            wording.kinds(), key=lambda kind: kind not in floor.ADDABLE
        )
        assert all(one.easy and one.grade != "–" for one in page.context["texts"])


def test_what_a_clinic_wrote_is_never_markup(clinic, author):
    written(author, blocked_topics="<b>asthma</b>")
    page = signed_in(author).get(reverse("policy_version", args=[1])).content.decode()
    assert "&lt;b&gt;asthma" in page
    assert "<b>asthma" not in page


def test_another_clinic_sees_none_of_it(clinic, author):
    written(author, blocked_topics="asthma")
    stranger = signed_in(people.person("reviewer", people.clinic()))
    assert stranger.get(reverse("policy_version", args=[1])).status_code == 404
    for name in ("policy", "policy_history", "policy_edit", "policy_review"):
        assert b"asthma" not in stranger.get(reverse(name), follow=True).content


def test_staff_read_and_do_not_write_and_patients_do_neither(clinic, author):
    written(author)
    staff, patient = signed_in(people.staff(clinic)), signed_in(people.patient(clinic))
    assert staff.get(reverse("policy")).status_code == 200
    assert staff.post(reverse("policy_start")).status_code == 403
    assert staff.get(reverse("policy_edit")).status_code == 403
    assert patient.get(reverse("policy")).status_code == 403


def test_the_history_names_who_published(clinic, author, reviewer):
    written(author, **{"en-advice": ADDED}).post(reverse("policy_submit"))
    second = signed_in(reviewer)
    second.post(reverse("policy_review"), {"publish": "", "edits": "1"})
    page = second.get(reverse("policy_history")).content.decode()
    assert reviewer.name in page
    assert str(Status.PUBLISHED.label) in page


def test_numbers_fails_while_a_line_was_never_looked_up(capsys):
    with pytest.raises(CommandError, match="looked up"):
        call_command("numbers", "--country", "us")
    assert "never verified" in capsys.readouterr().out


@pytest.mark.parametrize(("days", "due"), [(0, False), (180, False), (181, True), (-1, True)])
def test_a_line_is_due_after_180_days_or_when_its_day_is_in_the_future(monkeypatch, days, due):
    from datetime import date, timedelta

    from medchat.ops.checks import lines

    today = date(2026, 11, 1)
    seen = Number("crisis", "988", "988", "call", verified_on=str(today - timedelta(days=days)))
    monkeypatch.setattr(wording, "all_numbers", lambda country: (seen,))
    assert [line.due for line in lines(["US"], today=today)] == [due]
