"""Train the lexical model: `python -m medchat.guardrails.training [--extra PATH]...` (extra: scikit-learn).

Reads the messages written for this project (data/messages), makes variants from templates, adds labelled JSON Lines
({"text", "route", "alt"?}) given with --extra, and writes the weights and the words spelling must leave alone.
"""

import argparse
import gzip
import json
import random
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from medchat.guardrails.lexical import BIAS, MODEL, ROUTES, features
from medchat.text import spelling
from medchat.text.normal import plain

MESSAGES = Path(__file__).parent / "data" / "messages"
DICTIONARY = Path(__file__).parents[1] / "readability" / "nltk_data" / "corpora" / "cmudict" / "cmudict"
REAL_WORDS = Path(spelling.__file__).parent / "data" / "real_words.json"
VARIANTS = 14
"""Messages made from each template."""
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
    samples = []
    for line in (MESSAGES / "templates.txt").read_text(encoding="utf-8").splitlines():
        route, _, template = line.partition(": ")
        for _ in range(count):
            samples.append(Sample(_fill(template, slots, dice), route, "generated", 0.3))
    return list({sample.text: sample for sample in samples}.values())


def _fill(template: str, slots: dict[str, list[str]], dice: random.Random) -> str:
    for name, values in slots.items():
        while "{" + name + "}" in template:
            template = template.replace("{" + name + "}", dice.choice(values), 1)
    return template


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
    options = parser.parse_args()
    REAL_WORDS.write_text(json.dumps({"words": real_words()}, separators=(",", ":")) + "\n", encoding="utf-8")
    samples = written() + generated() + extra(options.extra)
    save(fit(samples))
    kinds = {kind: sum(s.kind == kind for s in samples) for kind in ("written", "generated", "extra")}
    print(json.dumps({"samples": kinds, "bytes": MODEL.stat().st_size}))


if __name__ == "__main__":
    main()
