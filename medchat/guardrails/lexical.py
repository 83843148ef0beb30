"""The lexical model: word and word-pair weights per route, learnt by `training`, looked up in a dict at run time.

Each feature's eight weights are packed into one integer, so that a message costs one addition a feature.
"""

import gzip
import json
import math
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from medchat.guardrails.types import Route
from medchat.text.terms import LEAST_SHAPED, by_shape, terms

NAMES = Path(__file__).parent / "data" / "names.json"
MODEL = Path(__file__).parent / "data" / "lexical.json.gz"
ROUTES: tuple[Route, ...] = tuple(Route)
LANE = 24
"""Bits each weight has in the packed sum: a byte times at most 2**16 features."""
BIAS = 128
MAX_WORDS = 400
KNOWN = 3
"""Known features below which the model has no opinion."""
_MASK = (1 << LANE) - 1


KINDS = ("condition", "medicine", "test")


@dataclass(frozen=True, slots=True)
class Named:
    """A plain text's words with each known name replaced by its kind, and how many names there were."""

    words: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Model:
    """Packed weights by feature; a logit is `intercept + step * sum / sqrt(features)`."""

    weights: dict[str, int]
    intercept: tuple[float, ...]
    step: float


class _Memo(threading.local):
    text: str | None = None
    named: Named | None = None


_memo = _Memo()


def named(text: str) -> Named:
    """Replace the names of conditions, medicines and tests, so that the form of a message decides and no name does."""
    if _memo.text is not text or _memo.named is None:
        _memo.text, _memo.named = text, _named(text)
    return _memo.named


def forget() -> None:
    """Drop the thread's last text."""
    _memo.text = _memo.named = None


def _named(text: str) -> Named:
    kinds, reach = _names()
    words = text.split()
    may = [word in reach or (len(word) >= LEAST_SHAPED and by_shape(word) is not None) for word in words]
    if True not in may:
        return Named(tuple(words), 0)
    out, count, beyond = [], 0, 0
    for at, word in enumerate(words):
        if at < beyond:
            continue  # part of the name before
        kind, size = _name(words, at, kinds, reach) if may[at] else ("", 1)
        out.append(f"_{kind}" if kind else word)
        count += bool(kind)
        beyond = at + size
    return Named(tuple(out), count)


def _name(words: list[str], at: int, kinds: dict[str, str], reach: dict[str, int]) -> tuple[str, int]:
    for size in range(min(reach.get(words[at], 0), len(words) - at), 0, -1):
        kind = kinds.get(" ".join(words[at : at + size]) if size > 1 else words[at])
        if kind:
            return kind, size
    shape = by_shape(words[at])
    return (shape[0], 1) if shape else ("", 1)


@lru_cache(maxsize=1)
def _names() -> tuple[dict[str, str], dict[str, int]]:
    """Read the known names (written by `training`) and those of `text.terms`; alarming ones keep their words."""
    data: dict[str, list[str]] = json.loads(NAMES.read_text(encoding="utf-8"))
    kinds = {name: kind for kind in KINDS for name in data[kind]}
    for name, (kind, _) in terms().phrases.items():
        if kind in KINDS and name not in data["alarming"]:
            kinds.setdefault(name, kind)
    reach: dict[str, int] = {}
    for name in kinds:
        first, size = name.split(" ", 1)[0], name.count(" ") + 1
        reach[first] = max(reach.get(first, 0), size)
    return kinds, reach


def features(text: str) -> list[str]:
    """Return the features of a plain text, names replaced: words, beginnings, pairs, its first words, its size."""
    words = list(named(text).words)
    if len(words) > MAX_WORDS:
        words = words[: MAX_WORDS // 2] + words[-MAX_WORDS // 2 :]
    found = {*words, *map(" ".join, pairwise(words)), f"#{min(len(words) // 4, 12)}"}
    found.update(["p:" + word[:5] for word in words if len(word) > 5 and word[0] != "_"])
    found.update(["^" + " ".join(words[:size]) for size in (1, 2, 3) if words])
    return list(found)


def scores(text: str, model: Model | None = None) -> dict[Route, float]:
    """Return a probability per route for a plain text; nothing when it holds next to no known word."""
    model = model or load()
    hits = [*filter(None, map(model.weights.get, features(text)))]  # packed weights are never 0
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
    """Read the shipped model and the names; raise FileNotFoundError when it was never trained."""
    _names()
    with gzip.open(MODEL, "rt", encoding="utf-8") as file:
        return unpacked(json.load(file))


def unpacked(data: dict[str, Any]) -> Model:
    """Return the model from the form in which the data file holds it."""
    packed = {name: pack(b - BIAS for b in bytes.fromhex(row)) for name, row in data["features"].items()}
    return Model(packed, tuple(data["intercept"]), float(data["step"]))
