"""The lexical model: word and word-pair weights per route, learnt by `training`, looked up in a dict at run time.

Each feature's eight weights are packed into one integer, so that a message costs one addition a feature.
"""

import gzip
import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from medchat.guardrails.types import Route

MODEL = Path(__file__).parent / "data" / "lexical.json.gz"
ROUTES: tuple[Route, ...] = tuple(Route)
LANE = 24
"""Bits each weight has in the packed sum: a byte times at most 2**16 features."""
BIAS = 128
MAX_WORDS = 400
KNOWN = 3
"""Known features below which the model has no opinion."""
_MASK = (1 << LANE) - 1


@dataclass(frozen=True, slots=True)
class Model:
    """Packed weights by feature; a logit is `intercept + step * sum / sqrt(features)`."""

    weights: dict[str, int]
    intercept: tuple[float, ...]
    step: float


def features(text: str) -> list[str]:
    """Return the features of a plain text: words, beginnings, pairs, its first words, its size."""
    words = text.split()
    if len(words) > MAX_WORDS:
        words = words[: MAX_WORDS // 2] + words[-MAX_WORDS // 2 :]
    found = set(words)
    found.update("p:" + word[:5] for word in words if len(word) > 5)
    found.update(map(" ".join, pairwise(words)))
    found.update("^" + " ".join(words[:size]) for size in (1, 2, 3) if words)
    found.add(f"#{min(len(words) // 4, 12)}")
    return list(found)


def scores(text: str) -> dict[Route, float]:
    """Return a probability per route for a plain text; nothing when it holds next to no known word."""
    model = load()
    hits = [weight for feature in features(text) if (weight := model.weights.get(feature)) is not None]
    if len(hits) < KNOWN:
        return {}
    total, scale = sum(hits), model.step / math.sqrt(max(1, len(hits)))
    logits = [
        base + scale * ((total >> (LANE * lane) & _MASK) - BIAS * len(hits))
        for lane, base in enumerate(model.intercept)
    ]
    top = max(logits)
    powers = [math.exp(logit - top) for logit in logits]
    whole = sum(powers)
    return {route: power / whole for route, power in zip(ROUTES, powers, strict=True)}


def pack(weights: Iterable[int]) -> int:
    """Pack signed bytes (-127..127), first lane lowest."""
    return sum((weight + BIAS) << (LANE * lane) for lane, weight in enumerate(weights))


@lru_cache(maxsize=1)
def load() -> Model:
    """Read the shipped model; raise FileNotFoundError when it was never trained."""
    with gzip.open(MODEL, "rt", encoding="utf-8") as file:
        data = json.load(file)
    packed = {name: pack(b - BIAS for b in bytes.fromhex(row)) for name, row in data["features"].items()}
    return Model(packed, tuple(data["intercept"]), float(data["step"]))
