"""Is this process up, and is it ready to take patients: guards warm, database writable by now, engine answering."""

from dataclasses import dataclass
from typing import Any

from asgiref.sync import async_to_sync
from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from medchat.chat.turn import kit
from medchat.ops.models import Tick

BEAT_LATE_S = 60


@dataclass(frozen=True, slots=True)
class Report:
    """Each part's state in one word; `ready` is what a load balancer asks."""

    guards: str
    database: str
    worker: str
    engine: str

    @property
    def ready(self) -> bool:
        return self.guards == "warm" and self.database == "ok"

    def body(self) -> dict[str, Any]:
        """Return the JSON of the health page."""
        return {
            "ready": self.ready,
            "guards": self.guards,
            "database": self.database,
            "worker": self.worker,
            "engine": self.engine,
        }


def report() -> Report:
    """Look at each part once."""
    database = _database()
    return Report(
        guards="warm" if kit.is_warm() else "warming",
        database=database,
        worker=_worker() if database == "ok" else "unknown",
        engine=_engine(),
    )


def _engine() -> str:
    if not kit.is_warm():
        return f"{settings.ENGINE}: not asked yet"
    state = async_to_sync(kit.kit().engine.health)()
    return f"{settings.ENGINE}: {'ready' if state.ready else state.reason}"


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "unreachable"
    return "ok"


def _worker() -> str:
    try:
        beat = Tick.objects.filter(name="beat").first()
    except DatabaseError:
        return "unknown"
    if beat is None:
        return "not seen yet"
    age = int((timezone.now() - beat.at).total_seconds())
    return f"last tick {age} s ago" if age <= BEAT_LATE_S else f"late: last tick {age} s ago"
