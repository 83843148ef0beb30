"""The model on its device: reads prompts into slots, and takes one step for many slots at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from medchat.engines.batching import sampling
from medchat.engines.batching.ops import Ops
from medchat.engines.batching.prefixes import Prefixes
from medchat.engines.batching.rings import Rings
from medchat.engines.batching.types import Sizes
from medchat.engines.batching.weights import Weights, take_apart
from medchat.engines.types import Sampling

COLDEST = 1e-3
"""The temperature that stands for 0: a division by less says no more."""


@dataclass(slots=True)
class State:
    """What the device knows of every slot."""

    token: Tensor
    position: Tensor
    temperature: Tensor
    top_k: Tensor
    top_p: Tensor
    seed: Tensor


class Drawn:
    """Tokens that were drawn for some slots; `ids()` waits for the device. A negative id says NaN."""

    def __init__(self, ids: Tensor) -> None:
        self._ids, self._event = ids, None
        if ids.device.type == "cuda":
            self._ids = torch.empty(len(ids), dtype=ids.dtype, pin_memory=True)
            self._ids.copy_(ids, non_blocking=True)
            self._event = torch.cuda.Event()
            self._event.record()

    def ids(self) -> list[int]:
        if self._event is not None:
            self._event.synchronize()
        found: list[int] = self._ids.tolist()
        return found


class Runner:
    """Owned by one thread. Slots are numbered from 0; the scratch slot behind them pads steps to a bucket's size."""

    def __init__(self, model: Any, sizes: Sizes, *, banned: Sequence[int] = ()) -> None:
        self.weights: Weights = take_apart(model)
        self.sizes = sizes
        self.rings = Rings(self.weights, sizes)
        self.prefixes = Prefixes(self.rings, sizes.prefixes)
        self.ops = _ops_for(self.weights, self.rings, *self._tables())
        device = self.weights.device
        self._banned = torch.tensor(list(banned), dtype=torch.long, device=device)
        self._state = _state(sizes.slots + 1, device)
        self._graphs: dict[int, tuple[Any, Tensor, Tensor]] = {}

    @torch.inference_mode()
    def open(self, slot: int, draws: Sampling, seed: int) -> None:
        """Prepare a slot for a new answer."""
        state = self._state
        state.temperature[slot] = max(draws.temperature, COLDEST)
        state.top_k[slot] = draws.top_k if draws.top_k > 0 else sampling.CANDIDATES
        state.top_p[slot] = draws.top_p
        state.seed[slot] = seed

    @torch.inference_mode()
    def read(self, slot: int, tokens: Sequence[int], start: int) -> Tensor:
        """Read tokens from position `start` into a slot; return what the last layers made of the last one."""
        ids = torch.tensor(tokens, dtype=torch.long).to(self.weights.device, non_blocking=True)
        positions = torch.arange(start, start + len(tokens), device=self.weights.device)
        rest = self._embedded(ids)
        rows = self.ops.norm(rest, self.weights.layers[0].before_attention)
        for number, layer in enumerate(self.weights.layers):
            qkv = self.ops.project(layer.qkv, rows)
            mixed = self.ops.attend_chunk(number, layer, slot, start, qkv, positions)
            rest, rows = self._rest_of_layer(number, mixed, rest)
        return rows[-1:]

    @torch.inference_mode()
    def first(self, slot: int, rows: Tensor, position: int) -> Drawn:
        """Draw a slot's first token from what its prompt's last token, at `position`, became."""
        slots = torch.tensor([slot], device=self.weights.device)
        self._state.position[slot] = position
        return Drawn(self._draw(rows, slots, self._state.position[slots]))

    @torch.inference_mode()
    def step(self, slots: Sequence[int], longest: int) -> Drawn:
        """Draw the next token of each slot; `longest` is the most tokens any of them holds after it."""
        bucket = next(size for size in self.sizes.buckets() if size >= len(slots))
        padded = torch.tensor([*slots, *[self.sizes.slots] * (bucket - len(slots))])
        if bucket in self._graphs:
            graph, given, drawn = self._graphs[bucket]
            given.copy_(padded, non_blocking=True)
            graph.replay()
        else:
            drawn = self._step(padded.to(self.weights.device), longest)
        return Drawn(drawn[: len(slots)])

    def logits(self, rows: Tensor) -> Tensor:
        """Return a score for every token of the vocabulary, for every row."""
        return self.ops.project(self.weights.head, rows)

    @torch.inference_mode()
    def warm(self) -> None:
        """Record a CUDA graph for every bucket, largest first so that they share memory; on a CPU just run once."""
        for bucket in reversed(self.sizes.buckets()) if self.weights.device.type == "cuda" else ():
            self._graphs[bucket] = self._record(bucket)
        self.read(self.sizes.slots, [0] * min(32, self.sizes.length - 1), 0)
        self.step([self.sizes.slots], 1)

    def _record(self, bucket: int) -> tuple[Any, Tensor, Tensor]:
        given = torch.full((bucket,), self.sizes.slots, device=self.weights.device)
        stream = torch.cuda.Stream()
        stream.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(stream):
            for _ in range(2):
                self._step(given, self.sizes.length)
        torch.cuda.current_stream().wait_stream(stream)
        pool = next(iter(self._graphs.values()))[0].pool() if self._graphs else None
        graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(graph, pool=pool, capture_error_mode="thread_local"):
            drawn = self._step(given, self.sizes.length)
        return graph, given, drawn

    def _step(self, slots: Tensor, longest: int) -> Tensor:
        # A slot that has ended may take one step more before the host knows; it must stay inside its tables.
        positions = self._state.position[slots].clamp(max=self.sizes.length - 1)
        rest = self._embedded(self._state.token[slots])
        rows = self.ops.norm(rest, self.weights.layers[0].before_attention)
        for number, layer in enumerate(self.weights.layers):
            qkv = self.ops.project(layer.qkv, rows)
            query = self.ops.store_one(number, layer, qkv, slots, positions)
            mixed = self.ops.attend(number, query, slots, positions, longest)
            rest, rows = self._rest_of_layer(number, mixed, rest)
        return self._draw(rows, slots, positions)

    def _rest_of_layer(self, number: int, mixed: Tensor, rest: Tensor) -> tuple[Tensor, Tensor]:
        """Return the residual behind layer `number`, and that residual normalised for what follows it."""
        layer, following = self.weights.layers[number], number + 1
        last = following == len(self.weights.layers)
        norm = self.weights.norm if last else self.weights.layers[following].before_attention
        out = self.ops.project(layer.out, mixed)
        rest, rows = self.ops.add_and_norm(out, rest, layer.after_attention, layer.before_mlp)
        both = self.ops.project(layer.gate_up, rows)
        down = self.ops.project(layer.down, self.ops.gated(both))
        return self.ops.add_and_norm(down, rest, layer.after_mlp, norm)

    def _draw(self, rows: Tensor, slots: Tensor, positions: Tensor) -> Tensor:
        state = self._state
        logits = self.logits(rows)
        if len(self._banned):
            logits = logits.index_fill(1, self._banned, float("-inf"))
        luck = sampling.luck(state.seed[slots], positions)
        drawn = sampling.draw(logits, state.temperature[slots], state.top_k[slots], state.top_p[slots], luck)
        state.token[slots] = drawn.clamp(min=0)
        state.position[slots] = positions + 1
        return drawn

    def _embedded(self, ids: Tensor) -> Tensor:
        return torch.nn.functional.embedding(ids, self.weights.embed) * self.weights.embed_scale

    @torch.inference_mode()
    def _tables(self) -> tuple[dict[str, Tensor], dict[str, Tensor]]:
        """Return cosines and sines of every position for every kind of layer, as the model itself computes them."""
        positions = torch.arange(self.sizes.length, device=self.weights.device)[None]
        like = torch.empty(0, dtype=self.weights.dtype, device=self.weights.device)
        kinds = {layer.kind for layer in self.weights.layers}
        both = {kind: self.weights.rotary(like, positions, kind) for kind in sorted(kinds)}
        return {kind: pair[0][0] for kind, pair in both.items()}, {kind: pair[1][0] for kind, pair in both.items()}


def _state(slots: int, device: torch.device) -> State:
    whole = {"dtype": torch.long, "device": device}
    return State(
        token=torch.zeros(slots, **whole),
        position=torch.zeros(slots, **whole),
        temperature=torch.ones(slots, device=device),
        top_k=torch.full((slots,), sampling.CANDIDATES, **whole),
        top_p=torch.ones(slots, device=device),
        seed=torch.zeros(slots, **whole),
    )


def _ops_for(weights: Weights, rings: Rings, cos: dict[str, Tensor], sin: dict[str, Tensor]) -> Ops:
    if weights.device.type == "cuda":
        from medchat.engines.batching.kernels import GpuOps

        return GpuOps(weights, rings, cos, sin)
    return Ops(weights, rings, cos, sin)
