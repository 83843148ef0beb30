"""Start and supervise medchat on one machine: a web process and a background worker, ended together."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

RESTART_S = 1.0
STOP_S = 12.0
PR_SET_PDEATHSIG = 1


@dataclass
class Child:
    """One supervised process; a web or worker process that dies is started again."""

    name: str
    command: list[str]
    process: "subprocess.Popen[bytes] | None" = None
    restarts: int = field(default=0)

    def start(self) -> None:
        # Its own session, so that Ctrl-C reaches the supervisor alone; the kernel ends it if the supervisor dies.
        self.process = subprocess.Popen(self.command, start_new_session=True, preexec_fn=_die_with_parent)  # noqa: S603

    def dead(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def wait(self, seconds: float) -> None:
        if self.process is None:
            return
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def _die_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def web(host: str, port: int) -> Child:
    """Return the web process: uvicorn, no compression of frames, a frame limit above our own so that we answer it."""
    command = [sys.executable, "-m", "uvicorn", "medchat.config.asgi:application", "--host", host, "--port", str(port)]
    command += [
        "--ws-max-size",
        "1048576",
        "--ws-per-message-deflate",
        "false",
        "--no-access-log",
        "--no-server-header",
    ]
    command += ["--timeout-graceful-shutdown", "6", "--log-level", "warning", "--lifespan", "on"]
    return Child("web", command)


def worker(var: Path) -> Child:
    """Return the background worker with its clock (beat) inside."""
    command = [
        sys.executable,
        "-W",
        "ignore:You're running the worker",
        "-m",
        "celery",
        "--quiet",
        "-A",
        "medchat.config.celery",
        "worker",
        "--beat",
    ]
    command += ["--pool", "solo", "--schedule", str(var / "beat-schedule"), "--loglevel", "warning"]
    command += ["--without-gossip", "--without-mingle"]
    return Child("worker", command)


def trouble(host: str, port: int, var: Path) -> str:
    """Return one sentence on what stands in the way of starting, or nothing."""
    try:
        var.mkdir(parents=True, exist_ok=True)
        probe = var / f".write-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError:
        return f"The folder {var} cannot be written to. Make it writable, or set MEDCHAT_VAR to a folder that is."
    with socket.socket() as sock:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            sock.bind((host, port))
        except PermissionError:
            return f"Port {port} is not allowed for you. Choose another one: make run PORT=8001"
        except OSError:
            return f"Port {port} is taken. Stop what uses it, or choose another one: make run PORT={port + 1}"
    return ""


def supervise(children: list[Child], *, on_start: Callable[[], None]) -> None:
    """Run the children until SIGINT or SIGTERM; start again whichever dies, and end them all at the end.

    The first child starts alone; the others wait until `on_start` returns, since they would only take its processor time.
    """
    ending = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: ending.set())
    children[0].start()
    # Beside the loop: Ctrl-C while the checks are being loaded ends it at once, and a child that dies then is started again.
    starting = threading.Thread(target=on_start, name="on start", daemon=True)
    starting.start()
    try:
        while not ending.wait(0.2):
            for child in children:
                if child.process is None and not starting.is_alive():
                    child.start()
                if child.dead():
                    _again(child, ending)
    finally:
        for child in children:
            child.stop()
        deadline = time.monotonic() + STOP_S
        for child in children:
            child.wait(max(0.1, deadline - time.monotonic()))


def _again(child: Child, ending: threading.Event) -> None:
    child.restarts += 1
    sys.stderr.write(f"The {child.name} process ended; starting it again.\n")
    ending.wait(min(RESTART_S * child.restarts, 10.0))
    if not ending.is_set():
        child.start()
