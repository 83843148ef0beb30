"""A write is on disk when it returns; gap-free seq under many writers; a held write only by its holder."""

import asyncio
import threading
import uuid

import pytest
from django.db import IntegrityError, transaction

from medchat.chat.turn.admit import seat
from medchat.conversations import events
from medchat.conversations.events import Lost, append, append_held
from medchat.conversations.models import Conversation, Event, Turn
from medchat.conversations.store import NotStored, read, write
from tests.factories import people

pytestmark = pytest.mark.usefixtures("stored")


@pytest.fixture
def conversation(stored: None) -> Conversation:
    return people.conversation(people.patient(people.clinic()))


def held(conversation: Conversation) -> events.Hold:
    from django.utils import timezone

    row = Turn.objects.create(conversation=conversation, client_id=uuid.uuid4(), seq=1, lease_until=timezone.now())
    return seat(conversation, row.pk)


async def test_many_writers_leave_no_gap_and_no_double(conversation):
    await asyncio.gather(
        *(write(conversation.pk, lambda n=n: append(conversation.pk, "message", {"n": n})) for n in range(60))
    )
    seqs = await read(lambda: list(Event.objects.order_by("seq").values_list("seq", flat=True)))
    assert seqs == list(range(1, 61))


async def test_one_failed_write_takes_nobody_with_it(conversation):
    def broken():
        append(conversation.pk, "message", {})
        raise IntegrityError("no")

    results = await asyncio.gather(
        write(conversation.pk, lambda: append(conversation.pk, "message", {})),
        write(conversation.pk, broken),
        write(conversation.pk, lambda: append(conversation.pk, "message", {})),
        return_exceptions=True,
    )
    assert [type(result) for result in results] == [Event, NotStored, Event]
    assert await read(lambda: list(Event.objects.values_list("seq", flat=True))) == [1, 2]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"stopping": True}, "stopped"),
        ({"answered_by": "person"}, "taken_over"),
        ({"epoch": 99}, "superseded"),
        ({"turn": None}, "superseded"),
    ],
)
async def test_a_turn_that_lost_its_hold_writes_nothing_more(conversation, change, why):
    hold = await read(lambda: held(conversation))
    await write(conversation.pk, lambda: append_held(hold, "sentence", {"text": "one"}))
    await read(lambda: Conversation.objects.update(**change))
    with pytest.raises(Lost, match=why):
        await write(conversation.pk, lambda: append_held(hold, "sentence", {"text": "two"}))
    assert await read(Event.objects.count) == 1


async def test_listeners_hear_of_an_event_only_after_it_is_committed(conversation):
    heard = []

    def listen(sender, event, **kwargs):
        heard.append(
            (event.seq, Event.objects.filter(pk=event.pk).exists(), transaction.get_connection().in_atomic_block)
        )

    events.committed.connect(listen, weak=False)
    try:
        await write(conversation.pk, lambda: append(conversation.pk, "message", {}))
        for _ in range(100):
            if heard:
                break
            await asyncio.sleep(0.01)
    finally:
        events.committed.disconnect(listen)
    assert heard == [(1, True, False)]


async def test_a_held_lock_ends_in_not_stored_not_in_silence(conversation, settings):
    """Another writer sits on the database; the patient is told within seconds."""
    locked, free = threading.Event(), threading.Event()

    def hog():
        from django.db import connection

        with transaction.atomic():
            Conversation.objects.filter(pk=conversation.pk).update(grade=8)
            locked.set()
            free.wait(30)
        connection.close()

    thread = threading.Thread(target=hog)
    thread.start()
    await asyncio.to_thread(locked.wait, 10)
    try:
        with pytest.raises(NotStored):
            await write(conversation.pk, lambda: append(conversation.pk, "message", {}))
    finally:
        free.set()
        thread.join()
    await write(conversation.pk, lambda: append(conversation.pk, "message", {}))
    assert await read(Event.objects.count) == 1


async def test_a_read_that_hangs_holds_up_no_other(conversation):
    free, hung = threading.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()

    def hang():
        loop.call_soon_threadsafe(hung.set)
        free.wait(30)

    held_up = asyncio.create_task(read(hang))
    await hung.wait()
    try:
        counts = await asyncio.wait_for(asyncio.gather(*(read(Conversation.objects.count) for _ in range(20))), 20)
    finally:
        free.set()
        await held_up
    assert counts == [1] * 20
