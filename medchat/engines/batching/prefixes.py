"""Beginnings of prompts that were read before: their keys and values are copied instead of computed again.

Only what a request names as shared (rules and approved passages, nothing of a patient) is ever kept.
"""

from collections import OrderedDict
from collections.abc import Sequence

from torch import Tensor

from medchat.engines.batching.rings import Rings

LEAST = 16
"""Tokens below which copying is not worth it."""

ENOUGH = 0.9
"""A beginning is kept unless this share of it is known already; else prompts that differ in a word fill the store."""


class Prefixes:
    """The last few beginnings; the one longest unused makes room."""

    def __init__(self, rings: Rings, most: int) -> None:
        self._rings = rings
        self._most = most
        self._kept: OrderedDict[tuple[int, ...], list[tuple[Tensor, Tensor]]] = OrderedDict()

    def fill(self, slot: int, prompt: Sequence[int], shared: int) -> int:
        """Copy the longest known beginning of the shared part into the slot; return how many tokens that were."""
        most = min(shared, len(prompt) - 1)
        usable = {kept: self._usable(kept, prompt[:most]) for kept in self._kept}
        best = max(usable, key=usable.__getitem__, default=None)
        if best is None or usable[best] < LEAST:
            return 0
        self._kept.move_to_end(best)
        self._rings.copy_in(slot, self._kept[best], usable[best])
        return usable[best]

    def worth_keeping(self, known: int, shared: int) -> bool:
        """Say whether a beginning of `shared` tokens, of which `known` were there, should be kept."""
        return self._most > 0 and shared >= LEAST and known < ENOUGH * shared

    def keep(self, slot: int, beginning: tuple[int, ...]) -> None:
        """Keep what the slot holds of its first tokens, which are `beginning`."""
        self._kept[beginning] = self._rings.copy_out(slot, len(beginning))
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)

    def _usable(self, kept: tuple[int, ...], prompt: Sequence[int]) -> int:
        common = next((at for at, (a, b) in enumerate(zip(kept, prompt, strict=False)) if a != b), None)
        common = min(len(kept), len(prompt)) if common is None else common
        # A ring that has gone round holds the end of its beginning: then it is of use as a whole only.
        return common if common == len(kept) or len(kept) <= min(self._rings.lengths) else 0
