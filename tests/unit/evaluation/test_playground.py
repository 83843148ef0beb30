"""What is read from what was typed or uploaded, and what two policies make of it."""

import json

import pytest

from medchat.chat.frames import MAX_TEXT
from medchat.evaluation import playground
from medchat.evaluation.playground import Line, from_jsonl, from_text, stored, tally, try_all
from medchat.guardrails import runner
from medchat.guardrails.types import ACTIONS, Action, Message, Route, Screening
from medchat.policy.types import Policy

BLOCKS = Policy(version=2, blocked_topics=("asthma",))
FLOOR = Policy()


def says(route: Route) -> playground.Guard:
    return lambda message: Screening(route, ACTIONS[route], "known", ("word",))


def tried(text: str, route: Route, a: Policy, b: Policy | None = None, topic: str = "") -> playground.Tried:
    return try_all([Line("1", Message(text))], a, b, guard=says(route), topic_of=lambda message: topic)[0]


def test_each_line_is_a_message_and_empty_ones_are_counted_but_not_tried():
    read = from_text("What is asthma?\r\n\r\n  \nWhat is A1C?\n", "es", "GB")
    assert [(line.id, line.message.text) for line in read.lines] == [("1", "What is asthma?"), ("4", "What is A1C?")]
    assert {(line.message.language, line.message.country) for line in read.lines} == {("es", "GB")}
    assert read.bad == ()


def test_a_line_that_is_too_long_is_named_and_the_rest_goes_on():
    read = from_text(f"one\n{'x' * (MAX_TEXT + 1)}\n{'y' * MAX_TEXT}", "en", "US")
    assert [line.id for line in read.lines] == ["1", "3"]
    assert [bad.number for bad in read.bad] == [2]
    assert str(MAX_TEXT) in read.bad[0].why


def test_an_object_may_name_itself_and_its_language():
    rows = [{"text": "one"}, {"id": "q7", "text": "dos", "language": "es"}, {"id": 8, "text": "three\u2028lines"}]
    read = from_jsonl("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "en", "US")
    assert [(line.id, line.message.language) for line in read.lines] == [("1", "en"), ("q7", "es"), ("8", "en")]


@pytest.mark.parametrize(
    "raw",
    [
        "no json",
        "[]",
        '"text"',
        "{}",
        '{"text": 5}',
        '{"text": "  "}',
        '{"text": "\\u0000"}',
        '{"text": "hola", "language": "fr"}',
        '{"text": "hola", "language": ["es"]}',
        '{"text": "hi", "id": true}',
        '{"text": "hi", "id": {}}',
        f'{{"text": "hi", "id": "{"x" * 41}"}}',
        f'{{"text": "hi", "id": {"9" * 5000}}}',
        "[" * 100_000,
    ],
    ids=range(14),
)
def test_a_line_that_is_no_message_is_named_by_its_number(raw):
    read = from_jsonl(f'{{"text": "one"}}\n{raw}\n{{"text": "three"}}', "en", "US")
    assert [line.id for line in read.lines] == ["1", "3"]
    assert [bad.number for bad in read.bad] == [2]


def test_what_no_page_can_hold_is_dropped():
    assert from_jsonl('{"id": "\\ud800a", "text": "what\\u0000 is \\udfffit"}', "en", "US").lines == (
        Line("a", Message("what is it")),
    )


def test_a_blocked_topic_is_told_with_its_name():
    one = tried("What is asthma?", Route.EDUCATION, FLOOR, BLOCKS)
    assert (one.a.action, one.a.why) == (Action.ANSWER, "")
    assert (one.b.action, one.b.why) == (Action.BLOCK, "policy: asthma")
    assert (one.differs, one.stricter) == (True, True)


def test_the_topic_that_is_found_counts_as_in_the_turn():
    assert tried("And puffers?", Route.EDUCATION, FLOOR, BLOCKS, topic="Asthma").b.why == "policy: asthma"
    only = Policy(version=2, allowed_topics=("migraine",))
    assert "Asthma" in tried("And puffers?", Route.EDUCATION, FLOOR, only, topic="Asthma").b.why


def test_a_milder_version_is_told_from_a_stricter_one():
    one = tried("What is asthma?", Route.EDUCATION, BLOCKS, FLOOR)
    assert (one.differs, one.stricter) == (True, False)


def test_what_is_sent_at_once_is_said_to_be_the_policys_doing():
    one = tried("Should I stop?", Route.ADVICE, FLOOR, Policy(version=2, handed_over=("advice",)))
    assert (one.a.action, one.b.action) == (Action.BLOCK, Action.HANDOVER)
    assert one.b.why.startswith("policy")


@pytest.mark.parametrize("route", [Route.EMERGENCY, Route.CRISIS, Route.ATTACK, Route.HUMAN])
def test_no_policy_changes_what_is_no_question(route):
    one = tried("asthma", route, FLOOR, Policy(blocked_topics=("asthma",), handed_over=("advice",)))
    assert (one.a, one.differs) == (one.b, False)


def test_topics_are_looked_for_only_where_a_policy_names_some():
    def never(message: Message) -> str:
        raise AssertionError

    line = Line("1", Message("What is asthma?"))
    try_all([line], FLOOR, Policy(handed_over=("advice",)), guard=says(Route.EDUCATION), topic_of=never)
    try_all([line], FLOOR, BLOCKS, guard=says(Route.CRISIS), topic_of=never)


def test_the_guard_is_asked_once_for_both():
    asked = []

    def guard(message: Message) -> Screening:
        asked.append(message)
        return says(Route.EDUCATION)(message)

    try_all([Line("1", Message("one"))], FLOOR, BLOCKS, guard=guard, topic_of=lambda message: "")
    assert len(asked) == 1


def test_the_tally_counts_every_message_once_under_each():
    rows = [tried("asthma", Route.EDUCATION, FLOOR, BLOCKS), tried("hi", Route.CRISIS, FLOOR, BLOCKS)]
    found = {one.action: (one.a, one.b, one.change, one.share_a) for one in tally(rows)}
    assert found[Action.ANSWER] == (1, 0, "−1", 50.0)
    assert found[Action.BLOCK] == (0, 1, "+1", 0.0)
    assert found[Action.ALERT] == (1, 1, "", 50.0)


def test_without_a_second_version_there_is_nothing_to_compare():
    one = tried("asthma", Route.EDUCATION, BLOCKS)
    assert (one.b, one.differs) == (None, False)
    assert {each.b for each in tally([one])} == {None}
    assert [each.share_a for each in tally([])] == [0.0] * 4


def test_the_stored_set_holds_the_safety_cases_and_more_and_each_id_once():
    names = [line.id for line in stored()]
    assert {case.id for case in playground.policy_gate.cases()} < set(names)
    assert len(names) == len(set(names)) >= 400


def test_a_policy_softens_no_alarm_of_the_stored_set():
    found = try_all(stored(), FLOOR, BLOCKS, guard=runner.screen, topic_of=lambda message: "")
    assert all(one.a.action is Action.ALERT for one in found if one.b.action is Action.ALERT)
    assert all(one.stricter for one in found if one.differs)
    assert any(one.differs for one in found)
