"""Our figures beside textstat's own, and nothing of a text left behind: textstat would keep it."""

import gc
import statistics
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from types import FrameType, FunctionType, ModuleType
from typing import Any

import pytest

from medchat.library import starter
from medchat.readability.score import score
from medchat.readability.spoken import sentences, spoken

ROOTS = ("medchat.readability", "medchat.text", "textstat", "pyphen", "nltk", "re", "functools")
NAME = ("zyxqwolf", "enstrumm")


@cache
def prose(language: str) -> tuple[str, ...]:
    """Return sections of the starter library as both sides count alike: as spoken, no figures, no short lines, full stops."""
    files = sorted((Path(starter.__file__).parent / "starter" / language).glob("*.md"))
    bodies = [body for file in files for body in starter.parse(file).bodies.values()]
    return tuple(plain(body, language) for body in bodies[::4])


def plain(body: str, language: str) -> str:
    said = [spoken(line) if language == "en" else line for line in sentences(body, language)]
    kept = [line for line in said if len(line.split()) > 2 and not any(letter.isdigit() for letter in line)]
    return " ".join(line if line[-1] in ".!?" else f"{line}." for line in kept)


def differences(ours: str, theirs: str, language: str) -> list[float]:
    """Return how much higher our figure is than textstat's, for each section, sorted."""
    from textstat.backend import metrics

    there = getattr(metrics, theirs)
    texts = prose(language)
    assert len(texts) > 50
    theirs_of = {"en": "en_US", "es": "es"}[language]
    return sorted(getattr(score(text, language), ours) - there(text, theirs_of) for text in texts)


@pytest.mark.parametrize(("ours", "theirs"), [("fkgl", "flesch_kincaid_grade"), ("smog", "smog_index")])
def test_english_grades_are_textstats_within_a_twentieth_on_average(ours: str, theirs: str) -> None:
    # Nine in ten are within 0.2. The rest hold hyphenated words, which textstat hyphenates as one.
    found = differences(ours, theirs, "en")
    assert statistics.mean(found) == pytest.approx(0, abs=0.05)
    assert sum(abs(one) <= 0.2 for one in found) >= 0.9 * len(found)


def test_dale_chall_is_never_over_textstats_which_takes_inflections_for_hard() -> None:
    found = differences("dale_chall", "dale_chall_readability_score", "en")
    assert max(found) <= 0.01
    assert statistics.mean(found) == pytest.approx(-1.3, abs=0.3)


@pytest.mark.parametrize(("ours", "theirs"), [("fernandez_huerta", "fernandez_huerta"), ("inflesz", "szigriszt_pazos")])
def test_spanish_figures_are_under_textstats_which_misses_syllables_that_cannot_be_hyphenated(
    ours: str, theirs: str
) -> None:
    # A word is never hyphenated after its first letter: "a-ño" is one syllable to textstat, two to us and to a speaker.
    found = differences(ours, theirs, "es")
    assert max(found) <= 0.01
    assert statistics.mean(found) == pytest.approx(-6.9, abs=1)


# --- Nothing is kept ---


def kept(word: str) -> list[str]:
    """Search everything that the modules of scoring can reach for a string that holds `word`, of any case."""
    ours = {module for name, module in sys.modules.items() if name.startswith(ROOTS) and isinstance(module, ModuleType)}
    seen: set[int] = {id(module) for module in ours}
    waiting: list[Any] = [vars(module) for module in ours]
    found = []
    while waiting:
        for thing in gc.get_referents(waiting.pop()):
            if id(thing) in seen or isinstance(thing, ModuleType | FrameType):
                continue
            seen.add(id(thing))
            if isinstance(thing, str):
                if word in thing.lower():
                    found.append(thing)
            elif not _elsewhere(thing):
                waiting.append(thing)
    return found


def _elsewhere(thing: object) -> bool:
    """Tell whether a function or class belongs to a module that does not score, so that its globals lead away."""
    return isinstance(thing, FunctionType | type) and not str(thing.__module__).startswith(ROOTS)


def test_no_word_of_a_text_can_be_reached_after_it_was_scored() -> None:
    name = "".join(NAME)
    for text in (f"My name is {name.title()} and I feel sick.", f"{name}'s pain, {name}-like", f"Soy {name.upper()}."):
        for language in ("en", "es"):
            score(text, language)
    assert kept(name) == []


def test_the_search_sees_what_textstat_keeps_so_its_functions_are_not_used() -> None:
    import textstat
    from textstat.backend import metrics

    name = "".join(NAME)
    textstat.flesch_kincaid_grade(f"My name is {name}.")
    assert kept(name) != []
    _forget(vars(metrics).values())
    for module in [module for key, module in sys.modules.items() if key.startswith("textstat")]:
        _forget(vars(module).values())


def _forget(things: Iterable[Any]) -> None:
    for thing in things:
        if hasattr(thing, "cache_clear"):
            thing.cache_clear()


def test_words_outside_the_dictionary_are_remembered_in_bounds() -> None:
    from medchat.readability import counts

    lexicon = counts.lexicon("en")
    for number in range(counts._REMEMBERED + 50):
        lexicon.look(f"zq{number}x")
    assert len(lexicon._met) <= counts._REMEMBERED
    assert all(isinstance(key, int) for key in lexicon._met)


def test_there_is_one_scorer_a_language() -> None:
    from medchat.readability import counts

    assert counts.lexicon("en") is counts.lexicon("en")
    assert counts.lexicon("en") is not counts.lexicon("es")


def test_a_score_in_one_language_does_not_move_one_in_the_other() -> None:
    english, spanish = "The cat sat on the mat.", "El gato se sentó en la alfombra."
    alone = score(english), score(spanish, "es")
    assert (score(spanish, "es"), score(english)) == (alone[1], alone[0])
