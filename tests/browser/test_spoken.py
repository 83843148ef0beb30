"""What a voice is given to say for units, ranges and signs, and which written word that is."""

import pytest

from tests.browser.conftest import Open
from tests.browser.talk import chat

pytestmark = pytest.mark.browser

UNITS = [
    ("en", "Take 5 mg, 1 mg or 250mcg.", "Take 5 milligrams, 1 milligram or 250 micrograms."),
    ("en", "130 mg/dL (7.2 mmol/L)", "130 milligrams per deciliter (7.2 millimoles per liter)"),
    ("en", "60 mL/min/1.73 m2", "60 milliliters per minute per 1.73 square meters"),
    ("en", "Over 120/80 mmHg", "Over 120 over 80 millimeters of mercury"),
    ("en", "70/30 insulin, 24/7, 20/20", "70/30 insulin, 24/7, 20/20"),
    ("en", "5-10 days, 3–4%", "5 to 10 days, 3 to 4%"),
    ("en", "Call 9-1-1, 555-201-3344 or 555-1234.", "Call 9-1-1, 555-201-3344 or 555-1234."),
    ("en", "38 °C (100.4 °F)", "38 degrees Celsius (100.4 degrees Fahrenheit)"),
    ("en", "a 5-min walk, e.g. outside", "a 5-minute walk, for example outside"),
    ("es", "130 mg/dL, 120/80, 5-10 días", "130 miligramos por decilitro, 120 sobre 80, 5 a 10 días"),
    ("fr", "10 mg", "10 mg"),
]


def test_units_and_ranges_are_said_in_words_and_telephone_numbers_are_left_alone(signed_in: Open) -> None:
    page = chat(signed_in)
    script = """async ([language, text]) => {
      const { spoken } = await import("/static/js/chat/spoken.js");
      return spoken(text, language).said;
    }"""
    assert [page.evaluate(script, [language, text]) for language, text, _said in UNITS] == [said for *_, said in UNITS]


def test_a_unit_is_marked_as_it_is_written_while_its_words_are_said(signed_in: Open) -> None:
    page = chat(signed_in)
    script = """async (text) => {
      const { spoken } = await import("/static/js/chat/spoken.js");
      const { said, written } = spoken(text, "en");
      return [...said.matchAll(/[\\p{L}\\p{N}]\\S*/gu)].map((word) => [word[0], text.slice(...written(word.index))]);
    }"""
    assert page.evaluate(script, "It was (130 mg/dL), well-known.") == [
        ["It", "It"], ["was", "was"], ["130", "130"], ["milligrams", "mg/dL"], ["per", "mg/dL"], ["deciliter),", "mg/dL"],
        ["well-known.", "well-known"],
    ]  # fmt: skip
