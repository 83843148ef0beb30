"""Rules of measuring how hard a text is."""

import gc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medchat.readability import counts
from medchat.readability.score import UnsupportedLanguage, error_of, score, spanish_grade
from medchat.readability.spoken import number, spoken

EASY = "The cat sat on the mat. It was a big fat cat."


def test_the_kincaid_formula_is_the_published_one() -> None:
    # 12 words, 2 sentences, 12 syllables: 0.39 * 6 + 11.8 * 1 - 15.59
    assert score(EASY).fkgl == pytest.approx(0.39 * 6 + 11.8 - 15.59, abs=0.01)


def test_smog_of_mclaughlins_kind_counts_long_words_per_thirty_sentences() -> None:
    # 4 words of 3 and more syllables (hospital, medicine, cholesterol, banana) in 4 sentences
    text = "The hospital is big. A medicine helps. Cholesterol is a fat. Eat a banana."
    assert score(text).smog == pytest.approx(1.043 * 30**0.5 + 3.1291, abs=0.01)


def test_dale_chall_takes_regular_inflections_for_easy() -> None:
    easy = score("The boys walked and the dogs were running.")
    assert easy.dale_chall == pytest.approx(0.0496 * 8, abs=0.01)
    hard = score("The boys walked and the nephrons were running.")
    assert hard.dale_chall == pytest.approx(0.1579 * 12.5 + 0.0496 * 8 + 3.6365, abs=0.01)


def test_the_grade_follows_textstat_on_plain_prose() -> None:
    import textstat

    text = (
        "The kidneys filter blood every day. They remove waste and extra water from the body. "
        "Some people have kidney disease for many years without any symptoms at all."
    )
    assert score(text).fkgl == pytest.approx(textstat.flesch_kincaid_grade(text), abs=0.3)


def test_a_list_without_full_stops_is_as_many_sentences() -> None:
    listed = score("Call your nurse for:\n- a fever\n- a bad rash\n- pain in the chest")
    assert listed.sentences == 4
    assert score("Call for: - Fever - Rash").sentences == 3


def test_markdown_and_headings_do_not_move_the_grade() -> None:
    assert score(f"## Cats\n\n**{EASY}**").fkgl == score(EASY).fkgl


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("It was 130 mg/dL.", "It was one hundred thirty milligrams per deciliter."),
        ("Take 5 mg", "Take five milligrams"),
        ("from 0.4 to 4.0 mIU/L", "from zero point four to four point zero milliunits per liters"),
        ("It rose to 9 MIU.", "It rose to nine milliunits."),
        ("3.5% of 2,500", "three point five percent of two thousand five hundred"),
        ("120/80", "one hundred twenty over eighty"),
        ("5-10 days", "five to ten days"),
        ("See https://example.org/a.b", "See link"),
        ("Dr. Lee, e.g. at noon", "doctor Lee, for example at noon"),
        ("in 1998", "in nineteen ninety eight"),
    ],
)
def test_units_numbers_and_short_forms_are_spoken(written: str, said: str) -> None:
    assert spoken(written) == said


def test_round_numbers_have_no_empty_parts() -> None:
    assert [number("0"), number("100"), number("1,000,000"), number("2000")] == [
        "zero", "one hundred", "one million", "two thousand",
    ]  # fmt: skip


def test_masked_terms_count_as_one_short_word() -> None:
    raw, masked = score("Type 2 diabetes is common."), score("Type 2 diabetes is common.", masked=["type 2 diabetes"])
    assert (raw.words, masked.words) == (5, 3)
    assert (masked.fkgl or 0) < (raw.fkgl or 0)


def test_a_short_text_is_never_reliable() -> None:
    assert not score(EASY).reliable
    assert score("The cat sat on the mat and it was a big one. " * 8).reliable
    assert not score("word " * 100).reliable


def test_the_error_shrinks_with_sentences_as_measured() -> None:
    assert [error_of(n) for n in (5, 10, 30)] == [2.3, 1.7, 1.1]


def test_spanish_gets_spanish_formulas_only() -> None:
    # La san-gre es ro-ja: 6 syllables; El pan es bue-no: 5
    result = score("La sangre es roja. El pan es bueno.", "es")
    per_word = 11 / 8
    assert (result.words, result.sentences) == (8, 2)
    assert result.fernandez_huerta == pytest.approx(206.84 - 60 * per_word - 1.02 * 4, abs=0.01)
    assert result.inflesz == pytest.approx(206.835 - 62.3 * per_word - 4, abs=0.01)
    assert (result.fkgl, result.smog, result.dale_chall) == (None, None, None)


def test_spanish_vowels_in_hiatus_are_two_syllables() -> None:
    one_word = [score(f"{word} {word}.", "es").fernandez_huerta for word in ("día", "dia", "guerra", "aéreo")]
    assert one_word == [round(206.84 - 60 * n - 1.02 * 2, 2) for n in (2, 1, 2, 4)]


def test_spanish_y_is_a_vowel_only_where_no_vowel_follows() -> None:
    # a-yu-da, ma-yor, le-yes, muy, y, de-sa-yu-no
    words = ("ayuda", "mayor", "leyes", "muy", "y", "desayuno")
    one_word = [score(f"{word} {word}.", "es").fernandez_huerta for word in words]
    assert one_word == [round(206.84 - 60 * n - 1.02 * 2, 2) for n in (3, 2, 2, 1, 1, 4)]


def test_the_spanish_level_follows_the_bands() -> None:
    assert [spanish_grade(x) for x in (120, 80, 60, 55, 40, -50)] == [1, 4, 6, 8, 10, 16]


def test_a_language_without_a_formula_is_refused_by_name() -> None:
    with pytest.raises(UnsupportedLanguage, match="'fi'"):
        score("Hei", "fi")


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_no_text_crashes_the_score(text: str) -> None:
    for language in ("en", "es"):
        assert score(text.upper(), language).words >= 0


def test_nothing_is_measured_in_an_empty_text() -> None:
    result = score("")
    assert (result.words, result.sentences, result.grade, result.reliable) == (0, 0, None, False)


def test_no_word_of_a_patient_is_kept() -> None:
    name = "Zyxqwolfenstrumm"
    score(f"My name is {name} and I feel sick.")
    lex = counts.lexicon("en")
    assert name.lower() not in lex.known
    assert not lex.hyphens.hd.cache
    gc.collect()
    assert not any(name.lower() in d for d in gc.get_objects() if type(d) is dict and "name" not in d)
