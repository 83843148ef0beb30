"""Threads of their own for the turn's database work, so that a slow disk or lock never freezes a socket.

Writes of many streams are gathered for a few milliseconds and committed in one transaction, a savepoint each,
in id order. A job either returns after its transaction is on disk or raises.
"""

import asyncio
import logging
import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import DatabaseError, connection, transaction

T = TypeVar("T")
log = logging.getLogger(__name__)

GATHER_S = 0.002
BATCH = 200
LOCK_S = 3


class NotStored(Exception):
    """The write is not on disk: nothing may be acknowledged."""


@dataclass
class Job:
    """One write: `key` orders row locks, `work` runs inside a savepoint."""

    key: str
    work: Callable[[], Any]
    result: "Future[Any]"


class Writer:
    """One thread that commits gathered jobs."""

    def __init__(self) -> None:
        self.jobs: queue.Queue[Job | None] = queue.Queue()
        self.thread: threading.Thread | None = None
        self.starting = threading.Lock()

    def submit(self, key: object, work: Callable[[], T]) -> "Future[T]":
        """Queue a write; the future resolves once it is committed. It raises NotStored when the disk did not take it."""
        with self.starting:
            if self.thread is None:
                self.thread = threading.Thread(target=self._run, name="writer", daemon=True)
                self.thread.start()
        job = Job(str(key), work, Future())
        self.jobs.put(job)
        return job.result

    def close(self) -> None:
        """Commit what is queued and end the thread with its connection."""
        with self.starting:
            if self.thread is not None:
                self.jobs.put(None)
                self.thread.join()
                self.thread = None

    def _run(self) -> None:
        while (batch := self._gather()) is not None:
            _commit(batch)
        connection.close()

    def _gather(self) -> list[Job] | None:
        first = self.jobs.get()
        if first is None:
            return None
        batch = [first]
        time.sleep(GATHER_S)
        while len(batch) < BATCH:
            try:
                job = self.jobs.get_nowait()
            except queue.Empty:
                break
            if job is None:
                self.jobs.put(None)
                break
            batch.append(job)
        return sorted(batch, key=lambda job: job.key)


def _commit(batch: list[Job]) -> None:
    """Run the batch in one transaction; a job that fails alone takes nobody with it."""
    outcomes: list[tuple[Job, Any, BaseException | None]] = []
    try:
        _short_locks()
        with transaction.atomic():
            outcomes = [_attempt(job) for job in batch]
    except Exception as error:
        log.error("a batch of %d writes failed: %s", len(batch), type(error).__name__)
        connection.close()
        for job in batch:
            job.result.set_exception(NotStored(type(error).__name__))
        return
    for job, value, failure in outcomes:
        if failure is None:
            job.result.set_result(value)
        else:
            job.result.set_exception(
                NotStored(type(failure).__name__) if isinstance(failure, DatabaseError) else failure
            )


def _attempt(job: Job) -> tuple[Job, Any, BaseException | None]:
    try:
        with transaction.atomic():
            return job, job.work(), None
    except Exception as error:
        return job, None, error


def _short_locks() -> None:
    """Give up on a lock soon: the patient is told within seconds that nothing was stored."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"SET lock_timeout = '{LOCK_S}s'")
        else:
            cursor.execute(f"PRAGMA busy_timeout = {LOCK_S * 1000}")


class Readers:
    """A few threads, each with a connection of its own, for reads of the event loop; one that hangs holds up no other."""

    def __init__(self, threads: int) -> None:
        self.threads = threads
        self.pool = ThreadPoolExecutor(threads, thread_name_prefix="reader")

    def submit(self, work: Callable[[], T]) -> "Future[T]":
        return self.pool.submit(_read, work)

    def close(self) -> None:
        """Close every thread's connection; the threads stay usable."""
        together = threading.Barrier(self.threads)  # so that each thread takes one of these jobs
        for done in [self.pool.submit(_disconnect, together) for _ in range(self.threads)]:
            done.result()


def _disconnect(together: threading.Barrier) -> None:
    together.wait()
    connection.close()


def _read(work: Callable[[], T]) -> T:
    try:
        if connection.connection is None:
            _short_locks()  # some reads leave an audit row; waiting for its lock must not hold the thread
        return work()
    except DatabaseError:
        connection.close()
        raise


writer = Writer()
readers = Readers(4)


async def write(key: object, work: Callable[[], T]) -> T:
    """Run `work` inside the next group commit and return its result once it is on disk. Raises NotStored."""
    return await asyncio.shield(asyncio.wrap_future(writer.submit(key, work)))


async def read(work: Callable[[], T]) -> T:
    """Run a database read off the event loop."""
    return await asyncio.wrap_future(readers.submit(work))


def close() -> None:
    """End the writer and close all connections of this module's threads."""
    writer.close()
    readers.close()
