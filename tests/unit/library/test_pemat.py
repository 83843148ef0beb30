"""PEMAT-P as far as code sees it: each item can be met and can fail, and no item that needs a person is decided."""

from dataclasses import fields

import pytest

from medchat.accounts.models import User
from medchat.library import actions, starter
from medchat.library.models import Explanation
from medchat.library.pemat import RULES, Card, Verdict, judge, judged
from medchat.library.pemat_acts import said_to
from medchat.library.pemat_checks import Spot, Whole, written
from medchat.library.sections import title
from tests.factories import library

clinic, author, explanation = library.clinic, library.author, library.explanation

PERSON = {1, 2, 10, 15, 26}
CHECKED = {3, 4, 5, 6, 7, 8, 9, 11, 12, 20, 21, 22, 23}
SETTLED = {8, 9, 11, 20, 23}
LISTED = "Call your care team for:\n- A fever.\n- A rash."
ASKED = "Ask your care team:\n- How long does it last?\n- What can help me?"
FILLER = "You rest, and you feel better soon.\n\n" * 25
GOOD = {
    ("what_it_is", "easy"): "A cold makes you sneeze. About 3 in 100 people see a doctor for it.",
    ("why", "easy"): FILLER,
    ("questions", "easy"): ASKED,
    ("when_to_call", "easy"): LISTED,
}


def card(texts: dict[tuple[str, str], str] | None = None, language: str = "en", **more: object) -> Card:
    bodies = GOOD if texts is None else {**GOOD, **texts}
    parts = (
        written(kind, level, title(kind, kind="everyday", language=language), body, language)
        for (kind, level), body in bodies.items()
    )
    return judged(Whole(language, tuple(parts), **{"key_points": ("Rest helps.",), **more}))  # type: ignore[arg-type]


def verdict(number: int, found: Card) -> Verdict:
    return next(one.verdict for one in found.items if one.number == number)


def places(number: int, found: Card) -> list[str]:
    return [spot.text for one in found.items if one.number == number for spot in one.spots]


def why(text: str) -> dict[tuple[str, str], str]:
    return {("why", "easy"): text}


def test_every_item_of_the_print_instrument_is_named_once() -> None:
    assert [rule.number for rule in RULES] == [*range(1, 13), *range(15, 27)]
    assert {rule.number for rule in RULES if rule.check} == CHECKED


def test_in_a_plain_text_code_finds_no_fault_and_calls_met_only_what_it_can_see_whole() -> None:
    assert {one.number for one in card().met} == SETTLED
    assert {one.number for one in card().clear} == CHECKED - SETTLED - {4}  # no medical word in it
    assert verdict(4, card()) == Verdict.NOTHING


def test_what_a_person_must_judge_is_left_to_a_person_and_nothing_is_added_up() -> None:
    assert {one.number for one in card().person} == PERSON
    assert {one.number for one in card().to_judge} == PERSON | CHECKED - SETTLED - {4}
    assert not {name for name in dir(Card) if "score" in name or "total" in name}
    assert [one.name for one in fields(Card)] == ["items"]


@pytest.mark.parametrize(
    ("number", "text", "place"),
    [
        (3, "Physicians utilize numerous examinations. Physicians utilize medication.", "Physicians"),
        (3, "The test checks your TSH. You get the result soon.", "TSH"),
        (4, "It can come with hypertension and with dermatitis.", "hypertension"),
        (
            5,
            "The arm is cleaned. Blood is taken. The tube is sent away. The result is written down.",
            "Blood is taken.",
        ),
        (6, "About 12 percent of adults have it.", "About 12 percent of adults have it."),
        (6, "The level is 5.725 now.", "The level is 5.725 now."),
        (6, "It comes to 1 in 8 women.", "It comes to 1 in 8 women."),
        (7, "Divide the dose by 2.", "Divide the dose by 2."),
        (7, "The dose is 5 mg per kilogram.", "The dose is 5 mg per kilogram."),
        (8, "You rest, and you feel better soon. " * 20, None),
        (21, "Patients should call their nurse.", "Patients should call their nurse."),
        (21, "People taking it are usually told to call.", "People taking it are usually told to call."),
    ],
)
def test_an_item_fails_with_its_place(number: int, text: str, place: str | None) -> None:
    found = card(why(text) if number not in (4, 5) else {**dict.fromkeys(GOOD, text)})
    assert verdict(number, found) == Verdict.NOT_MET
    assert place is None or place in places(number, found)


@pytest.mark.parametrize(
    "explained",
    [
        {"glossary": ("hypertension",)},
        {"names": ("Hypertension",)},
        {"texts": why("High blood pressure (hypertension) is common. Hypertension can harm.")},
        {"texts": why("This is called hypertension.")},
    ],
)
def test_a_medical_word_that_is_explained_meets_the_item(explained: dict[str, object]) -> None:
    texts = explained.pop("texts", why("It can come with hypertension."))
    assert verdict(4, card(texts, **explained)) == Verdict.CLEAR  # type: ignore[arg-type]


@pytest.mark.parametrize("short", ["(TSH)", "TSH (a test)", "TSH means a test"])
def test_a_short_form_that_is_spelled_out_meets_the_item(short: str) -> None:
    assert verdict(3, card(why(f"The test checks {short}. Then TSH is clear."))) == Verdict.CLEAR


