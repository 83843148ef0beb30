"""The shapes of websocket frames (docs/protocol.md is their full page): what a client may send, what the server says."""

import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from medchat.readability.targets import LEVELS

MAX_FRAME_BYTES = 64 * 1024
MAX_TEXT = 4000
MAX_COMMENT = 1000
MAX_BUFFER = 256
AGAIN = ("simpler", "detail")

Frame = dict[str, Any]


class BadFrame(Exception):
    """A frame that cannot be read; `code` and `message` go back to the sender, and the socket lives."""

    def __init__(self, code: str, message: str, id: uuid.UUID | None = None) -> None:
        super().__init__(code)
        self.code, self.message, self.id = code, message, id


@dataclass(frozen=True, slots=True)
class Say:
    id: uuid.UUID
    text: str


@dataclass(frozen=True, slots=True)
class Stop:
    pass


@dataclass(frozen=True, slots=True)
class Person:
    id: uuid.UUID
    note: str = ""


@dataclass(frozen=True, slots=True)
class Resume:
    after: int


@dataclass(frozen=True, slots=True)
class Clear:
    turn: uuid.UUID
    clear: bool
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Level:
    grade: int


@dataclass(frozen=True, slots=True)
class Again:
    """Ask for an answer once more, at the next easier or the next more detailed level."""

    id: uuid.UUID
    turn: uuid.UUID
    to: str


@dataclass(frozen=True, slots=True)
class Teach:
    """A patient's own words for what the answer of `turn` explained."""

    id: uuid.UUID
    turn: uuid.UUID
    text: str


@dataclass(frozen=True, slots=True)
class Country:
    code: str


@dataclass(frozen=True, slots=True)
class Typing:
    pass


@dataclass(frozen=True, slots=True)
class Read:
    seq: int


ClientFrame = Say | Stop | Person | Resume | Clear | Level | Again | Teach | Country | Typing | Read


def parse(raw: str | None, size: int = 0) -> ClientFrame:
    """Read one client frame. Raises BadFrame when it is too large, not JSON, not an object, unknown or incomplete."""
    if raw is None:
        raise BadFrame("malformed", "Send text frames, not binary ones.")
    if max(size, len(raw)) > MAX_FRAME_BYTES or len(raw.encode("utf-8", "surrogatepass")) > MAX_FRAME_BYTES:
        raise BadFrame("too_large", "The frame is over 64 KB.")
    try:
        data = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise BadFrame("malformed", "The frame is not JSON.") from error
    if not isinstance(data, dict) or not isinstance(data.get("type"), str):
        raise BadFrame("malformed", 'A frame is an object with a "type".')
    reader = READERS.get(data["type"])
    if reader is None:
        raise BadFrame("unknown", "This type of frame is not known.")
    return reader(data)


def _say(data: Frame) -> Say:
    id = _uuid(data, "id")
    text = clean(_text(data, "text"))
    if not text.strip():
        raise BadFrame("empty", "The message is empty.", id)
    return Say(id, text)


def _person(data: Frame) -> Person:
    return Person(_uuid(data, "id"), clean(_text(data, "note", ""))[:MAX_TEXT])


def _clear(data: Frame) -> Clear:
    if not isinstance(data.get("clear"), bool):
        raise BadFrame("malformed", '"clear" must be true or false.')
    return Clear(_uuid(data, "turn"), data["clear"], clean(_text(data, "comment", ""))[:MAX_COMMENT])


def _level(data: Frame) -> Level:
    grade = _number(data, "grade")
    if grade not in {int(level.target) for level in LEVELS}:
        raise BadFrame("malformed", '"grade" must be 4, 6, 8 or 10.')
    return Level(grade)


def _again(data: Frame) -> Again:
    to = _text(data, "to")
    if to not in AGAIN:
        raise BadFrame("malformed", f'"to" must be {" or ".join(AGAIN)}.')
    return Again(_uuid(data, "id"), _uuid(data, "turn"), to)


def _teach(data: Frame) -> Teach:
    said = _say(data)
    return Teach(said.id, _uuid(data, "turn"), said.text)


def _country(data: Frame) -> Country:
    code = _text(data, "code").upper()
    if len(code) != 2 or not code.isascii() or not code.isalpha():
        raise BadFrame("malformed", '"code" must be a country code of two letters.')
    return Country(code)


READERS: dict[str, Callable[[Frame], ClientFrame]] = {
    "say": _say,
    "stop": lambda data: Stop(),
    "person": _person,
    "resume": lambda data: Resume(_number(data, "after")),
    "feedback": _clear,
    "level": _level,
    "again": _again,
    "teach": _teach,
    "country": _country,
    "typing": lambda data: Typing(),
    "read": lambda data: Read(_number(data, "seq")),
}


def clean(text: str) -> str:
    """Drop what no database or page can hold: null bytes and lone surrogates. Everything else is the patient's."""
    return text.replace("\x00", "").encode("utf-8", "ignore").decode("utf-8")


def _text(data: Frame, key: str, default: str | None = None) -> str:
    value = data.get(key, default)
    if not isinstance(value, str):
        raise BadFrame("malformed", f'"{key}" must be text.')
    return value


def _uuid(data: Frame, key: str) -> uuid.UUID:
    try:
        return uuid.UUID(_text(data, key))
    except ValueError as error:
        raise BadFrame("malformed", f'"{key}" must be a UUID.') from error


def _number(data: Frame, key: str) -> int:
    value = data.get(key)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 2**31:
        raise BadFrame("malformed", f'"{key}" must be a whole number from 0.')
    return value


def accepted(id: uuid.UUID, seq: int) -> Frame:
    """Say to the sender that the message is stored."""
    return {"type": "accepted", "id": str(id), "seq": seq}


def alert(body: Frame) -> Frame:
    """Show a red flag's text although nothing could be stored."""
    return {"type": "alert", **body}


def error(code: str, message: str, id: uuid.UUID | None = None) -> Frame:
    """Say what was wrong; the draft stays with the sender."""
    return {"type": "error", "code": code, "message": message, **({"id": str(id)} if id else {})}
