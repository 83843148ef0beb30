"""The staff's queue, live: sent on connecting and whenever it changed."""

import asyncio
import json
from typing import Any

from channels.generic.websocket import AsyncWebsocketConsumer
from django.utils import timezone

from medchat.conversations.store import read
from medchat.escalation.board import GROUP, Entry, board
from medchat.escalation.seat import seat_of, still_allowed

RECHECK_S = 30.0
NOT_ALLOWED = 4403


class QueueConsumer(AsyncWebsocketConsumer):  # type: ignore[misc]
    """The socket of one member of staff at the queue; it only tells."""

    async def connect(self) -> None:
        self.user = self.scope["user"]
        view = await read(lambda: seat_of(self.user))
        await self.accept()
        if view is None:
            await self.close(NOT_ALLOWED)
            return
        self.view, self.waiting = view, asyncio.Queue[list[Entry]]()
        self.sent: list[Entry] | None = None
        self.tasks = {asyncio.create_task(self._pump()), asyncio.create_task(self._recheck())}
        board.join(self)
        await self.channel_layer.group_add(GROUP, self.channel_name)

    async def disconnect(self, code: int) -> None:
        """Leave the board."""
        if not hasattr(self, "tasks"):
            return
        board.leave(self)
        for task in self.tasks:
            task.cancel()
        await self.channel_layer.group_discard(GROUP, self.channel_name)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """Answer any frame with an error: the queue takes none, and the socket lives."""
        error = {"type": "error", "code": "unknown", "message": "The queue takes no frames."}
        await self.send(text_data=json.dumps(error))

    def show(self, cases: list[Entry]) -> None:
        """Take the queue as it is now; it is sent when it differs from what was sent."""
        self.waiting.put_nowait(cases)

    async def wake(self, message: dict[str, Any]) -> None:
        """Another process changed a case."""
        board.news.set()

    async def _pump(self) -> None:
        while True:
            cases = await self.waiting.get()
            while not self.waiting.empty():
                cases = self.waiting.get_nowait()
            if cases != self.sent:
                frame = {"type": "queue", "now": timezone.now().isoformat(), "cases": cases}
                await self.send(text_data=json.dumps(frame, ensure_ascii=False))
                self.sent = cases

    async def _recheck(self) -> None:
        """Close the socket of somebody who signed out, was disabled or lost the right; follow changed clinics."""
        session = self.scope["session"].session_key
        while True:
            await asyncio.sleep(RECHECK_S)
            view = await read(lambda: still_allowed(self.user, session))
            if view is None:
                await self.close(NOT_ALLOWED)
                return
            self.view = view