def test_a_share_said_in_a_hundred_and_a_lab_value_are_clear() -> None:
    assert verdict(6, card(why("About 12 percent (12 in 100) of adults have it. An A1C goal is below 7%."))) == "clear"


def test_without_figures_or_with_little_text_there_is_nothing_to_judge() -> None:
    short = card({**dict.fromkeys(GOOD, "You rest."), ("why", "easy"): "You feel better."}, key_points=())
    assert {verdict(number, short) for number in (6, 8, 11)} == {Verdict.NOTHING}


def test_key_points_lists_actions_steps_and_questions_are_asked_for() -> None:
    bare = dict.fromkeys(GOOD, "It is a cold. It goes away by itself.")
    found = card({**bare, ("why", "easy"): "It goes away by itself. " * 40}, key_points=())
    assert {one.number for one in found.not_met} >= {8, 11, 12, 20, 21, 22, 23}


def test_a_heading_with_nothing_under_it_fails() -> None:
    found = card(empty=(Spot("why", "detailed", "Why", ""),))
    assert verdict(9, found) == Verdict.NOT_MET


def test_in_spanish_word_choice_and_voice_are_left_to_a_person() -> None:
    texts = dict.fromkeys(GOOD, "Llame a su equipo de salud:\n- Fiebre.\n- Dolor.\n¿Qué es? ¿Por qué?")
    found = card(texts, "es")
    assert {one.number for one in found.person} == PERSON | {3, 4, 5}
    assert {verdict(number, found) for number in (20, 23)} == {Verdict.MET}
    assert {verdict(number, found) for number in (12, 21, 22)} == {Verdict.CLEAR}
    assert verdict(21, card({("why", "easy"): "A las personas se les pide llamar."}, "es")) == Verdict.NOT_MET


@pytest.mark.parametrize(
    ("language", "sentence", "to"),
    [
        ("en", "Call your care team for:", "reader"),
        ("en", "If you feel faint, sit down and call your care team.", ""),  # only the first verb is read
        ("en", "If you feel faint, call your care team.", "reader"),
        ("en", "Some signs are an emergency, so call your local emergency number.", "reader"),
        ("en", "Do not take it with milk.", "reader"),
        ("en", "Rest for a day.", "reader"),
        ("en", "You can ask for a copy.", "reader"),
        ("en", "You are usually told to call.", "reader"),
        ("en", "Patients should call their nurse.", "others"),
        ("en", "People taking an SSRI, or those close to them, call the care team right away for:", "others"),
        ("en", "Rest and ice can ease the pain.", ""),
        ("en", "Clean skin lowers the risk.", ""),
        ("en", "Yoga, tai chi, and talk therapy help some people.", ""),
        ("en", "These are people who drink alcohol often, have liver disease, take warfarin, or are pregnant.", ""),
        ("en", "Which side effects do I need to report to you?", ""),
        ("en", "Asthma makes you cough.", ""),
        ("es", "Llame a su equipo de salud.", "reader"),
        ("es", "Si tiene fiebre, llame a su equipo de salud.", "reader"),
        ("es", "Usted puede pedir una copia.", "reader"),
        ("es", "Las personas con asma llaman a su equipo de salud en estos casos:", "others"),
        ("es", "Las personas que tienen asma suelen llamar a su equipo.", "others"),
        ("es", "Hay que llamar de inmediato al número local de emergencias.", "others"),
        ("es", "Con estas señales se llama de inmediato al número local de emergencias:", "others"),
        ("es", "La enfermedad se llama asma.", ""),
        ("es", "Algunas personas tienen una meta más baja de su equipo de salud.", ""),
    ],
)
def test_who_a_sentence_tells_what_to_do(language: str, sentence: str, to: str) -> None:
    assert said_to(sentence, language) == to


def test_one_action_in_six_may_be_about_others_and_no_level_may_tell_the_reader_nothing() -> None:
    few = "Call us now. " * 8
    assert verdict(21, card(why(f"{few}Patients should call their nurse."))) == Verdict.CLEAR
    assert verdict(21, card(why("Patients should call their nurse."))) == Verdict.NOT_MET
    silent = card({("what_it_is", "detailed"): "A cold makes you sneeze. Which drink helps you?"})
    assert [(spot.level, spot.text) for one in silent.not_met if one.number == 21 for spot in one.spots] == [
        ("detailed", "")
    ]


@pytest.mark.parametrize("language", ["en", "es"])
def test_an_item_that_fails_says_where_and_one_that_is_met_names_no_place(language: str) -> None:
    path = starter.FOLDER / language / "metformin.md"
    topic = starter.parse(path)
    parts = (written(kind, level, kind, body, language) for (kind, level), body in topic.bodies.items())
    found = judged(Whole(language, tuple(parts), key_points=tuple(topic.key_points)))
    assert all(bool(one.spots) == (one.verdict == Verdict.NOT_MET) for one in found.items)


@pytest.mark.django_db
def test_a_revision_is_judged_as_it_is_saved(explanation: Explanation, author: User) -> None:
    draft = actions.start_draft(explanation=explanation, by=author)
    assert {one.verdict for one in judge(draft).items} == {Verdict.PERSON, Verdict.NOTHING}
    bodies = library.bodies("Patients should call their nurse.")
    saved = actions.save_draft(revision=draft, by=author, edits=0, bodies=bodies)
    spots = next(one.spots for one in judge(saved).items if one.number == 21)
    assert {(spot.kind, spot.level) for spot in spots if spot.kind} == set(bodies)
