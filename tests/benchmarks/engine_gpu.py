"""The 4B shape on a GPU with random weights: our batching core against the library's own loops, in one run.

Needs torch, transformers and triton, nothing of the web application. Prints a JSON line for every part as it ends.
"""

import json
import statistics
import threading
import time
import traceback
from collections.abc import Callable
from typing import Any

import torch

from medchat.engines.batching.runner import Runner
from medchat.engines.batching.scheduler import Batcher
from medchat.engines.batching.types import Ended, Request, Sizes
from medchat.engines.types import Sampling

SHAPE_4B = {
    "vocab_size": 262_208,
    "hidden_size": 2560,
    "intermediate_size": 10_240,
    "num_hidden_layers": 34,
    "num_attention_heads": 8,
    "num_key_value_heads": 4,
    "head_dim": 256,
    "query_pre_attn_scalar": 256,
    "sliding_window": 1024,
    "max_position_embeddings": 131_072,
    "rope_scaling": {"rope_type": "linear", "factor": 8.0},
}
"""The text model of Gemma 3 4B; every sixth layer looks all the way back."""

TINY = SHAPE_4B | {
    "vocab_size": 1024,
    "hidden_size": 64,
    "intermediate_size": 128,
    "num_hidden_layers": 6,
    "num_attention_heads": 2,
    "num_key_value_heads": 1,
    "head_dim": 32,
}

SIZES = Sizes(slots=64, length=2048, chunk=1024, waiting=64)
BUDGET_S = 225.0


def tell(part: str, **figures: Any) -> None:
    rounded = {key: round(value, 4) if isinstance(value, float) else value for key, value in figures.items()}
    print(json.dumps({"part": part, **rounded}), flush=True)


class Bench:
    """What the parts share: the clock, the device, the model, the core, the copy bandwidth."""

    def __init__(self, device: str, shape: dict[str, Any], tokens: int) -> None:
        self.start = time.monotonic()
        self.device, self.shape, self.tokens = device, shape, tokens
        self.bandwidth = 0.0
        self.model: Any = None
        self.runner: Any = None
        self.batcher: Any = None

    def part(self, name: str, seconds: float, run: Callable[["Bench"], None]) -> None:
        """Run a part; its failure is told and the next one goes on. Left out when it would outlast the time."""
        begun = time.monotonic()
        if begun - self.start + seconds > BUDGET_S:
            tell(name, left_out=f"{begun - self.start:.0f} s are over")
            return
        try:
            run(self)
        except Exception as error:
            tell(name, error=f"{type(error).__name__}: {error}"[:600], where=traceback.format_exc()[-900:])
        tell(f"{name}: took", seconds=time.monotonic() - begun)

    def sync(self) -> None:
        if self.device == "cuda":
            torch.cuda.synchronize()


class Clock:
    """Notes when each token of an answer came."""

    def __init__(self) -> None:
        self.begun = time.perf_counter()
        self.times: list[float] = []
        self.ids: list[int] = []
        self.why = ""
        self.done = threading.Event()

    def token(self, id_: int) -> None:
        self.times.append(time.perf_counter())
        self.ids.append(id_)

    def end(self, why: Ended, detail: str = "") -> None:
        self.why = f"{why} {detail}".strip()
        self.done.set()

    @property
    def first_ms(self) -> float:
        return 1000 * (self.times[0] - self.begun)


def prompt(number: int, tokens: int, vocabulary: int) -> tuple[int, ...]:
    made = torch.Generator().manual_seed(number)
    return tuple(torch.randint(200, vocabulary - 1, (tokens,), generator=made).tolist())


def place(bench: Bench) -> None:
    figures: dict[str, Any] = {"torch": torch.__version__}
    if bench.device == "cuda":
        properties = torch.cuda.get_device_properties(0)
        figures |= {"gpu": properties.name, "memory_gib": properties.total_memory / 2**30}
    tell("machine", **figures)


def bandwidth(bench: Bench) -> None:
    """Measure bytes a second of a device copy, read and written together."""
    size = 2**31 if bench.device == "cuda" else 2**26
    source = torch.empty(size, dtype=torch.uint8, device=bench.device).fill_(1)
    target = torch.empty_like(source)
    times = []
    for _ in range(12):
        bench.sync()
        begun = time.perf_counter()
        target.copy_(source)
        bench.sync()
        times.append(time.perf_counter() - begun)
    bench.bandwidth = 2 * size / statistics.median(times[2:])
    tell("copy bandwidth", gb_s=bench.bandwidth / 1e9)


