"""Engines to test: the library's, MedGemma on two tiny checkpoints, and one behind a fake endpoint."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from medchat.engines import registry
from medchat.engines.medgemma import MedGemmaEngine
from medchat.engines.types import Engine, EngineConfig, Sampling
from tests.fakes.endpoint import Endpoint, Mode, serving
from tests.fakes.tiny_gemma import tiny_multimodal, tiny_text
from tests.unit.engines import steer

__all__ = ["tiny_multimodal", "tiny_text"]

Trouble = Callable[[], AbstractContextManager[None]]

GREEDY = Sampling(top_k=1)
"""Draws the likeliest token: the same prompt gets the same answer, so that mixed-up answers show."""


@dataclass(frozen=True)
class Bench:
    """An engine and ways to get it into trouble."""

    engine: Engine
    dawdle: Trouble = field(default=nullcontext)
    fail: Trouble = field(default=nullcontext)


@pytest.fixture(scope="session")
def text_engine(tiny_text: Path) -> Iterator[MedGemmaEngine]:
    with loaded(tiny_text) as engine:
        yield engine


@pytest.fixture(scope="session")
def multimodal_engine(tiny_multimodal: Path) -> Iterator[MedGemmaEngine]:
    with loaded(tiny_multimodal) as engine:
        yield engine


@contextmanager
def loaded(folder: Path, **settings: Any) -> Iterator[MedGemmaEngine]:
    engine = MedGemmaEngine(EngineConfig(**{"name": "medgemma", "model": str(folder), "sampling": GREEDY} | settings))
    engine.load().result(timeout=60)
    yield engine
    engine.close()


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    with serving() as running:
        yield running


@contextmanager
def mode(endpoint: Endpoint, wanted: Mode) -> Iterator[None]:
    before, endpoint.mode = endpoint.mode, wanted
    yield
    endpoint.mode = before


@pytest.fixture(params=["library", "medgemma-text", "medgemma-multimodal", "openai"])
def bench(request: pytest.FixtureRequest) -> Bench:
    if request.param == "library":
        return Bench(registry.build("library"))
    if request.param == "openai":
        endpoint = request.getfixturevalue("endpoint")
        engine = registry.build("openai", model="fake", url=endpoint.url, key="sk-secret")
        return Bench(engine, partial(mode, endpoint, Mode.SLOW), partial(mode, endpoint, Mode.ERROR))
    medgemma = request.getfixturevalue("text_engine" if request.param == "medgemma-text" else "multimodal_engine")
    runner = medgemma.load().result().runner
    return Bench(medgemma, partial(steer.hooked, runner, steer.dawdling), partial(steer.hooked, runner, steer.failing))
