"""Fixed texts: easy to read, the number first, nothing promised."""

import pytest

from medchat.policy import wording
from medchat.readability.score import score

KINDS = tuple(wording._data("en")["texts"])
COUNTRIES = (*wording.countries(), "ZZ", "BR")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("country", ["US", "GB", "ZZ"])
def test_every_english_text_is_at_or_under_grade_6(kind, country):
    text = wording.fixed(kind, country=country, name="Sam Okafor", topic="Asthma").text
    assert score(text).fkgl <= 6.0, text


@pytest.mark.parametrize("kind", KINDS)
def test_every_spanish_text_is_easy_by_the_spanish_formula(kind):
    text = wording.fixed(kind, language="es", name="Sam Okafor", topic="Asthma").text
    assert score(text, "es").inflesz >= 60, text


@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_both_languages_hold_the_same_texts(language):
    assert set(wording._data(language)["texts"]) == set(KINDS)
    assert set(wording._data(language)["actions"]) == set(wording._data("en")["actions"])


@pytest.mark.parametrize("language", wording.LANGUAGES)
@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize("kind", ["emergency", "crisis"])
def test_the_number_stands_in_the_first_two_sentences(kind, country, language):
    text = wording.fixed(kind, country=country, language=language).text
    first_two = ". ".join(text.split(". ")[:2])
    wanted = (
        wording.emergency_words(country, language) if kind == "emergency" else wording.crisis_words(country, language)
    )
    assert wanted in first_two


@pytest.mark.parametrize("country", COUNTRIES)
def test_red_flag_texts_carry_buttons_that_can_be_pressed(country):
    for kind in ("emergency", "crisis"):
        actions = wording.fixed(kind, country=country).actions
        assert actions[-1]["kind"] == "person"
        assert all(action["label"] and (action["value"] or action["kind"] == "person") for action in actions)


def test_no_text_says_that_staff_have_seen_something():
    for kind in ("emergency", "crisis", "handover"):
        assert "seen it yet" in wording.fixed(kind).text


def test_a_failed_check_names_the_number_and_offers_a_person():
    text = wording.fixed("check_failed", country="GB")
    assert "999" in text.text
    assert {"call", "person"} <= {action["kind"] for action in text.actions}


def test_an_unknown_country_is_sent_to_its_own_number():
    assert "local emergency number" in wording.fixed("emergency", country="BR").text
    assert "findahelpline.com" in wording.fixed("crisis", country="BR").text


def test_the_text_for_other_languages_holds_the_number_in_every_line():
    assert all("911" in line for line in wording.every_language("US").splitlines())


def test_no_number_claims_to_have_been_checked():
    """Nobody has read the sources yet; whoever does sets the date and changes this rule."""
    assert all(number.verified_on == "" for country in COUNTRIES for number in wording.all_numbers(country))


@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_nothing_implies_a_licence(language):
    texts = [wording.fixed(kind, language=language, name="Sam", topic="Asthma").text.lower() for kind in KINDS]
    for text in texts:
        for claim in ("as your nurse", "as your doctor", "our doctors", "como su médico", "como su enfermera"):
            assert claim not in text
