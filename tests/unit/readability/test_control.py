"""A streaming answer is held to its level: sentence by sentence, and never at the cost of a fact."""

import pytest

from medchat.readability.control import Control

PLAIN = "Insulin helps sugar leave the blood."
HARD = (
    "Administration of supplementary insulin facilitates the transportation of circulating glucose out of the bloodstream "
    "and into individual cells throughout the human organism."
)
EASY = "Insulin helps sugar go from the blood into the cells."


def writer(answer: str, asked: list[str]):
    async def rewrite(sentence: str) -> str:
        asked.append(sentence)
        return answer

    return rewrite


async def fit(control: Control, *sentences: str) -> list[str]:
    shown = []
    for sentence in sentences:
        shown.append(await control.fit(sentence))
        control.release(shown[-1])
    return shown


async def test_a_sentence_within_the_target_stays_as_it_is():
    asked: list[str] = []
    assert await fit(Control(6, "en", writer(EASY, asked)), PLAIN) == [PLAIN]
    assert asked == []


async def test_a_hard_sentence_stays_where_the_answer_is_easy_enough_with_it():
    easy = ["It is a pill.", "You take it by mouth.", "It is not new."] * 12
    hard = "Some people feel sick at first because the medicine changes how the stomach works."
    control = Control(4, "en")
    assert await fit(control, *easy, hard) == [*easy, hard]
    assert control.report() == {"simplified": 0, "rewritten": 0, "refused": 0, "missed": False}


async def test_the_simplifier_comes_first_and_the_writer_is_not_asked_when_that_is_enough():
    asked: list[str] = []
    control = Control(9, "en", writer("Nothing.", asked))
    assert await fit(control, "Physicians utilize numerous examinations.") == ["Doctors use many exams."]
    assert asked == []
    assert control.report()["simplified"] == 1


async def test_the_writer_is_asked_once_for_a_sentence_that_is_still_too_hard():
    asked: list[str] = []
    control = Control(4, "en", writer(EASY, asked))
    assert await fit(control, HARD) == [EASY]
    assert asked == [HARD]
    assert control.report()["rewritten"] == 1


@pytest.mark.parametrize(
    ("sentence", "offered"),
    [
        (
            "Hospitalized individuals generally receive 500 mg of acetaminophen every 6 hours.",
            "They get acetaminophen.",
        ),
        ("Hospitalized individuals generally receive acetaminophen.", "They get 500 mg of acetaminophen."),
        ("Individuals with hypersensitivity should not receive penicillin antibiotics.", "They get penicillin."),
        (HARD, HARD + " " + HARD),
        (HARD, "   "),
    ],
)
async def test_a_rewrite_that_changes_a_fact_or_is_no_easier_is_not_shown(sentence, offered):
    control = Control(-5, "en", writer(offered, []))
    shown = await control.fit(sentence)
    assert shown != offered
    assert control.report()["rewritten"] == 0


async def test_a_missed_target_is_reported():
    control = Control(4, "en")
    await fit(control, "Echocardiography visualizes cardiac ventricular contractility.")
    assert control.report()["missed"] is True


async def test_a_language_that_is_not_rewritten_stays_as_it_is():
    asked: list[str] = []
    hard = "La administración de insulina suplementaria facilita la distribución de la glucosa circulante."
    assert await fit(Control(4, "es", writer("Corto.", asked)), hard) == [hard]
    assert asked == []
