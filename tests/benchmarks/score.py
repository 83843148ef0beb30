"""What measuring a new text of 100 words costs, on one core.

    .venv/bin/python -m tests.benchmarks.score [--count 5000]

Prints a JSON line a language: milliseconds of processor time a text (other programs on the machine do not count) at the middle
(p50), on average and at the slow end (p99). No text is given twice, and some words are in no dictionary, as names are. Last, what
so many texts added to the memory.
"""

import argparse
import json
import os
import random
import resource
import string
import time
from pathlib import Path

from medchat.config.environment import prepare

prepare()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "medchat.config.settings")

import django  # noqa: E402

django.setup()

from medchat.library import starter  # noqa: E402
from medchat.readability.score import score, warm  # noqa: E402
from medchat.text.sentences import split  # noqa: E402

WORDS = 100
NAMES = 3
WARMING = 200


def lines(language: str) -> list[str]:
    """Return the sentences of the starter library in a language."""
    files = sorted((Path(starter.__file__).parent / "starter" / language).glob("*.md"))
    bodies = [body for file in files for body in starter.parse(file).bodies.values()]
    return [piece.text for body in bodies for piece in split(body, language) if len(piece.text.split()) > 3]


def texts(language: str, count: int) -> list[str]:
    """Make texts of 100 words from sentences in chance order, some words replaced by ones that nobody has seen."""
    dice, known = random.Random(3), lines(language)
    made = []
    for _ in range(count):
        words: list[str] = []
        while len(words) < WORDS:
            words += dice.choice(known).split()
        words = words[:WORDS]
        for place in dice.sample(range(WORDS), NAMES):
            words[place] = "".join(dice.choices(string.ascii_lowercase, k=dice.randint(5, 10)))
        made.append(" ".join(words) + ".")
    return made


def milliseconds(given: list[str], language: str) -> list[float]:
    """Return the time of each text after the first ones, sorted."""
    taken = []
    for text in given:
        begun = time.thread_time_ns()
        score(text, language)
        taken.append((time.thread_time_ns() - begun) / 1e6)
    return sorted(taken[WARMING:])


def memory() -> int:
    """Return the peak of this process in KB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=5000)
    count = parser.parse_args().count
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    begun = time.perf_counter()
    warm()
    print(json.dumps({"what": "warming, s", "s": round(time.perf_counter() - begun, 1)}))
    given = {language: texts(language, count + WARMING) for language in ("en", "es")}
    before = memory()
    for language, some in given.items():
        taken = milliseconds(some, language)
        figures = {
            "p50_ms": taken[len(taken) // 2],
            "mean_ms": sum(taken) / len(taken),
            "p99_ms": taken[len(taken) * 99 // 100],
        }
        rounded = {name: round(value, 3) for name, value in figures.items()}
        print(json.dumps({"what": f"a new text of {WORDS} words, {language}", "n": len(taken), **rounded}))
    print(json.dumps({"what": "memory added by them, MB", "mb": round((memory() - before) / 1024, 1)}))


if __name__ == "__main__":
    main()
