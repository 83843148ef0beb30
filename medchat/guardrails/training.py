"""Train the lexical model: `python -m medchat.guardrails.training [--extra PATH]...` (extra: scikit-learn).

Reads the messages written for this project (data/messages), makes variants from templates, adds labelled JSON Lines
({"text", "route", "alt"?}) given with --extra, and writes the weights, the names that carry no weight (from the library's
own lists) and the words spelling must leave alone. `--measure` prints figures of a held-out part and writes nothing.
"""

import argparse
import gzip
import json
import random
import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from medchat.guardrails.lexical import BIAS, KINDS, MODEL, NAMES, ROUTES, features, named, scores, unpacked
from medchat.text import spelling
from medchat.text.normal import plain
from medchat.text.words import wordset

MESSAGES = Path(__file__).parent / "data" / "messages"
DICTIONARY = Path(__file__).parents[1] / "readability" / "nltk_data" / "corpora" / "cmudict" / "cmudict"
REAL_WORDS = Path(spelling.__file__).parent / "data" / "real_words.json"
LIBRARY = Path(__file__).parents[1] / "library"
HEADINGS = {"# conditions": "condition", "# medicines": "medicine", "# tests and procedures": "test"}
TOPICS = {"condition": "condition", "medicine": "medicine", "test": "test", "procedure": "test"}
ALARMING = wordset(
    "stroke attack seizure seizures overdose poisoning bleeding bleed breath breathing anaphylaxis shock suicide suicidal "
    "pregnancy pregnant miscarriage abuse failure chest burn burns choking fainting sepsis cut cuts bite bites opioid heroin "
    "cocaine fentanyl chemo chemotherapy fever pain headache headaches rash cough nausea vomiting diarrhea dizziness fatigue "
    "swelling numbness confusion unconscious concussion blindness dog puppy cat kitten pet pets horse stress pets pet echo "
    "shot shots iron sugar period withdrawal"
)
"""Words that keep their weight: a name that holds one is no mere name."""
VARIANTS = 30
"""Messages made from each template."""
HELD_OUT = 8
"""One template, and one written message, in so many is kept for `--measure`."""
ALSO = 0.3
"""Weight of a route that is only acceptable, beside 1 for the right one."""
REGULARISATION = 20.0
KEEP = 30_000
"""Features kept, the heaviest."""
SEED = 20


@dataclass(frozen=True, slots=True)
class Sample:
    """One labelled message; `kind` says where it came from: written, generated or extra."""

    text: str
    route: str
    kind: str
    weight: float = 1.0
    family: str = ""


def written() -> list[Sample]:
    """Return the messages written for this project."""
    return [
        Sample(line.strip(), route.value, "written", 1.0)
        for route in ROUTES
        for line in (MESSAGES / f"{route.value}.txt").read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]


def generated(count: int = VARIANTS) -> list[Sample]:
    """Fill every template `count` times from the slot lists, the same way each time."""
    dice = random.Random(SEED)
    slots: dict[str, list[str]] = {}
    for line in (MESSAGES / "slots.txt").read_text(encoding="utf-8").splitlines():
        name, _, values = line.partition(": ")
        slots[name] = [value.strip() for value in values.split(";")]
    known = names()
    slots |= {kind: known[kind] for kind in KINDS}
    slots["name"] = [name for kind in KINDS for name in known[kind]]
    samples: dict[str, Sample] = {}
    for number, line in enumerate((MESSAGES / "templates.txt").read_text(encoding="utf-8").splitlines()):
        route, _, template = line.partition(": ")
        for _ in range(count):
            text = _fill(template, slots, dice)
            samples.setdefault(text, Sample(text, route, "generated", 0.15, f"template {number}"))
    return list(samples.values())


_CHOICE = re.compile(r"\(([^()]*\|[^()]*)\)")


def _fill(template: str, slots: dict[str, list[str]], dice: random.Random) -> str:
    """Choose one of every "(one|other)", then fill the slots; one name in eight is misspelt."""
    while match := _CHOICE.search(template):
        template = template[: match.start()] + dice.choice(match[1].split("|")) + template[match.end() :]
    for name, values in slots.items():
        while "{" + name + "}" in template:
            value = dice.choice(values)
            slip = name in (*KINDS, "name") and dice.random() < 0.125
            template = template.replace("{" + name + "}", _slip(value, dice) if slip else value, 1)
    return " ".join(template.split())


def _slip(word: str, dice: random.Random) -> str:
    """Drop one letter, or swap two."""
    at = dice.randrange(max(1, len(word) - 1))
    return word[:at] + (word[at + 1 :] if dice.random() < 0.5 else word[at + 1 : at + 2] + word[at] + word[at + 2 :])


def names() -> dict[str, list[str]]:
    """Return the library's names by kind, in plain form, and those that alarm."""
    found: dict[str, set[str]] = {kind: set() for kind in (*KINDS, "alarming")}
    for kind, name in _library_names():
        text = plain(name).text.replace(" . ", " ").strip()
        words = text.split()
        if "'s " in name and len(words) == 2:
            found[kind].add(words[0])  # "crohns" for Crohn's disease
        if len(text) > 1 and not {",", "?"} & set(words):
            found["alarming" if ALARMING & set(words) else kind].add(text)
    return {kind: sorted(values) for kind, values in found.items()}


