"""The engine that runs MedGemma here, from a local folder: many answers at once from one model (docs/engines.md)."""

import asyncio
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import aclosing
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from medchat.engines import checkpoint, memory
from medchat.engines.checkpoint import Loaded
from medchat.engines.gemma_chat import Encoded, encode
from medchat.engines.letters import Ending, Letter, Letterbox, Post
from medchat.engines.loops import Loops
from medchat.engines.pacing import never_empty, paced
from medchat.engines.thinking import without_thinking
from medchat.engines.token_text import TokenText
from medchat.engines.types import (
    Busy,
    Cancel,
    Description,
    EngineConfig,
    EngineError,
    Faulty,
    Health,
    Limits,
    Prompt,
    Stream,
)

TRIES = 2
"""A fault before the first visible word gets one more try; then the caller shows the approved text."""

LOOK_S = 0.1
"""Seconds between looks at the place in line while an answer has not begun."""


@dataclass(frozen=True, slots=True)
class Ready:
    """The model in memory, and the thread that writes with it."""

    loaded: Loaded
    runner: Any
    batcher: Any


class MedGemmaEngine:
    """Stream MedGemma's answers; as many at once as there are slots, the others wait in line."""

    def __init__(self, config: EngineConfig) -> None:
        if config.sampling.repetition_penalty != 1.0:
            raise EngineError("The medgemma engine draws without a repetition penalty: leave it at 1.0.")
        self._config = config
        self._checkpoint = checkpoint.check(config.model, config.dtype, config.quantise)
        self._helper = ThreadPoolExecutor(max_workers=1, thread_name_prefix="medgemma")
        self._post = Post()
        self._lock = threading.Lock()
        self._loading: Future[Ready] | None = None

    def load(self) -> "Future[Ready]":
        """Begin to load the model, once, in the background; the future holds it or the EngineError why not."""
        with self._lock:
            if self._loading is None:
                self._loading = self._helper.submit(self._load)
            return self._loading

    def close(self) -> None:
        """End what is being written, and the threads."""
        self._helper.shutdown(cancel_futures=True)
        if self._loading and self._loading.done() and not self._loading.cancelled() and not self._loading.exception():
            self._loading.result().batcher.close()

    async def health(self) -> Health:
        """Begin to load the model if nothing has yet, and say whether it is there."""
        loading = self.load()
        if not loading.done():
            return Health(ready=False, reason="The model is being loaded.")
        failed = loading.exception()
        return Health(ready=failed is None, reason=str(failed or ""))

    def describe(self) -> Description:
        return Description(name="medgemma", model=self._checkpoint.name, revision=self._revision)

    def stream(self, prompt: Prompt, *, limits: Limits, cancel: Cancel) -> Stream:
        """Yield the answer as the model writes it; waiting in line counts against `limits`."""
        return paced(self._tried(prompt, limits, cancel), limits=limits, cancel=cancel)

    @cached_property
    def _revision(self) -> str:
        return self._checkpoint.revision

    def _load(self) -> Ready:
        try:
            memory.check(self._checkpoint, self._config)
            loaded = checkpoint.load(self._checkpoint)
            return self._started(loaded)
        except EngineError:
            raise
        except Exception as error:
            raise EngineError(f"The model could not be loaded ({type(error).__name__}: {error}).") from None

    def _started(self, loaded: Loaded) -> Ready:
        from medchat.engines.batching.runner import Runner
        from medchat.engines.batching.scheduler import Batcher
        from medchat.engines.batching.types import Sizes

        config = self._config
        sizes = Sizes(slots=config.slots, length=config.length, waiting=config.waiting)
        runner = Runner(loaded.model, sizes, banned=loaded.banned)
        runner.warm()
        batcher = Batcher(runner, after_round=self._post.deliver)
        batcher.start()
        return Ready(loaded, runner, batcher)

    async def _tried(self, prompt: Prompt, limits: Limits, cancel: Cancel) -> Stream:
        """Write; once more when the first try came to nothing before a word of it was let out."""
        for attempt in range(TRIES):
            begun = False
            written = never_empty(without_thinking(self._written(prompt, limits, cancel, attempt)))
            try:
                async with aclosing(written):
                    async for piece in written:
                        begun = begun or bool(piece.strip())
                        yield piece
                return
            except Faulty:
                if begun or attempt + 1 == TRIES:
                    raise

    async def _written(self, prompt: Prompt, limits: Limits, cancel: Cancel, attempt: int) -> Stream:
        """Put the prompt in line and yield the text of the tokens that come; ending early gives up the slot."""
        loop = asyncio.get_running_loop()
        ready = await asyncio.shield(asyncio.wrap_future(self.load()))
        encoded = await loop.run_in_executor(self._helper, _encoded, ready.loaded, prompt)
        limits.progress.prompt_tokens, gone, box = len(encoded.ids), Cancel(), Letterbox(self._post, loop)
        request = self._request(ready, encoded, limits, box, attempt)
        request = replace(request, unwanted=lambda: cancel.is_set() or gone.is_set())
        _submit(ready.batcher, request)
        try:
            async for piece in self._read(ready, request, box, limits):
                yield piece
        finally:
            limits.progress.ahead = None
            gone.set()

    def _request(self, ready: Ready, encoded: Encoded, limits: Limits, box: Letterbox, attempt: int) -> Any:
        from medchat.engines.batching.types import Request

        return Request(
            prompt=encoded.ids,
            sink=box,
            limit=limits.tokens,
            sampling=self._config.sampling,
            stops=frozenset(ready.loaded.stops),
            shared=encoded.shared,
            seed=hash(encoded.ids) ^ attempt,
        )

    async def _read(self, ready: Ready, request: Any, box: Letterbox, limits: Limits) -> Stream:
        text, loops = TokenText(ready.loaded.tokenizer, hidden=ready.loaded.hidden), Loops()
        letter = await _first(ready.batcher, request, box, limits)
        while True:
            limits.progress.tokens += len(letter.ids)
            circles = sum(map(loops.feed, letter.ids)) > 0  # each one is fed
            if piece := text.feed(letter.ids):
                yield piece
            if circles:
                raise Faulty("The model went round in circles.")
            if letter.ending is not None:
                break
            letter = await box.arrived.get()
        if piece := text.finish():
            yield piece
        _raise(letter.ending)


