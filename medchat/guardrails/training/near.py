"""Find messages that are nearly the same, so that no split puts one of them on each side."""

import re
import zlib
from typing import Any

from medchat.guardrails.training.samples import Sample

ALIKE = 0.75
"""Cosine of two messages' word-pair and letter vectors from which they count as nearly the same."""
PART = 10
"""One group in so many is held out for calibration."""
_ROWS = 1000


def groups(samples: list[Sample]) -> list[int]:
    """Return a group number per sample; near-duplicates, variants of one message and fills of one template share theirs."""
    parent = list(range(len(samples)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    first: dict[str, int] = {}
    for at, sample in enumerate(samples):
        key = sample.family if sample.kind == "generated" else sample.text
        parent[root(at)] = root(first.setdefault(key, at))
    for one, other in pairs([sample.text for sample in samples]):
        parent[root(one)] = root(other)
    return [root(at) for at in range(len(samples))]


def pairs(texts: list[str], alike: float = ALIKE) -> list[tuple[int, int]]:
    """Return index pairs of texts that are nearly the same (TF-IDF of letter runs of 3 to 5)."""
    vectors = _vectors(texts)
    found: list[tuple[int, int]] = []
    for start in range(0, len(texts), _ROWS):
        close = (vectors[start : start + _ROWS] @ vectors.T).tocoo()
        near = close.data >= alike
        rows, columns = close.row[near] + start, close.col[near]
        found += [(int(one), int(other)) for one, other in zip(rows, columns, strict=True) if one < other]
    return found


def _vectors(texts: list[str]) -> Any:
    from sklearn.feature_extraction.text import TfidfVectorizer

    plain = [re.sub(r"[^a-z ]", "", text.lower()) for text in texts]
    return TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), min_df=2, max_features=60_000).fit_transform(plain)


def rate(samples: list[Sample]) -> float:
    """Return the share of messages that have a near-duplicate among the others."""
    twins = {at for pair in pairs([sample.text for sample in samples]) for at in pair}
    return len(twins) / len(samples) if samples else 0.0


def held_out(samples: list[Sample]) -> list[bool]:
    """Say for each sample whether it is held out: whole groups, about one in PART, the same ones each time."""
    numbers = groups(samples)
    names: dict[int, str] = {}
    for at, number in enumerate(numbers):
        names[number] = min(names.get(number, samples[at].text), samples[at].text)
    return [zlib.crc32(names[number].encode()) % PART == 0 for number in numbers]
