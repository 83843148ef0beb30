"""Rules of the facts a rewrite must keep."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medchat.text.facts import added, facts, lost


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It helps 3 % of people.", "It helps 3 in 100 people."),
        ("It helps three percent.", "It helps 3%."),
        ("It helps 1 in 4 people.", "It helps 25% of people."),
        ("It helps one in four people.", "It helps 25 out of 100 people."),
        ("Half of them get well.", "50 percent of them get well."),
        ("Use two drops.", "Use 2 drops."),
        ("Use 500mg.", "Use 500 milligrams."),
        ("Wait 5-10 days.", "Wait between five and ten days."),
        ("Wait 5 to 10 days.", "Wait from 5 to 10 days."),
        ("Use it twice a day.", "Use it two times a day."),
        ("For people aged 65 or older.", "For people at least 65."),
        ("It was over 1,200.", "It was more than 1200."),
        ("You can't drive.", "You cannot drive."),
        ("Hypertension is common.", "High blood pressure is common."),
        ("Ask a physician.", "Ask a doctor."),
        ("Go immediately.", "Go right away."),
        ("It usually heals.", "It generally heals."),
    ],
)
def test_two_ways_of_saying_one_thing_are_equal(one: str, other: str) -> None:
    assert lost(facts(one), facts(other)) == ()
    assert added(facts(one), facts(other)) == ()


@pytest.mark.parametrize(
    ("before", "after", "name"),
    [
        ("Take 5 mg.", "Take 5 mcg.", "numbers: 5 milligram"),
        ("Take 5 mg.", "Take some.", "numbers: 5 milligram"),
        ("Wait 5 to 10 days.", "Wait 10 days.", "ranges: 5-10 day"),
        ("Less than 3 days.", "More than 3 days.", "numbers: < 3 day"),
        ("Use it twice a day.", "Use it once a day.", "frequencies: 2/day"),
        ("Use it every 8 hours.", "Use it.", "frequencies: every 8 hour"),
        ("Do not eat it.", "Eat it.", "negations: not eat"),
        ("You can go without food.", "You can go.", "negations: not food"),
        ("Metformin helps.", "It helps.", "medicines: metformin"),
        ("Fenzopril helps.", "It helps.", "medicines: fenzopril"),
        ("It causes heart failure.", "It causes heart disease.", "conditions: heart failure"),
        ("Nephritis may follow.", "More may follow.", "conditions: nephritis"),
        ("Call 911.", "Call.", "warnings: emergency"),
        ("Tell a nurse.", "Tell someone.", "actors: nurse"),
        ("Vitamin B12 helps.", "A vitamin helps.", "numbers: b12"),
        ("It is at most 130 mg/dL.", "It is at most 130 mg.", "numbers: <= 130 milligram/deciliter"),
    ],
)
def test_what_is_lost_is_named(before: str, after: str, name: str) -> None:
    assert name in lost(facts(before), facts(after))


def test_what_is_added_is_named() -> None:
    assert added(facts("It helps."), facts("It helps 3 people.")) == ("numbers: 3",)


def test_one_as_a_pronoun_is_no_number() -> None:
    assert facts("No one knows which one it is.").numbers == ()


def test_a_longer_name_is_not_taken_for_a_shorter() -> None:
    assert facts("Type 2 diabetes is common.").conditions == ("type 2 diabetes",)


def test_a_year_and_a_decimal_are_kept_whole() -> None:
    assert facts("In 1998 it was 3.50.").numbers == ("1998", "3.5")


def test_spanish_numbers_and_negations_are_seen() -> None:
    found = facts("No tome más de 2 pastillas. Espere dos días y 3 por ciento.", "es")
    assert found.negations == ("tome",)
    assert {"2", "2 day", "3 percent"} <= set(found.numbers)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=120))
def test_a_text_loses_nothing_to_itself(text: str) -> None:
    assert lost(facts(text), facts(text)) == ()