def build(bench: Bench) -> None:
    from transformers import AutoModelForCausalLM, Gemma3TextConfig

    config = Gemma3TextConfig(**bench.shape)
    dtype = torch.bfloat16 if bench.device == "cuda" else torch.float32
    torch.manual_seed(1)
    with torch.device(bench.device):
        bench.model = AutoModelForCausalLM.from_config(config, dtype=dtype).eval()
    bench.sync()
    count = sum(weight.numel() for weight in bench.model.parameters())
    tell("model", parameters=count, layers=config.layer_types[:6], dtype=str(dtype))


def core(bench: Bench) -> None:
    begun = time.perf_counter()
    bench.runner = Runner(bench.model, SIZES)
    bench.sync()
    made = time.perf_counter()
    bench.runner.warm()
    bench.sync()
    tell(
        "core",
        kernels_s=made - begun,
        graphs_s=time.perf_counter() - made,
        weights_gb=bench.runner.weights.bytes_read() / 1e9,
        unused=getattr(bench.runner.ops, "unused", {}),
        shapes={str(size): str(shape) for size, shape in getattr(bench.runner.ops, "_shapes", {}).items()},
        memory_gb=torch.cuda.memory_allocated() / 1e9 if bench.device == "cuda" else 0.0,
    )


def agrees(bench: Bench) -> None:
    """Compare our scores with the model's own, on a prompt read in two chunks and twenty steps more."""
    ids = prompt(5, 300, bench.shape["vocab_size"])
    made = bench.runner.read(0, ids[:200], 0)
    made = bench.runner.read(0, ids[200:], 200)
    with torch.inference_mode():
        ours = bench.runner.logits(made).float()
        theirs = bench.model(torch.tensor([ids], device=bench.device)).logits[:, -1].float()
    far = ((ours - theirs).abs().max() / theirs.abs().max()).item()
    bench.runner.open(0, Sampling(top_k=1), 0)
    written = bench.runner.first(0, made, 299).ids()
    while len(written) < 20:
        written += bench.runner.step([0], 300 + len(written)).ids()
    given = {"max_new_tokens": 20, "do_sample": False, "eos_token_id": None, "pad_token_id": 0}
    plain = bench.model.generate(torch.tensor([ids], device=bench.device), **given)[0, 300:].tolist()
    same = next((at for at, (a, b) in enumerate(zip(written, plain, strict=True)) if a != b), len(plain))
    tell("agreement", scores_differ=far, same_tokens=same, of=len(plain))


def bare_steps(bench: Bench) -> None:
    """Time steps with nothing around them, at several sizes and at 100 and 900 stored tokens."""
    for rows in SIZES.buckets():
        for held in (100, 900):
            bench.runner._state.position.fill_(held)
            step = _timed_steps(bench, list(range(rows)), held)
            share = bench.runner.weights.bytes_read() / step / max(bench.bandwidth, 1)
            tell("bare step", rows=rows, held=held, ms=1000 * step, tokens_s=rows / step, share_of_bandwidth=share)


def _timed_steps(bench: Bench, slots: list[int], held: int) -> float:
    times = []
    for _ in range(3):
        bench.sync()
        begun = time.perf_counter()
        for at in range(30):
            drawn = bench.runner.step(slots, held + 90 + at)
        drawn.ids()
        times.append((time.perf_counter() - begun) / 30)
    return min(times)


def streams(bench: Bench, count: int, length: int, *, apart_s: float = 0.0, shared: int = 0) -> list[Clock]:
    """Let `count` answers be written, begun `apart_s` after one another; return their clocks."""
    clocks = []
    same = prompt(0, shared, bench.shape["vocab_size"])
    for number in range(count):
        begun = time.perf_counter()
        own = prompt(number + 1, length - shared, bench.shape["vocab_size"])
        clock = Clock()
        bench.batcher.submit(Request(same + own, clock, bench.tokens, seed=number, shared=shared))
        clocks.append(clock)
        if apart_s:
            time.sleep(max(0.0, apart_s - (time.perf_counter() - begun)))
    for clock in clocks:
        if not clock.done.wait(60):
            raise TimeoutError("an answer did not end")
    return clocks


def aggregate(bench: Bench) -> None:
    bench.batcher = Batcher(bench.runner)
    bench.batcher.start()
    alone = 0.0
    for count, length in ((1, 128), (1, 700), (16, 128), (16, 700), (64, 128), (64, 700)):
        clocks = streams(bench, count, length)
        whole = sum(len(clock.ids) for clock in clocks) / (clocks_end(clocks) - clocks[0].begun)
        steady = _steady(clocks)
        alone = alone or steady
        share = steady * bench.runner.weights.bytes_read() / max(bench.bandwidth, 1) if count == 1 else None
        tell(
            "ours",
            streams=count,
            prompt=length,
            tokens_s=whole,
            steady_tokens_s=steady,
            times_single=steady / alone,
            share_of_bandwidth=share,
            ends=sorted({clock.why for clock in clocks}),
        )


