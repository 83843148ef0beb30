"""Short queries: the form of a question decides and no name does; what is stated as a danger alarms however short."""

import pytest

from medchat.evaluation.results import CASES, read
from medchat.guardrails import lexical
from medchat.guardrails.context import bare
from medchat.guardrails.runner import screen
from medchat.guardrails.types import Action, Message, Route, Said
from medchat.text.normal import plain


def written(name: str) -> list[dict[str, str]]:
    return [row for row in read(CASES / "routes.jsonl") if row["set"] == name]


def screened(text: str, *history: tuple[str, str]) -> tuple[Route, Action]:
    answer = screen(Message(text, tuple(Said(role, said) for role, said in history)))  # type: ignore[arg-type]
    return answer.route, answer.action


@pytest.mark.parametrize("case", written("red_flags"), ids=lambda case: case["text"][:40])
def test_a_red_flag_alarms(case: dict[str, str]) -> None:
    assert screened(case["text"])[1] is Action.ALERT


@pytest.mark.parametrize("case", written("queries"), ids=lambda case: case["text"][:40])
def test_a_short_query_is_answered_only_when_it_is_education(case: dict[str, str]) -> None:
    action = screened(case["text"])[1]
    expected = "block" if action is Action.HANDOVER else action.value
    assert expected == case["action"]


@pytest.mark.parametrize("text", ["yes i am", "Yes I am.", "yes i am safe", "yes"])
def test_a_calm_answer_to_staff_is_no_crisis(text: str) -> None:
    assert screened(text, ("patient", "what is gout"), ("staff", "Are you safe?"))[0] is not Route.CRISIS


@pytest.mark.parametrize("text", ["is it serious", "what is it"])
def test_it_that_stands_for_somebodys_unnamed_trouble_is_not_education(text: str) -> None:
    before = (("patient", "i have had a lump under my arm for a month"), ("assistant", "I cannot say."))
    assert screened(text, *before)[0] is Route.DIAGNOSIS


@pytest.mark.parametrize("text", ["is it dangerous", "can they make people sleepy", "what do the numbers mean?"])
def test_it_that_stands_for_an_explained_thing_is_education(text: str) -> None:
    assert screened(text, ("patient", "what is gout"), ("assistant", "Gout is ..."))[0] is Route.EDUCATION


def test_names_carry_no_weight() -> None:
    one, other = (lexical.scores(plain(f"what does {name} do to people").text) for name in ("lisinopril", "zoloft"))
    assert one == other != {}


def test_an_alarming_name_keeps_its_words() -> None:
    assert "seizure" in lexical.features(plain("my son has an absence seizure").text)


@pytest.mark.parametrize("text", ["gout diet", "how do i read a lab report", "what should i ask my doctor"])
def test_a_query_about_nobody_is_bare(text: str) -> None:
    assert bare(plain(text).text)


@pytest.mark.parametrize("text", ["my gout hurts", "can i eat less", "he is weak"])
def test_a_message_about_somebody_is_not_bare(text: str) -> None:
    assert not bare(plain(text).text)
