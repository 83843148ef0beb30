"""The engine that runs MedGemma here, from a local folder, through transformers."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cached_property
from typing import Any

from medchat.engines import checkpoint
from medchat.engines.checkpoint import Loaded
from medchat.engines.gemma_chat import encode
from medchat.engines.pacing import never_empty, paced
from medchat.engines.thinking import without_thinking
from medchat.engines.token_text import TokenText
from medchat.engines.types import Cancel, Description, EngineConfig, EngineError, Health, Limits, Prompt, Stream

Ended = EngineError | None
Put = Callable[[str | Ended], None]


class MedGemmaEngine:
    """Stream MedGemma's answers; one is written at a time, the others wait in line."""

    def __init__(self, config: EngineConfig) -> None:
        self._config = config
        self._checkpoint = checkpoint.check(config.model, config.dtype)
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="medgemma")
        self._lock = threading.Lock()
        self._loading: Future[Loaded] | None = None

    def load(self) -> Future[Loaded]:
        """Begin to load the model, once, in the background; the future holds it or the EngineError why not."""
        with self._lock:
            if self._loading is None:
                self._loading = self._writer.submit(self._load)
            return self._loading

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
        written = never_empty(without_thinking(self._written(prompt, limits, cancel)))
        return paced(written, limits=limits, cancel=cancel)

    @cached_property
    def _revision(self) -> str:
        return self._checkpoint.revision

    def _load(self) -> Loaded:
        try:
            return checkpoint.load(self._checkpoint)
        except EngineError:
            raise
        except Exception as error:
            raise EngineError(f"The model could not be loaded ({type(error).__name__}: {error}).") from None

    async def _written(self, prompt: Prompt, limits: Limits, cancel: Cancel) -> Stream:
        """Hand the prompt to the writer's thread and yield what it puts; ending early tells the thread to stop."""
        loop = asyncio.get_running_loop()
        queue: asyncio.Queue[str | Ended] = asyncio.Queue()
        gone = Cancel()
        loading = self.load()
        job = _Job(prompt, limits, self._config, lambda: cancel.is_set() or gone.is_set())
        self._writer.submit(_write, job, loading, lambda item: _hand_over(loop, queue, item))
        try:
            while isinstance(item := await queue.get(), str):
                yield item
        finally:
            gone.set()
        if item is not None:
            raise item


class _Job:
    """One answer to be written, and how to know that nobody wants it any more."""

    def __init__(self, prompt: Prompt, limits: Limits, config: EngineConfig, unwanted: Callable[[], bool]) -> None:
        self.prompt = prompt
        self.limits = limits
        self.sampling = config.sampling
        self.unwanted = unwanted


def _hand_over(loop: asyncio.AbstractEventLoop, queue: asyncio.Queue[str | Ended], item: str | Ended) -> None:
    """Put an item into a queue of another thread's loop; raise RuntimeError when that loop has closed."""
    loop.call_soon_threadsafe(queue.put_nowait, item)


def _write(job: _Job, loading: Future[Loaded], put: Put) -> None:
    """Write one answer in the writer's thread; whatever happens, the reader gets an end."""
    ended: Ended = None
    try:
        if not job.unwanted():
            _generate(loading.result(), job, put)
    except EngineError as error:
        ended = error
    except Exception as error:
        # The error's own text may hold the patient's: its kind is enough for an operator.
        ended = EngineError(f"The model could not write ({type(error).__name__}).")
    finally:
        put(ended)


def _generate(loaded: Loaded, job: _Job, put: Put) -> None:
    from transformers import GenerationConfig, LogitsProcessorList, StoppingCriteriaList

    sampling = job.sampling
    inputs = encode(loaded.tokenizer, job.prompt, multimodal=loaded.multimodal, control=loaded.control)
    loaded.model.generate(
        **inputs.to(loaded.model.device),
        generation_config=GenerationConfig(
            do_sample=True,
            temperature=sampling.temperature,
            top_p=sampling.top_p,
            top_k=sampling.top_k,
            repetition_penalty=sampling.repetition_penalty,
            max_new_tokens=job.limits.tokens,
            eos_token_id=list(loaded.stops),
            pad_token_id=loaded.tokenizer.pad_token_id,
            bos_token_id=loaded.tokenizer.bos_token_id,
            suppress_tokens=list(loaded.banned) or None,
        ),
        streamer=TokenText(loaded.tokenizer, hidden=loaded.hidden, put=put),
        logits_processor=LogitsProcessorList([_refuse_nan]),
        stopping_criteria=StoppingCriteriaList([_stop_when(job.unwanted)]),
    )


def _refuse_nan(input_ids: Any, scores: Any) -> Any:
    """Raise EngineError on NaN before a token is drawn from it: on a GPU that draw would end the process."""
    if scores.isnan().any():
        raise EngineError("The model's output is NaN: check its number format and its files.")
    return scores


def _stop_when(unwanted: Callable[[], bool]) -> Callable[..., Any]:
    def criterion(input_ids: Any, scores: Any, **_: Any) -> Any:
        import torch

        return torch.full((input_ids.shape[0],), unwanted(), dtype=torch.bool, device=input_ids.device)

    return criterion
