"""Keys and values of every slot: one ring a layer, as long as the layer looks back, so a long talk costs little.

The position p of a slot stands at p modulo the ring's length. Keys are stored with their rotation, so their order in
the ring does not matter to a step that sees all of it.
"""

import torch
from torch import Tensor

from medchat.engines.batching.types import Sizes
from medchat.engines.batching.weights import Weights


class Rings:
    """`keys[layer]` and `values[layer]` are (slots + 1, kv heads, ring length, head size); the last slot is scratch."""

    def __init__(self, weights: Weights, sizes: Sizes) -> None:
        self.lengths = [min(layer.window or sizes.length, sizes.length) for layer in weights.layers]
        shapes = [(sizes.slots + 1, weights.kv_heads, length, weights.head_dim) for length in self.lengths]
        place = {"dtype": weights.dtype, "device": weights.device}
        # Zeros, not garbage: a masked place has the weight 0, and 0 times a stray NaN is NaN.
        self.keys = [torch.zeros(shape, **place) for shape in shapes]
        self.values = [torch.zeros(shape, **place) for shape in shapes]

    def write(self, layer: int, slot: int, start: int, keys: Tensor, values: Tensor) -> None:
        """Store (tokens, kv heads, head size) from position `start`; of more than fit the last ones stay."""
        length = self.lengths[layer]
        skip = max(0, len(keys) - length)
        at = torch.arange(start + skip, start + len(keys), device=keys.device) % length
        self.keys[layer][slot, :, at] = keys[skip:].transpose(0, 1)
        self.values[layer][slot, :, at] = values[skip:].transpose(0, 1)

    def before(self, layer: int, slot: int, start: int) -> tuple[Tensor, Tensor, Tensor]:
        """Return keys, values and positions of what is stored before `start`."""
        length = self.lengths[layer]
        held = min(start, length)
        place = torch.arange(held, device=self.keys[layer].device)
        positions = place if start <= length else start - 1 - (start - 1 - place) % length
        return self.keys[layer][slot, :, :held], self.values[layer][slot, :, :held], positions

    def copy_out(self, slot: int, tokens: int) -> list[tuple[Tensor, Tensor]]:
        """Return copies of a slot's first `tokens` positions, layer by layer."""
        pairs = zip(self.keys, self.values, self.lengths, strict=True)
        return [(k[slot, :, : min(tokens, n)].clone(), v[slot, :, : min(tokens, n)].clone()) for k, v, n in pairs]

    def copy_in(self, slot: int, kept: list[tuple[Tensor, Tensor]], tokens: int) -> None:
        """Put the first `tokens` positions of such copies into a slot."""
        for layer, (keys, values) in enumerate(kept):
            held = min(tokens, keys.shape[1])
            self.keys[layer][slot, :, :held] = keys[:, :held]
            self.values[layer][slot, :, :held] = values[:, :held]


def slot_bytes(weights: Weights, length: int) -> int:
    """Return the bytes one slot of `length` tokens takes."""
    places = sum(min(layer.window or length, length) for layer in weights.layers)
    return int(2 * places * weights.kv_heads * weights.head_dim * weights.embed.element_size())
