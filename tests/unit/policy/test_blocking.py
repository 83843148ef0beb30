"""A clinic can refuse a topic; it can never answer what the guard stops."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medchat.guardrails.types import ACTIONS, Action, Route, Screening
from medchat.policy.blocking import named, under
from medchat.policy.types import Policy


def screened(route: Route, action: Action | None = None) -> Screening:
    return Screening(route, action or ACTIONS[route], "rule")


@pytest.mark.parametrize(
    ("topic", "text"),
    [
        ("abortion", "What is an ABORTION?"),
        ("abortion", "tell me about abortions"),
        ("pregnancies", "what happens in pregnancy"),
        ("vaccine", "how do vaccines work"),
        ("diet pills", "are there diet pill risks"),
        ("inyección", "que son las inyecciones"),
        ("Ozempic", "what is ozempic’s effect"),
    ],
)
def test_a_topic_is_found_whatever_its_ending_accents_or_case(topic, text):
    assert named([topic], [text]) == topic


@pytest.mark.parametrize(
    ("topic", "text"), [("art", "what is an artery"), ("diet pills", "a healthy diet and pain pills")]
)
def test_a_topic_is_a_whole_word_or_phrase(topic, text):
    assert named([topic], [text]) == ""


def test_education_on_a_blocked_topic_is_refused_by_the_rule_policy():
    found = under(Policy(blocked_topics=("asthma",)), screened(Route.EDUCATION), "what is asthma")
    assert (found.route, found.action, found.rule, found.words) == (
        Route.EDUCATION,
        Action.BLOCK,
        "policy",
        ("asthma",),
    )


def test_the_name_of_the_topic_that_was_found_counts_too():
    policy = Policy(blocked_topics=("diabetes",))
    assert under(policy, screened(Route.EDUCATION), "what is sugar disease", "Type 2 diabetes").action is Action.BLOCK
    assert under(policy, screened(Route.EDUCATION), "what is asthma", "Asthma").action is Action.ANSWER


@pytest.mark.parametrize("route", [route for route in Route if route is not Route.EDUCATION])
def test_every_other_route_wins_over_a_policy(route):
    before = screened(route)
    assert under(Policy(blocked_topics=("chest pain",)), before, "chest pain right now") is before


def test_a_message_that_a_failed_check_blocked_stays_blocked_by_that():
    before = screened(Route.EDUCATION, Action.BLOCK)
    assert under(Policy(blocked_topics=("asthma",)), before, "asthma") is before


@given(
    st.sampled_from(Route), st.sampled_from(Action), st.lists(st.text(max_size=12), max_size=4), st.text(max_size=40)
)
def test_no_policy_turns_anything_into_an_answer(route, action, topics, text):
    before = screened(route, action)
    after = under(Policy(blocked_topics=tuple(topics)), before, text)
    assert after.route is before.route
    assert after.action is before.action or (before.action is Action.ANSWER and after.action is Action.BLOCK)


def test_where_only_some_topics_are_allowed_another_found_topic_is_refused() -> None:
    policy = Policy(allowed_topics=("asthma", "diabetes"))
    assert under(policy, screened(Route.EDUCATION), "what is sugar disease", "Type 2 diabetes").action is Action.ANSWER
    refused = under(policy, screened(Route.EDUCATION), "what is gout", "Gout")
    assert (refused.action, refused.rule) == (Action.BLOCK, "policy")


def test_a_refusal_is_handed_over_at_once_where_the_policy_says_so() -> None:
    policy = Policy(handed_over=("advice",))
    assert under(policy, screened(Route.ADVICE), "should i stop it").action is Action.HANDOVER
    assert under(policy, screened(Route.DIAGNOSIS), "what do i have").action is Action.BLOCK


@pytest.mark.parametrize("route", [Route.CRISIS, Route.EMERGENCY, Route.ATTACK, Route.HUMAN])
def test_no_policy_changes_an_alarm_an_attack_or_a_wish(route: Route) -> None:
    policy = Policy(handed_over=("advice", "diagnosis", "offtopic"), allowed_topics=("asthma",))
    before = screened(route)
    assert under(policy, before, "gout", "Gout") is before
