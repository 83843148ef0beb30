"""Hours of use in minutes: a thousand messages while sockets drop and the web process is killed again and again."""

import random
import threading
import time
import uuid
from collections.abc import Iterator

import pytest
from websockets.exceptions import WebSocketException

from tests.browser.server import Server, fresh
from tests.integration.line import Frame, Line, Patient

pytestmark = [pytest.mark.soak, pytest.mark.kill]
PATIENTS = 8
MESSAGES = 125
KILLS = 6
ANSWER_S = 90.0
SEED = 7
QUESTIONS = (
    "What is asthma?",
    "What is the A1C test?",
    "What are the side effects of metformin?",
    "Should I stop my metformin?",
    "How is high blood pressure treated?",
    "What is the capital of France?",
)


class Talker:
    """A patient who sends until each message is acknowledged, over a line that drops now and then."""

    def __init__(self, server: Server, number: int) -> None:
        self.patient, self.dice = Patient(server.url), random.Random(SEED * 100 + number)
        self.sent: list[str] = []
        self.failure: BaseException | None = None

    def run(self) -> None:
        try:
            for _ in range(MESSAGES):
                self._say(self.dice.choice(QUESTIONS))
        except BaseException as error:
            self.failure = error

    def _say(self, text: str) -> None:
        """Send one message, again with the same id after every break, until it is acknowledged."""
        said, until, first = str(uuid.uuid4()), time.monotonic() + ANSWER_S, True
        self.sent.append(said)
        while True:
            try:
                with self.patient.socket() as line:
                    return self._once(line, text, said, stay=first and self.dice.random() < 0.7)
            except (OSError, WebSocketException, TimeoutError):
                assert time.monotonic() < until, "a message was never acknowledged"
                first = False
                time.sleep(0.2)

    def _once(self, line: Line, text: str, said: str, *, stay: bool) -> None:
        line.say(text, said)
        if self.dice.random() < 0.15:
            line.opened.close()
        heard = line.until(lambda frame: frame["type"] in {"accepted", "error"} and frame.get("id") == said, 20)
        if heard["type"] == "error":
            raise TimeoutError(heard["code"])  # busy: one message waits already; this one is sent again a little later
        if stay:  # else it leaves while the answer is written, and the next message waits behind it
            line.until(lambda frame: frame["type"] == "done", 30)


@pytest.fixture
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = Server(fresh(tmp_path_factory.mktemp("long") / "var"), MEDCHAT_TURN_LEASE_S="2").start()
    yield running
    running.stop()


def told(patient: Patient) -> list[Frame]:
    """Return everything the conversation holds, once its last turn has ended."""
    with patient.socket() as line:
        last = line.frames[0]["last_seq"]
        line.frames.clear()
        line.send(type="resume", after=0)
        line.until(lambda frame: frame.get("seq", 0) >= last and frame["type"] == "done", ANSWER_S)
        return [frame for frame in line.frames if "seq" in frame and frame["type"] not in {"accepted", "read"}]


def test_a_thousand_messages_over_drops_and_kills_are_neither_lost_nor_doubled_nor_reordered(server: Server) -> None:
    talkers = [Talker(server, number) for number in range(PATIENTS)]
    threads = [threading.Thread(target=talker.run, daemon=True) for talker in talkers]
    for thread in threads:
        thread.start()
    for _ in range(KILLS):
        time.sleep(10)
        server.kill()
        server.start()
    for thread in threads:
        thread.join(1200)
    assert not any(thread.is_alive() for thread in threads)
    assert [talker.failure for talker in talkers] == [None] * PATIENTS
    for talker in talkers:
        frames = told(talker.patient)
        mine = [frame["id"] for frame in frames if frame["type"] == "message" and frame["author"]["role"] == "patient"]
        assert [frame["seq"] for frame in frames] == list(range(1, len(frames) + 1))
        assert mine == talker.sent
        assert sum(frame["type"] == "done" for frame in frames) == len(mine)