def _library_names() -> Iterable[tuple[str, str]]:
    kind = ""
    for line in (LIBRARY / "data" / "other_names_en.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            kind = HEADINGS.get(line.strip(), "")
        elif kind:
            yield from ((kind, name.strip()) for name in line.split(";"))
    for path in sorted((LIBRARY / "starter" / "en").glob("*.md")):
        head = dict(line.split(": ", 1) for line in path.read_text(encoding="utf-8").splitlines()[1:7] if ": " in line)
        topic = TOPICS.get(head["kind"])
        if topic:
            listed = head["synonyms"].strip("[]").split(", ")
            yield from ((topic, name) for name in (head["lay_name"], head["medical_name"], *listed))


def extra(paths: Iterable[Path]) -> list[Sample]:
    """Read labelled JSON Lines; an acceptable second route counts a little too."""
    samples = []
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            samples.append(Sample(row["text"], row["route"], "extra", 1.0))
            samples += [Sample(row["text"], also, "extra", ALSO) for also in row.get("alt", ())]
    return samples


def fit(samples: list[Sample]) -> dict[str, Any]:
    """Return the model as the data file holds it."""
    import numpy as np
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import normalize

    vectors = DictVectorizer()
    matrix = normalize(vectors.fit_transform([dict.fromkeys(features(plain(s.text).text), 1.0) for s in samples]))
    labels = [ROUTES.index(s.route) for s in samples]
    model = LogisticRegression(C=REGULARISATION, max_iter=200, tol=1e-3)
    model.fit(matrix, labels, sample_weight=_weights(samples))
    weights = model.coef_.T
    heaviest = np.argsort(-np.abs(weights).max(axis=1))[:KEEP]
    step = float(np.abs(weights[heaviest]).max() / 127)
    names = vectors.get_feature_names_out()
    rows = {
        str(names[i]): bytes(round(float(w) / step) + BIAS for w in weights[i]).hex() for i in sorted(heaviest.tolist())
    }
    return {"intercept": [round(float(b), 4) for b in model.intercept_], "step": step, "features": rows}


def _weights(samples: list[Sample]) -> list[float]:
    """Weigh routes alike by the square root of their share, so that the rare ones count."""
    mass: dict[str, float] = {}
    for sample in samples:
        mass[sample.route] = mass.get(sample.route, 0.0) + sample.weight
    mean = sum(mass.values()) / len(mass)
    return [sample.weight * (mean / mass[sample.route]) ** 0.5 for sample in samples]


def measure(samples: list[Sample]) -> dict[str, Any]:
    """Train without one family of messages in `HELD_OUT`, and return how many of those each route gets right."""
    held = [s for s in samples if _held(s)]
    learnt = unpacked(fit([s for s in samples if not _held(s)]))
    right: dict[str, list[int]] = {route.value: [0, 0] for route in ROUTES}
    for sample in held:
        odds = scores(plain(sample.text).text, learnt)
        right[sample.route][0] += bool(odds) and max(odds, key=lambda route: odds[route]) == sample.route
        right[sample.route][1] += 1
    return {"held_out": len(held), "right": {route: f"{good}/{of}" for route, (good, of) in right.items()}}


def _held(sample: Sample) -> bool:
    """Keep all messages of one template, and what looks alike once names are gone, on one side."""
    form = sample.family or " ".join(named(plain(sample.text).text).words)
    return zlib.crc32(form.encode()) % HELD_OUT == 0


def save(model: dict[str, Any], path: Path = MODEL) -> None:
    """Write the model so that the same training gives the same bytes."""
    body = json.dumps(model, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    path.write_bytes(gzip.compress(body, compresslevel=9, mtime=0))


def real_words(dictionary: Path = DICTIONARY) -> list[str]:
    """Return ordinary words that spelling leaves alone: those near one of ours, and (for speed) those often typed."""
    lines = dictionary.read_text(encoding="latin-1").splitlines()
    words = {line.split()[0].lower().replace("'", "") for line in lines if line}
    words = {word for word in words if word.isalpha() and len(word) > 4 and not spelling.known(word)}
    typed = {word for sample in written() for word in sample.text.lower().replace("'", "").split()}
    return sorted(word for word in words if word in typed or spelling.nearest(word) != word)


def main() -> None:
    """Train and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--extra", type=Path, action="append", default=[], help="more labelled JSON Lines")
    parser.add_argument("--measure", action="store_true", help="print figures of a held-out part, write nothing")
    options = parser.parse_args()
    NAMES.write_text(json.dumps(names(), separators=(",", ":")) + "\n", encoding="utf-8")
    if options.measure:
        print(json.dumps(measure(written() + generated() + extra(options.extra))))
        return
    REAL_WORDS.write_text(json.dumps({"words": real_words()}, separators=(",", ":")) + "\n", encoding="utf-8")
    samples = written() + generated() + extra(options.extra)
    save(fit(samples))
    kinds = {kind: sum(s.kind == kind for s in samples) for kind in ("written", "generated", "extra")}
    print(json.dumps({"samples": kinds, "bytes": MODEL.stat().st_size}))


if __name__ == "__main__":
    main()
