"""An OpenAI-compatible endpoint on loopback that answers, dawdles, breaks off, fails or talks nonsense as it is told.

`python -m tests.fakes.endpoint [PORT]` serves it for `MEDCHAT_ENGINE=openai MEDCHAT_MODEL=fake MEDCHAT_MODEL_URL=...`.
"""

import json
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

STEP_S = 0.02
"""Seconds between two signs of life of a slow answer: how soon a reader's leaving is noticed."""


class Mode(StrEnum):
    """What the endpoint does with a question."""

    NORMAL = "normal"
    SLOW = "slow"  # begins to answer, then writes a word now and then for ever
    SILENT = "silent"  # takes the question and never writes a word
    DIES = "dies"  # the connection breaks in the middle
    CUT = "cut"  # the answer ends in good form, but in the middle
    ERROR = "error"  # status 500, and a body that repeats the question
    DENIED = "denied"  # status 401
    MALFORMED = "malformed"  # a chunk that is no JSON
    EMPTY = "empty"
    THINKING = "thinking"  # a bare leading thinking block before the answer


class Endpoint(ThreadingHTTPServer):
    """The server; `requests` holds the bodies it was sent, `left` is set when a reader goes away early."""

    daemon_threads = True
    request_queue_size = 128  # many readers come at once
    block_on_close = False

    def __init__(self, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.mode = Mode.NORMAL
        self.requests: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self.left = threading.Event()
        self.closing = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"

    def handle_error(self, request: object, client_address: object) -> None:
        """Stay quiet: readers that leave are what some tests are about."""


@contextmanager
def serving(port: int = 0) -> Iterator[Endpoint]:
    """Serve on loopback in a thread, on a free port unless one is named."""
    endpoint = Endpoint(port)
    thread = threading.Thread(target=endpoint.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield endpoint
    finally:
        endpoint.closing.set()
        endpoint.shutdown()
        endpoint.server_close()
        thread.join()


def answer(question: str) -> str:
    """Return what the endpoint answers: a few sentences that hold the question, so that mixed-up streams show."""
    return f"You asked: {question}\n\nThis is general information. Your care team can tell you more."


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Endpoint

    def do_GET(self) -> None:
        if self.server.mode is Mode.ERROR:
            return self._plain(500, {"error": {"message": "broken"}})
        return self._plain(200, {"object": "list", "data": [{"id": "fake", "object": "model"}]})

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.requests.append(body)
        self.server.keys.append(self.headers.get("Authorization", ""))
        match self.server.mode:
            case Mode.ERROR:
                self._plain(500, {"error": {"message": f"cannot answer: {body['messages']}"}})
            case Mode.DENIED:
                self._plain(401, {"error": {"message": "wrong key"}})
            case mode:
                self._stream(mode, body["messages"][-1]["content"])

    def _plain(self, status: int, body: dict[str, Any]) -> None:
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _stream(self, mode: Mode, question: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        try:
            self._write(mode, answer(question).split(" "))
        except (BrokenPipeError, ConnectionResetError):
            self.server.left.set()
            self.close_connection = True

    def _write(self, mode: Mode, words: list[str]) -> None:
        match mode:
            case Mode.SLOW | Mode.SILENT:
                return self._dawdle(words[0] if mode is Mode.SLOW else "")
            case Mode.THINKING:
                self._say("thought\nThe patient wants to know. ", "I will be short.<unus", "ed95>")
            case Mode.MALFORMED:
                self._say(words[0])
                self._send(b"data: {not json\n\n")
        if mode is not Mode.EMPTY:
            self._say(*(f"{word} " for word in (words[:3] if mode in {Mode.DIES, Mode.CUT} else words)))
        if mode is Mode.DIES:
            self.close_connection = True
            return None
        if mode is not Mode.CUT:
            self._chunk({}, finish="stop")
        self._send(b"data: [DONE]\n\n")
        self.wfile.write(b"0\r\n\r\n")
        return None

    def _dawdle(self, word: str) -> None:
        self._say(word)
        while not self.server.closing.wait(STEP_S):
            if word:
                self._say(f" {word}")
            else:
                self._send(b": still here\n\n")

    def _say(self, *words: str) -> None:
        for word in words:
            self._chunk({"content": word})

    def _chunk(self, delta: dict[str, str], finish: str | None = None) -> None:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        chunk = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "fake", "choices": [choice]}
        self._send(f"data: {json.dumps(chunk)}\n\n".encode())

    def _send(self, data: bytes) -> None:
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:
        """Write no log."""


if __name__ == "__main__":
    with serving(int(sys.argv[1]) if len(sys.argv) > 1 else 0) as running:
        print(running.url, flush=True)
        threading.Event().wait()
