"""What a web process does when it starts and stops: warm the guards, close orphans, let running turns end."""

import asyncio
import logging
import threading
from collections.abc import Awaitable, Callable
from typing import Any

from medchat.chat import desk
from medchat.chat.turn import kit
from medchat.chat.turn.record import reap
from medchat.conversations import store

REAP_S = 5.0
GRACE_S = 5.0
log = logging.getLogger(__name__)

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]


class Lifespan:
    """The ASGI lifespan protocol."""

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        await receive()
        threading.Thread(target=_warm, name="warm", daemon=True).start()
        reaper = asyncio.create_task(_reap())
        await send({"type": "lifespan.startup.complete"})
        await receive()
        reaper.cancel()
        await desk.finish(GRACE_S)
        await asyncio.to_thread(store.close)
        await send({"type": "lifespan.shutdown.complete"})


def _warm() -> None:
    try:
        kit.warm()
    except Exception:
        log.exception("the guards could not be loaded; this process stays not ready and answers nothing")


async def _reap() -> None:
    """Close orphaned turns: those of a process that died, this one's earlier life included."""
    while True:
        try:
            await store.read(reap)
        except Exception as error:
            log.warning("orphans could not be looked for: %s", type(error).__name__)
        await asyncio.sleep(REAP_S)
