"""A point counts as named in whatever words it is told, and as missed where it is not told."""

import pytest

from medchat.library.points import missed, other_words

ASTHMA = (
    "Asthma makes the airways swell and get narrow, so it is hard to breathe.",
    "Control medicine and staying away from triggers help prevent attacks.",
    "A severe asthma attack is an emergency.",
)
METFORMIN = (
    "Metformin helps lower blood sugar in type 2 diabetes.",
    "Upset stomach is common at first and often gets better.",
    "Metformin is not insulin.",
)
PREDNISONE = (
    "Prednisone calms swelling in many parts of the body.",
    "Stopping prednisone suddenly after long use can be dangerous.",
)

NAMED = [
    (ASTHMA, "the tubes in your lungs get swollen and tight so you cant breathe well", 0),
    (ASTHMA, "Your airways get narrow and it's hard to get air in.", 0),
    (ASTHMA, "Take the control medicine, and keep away from the triggers so there are no attacks", 1),
    (ASTHMA, "stay away from what triggers it and the medicine stops attacks from coming", 1),
    (ASTHMA, "A bad attack is serious. Call 911.", 2),
    (ASTHMA, "if the attack is severe go to the hospital", 2),
    (METFORMIN, "it brings the sugar in my blood down", 0),
    (METFORMIN, "it's a pill for diabetes, it lowers glucose in your blood", 0),
    (METFORMIN, "my stomach can be upset in the beginning but that gets better", 1),
    (METFORMIN, "it is not insulin", 2),
    (PREDNISONE, "don't just stop, its dangerous to stop it suddenly", 1),
    (PREDNISONE, "it brings swelling down in the body", 0),
]
MISSED = [
    (ASTHMA, "I do not know", 0),
    (ASTHMA, "Asthma is asthma", 0),
    (ASTHMA, "Your airways get narrow and it's hard to get air in.", 1),
    (ASTHMA, "Your airways get narrow and it's hard to get air in.", 2),
    (ASTHMA, "It is a thing with the lungs.", 2),
    (METFORMIN, "Metformin is insulin, I think", 2),
    (METFORMIN, "it brings the sugar in my blood down", 1),
    (METFORMIN, "it is a pill", 0),
    (PREDNISONE, "it brings swelling down in the body", 1),
    (PREDNISONE, "you can stop it when you like", 1),
]


@pytest.mark.parametrize(("points", "answer", "at"), NAMED)
def test_a_point_told_in_other_words_is_named(points, answer, at):
    assert at not in missed(answer, points, about=[points[0].split()[0]])


@pytest.mark.parametrize(("points", "answer", "at"), MISSED)
def test_a_point_that_is_not_told_is_missed(points, answer, at):
    assert at in missed(answer, points, about=[points[0].split()[0]])


def test_the_name_of_the_topic_names_nothing():
    assert missed("asthma asthma attack", ["A severe asthma attack is an emergency."], about=["Asthma attack"]) == (0,)


def test_points_are_named_in_spanish():
    points = (
        "El asma hace que las vías respiratorias se hinchen y se estrechen.",
        "Un ataque grave es una emergencia.",
    )
    said = "las vías respiratorias se estrechan"
    assert missed(said, points, language="es", about=["asma"]) == (1,)
    assert missed("si el ataque es grave hay que llamar al 911", points, language="es", about=["asma"]) == (0,)


def test_a_missed_point_is_told_by_another_sentence_of_the_approved_text():
    sentences = [
        "Asthma is common.",
        "During a severe attack, people need emergency care at once.",
        "A severe asthma attack is an emergency.",
    ]
    assert other_words(ASTHMA[2], sentences) == sentences[1]


def test_a_point_is_told_as_it_stands_where_no_other_sentence_says_it():
    assert other_words(ASTHMA[2], ["Asthma is common."]) == ASTHMA[2]


def test_a_sentence_that_denies_does_not_explain_a_point_that_does_not():
    assert other_words("Metformin lowers blood sugar.", ["Metformin does not lower blood sugar."]) == (
        "Metformin lowers blood sugar."
    )


def test_what_a_patient_denies_does_not_name_a_point():
    assert 0 in missed("metformin does not lower blood sugar", METFORMIN, about=["metformin"])
