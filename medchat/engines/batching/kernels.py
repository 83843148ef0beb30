"""The same arithmetic on a GPU: each step's small operations in five kernels of Triton, so that matrices are what costs.

Every kernel is tried against plain torch before it is used; one that fails or differs is left out and named in `unused`.
"""

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

from medchat.engines.batching import gpu
from medchat.engines.batching.ops import Ops
from medchat.engines.batching.rings import Rings
from medchat.engines.batching.weights import Layer, Project, Weights

CLOSE = 0.05
"""How far a kernel may be from plain torch, as a share of the largest value: bfloat16 keeps 8 bits."""


class GpuOps(Ops):
    """Plain operations, replaced by kernels where those were found right."""

    def __init__(self, weights: Weights, rings: Rings, cos: dict[str, Tensor], sin: dict[str, Tensor]) -> None:
        super().__init__(weights, rings, cos, sin)
        self.unused: dict[str, str] = {}
        self._shapes: dict[tuple[int, int], gpu.Shape | None] = {}
        self._kernels = {name for name, trial in self._trials().items() if self._right(name, trial)}

    def project(self, matrix: Project, rows: Tensor) -> Tensor:
        """Use our own product for a single row, in the shape that was fastest for such a matrix, if one beat torch."""
        weight = matrix.weight
        if len(rows) != 1 or weight is None or "product" not in self._kernels:
            return matrix(rows)
        shape = self._shape(weight, rows)
        return matrix(rows) if shape is None else gpu.product(rows, weight, shape)

    def norm(self, rows: Tensor, weight: Tensor) -> Tensor:
        return gpu.norm(rows, weight, self.weights.eps) if "norm" in self._kernels else super().norm(rows, weight)

    def add_and_norm(self, rows: Tensor, rest: Tensor, after: Tensor, before: Tensor) -> tuple[Tensor, Tensor]:
        if "add_and_norm" not in self._kernels:
            return super().add_and_norm(rows, rest, after, before)
        return gpu.add_and_norm(rows, rest, after, before, self.weights.eps)

    def gated(self, both: Tensor) -> Tensor:
        return gpu.gated(both) if "gated" in self._kernels else super().gated(both)

    def store_one(self, number: int, layer: Layer, qkv: Tensor, slots: Tensor, positions: Tensor) -> Tensor:
        if "store_one" not in self._kernels:
            return super().store_one(number, layer, qkv, slots, positions)
        keys, values = self.rings.keys[number], self.rings.values[number]
        tables = self.cos[layer.kind], self.sin[layer.kind]
        norms = layer.query_norm, layer.key_norm
        return gpu.store_one(qkv, norms, tables, (keys, values), slots, positions, self.weights.heads, self.weights.eps)

    def attend(self, number: int, query: Tensor, slots: Tensor, positions: Tensor, longest: int) -> Tensor:
        if "attend" not in self._kernels:
            return super().attend(number, query, slots, positions, longest)
        keys, values = self.rings.keys[number], self.rings.values[number]
        return gpu.attend(query, keys, values, slots, positions, self.weights.scale)

    def attend_chunk(self, number: int, layer: Layer, slot: int, start: int, qkv: Tensor, positions: Tensor) -> Tensor:
        """Store first, then look at the ring itself, where the chunk overwrites nothing that it must see."""
        end = start + len(qkv)
        if "store_one" not in self._kernels or end > self.rings.lengths[number]:
            return super().attend_chunk(number, layer, slot, start, qkv, positions)
        slots = torch.full_like(positions, slot)
        query = self.store_one(number, layer, qkv, slots, positions).transpose(0, 1)[None]
        keys, values = (held[number][slot : slot + 1, :, :end] for held in (self.rings.keys, self.rings.values))
        attention = torch.nn.functional.scaled_dot_product_attention
        if start == 0:
            mixed = attention(query, keys, values, is_causal=True, scale=self.weights.scale, enable_gqa=True)
        else:
            # Every place up to the ring's end lies within the window, so order alone decides what may be seen.
            seen = torch.arange(end, device=positions.device) <= positions[:, None]
            keys, values = (self._for_every_head(held) for held in (keys, values))
            mixed = attention(query, keys, values, attn_mask=seen, scale=self.weights.scale)
        return mixed[0].transpose(0, 1).reshape(len(qkv), -1)

    def _for_every_head(self, held: Tensor) -> Tensor:
        return held.repeat_interleave(self.weights.heads // self.weights.kv_heads, dim=1)

    def _shape(self, weight: Tensor, rows: Tensor) -> gpu.Shape | None:
        size = (weight.shape[0], weight.shape[1])
        if size not in self._shapes:
            self._shapes[size] = gpu.fastest(rows, weight)
        return self._shapes[size]

    def _right(self, name: str, trial: Callable[[], tuple[Any, Any]]) -> bool:
        """Compare what a kernel gives with what plain torch gives, on random rows."""
        try:
            ours, plain = trial()
            far = max(_distance(a, b) for a, b in zip(ours, plain, strict=True))
        except Exception as error:
            self.unused[name] = f"{type(error).__name__}: {error}"[:500]
            return False
        if not far <= CLOSE:
            self.unused[name] = f"differs by {far:.3g}"
        return name not in self.unused

    def _trials(self) -> dict[str, Callable[[], tuple[Any, Any]]]:
        return {
            "norm": self._try_norm,
            "add_and_norm": self._try_add,
            "gated": self._try_gated,
            "store_one": self._try_store,
            "attend": self._try_attend,
            "product": self._try_product,
        }

    def _some(self, *shape: int) -> Tensor:
        return torch.randn(shape, dtype=self.weights.dtype, device=self.weights.device)

    def _try_norm(self) -> tuple[Any, Any]:
        rows, weight = self._some(3, self.weights.embed.shape[1]), self.weights.norm
        return [gpu.norm(rows, weight, self.weights.eps)], [Ops.norm(self, rows, weight)]

    def _try_add(self) -> tuple[Any, Any]:
        rows, rest = self._some(3, self.weights.embed.shape[1]), self._some(3, self.weights.embed.shape[1])
        layer = self.weights.layers[0]
        given = rows, rest, layer.after_attention, layer.before_mlp
        return gpu.add_and_norm(*given, self.weights.eps), Ops.add_and_norm(self, *given)

    def _try_gated(self) -> tuple[Any, Any]:
        both = self._some(3, 2 * 1024 + 512)
        return [gpu.gated(both)], [Ops.gated(self, both)]

    def _rows_in_slots(self) -> tuple[Tensor, Tensor]:
        """Return scratch and first slots with positions in a ring's beginning, around its end, and far behind it."""
        last = min(self.rings.lengths)
        most = next(iter(self.cos.values())).shape[0] - 1
        positions = [min(most, place) for place in (0, 5, last - 1, last + 3, most)]
        slots = [place % len(self.rings.keys[0]) for place in range(len(positions))]
        device = self.weights.device
        return torch.tensor(slots, device=device), torch.tensor(positions, device=device)

    def _try_store(self) -> tuple[Any, Any]:
        w, layer = self.weights, self.weights.layers[0]
        (slots, positions), keys = self._rows_in_slots(), self.rings.keys[0]
        slots, positions = slots[: len(keys)], positions[: len(keys)]
        qkv = self._some(len(slots), (w.heads + 2 * w.kv_heads) * w.head_dim)
        results = []
        for store in (self._store_by_kernel, super().store_one):
            query = store(0, layer, qkv, slots, positions)
            at = positions % self.rings.lengths[0]
            held = [ring[0][slots, :, at].clone() for ring in (self.rings.keys, self.rings.values)]
            results.append([query, *held])
            self.rings.keys[0].zero_()
            self.rings.values[0].zero_()
        return results[0], results[1]

    def _store_by_kernel(self, number: int, layer: Layer, qkv: Tensor, slots: Tensor, positions: Tensor) -> Tensor:
        tables, norms = (self.cos[layer.kind], self.sin[layer.kind]), (layer.query_norm, layer.key_norm)
        rings = self.rings.keys[number], self.rings.values[number]
        return gpu.store_one(qkv, norms, tables, rings, slots, positions, self.weights.heads, self.weights.eps)

    def _try_attend(self) -> tuple[Any, Any]:
        w, keys, values = self.weights, self.rings.keys[0], self.rings.values[0]
        slots, positions = (given[: len(keys)] for given in self._rows_in_slots())
        keys.normal_()
        values.normal_()
        query = self._some(len(slots), w.heads, w.head_dim)
        ours = gpu.attend(query, keys, values, slots, positions, w.scale)
        plain = Ops.attend(self, 0, query, slots, positions, int(positions.max()) + 1)
        keys.zero_()
        values.zero_()
        return [ours], [plain]

    def _try_product(self) -> tuple[Any, Any]:
        weight = self.weights.layers[0].down.weight
        if weight is None:
            raise TypeError("the weights are quantised")
        rows = self._some(1, weight.shape[1])
        shapes = gpu.SHAPES
        plain = torch.nn.functional.linear(rows, weight)
        return [gpu.product(rows, weight, shape) for shape in shapes], [plain] * len(shapes)


def _distance(ours: Tensor, plain: Tensor) -> float:
    """Return the largest difference as a share of the largest value; NaN stays NaN, which is never close."""
    return float((ours.float() - plain.float()).abs().max() / plain.float().abs().max().clamp(min=1e-6))
