"""Search: the right topic, only the sections asked for, and nothing for what the library does not hold."""

from typing import Any

import pytest

from medchat.evaluation.results import CASES, read
from medchat.library.search import Found, search
from medchat.library.starter_index import starter_index

ROWS = read(CASES / "questions.jsonl")
SPANISH = read(CASES / "questions_es.jsonl")
NAMED = [row for row in ROWS if row["topics"]]
UNKNOWN = [row for row in ROWS if not row["topics"]]


def ask(question: str, **more: Any) -> Found:
    return search(starter_index(), question, **{"grade": 6.0, **more})


def answer(row: dict[str, Any]) -> Found:
    return ask(row["question"], topic=row.get("current", ""))


def test_the_right_topic_is_found_first() -> None:
    wrong = [row["question"] for row in NAMED if answer(row).topic not in row["topics"]]
    assert len(wrong) <= 0.04 * len(NAMED), wrong


@pytest.mark.parametrize("row", SPANISH, ids=lambda row: row["question"])
def test_a_spanish_question_finds_its_topic_or_nothing(row: dict[str, Any]) -> None:
    found = search(starter_index("es"), row["question"], grade=6.0)
    assert list(found.topics[:1]) == row["topics"]


def test_both_topics_of_a_comparison_are_found() -> None:
    wrong = [row["question"] for row in NAMED if set(row["topics"]) - set(answer(row).topics)]
    assert len(wrong) <= 0.04 * len(NAMED), wrong


def test_what_the_library_does_not_hold_finds_nothing() -> None:
    neighbours = [(row["question"], found.topics) for row in UNKNOWN if (found := answer(row)).passages]
    assert len(neighbours) <= 0.03 * len(UNKNOWN), neighbours


def test_the_sections_asked_for_are_among_the_passages() -> None:
    wished = [row for row in NAMED if "sections" in row]
    missing = [
        row["question"]
        for row in wished
        if set(row["sections"]) - {passage.section for passage in answer(row).passages}
    ]
    assert len(missing) <= 0.04 * len(wished), missing


@pytest.mark.parametrize(
    ("question", "sections"),
    [
        ("what is asthma", ("what_it_is", "why")),
        ("side effects of metformin", ("side_effects",)),
        ("how is asthma treated", ("treatment",)),
        ("what should I ask about statins", ("questions",)),
        ("what do A1C results mean", ("results",)),
        ("asthma", ("what_it_is", "treatment", "when_to_call")),
    ],
)
def test_only_what_was_asked_is_answered(question: str, sections: tuple[str, ...]) -> None:
    assert tuple(passage.section for passage in ask(question).passages) == sections


def test_a_telling_word_brings_the_section_that_speaks_of_it() -> None:
    assert "side_effects" in {passage.section for passage in ask("statins and grapefruit").passages}


def test_a_follow_up_keeps_the_topic_from_the_history() -> None:
    assert ask("how is it treated?", history=["what is asthma?", "thanks"]).topic == "asthma"


def test_a_follow_up_on_something_else_does_not_keep_the_topic() -> None:
    assert ask("what about lupus?", topic="asthma").passages == ()


def test_it_stays_with_the_topic_when_another_is_only_mentioned() -> None:
    assert ask("can it cause a stroke?", topic="high-blood-pressure").topic == "high-blood-pressure"


def test_more_gives_the_sections_not_told_before() -> None:
    first = {passage.section for passage in ask("asthma").passages}
    more = {passage.section for passage in ask("tell me more", topic="asthma").passages}
    assert more
    assert not first & more


def test_an_opposite_is_not_a_misspelling() -> None:
    assert ask("what is hyperthyroidism").topic != "hypothyroidism"


def test_a_name_that_is_also_a_word_needs_its_capitals() -> None:
    assert ask("I have a cold").passages == ()
    assert ask("what is COLD").topic == "copd"


def test_the_version_at_or_under_the_target_is_chosen() -> None:
    assert {passage.level for passage in ask("what is asthma", grade=4.0).passages} == {"easy"}
    assert {passage.level for passage in ask("what is asthma", grade=12.0).passages} == {"detailed"}


def test_terms_are_those_that_the_passages_use() -> None:
    found = ask("what are statins")
    shown = " ".join(passage.text.lower() for passage in found.passages)
    assert found.terms
    assert all(term.lower() in shown for term, _ in found.terms)


def test_sources_are_those_of_the_topics_found() -> None:
    found = ask("what are statins")
    assert found.sources
    assert {source.topic for source in found.sources} == {"statins"}


@pytest.mark.parametrize("text", ["", "   ", "???", "\x00", "😀😀", "a" * 4000, "<b>asthma</b>" * 200, "1 2 3"])
def test_odd_text_finds_its_answer_or_none(text: str) -> None:
    assert isinstance(ask(text), Found)
