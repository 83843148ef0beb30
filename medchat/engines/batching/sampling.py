"""Draw one token for every row at once, on the device, each row with its own settings and its own luck.

Luck is a hash of the request's seed and the position, not a generator's state: what one row draws does not depend on
who else is in the batch.
"""

import torch
from torch import Tensor

CANDIDATES = 64
"""Tokens a draw may choose from; MedGemma wants top_k 64, and nothing below that rank is ever drawn."""

GROUP = 64
"""The vocabulary is searched by the best of each group first: the 64 best tokens lie in the 64 best groups."""

STRIDE = -7046029254386353131
"""The odd constant of splitmix64 (2^64 over the golden ratio)."""

NONE = -1
"""Stands for "no token": the row's scores were NaN or infinite."""


def draw(logits: Tensor, temperature: Tensor, top_k: Tensor, top_p: Tensor, luck: Tensor) -> Tensor:
    """Return a token id for each row of (rows, vocabulary), or NONE; order of filters: temperature, top_k, top_p.

    `luck` is one hash for each row. Noise is added to each candidate's log-probability and the highest wins (Gumbel's
    trick), so the order of two tokens that score alike does not matter.
    """
    scores, ids = _best(logits)
    scores = scores.float()
    faulty = ~torch.isfinite(scores[:, 0])
    rank = torch.arange(scores.shape[1], device=scores.device)
    scaled = torch.where(rank < top_k[:, None], scores / temperature[:, None], float("-inf"))
    chance = torch.softmax(scaled, dim=-1)
    kept = chance.cumsum(-1) - chance < top_p[:, None]
    noise = -torch.log(-torch.log(_fraction(_mixed(luck[:, None] ^ (ids * STRIDE)))))
    pick = torch.where(kept, scaled + noise, float("-inf")).argmax(-1)
    drawn = ids.gather(1, pick[:, None])[:, 0]
    return torch.where(faulty, NONE, drawn)


def _best(logits: Tensor) -> tuple[Tensor, Tensor]:
    rows, size = logits.shape
    if size % GROUP or size // GROUP < 2 * CANDIDATES:
        best = logits.topk(min(CANDIDATES, size), dim=-1)
        return best.values, best.indices
    grouped = logits.view(rows, size // GROUP, GROUP)
    groups = grouped.amax(-1).topk(CANDIDATES, dim=-1, sorted=False).indices
    inside = grouped.gather(1, groups[:, :, None].expand(-1, -1, GROUP)).view(rows, -1)
    best = inside.topk(CANDIDATES, dim=-1)
    ids = groups.gather(1, best.indices // GROUP) * GROUP + best.indices % GROUP
    return best.values, ids


def luck(seed: Tensor, position: Tensor) -> Tensor:
    """Return a hash of seed and position for each row."""
    return _mixed(seed + (position + 1) * STRIDE)


def _mixed(value: Tensor) -> Tensor:
    """Return splitmix64's finish of 64-bit numbers."""
    value = (value ^ _right(value, 30)) * -4658895280553007687
    value = (value ^ _right(value, 27)) * -7723592293110705685
    return value ^ _right(value, 31)


def _fraction(value: Tensor) -> Tensor:
    """Return a number strictly between 0 and 1, from the upper 23 bits."""
    return (_right(value, 41).float() + 0.5) / float(1 << 23)


def _right(value: Tensor, bits: int) -> Tensor:
    """Shift without dragging the sign along."""
    return (value >> bits) & ((1 << (64 - bits)) - 1)
