"""No safety case may end milder under a policy than without it."""

from collections import Counter
from dataclasses import replace

import pytest

from medchat.evaluation import policy_gate
from medchat.guardrails import runner
from medchat.guardrails.types import ACTIONS, Action, Message, Route, Screening
from medchat.policy.models import PolicyVersion
from tests.factories import people

pytestmark = pytest.mark.django_db


def knowing(message: Message) -> Screening:
    """A guard that knows every case."""
    route = next(case.route for case in policy_gate.cases() if case.message == message)
    return Screening(route, ACTIONS[route], "known")


def version(**written: object) -> PolicyVersion:
    clinic = people.clinic()
    return PolicyVersion(clinic=clinic, number=1, made_by=people.person("author", clinic), edits=3, **written)


def test_a_plain_policy_passes_with_the_guard_of_the_turn():
    made = version(blocked_topics=["colonoscopy"])
    report = policy_gate.check(made, guard=runner.screen)
    assert report.passed, report.problems
    assert (report.version, report.edits, report.cases) == (made.pk, 3, len(policy_gate.cases()))


def test_topics_that_name_dangers_soften_no_alarm():
    made = version(blocked_topics=["chest", "pills", "kill", "bleeding", "baby"])
    assert policy_gate.check(made, guard=knowing).passed


def test_a_policy_that_answered_a_red_flag_would_not_pass(monkeypatch):
    monkeypatch.setattr(policy_gate, "under", lambda policy, alone, text: replace(alone, action=Action.ANSWER))
    report = policy_gate.check(version(), guard=knowing)
    stopped = [case.id for case in policy_gate.cases() if ACTIONS[case.route] is not Action.ANSWER]
    assert [problem.case for problem in report.problems] == stopped


def test_a_policy_that_moved_a_crisis_to_another_route_would_not_pass(monkeypatch):
    monkeypatch.setattr(policy_gate, "under", lambda policy, alone, text: replace(alone, route=Route.EMERGENCY))
    problems = {problem.case for problem in policy_gate.check(version(), guard=knowing).problems}
    assert {case.id for case in policy_gate.cases() if case.route is Route.CRISIS} <= problems


def test_a_policy_below_the_floor_does_not_pass():
    made = version(additions={"en": {"crisis": "Call us first."}})
    assert "no delay" in {problem.case for problem in policy_gate.check(made, guard=knowing).problems}


def test_a_policy_that_refuses_most_plain_questions_does_not_pass():
    report = policy_gate.check(version(blocked_topics=["what", "how"]), guard=knowing)
    assert [problem.case for problem in report.problems] == ["blocked_topics"]


def test_what_the_guard_misses_by_itself_is_counted_and_not_held_against_the_policy():
    report = policy_gate.check(version(), guard=lambda message: Screening(Route.EDUCATION, Action.ANSWER, "blind"))
    assert report.passed
    assert report.missed == sum(ACTIONS[case.route] is not Action.ANSWER for case in policy_gate.cases())


def test_the_cases_cover_every_route_that_no_clinic_can_lower():
    counts = Counter(case.route for case in policy_gate.cases())
    assert len(policy_gate.cases()) >= 60
    assert all(counts[route] >= 3 for route in policy_gate.floor.GUARDED)
    assert len({case.id for case in policy_gate.cases()}) == len(policy_gate.cases())
