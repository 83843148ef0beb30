"""A language the checks do not read is never education, and short English is not taken for another language."""

import pytest

from medchat.guardrails.runner import screen
from medchat.guardrails.types import Action, Message, Route
from medchat.text.languages import detect


@pytest.mark.parametrize(
    ("text", "route"),
    [
        ("我胸口痛", Route.EMERGENCY),
        ("J'ai mal à la poitrine et je ne peux plus respirer", Route.EMERGENCY),
        ("Я не могу дышать", Route.EMERGENCY),
        ("não consigo respirar", Route.EMERGENCY),
        ("أريد أن أموت", Route.CRISIS),
        ("죽고 싶어요", Route.CRISIS),
        ("mwen gen doulè nan pwatrin mwen", Route.EMERGENCY),
        ("tôi muốn chết", Route.CRISIS),
    ],
)
def test_a_red_flag_in_another_language_alarms(text: str, route: Route) -> None:
    assert screen(Message(text)).route is route


@pytest.mark.parametrize("text", ["Was ist Diabetes und wie wird es behandelt?", "что такое диабет", "糖尿病是什么"])
def test_another_language_is_blocked_by_the_language_rule(text: str) -> None:
    answer = screen(Message(text))
    assert (answer.action, answer.rule) == (Action.BLOCK, "language")


@pytest.mark.parametrize(
    "text",
    ["metformin", "Guillain-Barré syndrome", "what iz diabeties", "Dr. José Núñez", "lupus", "de Quervain", "A1C"],
)
def test_short_english_names_and_medicines_stay_english(text: str) -> None:
    assert detect(text) == "en"


@pytest.mark.parametrize("text", ["¿Qué es la diabetes?", "me duele la cabeza", "necesito una cita"])
def test_spanish_is_told_from_english(text: str) -> None:
    assert detect(text) == "es"