def clocks_end(clocks: list[Clock]) -> float:
    return max(clock.times[-1] for clock in clocks)


def _steady(clocks: list[Clock]) -> float:
    """Return tokens a second while all wrote: from the last one's first token to the first one's last."""
    begin = max(clock.times[0] for clock in clocks)
    end = min(clock.times[-1] for clock in clocks)
    within = sum(begin < at <= end for clock in clocks for at in clock.times)
    return within / (end - begin) if end > begin else 0.0


def prefill(bench: Bench) -> None:
    """Time the reading of a prompt of 700 tokens, whole and behind 500 that are known."""
    ids = prompt(3, 700, bench.shape["vocab_size"])
    for begin in (0, 500):
        times = []
        for _ in range(6):
            bench.sync()
            begun = time.perf_counter()
            bench.runner.read(0, ids[begin:], begin)
            host = time.perf_counter() - begun
            bench.sync()
            times.append((time.perf_counter() - begun, host))
        tell(
            "read a prompt",
            tokens=len(ids) - begin,
            behind=begin,
            ms=1000 * min(times)[0],
            host_ms=1000 * min(times)[1],
        )


def first_tokens(bench: Bench) -> None:
    for apart_s, shared in ((0.05, 0), (0.05, 500), (0.02, 0), (0.02, 500)):
        clocks = streams(bench, 64, 700, apart_s=apart_s, shared=shared)
        times = sorted(clock.first_ms for clock in clocks)
        gaps = sorted(1000 * (b - a) for clock in clocks for a, b in zip(clock.times, clock.times[1:], strict=False))
        tell(
            "first token under load",
            streams=64,
            prompt=700,
            shared=shared,
            apart_ms=1000 * apart_s,
            p50_ms=statistics.median(times),
            p95_ms=times[int(0.95 * len(times))],
            between_tokens_p50_ms=statistics.median(gaps),
            between_tokens_p95_ms=gaps[int(0.95 * len(gaps))],
            tokens_s=sum(len(clock.ids) for clock in clocks) / (clocks_end(clocks) - clocks[0].begun),
        )


def cancels(bench: Bench) -> None:
    """Measure how long after a wish to end, under 32 streams, a slot is told of it."""
    gone, waits = threading.Event(), []
    others = [Clock() for _ in range(31)]
    for number, other in enumerate(others):
        own = prompt(number, 128, bench.shape["vocab_size"])
        bench.batcher.submit(Request(own, other, 1000, seed=number, unwanted=gone.is_set))
    for number in range(10):
        wish, clock = threading.Event(), Clock()
        own = prompt(99 + number, 128, bench.shape["vocab_size"])
        bench.batcher.submit(Request(own, clock, 1000, unwanted=wish.is_set))
        time.sleep(0.3)
        begun = time.perf_counter()
        wish.set()
        clock.done.wait(10)
        waits.append(1000 * (time.perf_counter() - begun))
    gone.set()
    for other in others:
        other.done.wait(10)
    tell("cancel", streams=32, worst_ms=max(waits), median_ms=statistics.median(waits))


def free_core(bench: Bench) -> None:
    """Give the library the memory that the core's slots held."""
    if bench.batcher is not None:
        bench.batcher.close()
    bench.batcher = bench.runner = None
    if bench.device == "cuda":
        torch.cuda.empty_cache()


def main(device: str, shape: dict[str, Any], tokens: int) -> None:
    from tests.benchmarks import engine_kernels, engine_library

    bench = Bench(device, shape, tokens)
    if device == "cpu":
        torch.set_num_threads(1)
    parts: list[tuple[str, float, Callable[[Bench], None]]] = [
        ("machine", 0, place),
        ("bandwidth", 0, bandwidth),
        ("build", 0, build),
        ("core", 0, core),
        ("agreement", 0, agrees),
        ("bare steps", 5, bare_steps),
        ("read", 2, prefill),
        ("aggregate", 10, aggregate),
        ("first tokens", 10, first_tokens),
        ("cancel", 10, cancels),
        ("profile", 5, engine_kernels.profile),
        ("products", 10, engine_kernels.products),
        ("free", 0, free_core),
        (
            "library static",
            25,
            lambda it: engine_library.generate(it, cache_implementation="static", disable_compile=True),
        ),
        ("library batching", 25, engine_library.batching),
        ("library compiled", 60, lambda it: engine_library.generate(it, cache_implementation="static")),
    ]
    for name, seconds, run in parts:
        if device != "cuda" and name in {"products", "library compiled"}:
            continue
        bench.part(name, seconds, run)
    tell("end", seconds=time.monotonic() - bench.start)
