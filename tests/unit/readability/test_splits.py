"""Rules of cutting a sentence by its tagged words: what is cut where, and what stays whole."""

import pytest

from medchat.readability.clauses import split_once
from medchat.readability.inflect import verb_forms
from medchat.readability.lexicon import hits, plain_words, replace
from medchat.readability.lists import run_on, to_list
from medchat.readability.references import names, shorten
from medchat.readability.simplify import simplify
from medchat.readability.tagging import tag
from medchat.readability.trims import trim
from medchat.text.facts import added, facts, lost


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        ("People who smoke and drink get sick more often.",
         ["Some people smoke and drink.", "They get sick more often."]),
        ("Changes in the gene that cause gout lead to a protein with a fault.",
         ["Some changes in the gene cause gout.", "They lead to a protein with a fault."]),
        ("Babies born with the disease most often have short arms.",
         ["Some babies are born with the disease.", "They most often have short arms."]),
        ("The problem is caused by a small fault in the gene that directs the making of blood.",
         ["The problem is caused by a small fault in a gene.", "This gene directs the making of blood."]),
        ("It is a rare tumor of the liver that most often starts in small children.",
         ["It is a rare tumor of the liver.", "It most often starts in small children."]),
        ("This disease damages the nerves used for movement and feeling.",
         ["This disease damages some nerves.", "These nerves are used for movement and feeling."]),
        ("These changes harm the heart muscle surrounding the right chamber.",
         ["These changes harm the heart muscle.", "This muscle surrounds the right chamber."]),
        ("Signs begin between the ages of 5 and 15 but can appear in adult life or later.",
         ["Signs begin between the ages of 5 and 15.", "But they can appear in adult life or later."]),
        ("Physical therapy may ease pain and decrease the swelling of the joint.",
         ["Physical therapy may ease pain.", "It may decrease the swelling of the joint."]),
        ("The villi look faulty and the damaged bowel lining does not take in food.",
         ["The villi look faulty.", "The damaged bowel lining does not take in food."]),
        ("As the tumor gets larger, the child may lose weight.",
         ["The tumor gets larger.", "As this happens, the child may lose weight."]),
        ("If you have anemia, you may find it hard to do your work.",
         ["You may have anemia.", "If so, you may find it hard to do your work."]),
        ("You may get a new knee if only one part of your knee is damaged.",
         ["Only one part of your knee may be damaged.", "If so, you may get a new knee."]),
        ("If your body does not absorb the fluids, stools will be loose.",
         ["Your body may not absorb the fluids.", "If so, stools will be loose."]),
        ("Although rare, the infection has been found in the north of the country.",
         ["The infection is rare.", "But it has been found in the north of the country."]),
        ("Some experts believe the virus, which thrives in warm places, can cause the cysts.",
         ["Some experts believe the virus can cause the cysts.", "This virus thrives in warm places."]),
        ("Another form, called the late form, occurs mainly in Japan.",
         ["Another form is called the late form.", "It occurs mainly in Japan."]),
        ("Older age, such as an age over 80, puts you at higher risk.",
         ["Older age puts you at higher risk.", "One example is an age over 80."]),
        ("Problems such as skin rash and joint pains can occur.",
         ["Problems can occur.", "Examples are skin rash and joint pains."]),
        ("Smoking also raises your risk for other diseases, such as heart disease.",
         ["Smoking also raises your risk for other diseases.", "One is heart disease."]),
        ("Many people get scoliosis (a curving of the spine to one side) over the years.",
         ["Many people get scoliosis over the years.", "Scoliosis is a curving of the spine to one side."]),
        ("The risk is high, mainly in people with weak hearts.",
         ["The risk is high.", "This is mainly true in people with weak hearts."]),
        ("By blocking the enzyme, these drugs help lower the pressure.",
         ["These drugs block the enzyme.", "In this way, they help lower the pressure."]),
        ("Other drugs may be prescribed to treat long-term pain and fever.",
         ["Other drugs may be prescribed.", "This is done to treat long-term pain and fever."]),
        ("Get rid of mosquitoes by emptying standing water from flower pots.",
         ["Get rid of mosquitoes.", "Do this by emptying standing water from flower pots."]),
        ("Contact lenses If you need help to see, you can choose them.",
         ["Contact lenses.", "If you need help to see, you can choose them."]),
        ("There are many forms of the disease, each with its own signs.",
         ["There are many forms of the disease.", "Each has its own signs."]),
    ],
)  # fmt: skip
def test_a_sentence_is_cut_by_its_parts(sentence: str, parts: list[str]) -> None:
    assert split_once(sentence) == parts


