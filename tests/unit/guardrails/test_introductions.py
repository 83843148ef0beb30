"""Who writes decides nothing: what only introduces is passed over, and nothing else is."""

import pytest

from medchat.guardrails.introductions import without
from medchat.guardrails.runner import screen
from medchat.guardrails.types import Message, Route


@pytest.mark.parametrize(
    "introduction",
    [
        "This is Lakisha Washington.",
        "My name is José Hernández.",
        "Hi, I'm Emily.",
        "I am 44 years old.",
        "I'm a 44 yo.",
        "I am from Pakistan.",
        "I am Native American.",
        "I have no insurance.",
        "This is Emily Walsh. I am 44 years old.",
    ],
)
def test_a_sentence_that_only_says_who_writes_is_passed_over(introduction):
    assert without(f"{introduction} What is asthma?") == "What is asthma?"


@pytest.mark.parametrize(
    "text",
    [
        "What is asthma?",
        "I am 44 years old and my chest hurts. What is asthma?",
        "This is bad. What is asthma?",
        "I am dying. What is asthma?",
        "I am black and blue all over. What is asthma?",
        "I have no insurance",
        "I am 44 years old.",
        "My baby is 3 weeks old. What is a fever?",
    ],
)
def test_a_sentence_that_says_more_stays(text):
    assert without(text) == text


@pytest.mark.parametrize("text", ["What is asthma?", "I have crushing chest pain", "should i stop my warfarin"])
def test_an_introduction_changes_no_route(text):
    route = screen(Message(text), budget_s=60).route
    assert screen(Message(f"This is Nguyen Thi Mai. I am 83 years old. {text}"), budget_s=60).route is route


def test_an_alarm_in_the_introduction_itself_stays(monkeypatch):
    assert screen(Message("I am 44 years old. I want to die. What is asthma?"), budget_s=60).route is Route.CRISIS


def test_a_check_that_fails_on_the_rest_leaves_the_judgement_of_the_whole():
    def breaks(message: Message) -> None:
        if message.text == "What is asthma?":
            raise ValueError

    judged = screen(Message("I am 44 years old. What is asthma?"), checks=(("breaks", breaks),), budget_s=60)
    assert judged.route is screen(Message("x"), checks=(("calm", lambda message: None),), budget_s=60).route
