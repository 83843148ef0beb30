"""A real medchat as a subprocess: its own folder, its own port, uvicorn exactly as `manage.py run` starts it."""

import atexit
import functools
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from medchat.ops import serve

ROOT = Path(__file__).resolve().parent.parent.parent
READY_S = 90.0
END_S = 20.0
Env = dict[str, str]


def free_port() -> int:
    """Return a loopback port nobody listens on now."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


def environment(var: Path, **extra: str) -> Env:
    """Return our own environment without any MEDCHAT_ setting but the ones named."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MEDCHAT_", "COVERAGE"))}
    return {**kept, "MEDCHAT_VAR": str(var), "MEDCHAT_MODE": "demo", **extra}


def manage(var: Path, *words: str, **extra: str) -> "subprocess.CompletedProcess[str]":
    """Run one management command to its end."""
    command = [sys.executable, "manage.py", *words]
    return subprocess.run(command, cwd=ROOT, env=environment(var, **extra), capture_output=True, text=True, timeout=180)


@functools.cache
def seed() -> Path:
    """Make the demo clinic once a test run; every server starts from a copy."""
    var = Path(tempfile.mkdtemp(prefix="medchat-seed-"))
    atexit.register(shutil.rmtree, var, ignore_errors=True)
    for words in (["migrate", "--verbosity", "0"], ["demo"]):
        done = manage(var, *words)
        assert done.returncode == 0, done.stderr
    return var


def fresh(folder: Path) -> Path:
    """Return a copy of the demo clinic's data in `folder`."""
    shutil.copytree(seed(), folder)
    return folder


def status(url: str) -> int:
    """Return the status of a page, 0 when nobody answers."""
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code
    except OSError:
        return 0


class Server:
    """One web process; `start` and `kill` may follow each other as often as a test likes."""

    def __init__(self, var: Path, **extra: str) -> None:
        self.var = var
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.env = environment(var, MEDCHAT_PUBLIC_URL=self.url, **extra)
        self.log = var / "server.log"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> "Server":
        """Start the web process and wait until it is ready for patients."""
        child = serve.web("127.0.0.1", self.port)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                child.command, cwd=ROOT, env=self.env, stdout=log, stderr=log, start_new_session=True
            )
        wait_ready(self.url, self.process, self.log)
        return self

    def kill(self) -> None:
        """End the web process at once, as a power cut would."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """End the web process in good form."""
        self._end(signal.SIGTERM)

    def _end(self, number: signal.Signals) -> None:
        if self.process is None:
            return
        self.process.send_signal(number)
        try:
            self.process.wait(END_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None


def wait_ready(url: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    """Wait until the server is ready; raises AssertionError with its log when it ends or stays silent."""
    until = time.monotonic() + READY_S
    while time.monotonic() < until:
        assert process.poll() is None, f"the server ended:\n{log.read_text()}"
        if status(f"{url}/health/ready") == 200:
            return
        time.sleep(0.05)
    raise AssertionError(f"the server did not turn ready:\n{log.read_text()}")
