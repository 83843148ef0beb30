"""Tell this process's sockets what was committed. The event table is the bus; this only saves asking it.

Commits in this process arrive by signal, in whatever thread committed; commits elsewhere arrive as a wake through
the channel layer (which may lose it) or, at the latest, by the poll once a second.
"""

import asyncio
import logging
import uuid
from collections import defaultdict
from typing import Any, Protocol

from channels.layers import InMemoryChannelLayer, get_channel_layer
from django.db import DatabaseError

from medchat.chat.frames import Frame
from medchat.conversations import events
from medchat.conversations.models import Conversation, Event
from medchat.conversations.store import read
from medchat.escalation import actions as escalation

POLL_S = 1.0
log = logging.getLogger(__name__)


class Listener(Protocol):
    """A socket, as the hub sees it."""

    def offer(self, frame: Frame) -> None: ...

    def note(self, last_seq: int) -> None: ...

    def show_state(self, state: dict[str, Any]) -> None: ...

    def whisper(self, frame: Frame) -> None: ...


class Hub:
    """Listeners by conversation, of one process and one event loop."""

    def __init__(self) -> None:
        self.listeners: dict[uuid.UUID, set[Listener]] = defaultdict(set)
        self.loop: asyncio.AbstractEventLoop | None = None
        self.poller: asyncio.Task[None] | None = None

    def join(self, conversation: uuid.UUID, listener: Listener) -> None:
        """Start listening; the first listener of a loop starts its poll."""
        loop = asyncio.get_running_loop()
        if self.loop is not loop:
            self.loop, self.poller = loop, None
            self.listeners.clear()
        self.listeners[conversation].add(listener)
        if self.poller is None or self.poller.done():
            self.poller = loop.create_task(self._poll())

    def leave(self, conversation: uuid.UUID, listener: Listener) -> None:
        """Stop listening; without listeners the poll ends."""
        self.listeners[conversation].discard(listener)
        if not self.listeners[conversation]:
            del self.listeners[conversation]
        if not self.listeners and self.poller is not None:
            self.poller.cancel()
            self.poller = None

    def on_commit(self, sender: object, event: Event, **kwargs: object) -> None:
        """Take a committed event from any thread."""
        frame = event.frame()
        if self.loop is not None and not self.loop.is_closed():
            self.loop.call_soon_threadsafe(self._deliver, event.conversation_id, frame)

    def on_case(self, sender: object, case: Any, **kwargs: object) -> None:
        """Take a changed case from any thread."""
        if self.loop is not None and not self.loop.is_closed():
            self.loop.call_soon_threadsafe(self._refresh_soon, case.conversation_id)

    def _deliver(self, conversation: uuid.UUID, frame: Frame) -> None:
        for listener in tuple(self.listeners.get(conversation, ())):
            listener.offer(frame)
        layer = get_channel_layer()
        if layer is not None and not isinstance(layer, InMemoryChannelLayer):
            wake = {"type": "wake", "seq": frame["seq"]}
            self._background(layer.group_send(group(conversation), wake))

    def _refresh_soon(self, conversation: uuid.UUID) -> None:
        self._background(self._refresh([conversation]))

    def _background(self, work: Any) -> None:
        task = asyncio.ensure_future(work)
        task.add_done_callback(lambda done: done.cancelled() or done.exception())

    async def _poll(self) -> None:
        while True:
            await asyncio.sleep(POLL_S)
            try:
                await self._refresh(list(self.listeners))
            except DatabaseError as error:
                log.warning("the poll for new events failed: %s", type(error).__name__)

    async def _refresh(self, conversations: list[uuid.UUID]) -> None:
        """Ask the table how far each conversation is and who answers it."""
        for conversation, last_seq, state in await read(lambda: progress(conversations)):
            for listener in tuple(self.listeners.get(conversation, ())):
                listener.note(last_seq)
                listener.show_state(state)

    def whisper(self, conversation: uuid.UUID, frame: Frame, *, but: Listener) -> None:
        """Pass on something that is not kept (typing, read) to the other sockets of this process."""
        for listener in tuple(self.listeners.get(conversation, ())):
            if listener is not but:
                listener.whisper(frame)


def progress(conversations: list[uuid.UUID]) -> list[tuple[uuid.UUID, int, dict[str, Any]]]:
    """Return last seq and state of each conversation."""
    rows = list(Conversation.objects.filter(pk__in=conversations))
    states = escalation.states_of(rows)
    return [(row.pk, row.last_seq, states[row.pk]) for row in rows]


def group(conversation: uuid.UUID) -> str:
    """Name the channel-layer group of a conversation."""
    return f"conversation.{conversation.hex}"


hub = Hub()
events.committed.connect(hub.on_commit, weak=False)
escalation.changed.connect(hub.on_case, weak=False)
