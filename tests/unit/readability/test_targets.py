"""Rules of choosing a written version."""

import pytest

from medchat.readability.targets import LEVELS, level_of, nearest


def test_the_levels_are_grades_4_6_8_10() -> None:
    assert {level.key: level.target for level in LEVELS} == {
        "very_easy": 4.0, "easy": 6.0, "standard": 8.0, "detailed": 10.0,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("grades", "target", "index"),
    [
        ((5.1, 8.9), 6, 0),
        ((5.1, 8.9), 10, 1),
        ((7.1, 9.0), 6, 0),
        ((9.0, 7.0), 4, 1),
        ((6.0, 5.0), 6, 0),
        ((5.1, 8.9), 8, 1),
        ((5.1, 9.1), 8, 0),
    ],
)
def test_the_hardest_within_reach_of_the_target_is_chosen_else_the_lowest(
    grades: tuple[float, ...], target: float, index: int
) -> None:
    assert nearest(grades, target) == index


def test_nothing_to_choose_from_is_an_error() -> None:
    with pytest.raises(ValueError, match="no version"):
        nearest([], 6)


def test_a_level_is_found_and_labelled() -> None:
    assert level_of(6.9).key == "easy"
    assert level_of(7.0).key == "easy"
    assert LEVELS[0].label("es-MX") == "Muy fácil"
    assert LEVELS[0].label("fr") == "Very easy"
