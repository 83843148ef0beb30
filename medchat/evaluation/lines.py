"""JSON Lines in and out: each line answered as it comes; a bad line gets an error object and the rest goes on."""

import json
import sys
from collections.abc import Callable, Iterator
from typing import Any, TextIO

Row = dict[str, Any]


class BadLine(Exception):
    """A line that cannot be answered; the message says what to send instead."""


def answer_lines(answer: Callable[[Row], Row], *, source: TextIO | None = None, out: TextIO | None = None) -> None:
    """Read objects from stdin and write one object each; `answer` raises BadLine for what it cannot use."""
    sink = out or sys.stdout
    for number, raw in enumerate(_lines(source), start=1):
        if raw.strip():
            sink.write(json.dumps(_one(answer, raw, number), ensure_ascii=False) + "\n")
            sink.flush()


def _lines(source: TextIO | None) -> Iterator[str]:
    """Yield lines as text whatever their bytes are."""
    if source is not None:
        yield from source
        return
    for raw in sys.stdin.buffer:
        yield raw.decode("utf-8", "replace")


def _one(answer: Callable[[Row], Row], raw: str, number: int) -> Row:
    row: Any = None
    try:
        row = json.loads(raw)
        if not isinstance(row, dict):
            raise BadLine('each line must be an object, such as {"id": "1", "text": "..."}')
        return {"id": row.get("id"), **answer(row)}
    except (json.JSONDecodeError, RecursionError):
        return {"id": None, "line": number, "error": "this line is not JSON"}
    except BadLine as bad:
        return {"id": row.get("id") if isinstance(row, dict) else None, "line": number, "error": str(bad)}
    except Exception as error:
        return {"id": row.get("id") if isinstance(row, dict) else None, "line": number, "error": type(error).__name__}


def text_of(row: Row, key: str = "text") -> str:
    """Return a text of the row. Raises BadLine when it is missing or no text."""
    value = row.get(key)
    if not isinstance(value, str):
        raise BadLine(f'"{key}" must be a text')
    return value.replace("\x00", "")
