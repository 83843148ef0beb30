"""The arithmetic between the matrices, in plain torch: what a CPU runs, and what the GPU's kernels are checked against."""

import torch
from torch import Tensor, nn

from medchat.engines.batching.rings import Rings
from medchat.engines.batching.weights import Layer, Project, Weights

ROUND = 64
"""Stored places that a step looks at are rounded up to this, so that shapes repeat."""


def norm(rows: Tensor, weight: Tensor, eps: float) -> Tensor:
    """RMS-normalise in float32, as Gemma 3 does; `weight` is 1 + the stored one."""
    wide = rows.float()
    return (wide * torch.rsqrt(wide.pow(2).mean(-1, keepdim=True) + eps) * weight).type_as(rows)


def rotate(heads: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    """Apply rotary positions to (tokens, heads, size); cos and sin are (tokens, size)."""
    half = heads.shape[-1] // 2
    turned = torch.cat((-heads[..., half:], heads[..., :half]), dim=-1)
    return heads * cos[:, None] + turned * sin[:, None]


class Ops:
    """What a step computes between matrices; `cos` and `sin` hold a table (positions, size) for each kind of layer."""

    def __init__(self, weights: Weights, rings: Rings, cos: dict[str, Tensor], sin: dict[str, Tensor]) -> None:
        self.weights, self.rings, self.cos, self.sin = weights, rings, cos, sin

    def project(self, matrix: Project, rows: Tensor) -> Tensor:
        return matrix(rows)

    def norm(self, rows: Tensor, weight: Tensor) -> Tensor:
        return norm(rows, weight, self.weights.eps)

    def add_and_norm(self, rows: Tensor, rest: Tensor, after: Tensor, before: Tensor) -> tuple[Tensor, Tensor]:
        """Return the sum with the normalised rows, and that sum normalised for what comes next."""
        total = rest + norm(rows, after, self.weights.eps)
        return total, norm(total, before, self.weights.eps)

    def gated(self, both: Tensor) -> Tensor:
        """Multiply the second half by the GELU of the first."""
        gate, up = both.chunk(2, dim=-1)
        return nn.functional.gelu(gate, approximate="tanh") * up

    def heads(self, layer: Layer, qkv: Tensor, positions: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return queries, keys (both normalised and rotated) and values, each (tokens, heads, size)."""
        w = self.weights
        query, key, value = qkv.view(len(qkv), -1, w.head_dim).split([w.heads, w.kv_heads, w.kv_heads], dim=1)
        cos, sin = self.cos[layer.kind][positions], self.sin[layer.kind][positions]
        query = rotate(norm(query, layer.query_norm, w.eps), cos, sin)
        return query, rotate(norm(key, layer.key_norm, w.eps), cos, sin), value

    def store_one(self, number: int, layer: Layer, qkv: Tensor, slots: Tensor, positions: Tensor) -> Tensor:
        """Store each row's key and value at its position in its slot; return its queries (rows, heads, size)."""
        query, key, value = self.heads(layer, qkv, positions)
        at = positions % self.rings.lengths[number]
        self.rings.keys[number][slots, :, at] = key
        self.rings.values[number][slots, :, at] = value
        return query

    def attend(self, number: int, query: Tensor, slots: Tensor, positions: Tensor, longest: int) -> Tensor:
        """Let each row look at all its slot holds (its own token too); return (rows, heads * size)."""
        w, length = self.weights, self.rings.lengths[number]
        seen = min(length, -(-longest // ROUND) * ROUND)
        keys, values = (held[number][:, :, :seen][slots] for held in (self.rings.keys, self.rings.values))
        valid = torch.arange(seen, device=slots.device) < (positions + 1).clamp(max=length)[:, None]
        groups = query.view(len(query), w.kv_heads, -1, w.head_dim)
        mixed = nn.functional.scaled_dot_product_attention(
            groups, keys, values, attn_mask=valid[:, None, None], scale=w.scale
        )
        return mixed.reshape(len(query), -1)

    def attend_chunk(self, number: int, layer: Layer, slot: int, start: int, qkv: Tensor, positions: Tensor) -> Tensor:
        """Let the tokens of a prompt's chunk look back, then store them; return (tokens, heads * size)."""
        query, key, value = self.heads(layer, qkv, positions)
        mixed = self._chunk(number, layer, slot, start, query, key, value)
        self.rings.write(number, slot, start, key, value)
        return mixed.transpose(1, 2).reshape(len(qkv), -1)

    def _chunk(
        self, number: int, layer: Layer, slot: int, start: int, query: Tensor, key: Tensor, value: Tensor
    ) -> Tensor:
        count, scale, mask = len(query), self.weights.scale, None
        keys, values = key.transpose(0, 1), value.transpose(0, 1)
        if start or (layer.window and count > layer.window):
            old_keys, old_values, old = self.rings.before(number, slot, start)
            keys, values = torch.cat([old_keys, keys], dim=1), torch.cat([old_values, values], dim=1)
            mask = _visible(start, count, old, layer.window)
        repeat = self.weights.heads // self.weights.kv_heads
        return nn.functional.scaled_dot_product_attention(
            query.transpose(0, 1)[None],
            keys.repeat_interleave(repeat, dim=0)[None],
            values.repeat_interleave(repeat, dim=0)[None],
            attn_mask=mask,
            is_causal=mask is None,
            scale=scale,
        )


def _visible(start: int, count: int, old: Tensor, window: int) -> Tensor:
    """Return which of the stored positions and of the chunk's own each token of the chunk may see."""
    own = torch.arange(start, start + count, device=old.device)
    seen = torch.cat([old, own])
    visible = seen <= own[:, None]
    return visible & (seen > own[:, None] - window) if window else visible
