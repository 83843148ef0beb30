"""Take a tiny model by the hand: make the real `generate()` draw given tokens, dawdle, fail or give NaN."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any


@contextmanager
def hooked(model: Any, change: Callable[[int, Any], None]) -> Iterator[None]:
    """Call `change(step, logits)` on every forward pass; step counts from 0."""
    step = 0

    def hook(module: Any, args: Any, output: Any) -> None:
        nonlocal step
        change(step, output.logits)
        step += 1

    handle = model.register_forward_hook(hook)
    try:
        yield
    finally:
        handle.remove()


def writing(ids: Sequence[int]) -> Callable[[int, Any], None]:
    """Draw these token ids, one after another; behind them the model goes on as it likes."""

    def change(step: int, logits: Any) -> None:
        if step < len(ids):
            logits[..., ids[step]] = 1e4

    return change


SECRET = " ".join(("violet", "spots"))
"""Put together here, so that a traceback's source lines do not hold it."""


def dawdling(step: int, logits: Any) -> None:
    time.sleep(0.1)


def failing(step: int, logits: Any) -> None:
    if step == 2:
        raise RuntimeError(f"out of memory while reading: {SECRET}")


def nan(step: int, logits: Any) -> None:
    logits[...] = float("nan")
