"""Take a tiny model by the hand: make the real core draw given tokens, dawdle, fail or give NaN."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any


@contextmanager
def hooked(runner: Any, change: Callable[[int, Any], None]) -> Iterator[None]:
    """Call `change(step, logits)` on the scores of every step; step counts from 0."""
    step, logits = 0, runner.logits

    def changed(rows: Any) -> Any:
        nonlocal step
        scores = logits(rows)
        change(step, scores)
        step += 1
        return scores

    runner.logits = changed
    try:
        yield
    finally:
        del runner.logits


def writing(ids: Sequence[int]) -> Callable[[int, Any], None]:
    """Draw these token ids, one after another and again from the first: a second try meets the same."""

    def change(step: int, logits: Any) -> None:
        logits[..., ids[step % len(ids)]] = 1e4

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
