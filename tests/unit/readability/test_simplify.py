"""Rules of making a text simpler without a model."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medchat.readability.clauses import split_once
from medchat.readability.lexicon import hits, plain_words, read, replace
from medchat.readability.lists import to_list
from medchat.readability.score import fkgl
from medchat.readability.simplify import simplify, simplify_sentence
from medchat.text.facts import added, facts, lost

LONG = (
    "Individuals with hypertension typically experience no symptoms, and approximately 30 percent of adults are "
    "affected. "
    "Hypertension, which is a chronic condition, necessitates regular monitoring, although numerous patients do not "
    "comprehend the significance of the examination. Physicians utilize a cuff to determine blood pressure, which is "
    "expressed as two numbers. Complications include stroke, kidney failure, and vision loss."
)


def test_a_text_that_meets_the_target_is_left_alone() -> None:
    text = "Drink water. It is good for you.\n\n- One\n- Two"
    result = simplify(text, target=6)
    assert (result.text, result.met, result.facts_kept, result.lost) == (text, True, True, ())


def test_a_hard_text_gets_easier_and_keeps_its_facts() -> None:
    result = simplify(LONG, target=6)
    assert result.after.fkgl is not None
    assert result.before.fkgl is not None
    assert result.after.fkgl < result.before.fkgl - 3
    assert lost(facts(LONG), facts(result.text)) == ()
    assert added(facts(LONG), facts(result.text)) == ()


def test_the_first_use_keeps_the_medical_word_and_later_ones_do_not() -> None:
    text = simplify(LONG, target=0).text
    assert len(re.findall(r"\(hypertension\)", text)) == 1
    assert text.lower().count("hypertension") == 1


def test_a_share_of_people_is_also_said_in_a_hundred() -> None:
    assert "30 percent (30 in 100) of adults" in simplify(LONG, target=6).text


def test_an_easier_target_stops_the_cutting_earlier() -> None:
    assert simplify(LONG, target=10).after.sentences < simplify(LONG, target=4).after.sentences


def test_spanish_is_measured_but_not_rewritten() -> None:
    text = "La hipertensión arterial es una enfermedad crónica que necesita vigilancia."
    assert simplify(text, target=2, language="es").text == text


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        ("The heart is a muscle that pumps blood to the lungs.", ["The heart is a muscle.", "It pumps blood to the lungs."]),
        ("It can hurt for many days, but it gets better.", ["It can hurt for many days.", "But it gets better."]),
        ("Although the test is safe, it can hurt a bit.", ["The test is safe.", "But it can hurt a bit."]),
        ("The clot blocks the artery, causing a stroke.", ["The clot blocks the artery.", "This causes a stroke."]),
        ("The clot may block the artery, causing a stroke.", ["The clot may block the artery.", "This can cause a stroke."]),
        ("The gene is on chromosome 7, which is very long.", ["The gene is on chromosome 7.", "This is very long."]),
        ("Gout is a disease in which crystals can form in joints.",
         ["Gout is a disease.", "In this disease, crystals can form in joints."]),
        ("Insulin, which is a hormone, lowers the sugar in blood.",
         ["Insulin is a hormone.", "It lowers the sugar in blood."]),
        ("Your skin may turn yellow because the liver is ill.",
         ["Your skin may turn yellow.", "This is because the liver is ill."]),
        ("However, the test is not for all people.", ["But the test is not for all people."]),
        ("In males (who have one X chromosome), one copy is enough.", None),
        ("In men (who have one X chromosome), one copy is enough.",
         ["In men, one copy is enough.", "Men have one X chromosome."]),
    ],
)  # fmt: skip
def test_a_long_sentence_is_cut_where_both_parts_can_stand(sentence: str, parts: list[str] | None) -> None:
    if parts is None:
        parts = ["In males, one copy is enough.", "Males have one X chromosome."]
    assert split_once(sentence) == parts


@pytest.mark.parametrize(
    "sentence",
    [
        "Call if you have a fever, and it lasts for three days.",
        "Doctors know that the heart beats faster when you run.",
        "It is not a disease that spreads.",
        "The doctor checks whether the heart is well and the lungs are clear.",
        "It is the force in your vessels as your heart beats and pushes blood on.",
        "It did not happen because the drug was old.",
    ],
)
def test_a_sentence_is_left_whole_where_a_cut_would_change_it(sentence: str) -> None:
    assert split_once(sentence) is None


def test_an_enumeration_becomes_a_list_only_without_a_not() -> None:
    assert to_list("Symptoms include fever, chills, and a cough.") == [
        "Symptoms include:\n- Fever.\n- Chills.\n- A cough."
    ]
    assert to_list("Symptoms do not include fever, chills, and a cough.") is None
    assert to_list("Loose stools contain water, salts, and minerals and weigh more than solid stools.") is None
    assert to_list("Causes include injuries to the head, neck, and back.") is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("A physician will evaluate you.", "A doctor will check you."),
        ("An abnormality was identified in an individual with it.", "A problem was found in a person with it."),
        ("Many individuals utilize it.", "Many people use it."),
        ("It is performed by the nurse.", "It is done by the nurse."),
        ("Blood transports oxygen.", "Blood carries oxygen."),
        ("The Cardiac Center is open.", "The Cardiac Center is open."),
        ("This is called hypertension.", "This is called hypertension."),
        ("PHYSICIANS CHECK YOU.", "DOCTORS CHECK YOU."),
        ("Some circulating cells.", "Some circulating cells."),
    ],
)
def test_plain_words_fit_in_number_tense_article_and_case(before: str, after: str) -> None:
    assert replace(before, hits(before, plain_words())) == after


def test_a_lexicon_of_ones_own_can_be_given() -> None:
    own = read("gizmo\tthing\tn")
    assert "things" in simplify("Gizmos are gizmos and all gizmos matter.", target=-9, lexicon=own).text


def test_no_plain_word_loses_or_adds_a_fact() -> None:
    wrong = []
    senses = [(form, entry) for form, entries in plain_words().forms.items() for entry in entries]
    for form, entry in senses:
        old, new = facts(f"The {form} here."), facts(f"The {entry.plain} here.")
        if entry.keep:
            new = facts(f"The {entry.plain} ({form}) here.")
        gone = [fact for fact in lost(old, new) if not fact.startswith(("warnings", "negations"))]
        if gone:
            wrong.append((form, gone))
    assert wrong == []


def test_the_word_list_is_large_and_easier_than_what_it_replaces() -> None:
    entries = {e.term: e for senses in plain_words().forms.values() for e in senses if not e.keep}
    assert len(plain_words().terms) >= 1900
    easier = [
        term for term, entry in entries.items() if fkgl(f"See the {entry.plain} now.") <= fkgl(f"See the {term} now.")
    ]
    assert len(easier) > 0.8 * len(entries)


def test_a_name_the_text_explains_is_kept() -> None:
    text = "Pain that lasts for months is called chronic pain. Numerous individuals experience chronic pain."
    assert simplify(text, target=0).text.count("chronic pain") == 2


def test_markdown_blocks_stay() -> None:
    text = f"## About it\n\n{LONG}\n\n- Ask a physician regarding the examination and the medication you utilize.\n"
    result = simplify(text, target=5).text
    assert result.startswith("## About it\n\n")
    assert "\n- Ask a doctor about the exam and the medicine you use.\n" in result


def test_one_sentence_can_be_simplified_while_an_answer_streams() -> None:
    assert simplify_sentence("Physicians utilize numerous examinations.") == "Doctors use many exams."
    assert simplify_sentence("Drink water.") == "Drink water."
    assert "\n" not in simplify_sentence("Complications include kidney failure, vision problems, and a severe cough.")


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from([*re.findall(r"\S+ ?", LONG), "(", ") ", "- ", "\n", "; ", '"']), max_size=40))
def test_no_text_crashes_it_and_no_fact_is_lost(words: list[str]) -> None:
    text = "".join(words)
    result = simplify(text, target=3)
    assert lost(facts(text), facts(result.text)) == ()
