"""A patient outside the process: the real sign-in form and a real websocket to a real server."""

import json
import re
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx
from websockets.sync.client import ClientConnection, connect

from medchat.ops.demo import PASSWORD

Frame = dict[str, Any]
TOLD_S = 60.0


class Patient:
    """The demo patient: signs in by the form, talks over a websocket."""

    def __init__(self, url: str) -> None:
        self.url = url
        with httpx.Client(base_url=url, headers={"Origin": url}, follow_redirects=True, timeout=30) as http:
            http.get("/accounts/login/")
            post(http, "/accounts/login/", login="patient@demo.example", password=PASSWORD)
            post(http, "/welcome/", country="US")
            page = post(http, "/conversations/")
            self.cookie = "; ".join(f"{name}={value}" for name, value in http.cookies.items())
        self.conversation = re.findall(r"/conversations/([0-9a-f-]{36})/", str(page.url))[0]

    @contextmanager
    def socket(self) -> Iterator["Line"]:
        """Open the conversation's socket."""
        address = self.url.replace("http", "ws") + f"/ws/conversations/{self.conversation}/"
        with connect(address, origin=self.url, additional_headers={"Cookie": self.cookie}, proxy=None) as opened:  # type: ignore[arg-type]
            line = Line(opened)
            line.until(lambda frame: frame["type"] == "hello")
            yield line


def post(http: httpx.Client, path: str, **fields: str) -> httpx.Response:
    """Send a form as the browser does."""
    answer = http.post(path, data={"csrfmiddlewaretoken": http.cookies["csrftoken"], **fields})
    answer.raise_for_status()
    return answer


class Line:
    """One open socket and the frames that came."""

    def __init__(self, opened: ClientConnection) -> None:
        self.opened = opened
        self.frames: list[Frame] = []

    def send(self, **frame: Any) -> None:
        self.opened.send(json.dumps(frame))

    def say(self, text: str, id: str = "") -> str:
        id = id or str(uuid.uuid4())
        self.send(type="say", id=id, text=text)
        return id

    def until(self, wanted: Callable[[Frame], bool], seconds: float = 30.0) -> Frame:
        """Read up to the wanted frame; raises TimeoutError."""
        until = time.monotonic() + seconds
        while True:
            frame = json.loads(self.opened.recv(timeout=max(0.01, until - time.monotonic())))
            self.frames.append(frame)
            if wanted(frame):
                return frame  # type: ignore[no-any-return]

    def replay(self, last: str = "done") -> list[Frame]:
        """Ask for the whole conversation and read up to its last `done` (or `last`); returns the frames with a seq."""
        self.frames.clear()
        self.send(type="resume", after=0)
        self.until(lambda frame: frame["type"] == last, TOLD_S)
        return [frame for frame in self.frames if "seq" in frame and frame["type"] not in {"accepted", "read"}]


def kinds(frames: list[Frame]) -> list[str]:
    return [f"notice {frame['kind']}" if frame["type"] == "notice" else frame["type"] for frame in frames]
