"""The library's own loops on the same shape, for comparison."""

import time
from typing import Any

import torch

from tests.benchmarks.engine_gpu import Bench, prompt, tell


def generate(bench: Bench, **given: Any) -> None:
    """Time the library's own generate(), alone and at 16 and 64 in a padded batch of equal lengths."""
    settings = {
        "do_sample": True,
        "temperature": 0.3,
        "top_k": 64,
        "top_p": 0.95,
        "eos_token_id": None,
        "pad_token_id": 0,
    }
    for rows in (1, 16, 64):
        ids = torch.tensor(
            [prompt(number, 128, bench.shape["vocab_size"]) for number in range(rows)], device=bench.device
        )
        times = []
        for new in (8, 8, 40):
            bench.sync()
            begun = time.perf_counter()
            bench.model.generate(ids, max_new_tokens=new, min_new_tokens=new, **settings, **given)
            bench.sync()
            times.append(time.perf_counter() - begun)
        step = (times[2] - times[1]) / 32
        tell("library generate", given=str(given), streams=rows, ms=1000 * step, tokens_s=rows / step)


def batching(bench: Bench) -> None:
    """Time the library's continuous batching on the same requests."""
    from transformers import GenerationConfig

    for rows, length, new in ((64, 700, 4), (1, 128, 64), (64, 128, 64), (64, 700, 64)):  # the first sets it up
        prompts = [list(prompt(number, length, bench.shape["vocab_size"])) for number in range(rows)]
        settings = GenerationConfig(max_new_tokens=new, do_sample=False, eos_token_id=-1, pad_token_id=0)
        bench.sync()
        begun = time.perf_counter()
        out = bench.model.generate_batch(
            prompts, generation_config=settings, progress_bar=False, persistent_manager=True, max_new_tokens=new
        )
        bench.sync()
        spent = time.perf_counter() - begun
        count = sum(len(one.generated_tokens) for one in out.values())
        tell("library continuous batching", streams=rows, prompt=length, tokens_s=count / spent, tokens=count, s=spent)
