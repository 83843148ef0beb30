"""What raises a grade: which sentences, which words, the plain word for them, and where they stand."""

import pytest

from medchat.readability.explain import HardWord, Place, Raises, what_raises
from medchat.readability.score import UnsupportedLanguage
from medchat.text.facts import added, facts, lost

LONG = (
    "People who have this kind of pain will most of the time feel it in the back and in the legs and also in the "
    "feet when they walk for a long time."
)
WORDY = "Pharmacological intervention necessitates comprehensive professional evaluation."
SHORT = "The pill helps. Take it with food."


def words(found: Raises) -> dict[str, str]:
    return {one.word: one.plain for one in found.words}


def put_in(text: str, word: HardWord, number: int = 0) -> str:
    place = word.places[number]
    return text[: place.start] + place.new + text[place.end :]


def test_an_easy_text_raises_nothing() -> None:
    assert what_raises(SHORT) == Raises()
    assert what_raises("") == Raises()


def test_a_long_sentence_is_said_to_be_long_and_a_wordy_one_to_have_long_words() -> None:
    long, wordy = what_raises(LONG).sentences[0], what_raises(WORDY).sentences[0]
    assert (long.too_long, long.many_long, long.words) == (True, False, 33)
    assert (wordy.too_long, wordy.many_long, wordy.long) == (False, True, 6)


def test_the_hardest_sentence_comes_first() -> None:
    found = what_raises(f"{LONG} {SHORT} {LONG.replace('.', ', and when they stand, and when they sit or lie down.')}")
    assert [one.words for one in found.sentences] == [44, 33]


def test_a_text_that_meets_its_goal_shows_only_sentences_that_stand_out() -> None:
    near = "A headache and a little swelling after the needle are common, even today."
    over = f"{near} {WORDY}"
    assert what_raises(f"{near} {SHORT} {SHORT}").sentences == ()
    assert near in [one.place.old for one in what_raises(over).sentences]


@pytest.mark.parametrize(
    "text",
    [
        f"- {SHORT}\n- **Most** of it: {LONG}\n- {WORDY}",
        f"{SHORT}\n\n{LONG}  \n{WORDY}\n",
        f"😀 {SHORT} {LONG}",
    ],
)
def test_every_place_is_where_its_words_stand(text: str) -> None:
    found = what_raises(text)
    assert found.sentences
    for sentence in found.sentences:
        assert text[sentence.place.start : sentence.place.end].replace("**", "") == sentence.place.old
    for word in (*found.words, *found.rare):
        assert [text[one.start : one.end] for one in word.places] == [one.old for one in word.places]


@pytest.mark.parametrize(
    ("text", "word", "after"),
    [
        ("Physicians can help.", "physicians", "Doctors can help."),
        ("The cream alleviates pain.", "alleviates", "The cream eases pain."),
        ("It is an abnormality of the skin.", "abnormality", "It is a problem of the skin."),
        ("Ask a physician. Another physician may help.", "physician", "Ask a doctor. Another physician may help."),
    ],
)
def test_the_plain_word_takes_the_capital_the_ending_and_the_article_of_the_old_one(
    text: str, word: str, after: str
) -> None:
    found = next(one for one in what_raises(text).words if one.word == word)
    assert put_in(text, found) == after


def test_a_word_that_stands_twice_is_one_row_with_two_places() -> None:
    found = what_raises("Ask a physician. Another physician may help.").words
    assert [(one.word, one.plain, len(one.places)) for one in found] == [("physician", "doctor", 2)]


def test_a_medical_word_stays_in_brackets_the_first_time_and_only_once() -> None:
    text = "Hypertension is common. Many people with hypertension feel well."
    first, later = what_raises(text).words
    assert (first.plain, later.plain) == ("high blood pressure (hypertension)", "high blood pressure")
    again = what_raises(put_in(text, first))
    assert words(again) == {"hypertension": "high blood pressure"}


def test_a_word_the_text_or_the_glossary_explains_is_no_fault() -> None:
    text = "Hypertension is common. Gluconeogenesis is not."
    assert words(what_raises(text, explained=["hypertension"])) == {}
    assert [one.word for one in what_raises(text, explained=["gluconeogenesis"]).rare] == []
    assert words(what_raises("A clot in the brain is called a cerebral infarction.")) == {}


def test_no_plain_word_changes_a_fact() -> None:
    text = "Do not administer more than 20 mg. Individuals with renal impairment utilize 5 milligrams approximately."
    for word in what_raises(text).words:
        for number in range(len(word.places)):
            before, after = facts(text), facts(put_in(text, word, number))
            assert lost(before, after) + added(before, after) == ()


def test_a_long_word_without_a_plain_one_is_named_alone() -> None:
    found = what_raises("Gluconeogenesis is hard to say. Gluconeogenesis is long.")
    assert found.rare[0] == HardWord(
        "gluconeogenesis", "", (Place(0, 15, "Gluconeogenesis"), Place(32, 47, "Gluconeogenesis"))
    )


def test_spanish_is_marked_without_a_plain_word() -> None:
    text = (
        "La administración intravenosa de medicamentos anticoagulantes necesita vigilancia hospitalaria permanente, "
        "porque las complicaciones hemorrágicas son posibles. Es así."
    )
    found = what_raises(text, "es")
    assert found.words == ()
    assert [one.many_long for one in found.sentences] == [True]
    assert "anticoagulantes" in [one.word for one in found.rare]


def test_a_language_without_a_formula_is_refused() -> None:
    with pytest.raises(UnsupportedLanguage):
        what_raises("Hallo.", "de")
