"""Train the manner model of the reply gate: softmax regression over skeletons of sentences (needs numpy; seconds on one core)."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from medchat.guardrails.checks.reply_style import CLASSES, WEIGHTS, features
from medchat.guardrails.checks.reply_view import View, views
from medchat.guardrails.training.replies import Sentence

THRESHOLD = 0.65
"""Chance of harm from which a sentence is stopped; at it about 1 in 100 sentences of unseen public patient pages is."""
PENALTY, STEPS, RATE = 3e-4, 250, 0.5
KNOWN_FROM = 2
"""A word seen in fewer examples than this is read as unknown."""
Row = tuple[View, int]


def rows(sentences: Iterable[Sentence]) -> tuple[list[Row], list[float]]:
    """Return what the gate sees of each sentence with its class, and the weights."""
    kept = [(seen, sentence) for sentence in sentences for seen in views(sentence.text)[:1]]
    return [(seen, CLASSES.index(s.verdict)) for seen, s in kept], [s.weight for _, s in kept]


def vocabulary(rows: Iterable[tuple[View, int]]) -> frozenset[str]:
    """Return the words that enough examples share."""
    counts = Counter(word for seen, _ in rows for word in set(re.findall(r"[a-z]+(?:'[a-z]+)?", seen.all)))
    return frozenset(word for word, count in counts.items() if count >= KNOWN_FROM)


def fit(
    rows: Sequence[tuple[View, int]], weights: Sequence[float], known: frozenset[str]
) -> tuple[list[str], Any, Any]:
    """Fit softmax regression by AdaGrad; returns feature names, weights (features x classes) and bias."""
    import numpy as np

    sets = [sorted(set(features(seen, known))) for seen, _ in rows]
    counts = Counter(name for names in sets for name in names)
    names = sorted(name for name, count in counts.items() if count >= 3)
    index = {name: i for i, name in enumerate(names)}
    table = np.zeros((len(rows), len(names)), dtype=np.float32)
    for row, found in enumerate(sets):
        table[row, [index[n] for n in found if n in index]] = len(found) ** -0.5
    target = np.eye(len(CLASSES), dtype=np.float32)[[label for _, label in rows]]
    mass = np.asarray(weights, dtype=np.float32)[:, None] / sum(weights)
    matrix, bias = np.zeros((len(names), len(CLASSES)), np.float32), np.zeros(len(CLASSES), np.float32)
    seen_m, seen_b = np.full_like(matrix, 1e-8), np.full_like(bias, 1e-8)
    for _ in range(STEPS):
        scores = table @ matrix + bias
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        error = (powers / powers.sum(axis=1, keepdims=True) - target) * mass
        step_m, step_b = table.T @ error + PENALTY / 100 * matrix, error.sum(axis=0)
        seen_m += step_m**2
        seen_b += step_b**2
        matrix -= RATE * step_m / np.sqrt(seen_m)
        bias -= RATE * step_b / np.sqrt(seen_b)
    return names, matrix, bias


def train(sentences: Iterable[Sentence]) -> dict[str, Any]:
    """Return the weights file's content, learnt from all of `sentences`."""
    known_rows, weights = rows(sentences)
    known = vocabulary(known_rows)
    names, matrix, bias = fit(known_rows, weights, known)
    kept = {n: [round(float(v), 2) for v in row] for n, row in zip(names, matrix, strict=True) if abs(row).max() > 0.4}
    used = sorted(known & {word for name in kept for word in name.split()})
    return {"threshold": THRESHOLD, "bias": [round(float(v), 3) for v in bias], "known": used, "weights": kept}


def save(stored: dict[str, Any]) -> None:
    """Write the weights file."""
    WEIGHTS.write_text(json.dumps(stored, separators=(",", ":")) + "\n", encoding="utf-8")
