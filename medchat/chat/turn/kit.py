"""What turns of this process work with: the engine that settings choose and the guards, warmed once."""

import asyncio
import functools
import logging
import threading

from django.conf import settings

from medchat.chat.turn.types import Kit
from medchat.engines.registry import EngineConfig, build
from medchat.guardrails import gate, runner, vendor
from medchat.guardrails.types import Judgement, Reply
from medchat.library import search
from medchat.readability import simplify

log = logging.getLogger(__name__)
_warm = threading.Event()


def warm() -> None:
    """Load everything the first message would otherwise wait for; health turns ready afterwards."""
    simplify.warm()
    gate.warm()
    runner.warm()
    shell().warm()
    asyncio.run(kit().engine.health())  # a model starts loading when it is first asked
    search.warm()
    _warm.set()


def is_warm() -> bool:
    """Say whether the guards are loaded."""
    return _warm.is_set()


async def until_warm() -> None:
    """Wait until everything is loaded: an early message waits, it is not blocked."""
    while not _warm.is_set():
        await asyncio.sleep(0.05)


@functools.cache
def shell() -> vendor.Shell:
    """Return the process's outer shell: our guards and the operator's extra validators, through guardrails-ai."""
    return vendor.Shell(tuple(settings.GUARD_EXTRA_VALIDATORS))


def judge(reply: Reply) -> Judgement:
    """Judge a sentence by our own gate, and a whole answer by the shell around it."""
    return shell().check_reply(reply) if reply.whole else gate.judge(reply)


@functools.cache
def kit() -> Kit:
    """Return the process's kit."""
    fallback = build(EngineConfig(name="library"))
    engine = build(engine_config()) if settings.ENGINE != "library" else fallback
    return Kit(
        engine=engine,
        fallback=fallback,
        rules=runner.screen,
        ready=until_warm,
        screen=shell().check_message,
        judge=judge,
        # With one slot a sentence's rewriting would wait for the answer that waits for it.
        rewrites=settings.ENGINE == "openai" or (settings.ENGINE == "medgemma" and settings.MODEL_SLOTS > 1),
    )


def engine_config() -> EngineConfig:
    """Return what the settings say of the engine."""
    return EngineConfig(
        name=settings.ENGINE,
        model=settings.MODEL,
        url=settings.MODEL_URL,
        key_file=settings.MODEL_KEY_FILE,
        dtype=settings.MODEL_DTYPE,
        quantise=settings.MODEL_QUANTISE.removeprefix("none"),
        slots=settings.MODEL_SLOTS,
        length=settings.MODEL_LENGTH,
        waiting=settings.MODEL_WAITING,
    )
