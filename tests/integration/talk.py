"""A websocket client for tests, over the product's own routing."""

import json
import time
import uuid
from typing import Any

from channels.routing import URLRouter
from django.contrib.sessions.backends.db import SessionStore

from medchat.accounts.models import User
from medchat.config.routing import websocket_urlpatterns
from medchat.conversations.models import Conversation
from medchat.conversations.store import read
from tests.integration.socket import Socket

Frame = dict[str, Any]


def session() -> SessionStore:
    """Make a session that is stored."""
    made = SessionStore()
    made.create()
    return made


class Client:
    """One socket of one person in one conversation."""

    def __init__(self, user: User, conversation: Conversation | uuid.UUID) -> None:
        self.user = user
        self.id = getattr(conversation, "pk", conversation)
        self.frames: list[Frame] = []

    async def connect(self) -> "Client":
        self.socket = Socket(URLRouter(websocket_urlpatterns), f"/ws/conversations/{self.id}/")
        self.socket.scope["user"], self.socket.scope["session"] = self.user, await read(session)
        assert await self.socket.connect()
        return self

    async def __aenter__(self) -> "Client":
        return await self.connect()

    async def __aexit__(self, *args: object) -> None:
        await self.close()

    async def close(self) -> None:
        await self.socket.disconnect()

    async def send(self, frame: Frame | str) -> None:
        await self.socket.send_text(frame if isinstance(frame, str) else json.dumps(frame))

    async def say(self, text: str, id: uuid.UUID | None = None) -> uuid.UUID:
        id = id or uuid.uuid4()
        await self.send({"type": "say", "id": str(id), "text": text})
        return id

    async def receive(self, seconds: float = 10) -> Frame:
        frame: Frame = json.loads(await self.socket.receive_text(seconds))
        self.frames.append(frame)
        return frame

    async def until(self, type: str, seconds: float = 20, **fields: object) -> Frame:
        """Read frames until one of this type with these fields comes."""
        end = time.monotonic() + seconds
        while True:
            left = end - time.monotonic()
            frame = await self.receive(max(left, 0.01))
            if frame["type"] == type and all(frame.get(key) == value for key, value in fields.items()):
                return frame

    async def settle(self, seconds: float = 0.4) -> list[Frame]:
        """Read whatever comes within a while."""
        start = len(self.frames)
        while not await self.socket.receive_nothing(seconds, 0.01):
            await self.receive()
        return self.frames[start:]

    def taken(self, after: int = 0) -> list[Frame]:
        """Return what a page takes: frames with a seq in their order, doubles dropped, nothing over a gap."""
        taken: list[Frame] = []
        for frame in self.frames:
            if frame.get("seq") == after + 1 and frame["type"] not in {"accepted", "read"}:
                taken.append(frame)
                after += 1
        return taken

    def story(self) -> list[str]:
        """Name what the page took, in order."""
        return [frame.get("kind") or frame["type"] for frame in self.taken()]

    def seqs(self) -> list[int]:
        return [frame["seq"] for frame in self.frames if "seq" in frame and frame["type"] not in {"accepted", "read"}]
