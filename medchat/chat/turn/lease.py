"""A running turn renews its lease; one whose process died is found by its lease running out."""

import asyncio
import contextlib
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from medchat.chat.turn.types import Turn
from medchat.conversations import models
from medchat.conversations.store import NotStored, write


async def heartbeat(turn: Turn) -> None:
    """Renew the lease three times in its length until cancelled."""
    while True:
        await asyncio.sleep(settings.TURN_LEASE_S / 3)
        with contextlib.suppress(NotStored):
            await write(turn.conversation_id, lambda: renew(turn))


def renew(turn: Turn) -> None:
    """Push the lease of an open turn into the future."""
    assert turn.turn_id is not None
    rows = models.Turn.objects.filter(pk=turn.turn_id, status__in=models.OPEN_TURN)
    rows.update(lease_until=timezone.now() + timedelta(seconds=settings.TURN_LEASE_S))
