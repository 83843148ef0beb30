"""An engine that writes what a test tells it to; tests/unit/engines/test_conformance.py holds it to the protocol."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence

from medchat.engines.types import Cancel, Description, EngineError, Health, Limits, Prompt

Step = str | BaseException | Callable[[], object]


class ScriptedEngine:
    """Yield texts, raise exceptions, or wait for awaitables that a step returns."""

    def __init__(self, *steps: Step) -> None:
        self.steps: Sequence[Step] = steps
        self.prompts: list[Prompt] = []
        self.cancelled = False

    async def stream(self, prompt: Prompt, *, limits: Limits, cancel: Cancel) -> AsyncIterator[str]:
        self.prompts.append(prompt)
        for step in self.steps:
            if cancel.is_set():
                self.cancelled = True
                return
            if isinstance(step, BaseException):
                raise step
            if callable(step):
                waited = step()
                if asyncio.iscoroutine(waited) or isinstance(waited, asyncio.Future):
                    await waited
                continue
            yield step
            await asyncio.sleep(0)

    async def health(self) -> Health:
        return Health(True)

    def describe(self) -> Description:
        return Description("scripted", "script", "1")


__all__ = ["EngineError", "ScriptedEngine"]