def _encoded(loaded: Loaded, prompt: Prompt) -> Encoded:
    try:
        return encode(loaded.tokenizer, prompt, multimodal=loaded.multimodal, control=loaded.control)
    except EngineError:
        raise
    except Exception as error:
        raise _plain(error) from None


def _submit(batcher: Any, request: Any) -> None:
    from medchat.engines.batching.types import TooLong, TooMany

    try:
        batcher.submit(request)
    except TooMany as error:
        raise Busy(f"The model is busy: {error}.") from None
    except TooLong as error:
        raise EngineError(f"The prompt is too long: {error} (MEDCHAT_MODEL_LENGTH).") from None


async def _first(batcher: Any, request: Any, box: Letterbox, limits: Limits) -> Letter:
    """Wait for the first letter, and keep the place in line up to date meanwhile."""
    while True:
        limits.progress.ahead = batcher.before(request)
        try:
            letter = await asyncio.wait_for(box.arrived.get(), LOOK_S)
        except TimeoutError:
            continue
        limits.progress.ahead = None
        return letter


def _raise(ending: Ending) -> None:
    """Raise what an ending means to a reader; a stop, a limit and a wish to end mean nothing special."""
    from medchat.engines.batching.types import Ended

    why, detail = ending
    if why is Ended.NAN:
        raise Faulty("The model's output is NaN: check its number format and its files.")
    if why is Ended.BROKEN:
        raise EngineError(f"The model could not write ({detail}).")


def _plain(error: Exception) -> EngineError:
    """Name the kind of an error alone: its own text may hold the patient's."""
    return EngineError(f"The model could not write ({type(error).__name__}).")
