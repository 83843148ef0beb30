"""What no clinic can lower, and what it may add."""

import pytest

from medchat.policy import floor, wording
from medchat.policy.types import Number, Policy

DESK = Number("care", "Front desk", "555-201-3344", "call")
GOOD = {
    "crisis": "Our team speaks English and Spanish.",
    "diagnosis": "You can also ask at the front desk at 555-201-3344.",
    "handover": "Our team speaks English and Spanish.",
}


def rules(policy: Policy) -> set[str]:
    return {breach.rule for breach in floor.check(policy, country="US")}


def adds(text: str, kind: str = "diagnosis", language: str = "en") -> Policy:
    return Policy(additions={language: {kind: text}}, numbers=(DESK,))


def test_the_floor_itself_holds():
    assert floor.check(Policy(), country="US") == ()


def test_plain_additions_hours_and_lines_are_let_through():
    hours = {"en": "Our care team is here Monday to Friday, 8 am to 5 pm.", "es": "Estamos aquí de lunes a viernes."}
    policy = Policy(1, ("abortion", "diet pills"), {"en": GOOD}, (DESK,), hours, 4)
    assert floor.check(policy, country="US") == ()


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Multidisciplinary coordination facilitates individualized therapeutic recommendations.", "grade"),
        ("You can also call 555-999-0000.", "line"),
        ("You can also look at example.com/help.", "line"),
        ("You can also call five five five, two two two.", "line"),
        ("You can reach us at 55 59 99 00 00.", "line"),
        ("Stop taking your water pill today.", "gate"),
        ("We can help. We can talk. We can sit. We can listen.", "length"),
    ],
)
def test_an_addition_is_refused_with_the_name_of_its_rule(text, rule):
    found = [breach for breach in floor.check(adds(text), country="US") if breach.rule == rule]
    assert found
    assert found[0].field == "en-diagnosis"
    assert f"“{rule}”" in found[0].message


def test_spanish_additions_are_held_to_the_spanish_scale():
    hard = "La coordinación multidisciplinaria facilita recomendaciones terapéuticas individualizadas."
    assert "grade" in rules(adds(hard, language="es"))
    assert rules(adds("Puede ir a la recepción.", language="es")) == set()


@pytest.mark.parametrize("kind", floor.RED_FLAGS)
@pytest.mark.parametrize(
    "text",
    [
        "Wait for us here.",
        "Call us first.",
        "You do not need to call.",
        "Call only if it gets worse.",
        "Please don’t call.",
    ],
)
def test_nothing_added_to_a_red_flag_text_may_hold_a_person_back(kind, text):
    assert "no delay" in rules(adds(text, kind))


@pytest.mark.parametrize("text", ["A nurse is reading this now.", "Help is on the way.", "We will call you."])
def test_nothing_added_to_a_red_flag_text_may_promise_that_somebody_comes(text):
    assert "no promise" in rules(adds(text, "emergency"))


@pytest.mark.parametrize("kind", ["ai", "reminder", "nothing", "disclosure"])
def test_other_texts_are_the_same_for_every_clinic(kind):
    assert "kind" in rules(adds("We are here for you.", kind))


@pytest.mark.parametrize(
    "line",
    [
        Number("care", "Front desk", "ask us", "call"),
        Number("care", "Front desk", "http://clinic.example/", "link"),
        Number("care", "Front desk", "https://me@clinic.example/", "link"),
        Number("care", "Call 911", "555-201-3344", "call"),
        Number("advice", "Front desk", "555-201-3344", "call"),
        Number("care", "Front desk", "555-201-3344", "fax"),
        Number("care", "", "555-201-3344", "call"),
    ],
)
def test_a_line_has_a_known_place_a_plain_name_and_a_real_number(line):
    assert rules(Policy(numbers=(line,))) == {"line"}


@pytest.mark.parametrize("topic", ["a", "12", "x" * 61])
def test_a_blocked_topic_is_a_word(topic):
    assert rules(Policy(blocked_topics=(topic,))) == {"topic"}


@pytest.mark.parametrize("history", [-1, 7])
def test_an_engine_is_never_given_more_than_a_few_earlier_messages(history):
    assert rules(Policy(history=history)) == {"history"}


@pytest.mark.parametrize("language", wording.LANGUAGES)
@pytest.mark.parametrize("kind", floor.RED_FLAGS)
def test_whatever_is_added_the_number_and_first_sentences_stand(kind, language):
    line = Number(kind, "Our own line", "555-201-3344", "call")
    policy = Policy(additions={language: {kind: "We are here."}}, numbers=(line,))
    bare = wording.fixed(kind, language=language)
    text = wording.fixed(kind, language=language, policy=policy)
    assert text.text == f"{bare.text} We are here."
    assert text.actions[: len(bare.actions) - 1] == bare.actions[:-1]
    assert [action["kind"] for action in text.actions[-2:]] == ["call", "person"]


def test_a_text_that_lost_its_number_is_below_the_floor(monkeypatch):
    whole = wording.fixed
    short = wording.FixedText("emergency", "We are here.", wording.fixed("emergency").actions)
    monkeypatch.setattr(floor.wording, "fixed", lambda kind, **said: short if "policy" in said else whole(kind, **said))
    assert "number" in rules(Policy())


def test_braces_of_a_clinic_are_shown_as_they_are():
    text = wording.fixed("advice", policy=adds("Ask {clinic} or {0}.", "advice")).text
    assert text.endswith("Ask {clinic} or {0}.")


def test_hours_stand_after_the_texts_that_ask_for_a_person_and_nowhere_else():
    policy = Policy(hours={"en": "We are here at noon."})
    holding = {
        kind
        for kind in wording.kinds()
        if "noon" in wording.fixed(kind, policy=policy, name="Sam", topic="Asthma").text
    }
    assert holding == {"handover", "handover_again"}


def test_an_answer_may_hold_the_clinics_own_lines():
    assert wording.allowed_lines("US", Policy(numbers=(DESK,))) == wording.allowed_lines("US") | {"555-201-3344"}
