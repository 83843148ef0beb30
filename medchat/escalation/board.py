"""The live queue of this process: one read of the open cases, told to every staff socket when it changed for them.

A change in this process arrives by signal, in whatever thread committed; a change elsewhere arrives as a wake through
the channel layer (which may lose it) or, at the latest, by the poll once a second.
"""

import asyncio
import contextlib
import logging
import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Protocol

from channels.layers import InMemoryChannelLayer, get_channel_layer
from django.db import DatabaseError
from django.utils import timezone, translation

from medchat.conversations.store import read
from medchat.escalation.actions import changed
from medchat.escalation.models import Case
from medchat.escalation.seat import View

POLL_S = 1.0
GROUP = "queue"
log = logging.getLogger(__name__)

Entry = dict[str, Any]


class Listener(Protocol):
    """A staff socket, as the board sees it."""

    view: View

    def show(self, cases: list[Entry]) -> None: ...


def open_cases(clinics: Iterable[uuid.UUID]) -> list[Case]:
    """Return the open cases of these clinics, most urgent then oldest first, with the names they show."""
    rows = Case.objects.filter(clinic_id__in=list(clinics)).open().in_line()
    return list(rows.select_related("conversation__patient", "claimed_by"))


def entries(cases: Iterable[Case], view: View) -> list[Entry]:
    """Return the body of a queue frame for one person: reason, times and names, no word of the patient."""
    now = timezone.now()
    with translation.override(view.language):
        return [entry(case, view.user, now) for case in cases if case.clinic_id in view.clinics]


def entry(case: Case, user_id: uuid.UUID, now: datetime) -> Entry:
    """Return one case as the queue shows it."""
    return {
        "id": str(case.pk),
        "conversation": str(case.conversation_id),
        "reason": str(case.reason),
        "label": case.get_reason_display(),
        "priority": case.priority,
        "status": str(case.status),
        "opened_at": case.opened_at.isoformat(),
        "due": case.due_at.isoformat(),
        "overdue": case.overdue(now),
        "patient": case.conversation.patient.name,
        "claimed_by": None if case.claimed_by is None else case.claimed_by.name,
        "mine": case.claimed_by_id == user_id,
    }


class Board:
    """Staff sockets of one process and one event loop. One task reads, so that no older read is shown after a newer."""

    def __init__(self) -> None:
        self.listeners: set[Listener] = set()
        self.loop: asyncio.AbstractEventLoop | None = None
        self.reader: asyncio.Task[None] | None = None
        self.news = asyncio.Event()

    def join(self, listener: Listener) -> None:
        """Start listening; the listener is shown the queue soon. The first listener of a loop starts the reader."""
        loop = asyncio.get_running_loop()
        if self.loop is not loop:
            self.loop, self.reader, self.news = loop, None, asyncio.Event()
            self.listeners.clear()
        self.listeners.add(listener)
        self.news.set()
        if self.reader is None or self.reader.done():
            self.reader = loop.create_task(self._read())

    def leave(self, listener: Listener) -> None:
        """Stop listening; without listeners nothing is read."""
        self.listeners.discard(listener)
        if not self.listeners and self.reader is not None:
            self.reader.cancel()
            self.reader = None

    def on_case(self, sender: object, case: Case, **kwargs: object) -> None:
        """Take a changed case from any thread."""
        if self.loop is not None and not self.loop.is_closed():
            self.loop.call_soon_threadsafe(self._changed_here)

    def _changed_here(self) -> None:
        self.news.set()
        layer = get_channel_layer()
        if layer is not None and not isinstance(layer, InMemoryChannelLayer):
            task = asyncio.ensure_future(layer.group_send(GROUP, {"type": "wake"}))
            task.add_done_callback(lambda done: done.cancelled() or done.exception())

    async def _read(self) -> None:
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.news.wait(), POLL_S)
            self.news.clear()
            try:
                await self._show()
            except DatabaseError as error:
                log.warning("the queue could not be read: %s", type(error).__name__)

    async def _show(self) -> None:
        """Read the open cases once and show each listener its own."""
        views = {listener: listener.view for listener in self.listeners}
        shown = await read(lambda: _shown(views))
        for listener, cases in shown.items():
            if listener in self.listeners and listener.view == views[listener]:
                listener.show(cases)


def _shown(views: dict[Listener, View]) -> dict[Listener, list[Entry]]:
    cases = open_cases(frozenset[uuid.UUID]().union(*(view.clinics for view in views.values())))
    return {listener: entries(cases, view) for listener, view in views.items()}


board = Board()
changed.connect(board.on_case, weak=False)
