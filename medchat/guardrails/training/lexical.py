"""Fit the lexical model: word and word-pair weights a route, small enough for a dictionary (needs scikit-learn)."""

import gzip
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from medchat.guardrails.lexical import BIAS, MODEL, ROUTES, features, scores, unpacked
from medchat.guardrails.training.samples import ALSO, Sample, written
from medchat.text import spelling
from medchat.text.normal import plain

DICTIONARY = Path(__file__).parents[2] / "readability" / "nltk_data" / "corpora" / "cmudict" / "cmudict"
REAL_WORDS = Path(spelling.__file__).parent / "data" / "real_words.json"
REGULARISATION = 20.0
KEEP = 30_000
"""Features kept, the heaviest."""


def fit(samples: list[Sample]) -> dict[str, Any]:
    """Return the model as the data file holds it."""
    import numpy as np
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import normalize

    vectors = DictVectorizer()
    samples = [*samples, *_also(samples)]
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


def _also(samples: list[Sample]) -> list[Sample]:
    """Return each message once more for every route that is acceptable too, with little weight."""
    return [replace(s, route=route, weight=s.weight * ALSO) for s in samples for route in s.also]


def right(model: dict[str, Any], held: list[Sample]) -> dict[str, str]:
    """Return how many of the held-out messages of each route the model alone gets right or acceptable."""
    learnt = unpacked(model)
    counts: dict[str, list[int]] = {route.value: [0, 0] for route in ROUTES}
    for sample in held:
        odds = scores(plain(sample.text).text, learnt)
        best = max(odds, key=lambda route: odds[route]).value if odds else ""
        counts[sample.route][0] += best in {sample.route, *sample.also}
        counts[sample.route][1] += 1
    return {route: f"{good}/{of}" for route, (good, of) in counts.items()}


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
