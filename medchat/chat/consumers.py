"""One socket of one person in one conversation: reads frames, starts turns as tasks, and sends what is committed."""

import asyncio
import contextlib
import json
import logging
import uuid
from collections import deque
from typing import Any

from channels.generic.websocket import AsyncWebsocketConsumer

from medchat.chat import desk, frames
from medchat.chat.frames import BadFrame, Frame
from medchat.chat.hub import group, hub
from medchat.chat.turn.kit import kit
from medchat.chat.turn.pipeline import run_turn
from medchat.chat.turn.types import Turn
from medchat.conversations.events import frames_after
from medchat.conversations.store import NotStored, read, write
from medchat.escalation.actions import NotYours
from medchat.guardrails.types import Said

RECHECK_S = 30.0
REMEMBERED = 12
NOT_ALLOWED = 4403
log = logging.getLogger(__name__)


class ConversationConsumer(AsyncWebsocketConsumer):  # type: ignore[misc]
    """The socket of a patient, or of staff who have a case here."""

    async def connect(self) -> None:
        self.id: uuid.UUID = self.scope["url_route"]["kwargs"]["conversation"]
        self.user = self.scope["user"]
        seat = await read(lambda: desk.seat_of(self.user, self.id))
        if seat is None:
            await self.accept()
            await self.close(NOT_ALLOWED)
            return
        self.seat = seat
        self.said: deque[Said] = deque(await read(lambda: desk.remembered(self.id, REMEMBERED)), maxlen=REMEMBERED)
        self.sent = self.known = seat.last_seq
        self.buffer: dict[int, Frame] = {}
        self.state: dict[str, Any] | None = None
        self.news = asyncio.Event()
        await self.accept()
        hub.join(self.id, self)
        await self.channel_layer.group_add(group(self.id), self.channel_name)
        await self.send_frame(seat.hello())
        self.show_state(await read(lambda: desk.state(self.id)))
        self.tasks = {asyncio.create_task(self._pump()), asyncio.create_task(self._recheck())}

    async def disconnect(self, code: int) -> None:
        """Leave; a closed socket does not stop the answer."""
        hub.leave(self.id, self) if hasattr(self, "news") else None
        for task in getattr(self, "tasks", ()):
            task.cancel()
        if hasattr(self, "news"):
            await self.channel_layer.group_discard(group(self.id), self.channel_name)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """Handle one frame; a bad one is answered and the socket lives."""
        try:
            frame = frames.parse(text_data)
            await self._handle(frame)
        except BadFrame as bad:
            await self.send_frame(frames.error(bad.code, bad.message, bad.id))
        except NotYours as refusal:
            await self.send_frame(frames.error("not_allowed", str(refusal), getattr(frame, "id", None)))
        except NotStored:
            message = "That could not be saved. Please try again."
            await self.send_frame(frames.error("not_stored", message, getattr(frame, "id", None)))

    async def _handle(self, frame: frames.ClientFrame) -> None:
        match frame:
            case frames.Say() if self.seat.role == "patient":
                self._start(frame)
            case frames.Say():
                await self._answer(frame)
            case frames.Again() if self.seat.role == "patient":
                text, grade = await read(lambda: desk.again(frame, self.user, self.id))
                self._start(frames.Say(frame.id, text), about=frame.turn, grade=grade)
            case frames.Teach() if self.seat.role == "patient":
                topic = await read(lambda: desk.taught(frame, self.user, self.id))
                self._start(frames.Say(frame.id, frame.text), teach=topic)
            case frames.Resume(after):
                self.sent = min(after, self.known)
                self.buffer.clear()
                self.news.set()
            case frames.Typing():
                hub.whisper(self.id, {"type": "typing", "role": self.seat.role}, but=self)
            case frames.Read(seq):
                hub.whisper(self.id, {"type": "read", "role": self.seat.role, "seq": seq}, but=self)
            case _ if self.seat.role == "patient":
                await write(self.id, lambda: desk.apply(frame, self.user, self.id))
                await self._after(frame)
            case _:
                raise BadFrame("not_allowed", "Only the patient can do that.")

    async def _answer(self, frame: frames.Say) -> None:
        """Send a person's words to the patient."""
        seq = await write(self.id, lambda: desk.answer(frame, self.user, self.id))
        await self.send_frame(frames.accepted(frame.id, seq))

    async def _after(self, frame: frames.ClientFrame) -> None:
        """Follow up what only this process can do at once."""
        if isinstance(frame, frames.Stop):
            desk.cancel(self.id)
        if isinstance(frame, frames.Level | frames.Country):
            seat = await read(lambda: desk.seat_of(self.user, self.id))
            self.seat = seat or self.seat
        if isinstance(frame, frames.Person):
            await self.send_frame(frames.accepted(frame.id, self.known))
        self.show_state(await read(lambda: desk.state(self.id)))

    def _start(
        self, frame: frames.Say, *, about: uuid.UUID | None = None, grade: int | None = None, teach: str = ""
    ) -> None:
        """Run the turn as a task of the process: stop, takeover and the next message are handled meanwhile."""
        turn = Turn(
            say=frame,
            user=self.user,
            conversation_id=self.id,
            said=tuple(self.said),
            language=self.seat.language,
            country=self.seat.country,
            about=about,
            grade=grade,
            teach=teach,
        )
        self.said.append(Said("patient", frame.text))
        desk.start(self.id, turn, self._run(turn))

    async def _run(self, turn: Turn) -> None:
        """Tell this socket what has no seq; everything else reaches it through the hub."""
        async for frame in run_turn(turn, kit()):
            if "seq" not in frame or frame["type"] == "accepted":
                with contextlib.suppress(Exception):  # the socket may be gone; the turn goes on
                    await self.send_frame(frame)

    # --- what the hub tells ---------------------------------------------------------------------------------------

    def offer(self, frame: Frame) -> None:
        """Take a committed frame; it is sent when everything before it was."""
        self.known = max(self.known, frame["seq"])
        if frame["seq"] > self.sent and len(self.buffer) < frames.MAX_BUFFER:
            self.buffer[frame["seq"]] = frame
        if frame["type"] == "message" and frame["author"]["role"] == "staff":
            self.said.append(Said("staff", frame["text"]))
        self.news.set()

    def note(self, last_seq: int) -> None:
        """Learn how far the conversation is."""
        if last_seq > self.known:
            self.known = last_seq
        if self.known > self.sent:
            self.news.set()

    def show_state(self, state: dict[str, Any]) -> None:
        """Send the state when it changed."""
        if state != self.state:
            self.state = state
            self.whisper({"type": "state", **state})

    def whisper(self, frame: Frame) -> None:
        """Send a frame that is not kept."""
        task = asyncio.ensure_future(self.send_frame(frame))
        task.add_done_callback(lambda done: done.cancelled() or done.exception())

    async def wake(self, message: dict[str, Any]) -> None:
        """Another process committed something."""
        self.note(message["seq"])

    async def _pump(self) -> None:
        """Send committed frames in order, each once; gaps are read from the table."""
        while True:
            await self.news.wait()
            self.news.clear()
            while self.sent < self.known:
                frame = self.buffer.pop(self.sent + 1, None)
                batch = [frame] if frame else await read(lambda: frames_after(self.id, self.sent))
                if not batch:
                    break
                for ready in batch:
                    if ready["seq"] != self.sent + 1:
                        break  # the client asked to resume from elsewhere meanwhile
                    self.sent = ready["seq"]
                    await self.send_frame(ready)
            for seq in [seq for seq in self.buffer if seq <= self.sent]:
                del self.buffer[seq]

    async def _recheck(self) -> None:
        """Close the socket of somebody who signed out, was disabled or lost the right."""
        session = self.scope["session"].session_key
        while True:
            await asyncio.sleep(RECHECK_S)
            if not await read(lambda: desk.still_allowed(self.user, self.id, session)):
                await self.close(NOT_ALLOWED)
                return

    async def send_frame(self, frame: Frame) -> None:
        await self.send(text_data=json.dumps(frame, ensure_ascii=False))
