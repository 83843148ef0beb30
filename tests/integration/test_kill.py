"""The web process dies, the power goes, the operator makes a mistake: nothing acknowledged is lost, and people are told."""

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from tests.browser.server import ROOT, Server, environment, free_port, fresh, manage, status
from tests.browser.slow import SENTENCES, dawdling
from tests.integration.line import Patient, kinds

pytestmark = pytest.mark.kill


@pytest.fixture(scope="module")
def slow(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose model writes two sentences and then takes for ever; an orphan is noticed after two seconds."""
    with dawdling() as endpoint:
        settings = {"MEDCHAT_ENGINE": "openai", "MEDCHAT_MODEL": "fake", "MEDCHAT_MODEL_URL": endpoint.url}
        server = Server(fresh(tmp_path_factory.mktemp("kill") / "var"), MEDCHAT_TURN_LEASE_S="2", **settings).start()
        yield server
        server.stop()


def test_an_answer_cut_by_a_kill_is_told_as_interrupted_and_nothing_is_lost_or_doubled(slow: Server) -> None:
    patient = Patient(slow.url)
    with patient.socket() as line:
        said = line.say("What is metformin?")
        line.until(lambda frame: frame.get("text") == SENTENCES[1])
        seen = [frame for frame in line.frames if frame["type"] in {"message", "sentence"}]
        slow.kill()
    slow.start()
    with patient.socket() as line:
        line.say("What is metformin?", said)  # a client that was not sure sends the same message again
        frames = line.replay()
    assert [frame["seq"] for frame in frames] == list(range(1, len(frames) + 1))
    assert [frame for frame in frames if frame["type"] in {"message", "sentence"}] == seen
    assert kinds(frames) == ["message", "sentence", "sentence", "notice interrupted", "done"]
    assert frames[-1]["status"] == "interrupted"


def test_a_suicidal_message_that_was_acknowledged_before_a_kill_has_its_text_and_its_case(slow: Server) -> None:
    patient = Patient(slow.url)
    with patient.socket() as line:
        line.say("I want to end my life tonight")
        line.until(lambda frame: frame["type"] == "accepted")
        slow.kill()
    slow.start()
    with patient.socket() as line:
        state = line.until(lambda frame: frame["type"] == "state")
        frames = line.replay()
    assert state["waiting"]
    assert kinds(frames) == ["message", "notice crisis", "done"]
    assert [frame["seq"] for frame in frames] == [1, 2, 3]


def test_a_kill_right_after_a_question_was_acknowledged_keeps_the_question(slow: Server) -> None:
    patient = Patient(slow.url)
    with patient.socket() as line:
        line.say("What is metformin?")
        line.until(lambda frame: frame["type"] == "accepted")
        slow.kill()
    slow.start()
    with patient.socket() as line:
        frames = line.replay()
    assert frames[0]["type"] == "message"
    assert kinds(frames)[-2:] == ["notice interrupted", "done"]
    assert kinds(frames).count("message") == 1


class Run:
    """`manage.py run` as a person starts it."""

    def __init__(self, var: Path) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = var.parent / "run.log"
        command = [sys.executable, "manage.py", "run", "--port", str(self.port)]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=environment(var), stdout=log, stderr=log, start_new_session=True
            )

    def ready(self) -> "Run":
        until = time.monotonic() + 120
        while status(f"{self.url}/health/ready") != 200:
            assert self.process.poll() is None, self.log.read_text()
            assert time.monotonic() < until, self.log.read_text()
            time.sleep(0.1)
        return self

    def family(self) -> list[psutil.Process]:
        own = psutil.Process(self.process.pid)
        return [own, *own.children(recursive=True)]

    def interrupt(self) -> int:
        """Press Ctrl-C and wait; returns the exit status."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(40)

    def end(self) -> None:
        for process in self.family() if self.process.poll() is None else []:
            process.kill()
        self.process.wait(10)


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Callable[[Path], Run]]:
    started: list[Run] = []

    def begin(var: Path) -> Run:
        started.append(Run(var))
        return started[-1]

    yield begin
    for one in started:
        one.end()


def test_ctrl_c_leaves_no_process_behind_and_a_second_run_loses_nothing(
    tmp_path: Path, run: Callable[[Path], Run]
) -> None:
    var = fresh(tmp_path / "var")
    first = run(var).ready()
    patient = Patient(first.url)
    with patient.socket() as line:
        line.say("What is high blood pressure?")
        before = line.until(lambda frame: frame["type"] == "done")
        line.until(lambda frame: frame["type"] == "teach")  # the question after the answer is its last frame
        told = line.replay()
    family = first.family()
    assert len(family) >= 3, "the supervisor, the web process and the worker"
    first.interrupt()
    assert psutil.wait_procs(family, timeout=15)[1] == []
    second = run(var).ready()
    again = Patient(second.url)
    again.conversation = patient.conversation
    with again.socket() as line:
        assert line.replay() == told
    assert before["status"] == "answered"
    second.interrupt()


def test_ctrl_c_while_starting_ends_it_at_once(tmp_path: Path, run: Callable[[Path], Run]) -> None:
    one = run(fresh(tmp_path / "var"))
    until = time.monotonic() + 60
    while "is starting" not in one.log.read_text():
        assert time.monotonic() < until
        time.sleep(0.05)
    family = one.family()
    one.interrupt()
    assert psutil.wait_procs(family, timeout=15)[1] == []
    assert "medchat is ready" not in one.log.read_text()


def test_a_taken_port_gets_one_clear_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = manage(tmp_path, "run", "--port", str(port))
    assert done.returncode == 1
    assert done.stderr.strip() == (
        f"CommandError: Port {port} is taken. Stop what uses it, or choose another one: make run PORT={port + 1}"
    )


def test_a_folder_that_cannot_be_written_gets_one_clear_sentence(tmp_path: Path) -> None:
    var = tmp_path / "file"
    var.write_text("not a folder")
    done = manage(var, "run", "--port", str(free_port()))
    assert done.returncode != 0
    assert done.stderr.strip().count("\n") == 0, done.stderr
    assert str(var) in done.stderr
    assert "cannot be written" in done.stderr


def test_a_bad_setting_gets_one_clear_sentence(tmp_path: Path) -> None:
    done = manage(tmp_path, "run", MEDCHAT_ENGINE="magic")
    assert done.returncode != 0
    assert done.stderr.strip().count("\n") == 0, done.stderr
    assert "MEDCHAT_ENGINE" in done.stderr
