"""What the meter of a section says, and where it points: places count as a text area does."""

import pytest

from medchat.library.measuring import MOST_WORDS, as_json, measured
from medchat.library.parity import parity

HARD = "Physicians utilize numerous examinations to determine the approximate significance of particular abnormalities."
EASY = "The pill helps. Take it with food."


def meter(text: str, level: str = "easy", language: str = "en") -> dict[str, object]:
    found = measured(text, language=language, level=level)
    assert found is not None
    return as_json(found)


@pytest.mark.parametrize(
    ("text", "level", "band"),
    [(EASY, "easy", "good"), (EASY, "detailed", "under"), (HARD, "easy", "over"), ("", "easy", "empty")],
)
def test_a_grade_lies_in_its_band_or_above_or_under_it(text: str, level: str, band: str) -> None:
    assert meter(text, level)["band"] == band


def test_an_easy_spanish_text_is_not_said_to_be_under_its_level() -> None:
    assert meter("La pastilla ayuda. Se toma con comida.", "detailed", "es")["band"] == "good"


def test_a_sentence_that_is_too_long_is_not_good_even_when_the_grade_is() -> None:
    long = "It is a pill that you take by the mouth and that goes to the gut and to the legs and to the arms and hands."
    found = meter(f"{long} {EASY} {EASY} {EASY} {EASY}")
    assert (found["band"], found["state"]) == ("good", "over")


def test_what_a_screen_reader_hears_is_one_line() -> None:
    assert str(meter(HARD)["summary"]).endswith("What raises it: 1 sentence, 9 words.")
    assert str(meter(EASY)["summary"]).endswith("in its goal. What raises it: nothing stands out.")


def test_places_count_as_a_text_area_counts() -> None:
    text = "😀😀 Ask a physician."
    place = meter(text)["swaps"][0]["places"][0]  # type: ignore[index]
    units = text.encode("utf-16-le")
    assert units[place["start"] * 2 : place["end"] * 2].decode("utf-16-le") == place["old"] == "physician"


def test_a_list_stays_short_however_hard_the_text() -> None:
    words = "physicians examinations numerous immediately difficult rapid additional medication laboratory beneficial "
    found = meter(" ".join(f"{word.capitalize()} help us." for word in (words + HARD).rstrip(".").split()))
    assert len(found["swaps"]) <= MOST_WORDS  # type: ignore[arg-type]


def test_a_language_without_a_formula_is_not_measured() -> None:
    assert measured("Hallo.", language="de", level="easy") is None


def test_the_facts_of_only_one_level_are_named() -> None:
    found = parity("Take 20 mg of metformin. Do not crush it.", "Metformin is taken with food.", "en")
    assert found is not None
    assert found.lines == [
        "Only in easy: number (20 milligram)",
        "Only in easy: a “not” (not crush)",
    ]
    assert parity("Three in 100 people.", "3 percent of people.", "en").same  # type: ignore[union-attr]


def test_what_only_the_detailed_level_states_is_named_too() -> None:
    found = parity("It can harm the kidneys.", "It can harm the kidneys in 3 of 100 people.", "en")
    assert found is not None
    assert [line.partition(":")[0] for line in found.lines] == ["Only in detailed"] * len(found.lines)
    assert not found.same


def test_nothing_is_compared_while_a_level_has_no_text() -> None:
    assert parity("Some text.", "  ", "en") is None
