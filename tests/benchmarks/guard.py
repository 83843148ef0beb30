"""What the guards cost, beside a plain check of 60 patterns in the same run, on one core.

    .venv/bin/python -m tests.benchmarks.guard [--cases FILE]

Prints a JSON line a figure: microseconds or milliseconds at the middle (p50) and the slow end (p99), ratios to the yardstick,
megabytes. `--cases` takes other messages ({"text"}) than the project's own.
"""

import argparse
import json
import os
import random
import re
import resource
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from medchat.config.environment import prepare

prepare()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "medchat.config.settings")

import django  # noqa: E402

django.setup()

from medchat.evaluation.results import CASES, read  # noqa: E402
from medchat.guardrails import encoder, gate, runner, vendor  # noqa: E402
from medchat.guardrails.types import Message, Reply  # noqa: E402
from medchat.library import starter  # noqa: E402
from medchat.text.sentences import split  # noqa: E402

GROUPS = (
    "kill myself|end my life|suicid\\w*|self harm|want to die|no reason to live|hurt myself|cut myself|overdos\\w+|better off dead",
    "chest (?:pain|tightness|pressure)|can(?:no|')?t (?:breathe|speak|move)|face droop\\w*|bleeding (?:heavily|a lot)|"
    "unconscious|seizure\\w*|anaphyla\\w+|severe (?:pain|headache)|stroke|heart attack",
    "\\d+(?:\\.\\d+)?\\s?(?:mg|mcg|g|ml|units?)|double (?:your|the) \\w+|stop (?:taking )?(?:the|your) \\w+|every \\d+ hours?|"
    "take \\d+|increase your dose|skip a dose|tablets? a day|(?:morphine|warfarin|insulin|digoxin)|without (?:asking|telling)",
    "[\\w.+-]+@[\\w-]+\\.[\\w.]+|(?:\\+?\\d[\\s-]?){10,13}|\\d{3}[\\s-]\\d{3}[\\s-]\\d{4}|\\d{3}-\\d{2}-\\d{4}|mrn|ssn|"
    "\\d{1,2}/\\d{1,2}/\\d{2,4}|\\d{1,4} \\w+ (?:road|street)|passport|card number|record id",
    "ignore (?:all|any|the) (?:previous|above)|system prompt|you are now|developer mode|jailbreak|pretend (?:to be|you)|"
    "repeat your instructions|base64|im_start|do anything now",
    "i am (?:a|your) (?:doctor|nurse)|you (?:definitely|certainly) (?:have|do not)|guarantee\\w*|cure[sd]?|no need to (?:see|call)|"
    "diagnos(?:e|is|ed)|miracle|100 ?% safe|no side effects|trust me",
)
YARDSTICK = tuple(re.compile(rf"\b(?:{group})\b", re.IGNORECASE) for group in GROUPS)
HOSTILE = "i my want to kill die not chest pain a he is so no can take pills ... ? never , breathe"
RULES = tuple(check for check in runner.CHECKS if check[0] != "encoder")


def yardstick(text: str) -> bool:
    """Look for 60 patterns in six searches: what the least guard costs."""
    return sum(group.search(text) is not None for group in YARDSTICK) > 0


def timed(work: Callable[[Any], object], items: Sequence[Any]) -> list[float]:
    """Return microseconds of processor time a call, sorted; the first pass warms."""
    for item in items[:50]:
        work(item)
    taken = []
    for item in items:
        begun = time.perf_counter_ns()
        work(item)
        taken.append((time.perf_counter_ns() - begun) / 1000)
    return sorted(taken)


def at(taken: Sequence[float], share: float) -> float:
    return round(taken[min(len(taken) - 1, int(share * len(taken)))], 1)


def show(what: str, taken: Sequence[float], **more: object) -> None:
    mean = round(sum(taken) / len(taken), 1)
    print(
        json.dumps(
            {
                "what": what,
                "n": len(taken),
                "p50_us": at(taken, 0.5),
                "mean_us": mean,
                "p99_us": at(taken, 0.99),
                **more,
            }
        )
    )


def messages(path: Path | None) -> list[str]:
    rows = read(path) if path else read(CASES / "routes.jsonl")
    return [str(row["text"]) for row in rows if row.get("language", "en") == "en"]


def answers() -> list[str]:
    """Return sentences of educational answers, as the library engine writes them."""
    files = sorted((Path(starter.__file__).parent / "starter" / "en").glob("*.md"))
    bodies = [body for file in files for body in starter.parse(file).bodies.values()]
    return random.Random(5).sample(
        [piece.text for body in bodies for piece in split(body, "en") if piece.text.strip()], 2000
    )


def worst_per_kilobyte(texts: Iterable[str]) -> float:
    """Return the most milliseconds a kilobyte that the rules take, over texts of a kilobyte or more, long and hostile ones."""
    worst = 0.0
    for text in texts:
        if len(text) < 1024:
            continue
        begun = time.perf_counter()
        runner.screen(Message(text), checks=RULES, budget_s=60)
        worst = max(worst, (time.perf_counter() - begun) * 1000 / (len(text) / 1024))
    return round(worst, 2)


def hostile() -> list[str]:
    """Return texts that patterns with nested repeats take for ever on, 4,000 characters each."""
    dice, words = (
        random.Random(9),
        HOSTILE.split(),
    )
    made = [" ".join(dice.choice(words) for _ in range(900))[:4000] for _ in range(60)]
    return [
        *made,
        "a" * 4000,
        "a " * 2000,
        "chest " * 666,
        "not " * 1000,
        "aGVscA==" * 500,
        "1 2 3 " * 666,
        ". " * 2000,
        "k i l l " * 500,
    ]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=Path)
    options = parser.parse_args()
    begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    runner.warm()
    gate.warm()
    texts, sentences = messages(options.cases), answers()
    short = [text for text in texts if len(text.split()) < 100]
    base = timed(yardstick, short)
    show("yardstick: 60 patterns, messages under 100 words", base)
    rules = timed(lambda text: runner.screen(Message(text), checks=RULES, budget_s=60), short)
    show("rules and lexical model, messages under 100 words", rules, ratio_p50=round(at(rules, 0.5) / at(base, 0.5), 1))
    if encoder.installed():
        few = [text for text in texts if 20 <= len(encoder.load().encoder.tokens(text)) <= 25] or short[:50]
        show("encoder alone, messages of 20 to 25 tokens", timed(encoder.routes, few))
        show("whole guard, all messages", timed(lambda text: runner.screen(Message(text), budget_s=60), texts))
    show("output gate, sentences of educational answers", timed(lambda text: gate.judge(Reply(text)), sentences))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(
        json.dumps(
            {"what": "memory without guardrails-ai", "mb": round(peak / 1024), "of_which_before": round(begun / 1024)}
        )
    )
    print(json.dumps({"what": "rules at worst, ms a KB", "ms": worst_per_kilobyte([*hostile(), *texts])}))
    shell = vendor.Shell()
    shell.warm()
    own = runner.screen(Message("What is asthma?"))
    shown = timed(
        lambda text: (shell.check_message(Message(text), own), shell.check_reply(Reply(text, whole=True))), short[:300]
    )
    alone = timed(lambda text: gate.judge(Reply(text, whole=True)), short[:300])
    show(
        "guardrails-ai shell, a turn (one message, one answer), without our own checks",
        [max(0.0, a - b) for a, b in zip(shown, alone, strict=True)],
    )


if __name__ == "__main__":
    main()
