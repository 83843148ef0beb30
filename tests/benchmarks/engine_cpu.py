"""The tiny model on this machine's processor: what the engine adds around the core, and whether it stays in bounds."""

import asyncio
import statistics
import tempfile
import time
from contextlib import aclosing
from typing import Any

import psutil
import torch

from medchat.engines.batching.runner import Runner
from medchat.engines.batching.scheduler import Batcher
from medchat.engines.batching.types import Request, Sizes
from medchat.engines.gemma_chat import encode
from medchat.engines.medgemma import MedGemmaEngine
from medchat.engines.types import Cancel, EngineConfig, EngineError, Limits, Prompt, Sampling
from tests.benchmarks.engine_gpu import Clock, tell
from tests.fakes.tiny_gemma import make_tiny

STREAMS, TOKENS, ROUNDS = 16, 64, 5
DRAWS = Sampling(temperature=1.0)
TOTAL_REQUESTS = 2000


def asked(number: int) -> Prompt:
    return Prompt(f"What does test number {number} tell about the heart?", "Explain in plain words.", 6.0)


async def written(engine: MedGemmaEngine, number: int, tokens: int = TOKENS) -> tuple[str, int]:
    """Return an answer and how many tokens it had."""
    limits = Limits(tokens=tokens, first_s=600, total_s=600)
    try:
        async with aclosing(engine.stream(asked(number), limits=limits, cancel=Cancel())) as stream:
            return "".join([piece async for piece in stream]), limits.progress.tokens
    except EngineError:
        return "", limits.progress.tokens


async def concurrency(engine: MedGemmaEngine, bare: list[float]) -> None:
    """Compare 16 at once with 16 one after another, and with the core alone, in turns; medians of the rounds."""
    alone, together = [], []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        one_by_one = [await written(engine, number) for number in range(STREAMS)]
        middle = time.perf_counter()
        at_once = await asyncio.gather(*(written(engine, number) for number in range(STREAMS)))
        ended = time.perf_counter()
        alone.append(sum(count for _, count in one_by_one) / (middle - begun))
        together.append(sum(count for _, count in at_once) / (ended - middle))
        bare.append(await asyncio.to_thread(core_alone, engine))
        if [text for text, _ in at_once] != [text for text, _ in one_by_one]:
            tell("kept apart", error="an answer differs")
    one, many, core = (statistics.median(rates) for rates in (alone, together, bare))
    tell("16 streams", one_by_one_tokens_s=one, at_once_tokens_s=many, times=many / one, rounds=ROUNDS)
    tell("overhead", core_tokens_s=core, engine_tokens_s=many, share=core / many - 1)


def core_alone(engine: MedGemmaEngine) -> float:
    """Return tokens a second of the bare continuous-batching loop on the same prompts, without text and event loop."""
    ready = engine.load().result()
    torch.set_num_threads(1)
    runner = Runner(ready.loaded.model, Sizes(slots=STREAMS, length=1024), banned=ready.loaded.banned)
    batcher = Batcher(runner)
    clocks = [Clock() for _ in range(STREAMS)]
    begun = time.perf_counter()
    for number, clock in enumerate(clocks):
        ids = encode(ready.loaded.tokenizer, asked(number), multimodal=False, control=ready.loaded.control)
        stops = frozenset(ready.loaded.stops)
        batcher.submit(Request(ids.ids, clock, TOKENS, DRAWS, stops, ids.shared, seed=hash(ids.ids)))
    while not all(clock.done.is_set() for clock in clocks):
        batcher.round()
    return sum(len(clock.ids) for clock in clocks) / (time.perf_counter() - begun)


async def cancels(engine: MedGemmaEngine) -> None:
    """Measure how long a stream goes on after its cancel, among 15 others."""
    others = [asyncio.create_task(written(engine, number, 900)) for number in range(STREAMS - 1)]
    waits = []
    for number in range(20):
        cancel = Cancel()
        limits = Limits(tokens=900, first_s=600, total_s=600)
        async with aclosing(engine.stream(asked(100 + number), limits=limits, cancel=cancel)) as stream:
            await anext(stream)
            begun = time.perf_counter()
            cancel.set()
            async for _ in stream:
                pass
        waits.append(1000 * (time.perf_counter() - begun))
    for other in others:
        other.cancel()
    await asyncio.wait(set(others))
    tell("cancel", n=len(waits), median_ms=statistics.median(waits), worst_ms=max(waits))


async def memory(engine: MedGemmaEngine) -> None:
    """Write 2,000 short answers, 64 at once, and say how the memory grew behind the first 500."""
    me, marks = psutil.Process(), []
    for begin in range(0, TOTAL_REQUESTS, 50):
        await asyncio.gather(*(written(engine, number, 8) for number in range(begin, begin + 50)))
        marks.append(me.memory_info().rss / 2**20)
    tell("memory", requests=TOTAL_REQUESTS, after_500_mib=marks[9], at_end_mib=marks[-1], grew_mib=marks[-1] - marks[9])


async def measure(**settings: Any) -> None:
    with tempfile.TemporaryDirectory() as folder:
        make_tiny(folder)
        config = EngineConfig(name="medgemma", model=folder, sampling=DRAWS, slots=STREAMS, length=1024, **settings)
        engine = MedGemmaEngine(config)
        await asyncio.wrap_future(engine.load())
        await asyncio.gather(*(written(engine, number) for number in range(STREAMS)))
        await concurrency(engine, [])
        await cancels(engine)
        await memory(engine)
        engine.close()


def main() -> None:
    asyncio.run(measure())