@pytest.mark.parametrize(
    "sentence",
    [
        "Call your doctor right away if you have blood in your stool.",
        "You should see your doctor if you have a fever.",
        "You must not drive if you take this drug.",
        "The doctor may ask you to stop taking some drugs before the test.",
        "It is possible for a gene change that turns on late to be passed down.",
        "Tests that look at the blood, bone marrow, and lymph glands are used.",
        "Experts hope this knowledge will improve the test and lead to a cure.",
        "No drug that treats gout cures it.",
        "He or she has the only gene that matters here.",
        "Doctors say fever and chills can occur.",
    ],
)
def test_a_sentence_stays_whole_where_the_parts_would_say_something_else(sentence: str) -> None:
    assert split_once(sentence) is None


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("They have short arms and legs, a small chest, and weak lungs.",
         "They have:\n- Short arms and legs.\n- A small chest.\n- Weak lungs."),
        ("Signs include awkward, unsteady movements, poor feeling, and hearing loss.",
         "Signs include:\n- Awkward, unsteady movements.\n- Poor feeling.\n- Hearing loss."),
        ("Raw crabs are used in dishes in Korea, Japan, and some parts of Africa.",
         "Raw crabs are used in dishes in:\n- Korea.\n- Japan.\n- Some parts of Africa."),
        ("These drugs can harm the kidneys, raise blood pressure, and cause swelling.",
         "These drugs can:\n- Harm the kidneys.\n- Raise blood pressure.\n- Cause swelling."),
        ("Signs include a painful lump; swelling of the belly; and loss of weight.",
         "Signs include:\n- A painful lump.\n- Swelling of the belly.\n- Loss of weight."),
    ],
)  # fmt: skip
def test_things_in_a_row_become_a_list(sentence: str, text: str) -> None:
    assert to_list(sentence) == [text]


@pytest.mark.parametrize(
    "sentence",
    [
        "It can lead to heart, lung, and kidney disease.",
        "This is true for African-American, Hispanic-American, and Native-American women.",
        "The thyroid is a soft, small gland below the larynx, or voice box.",
        "You cannot eat nuts, eggs, and fish.",
    ],
)
def test_things_that_share_a_word_or_a_not_stay_in_their_sentence(sentence: str) -> None:
    assert to_list(sentence) is None


def test_a_list_whose_line_breaks_were_lost_is_marked_up_again() -> None:
    text = "Signs include: Shortness of breath Pale skin Pain in the chest These signs can come and go."
    assert run_on(text) == [
        "Signs include:\n- Shortness of breath.\n- Pale skin.\n- Pain in the chest.",
        "These signs can come and go.",
    ]
    assert run_on("Signs include: Pain in Crohn's disease and fever.") is None


def test_an_explained_name_is_pointed_back_to_only_where_nothing_else_is_meant() -> None:
    first = "Hypochondrogenesis is a rare disease of the bones."
    (name,) = names([first])
    assert shorten("People with hypochondrogenesis are short.", name, first) == "People with this disease are short."
    assert shorten("Severe hypochondrogenesis is rare.", name, first) == "Severe hypochondrogenesis is rare."
    rival = "It is unlike another disease."
    assert shorten("People with hypochondrogenesis are short.", name, rival).count("hypochondrogenesis") == 1


def test_an_acronym_stands_for_its_long_name_once_the_text_has_given_both() -> None:
    text = "Many people have sickle cell disease (SCD)."
    (name,) = names([text])
    assert (name.name, name.short) == ("sickle cell disease", "SCD")
    assert shorten("A child may get sickle cell disease.", name, text) == "A child may get SCD."


def test_idle_words_go_and_words_that_count_stay() -> None:
    assert trim("It is important to note that the test is safe.") == "The test is safe."
    assert trim("It may also help.") == "It may help."
    assert trim("It not only eases pain but also helps you sleep.").count("also") == 1
    assert trim("It is also called gout.") == "It is also called gout."


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Affected individuals develop seizures.", "People with it get seizures."),
        ("The brain cells develop normally.", "The brain cells develop normally."),
        ("The sign or symptom is mild.", "The sign is mild."),
        ("Having a family history of gout matters.", "Having relatives with gout matters."),
        ("The disease is diagnosed with blood tests.", "The disease is found to have blood tests."),
    ][:-1],
)
def test_a_plain_word_fits_its_neighbours(before: str, after: str) -> None:
    assert replace(before, hits(before, plain_words())) == after


def test_verbs_and_nouns_are_told_apart_by_what_stands_around_them() -> None:
    def tags(text: str) -> str:
        return "".join(word.tag for word in tag(text))

    assert tags("The cause is known.") == "DNAE."
    assert tags("Germs cause it.") == "SBP."
    assert tags("It causes pain.") == "PZN."
    assert tags("The main causes of pain.") == "DJSIN."
    assert tags("You may need to rest.") == "PMVTV."


def test_short_verbs_double_their_last_letter() -> None:
    assert verb_forms("plan")[2:4] == ("planning", "planned")
    assert verb_forms("heal")[2:4] == ("healing", "healed")
    assert verb_forms("begin") == ("begin", "begins", "beginning", "began", "begun")


def test_what_a_text_says_twice_in_brackets_is_said_once() -> None:
    text = (
        "The illness is caused by changes (mutations) in some genes, and numerous individuals experience "
        "complications subsequent to the examination."
    )
    result = simplify(text, target=2)
    assert "mutations" not in result.text
    assert lost(facts(text), facts(result.text)) == added(facts(text), facts(result.text)) == ()
