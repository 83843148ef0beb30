"""The staff's queue over its socket: frames in order, then rows."""

import json

import pytest
from channels.routing import URLRouter

from medchat.accounts.models import Membership, User
from medchat.config.routing import websocket_urlpatterns
from medchat.conversations.store import read
from medchat.escalation import actions, consumers
from medchat.escalation.models import Case
from tests.factories import people
from tests.integration.socket import Socket
from tests.integration.talk import session

pytestmark = [pytest.mark.usefixtures("stored")]


class Staff:
    """One socket at the queue."""

    def __init__(self, user: User) -> None:
        self.user = user

    async def __aenter__(self) -> "Staff":
        self.socket = Socket(URLRouter(websocket_urlpatterns), "/ws/queue/")
        self.session = await read(session)
        self.socket.scope["user"], self.socket.scope["session"] = self.user, self.session
        assert await self.socket.connect()
        return self

    async def __aexit__(self, *args: object) -> None:
        await self.socket.disconnect()

    async def cases(self, seconds: float = 10) -> list[dict]:
        frame = json.loads(await self.socket.receive_text(seconds))
        assert frame["type"] == "queue"
        return frame["cases"]

    async def closed(self, seconds: float = 10) -> int:
        while (answer := await self.socket.receive_output(seconds))["type"] != "websocket.close":
            pass
        return int(answer["code"])


@pytest.fixture
def clinic(stored):
    return people.clinic()


@pytest.fixture
def sam(clinic):
    return people.staff(clinic, name="Sam")


def opened(clinic, reason="patient", name="Pat"):
    patient = people.patient(clinic, name=name)
    return actions.open_case(conversation=people.conversation(patient), reason=reason, by=patient, note="my secret")[0]


async def test_the_queue_is_sent_on_connecting_most_urgent_then_oldest_first(clinic, sam):
    made = await read(lambda: [opened(clinic, reason) for reason in ("patient", "wish", "crisis", "emergency")])
    async with Staff(sam) as staff:
        assert [case["id"] for case in await staff.cases()] == [str(made[index].pk) for index in (2, 3, 0, 1)]


async def test_a_case_tells_reason_times_and_names_and_no_word_of_the_patient(clinic, sam):
    case = await read(lambda: opened(clinic, "emergency"))
    async with Staff(sam) as staff:
        shown = (await staff.cases())[0]
    assert shown == {
        "id": str(case.pk),
        "conversation": str(case.conversation_id),
        "reason": "emergency",
        "label": "Possible emergency",
        "priority": 0,
        "status": "waiting",
        "opened_at": case.opened_at.isoformat(),
        "due": case.due_at.isoformat(),
        "overdue": False,
        "patient": "Pat",
        "claimed_by": None,
        "mine": False,
    }


async def test_a_new_case_a_claim_and_an_end_are_told_at_once(clinic, sam):
    async with Staff(sam) as staff:
        assert await staff.cases() == []
        case = await read(lambda: opened(clinic))
        assert [shown["status"] for shown in await staff.cases()] == ["waiting"]
        await read(lambda: actions.claim(case=case, by=sam))
        assert [(shown["claimed_by"], shown["mine"]) for shown in await staff.cases()] == [("Sam", True)]
        await read(lambda: actions.resolve(case=case, by=sam))
        assert await staff.cases() == []


async def test_a_change_that_nobody_told_is_found_by_the_poll(clinic, sam):
    case = await read(lambda: opened(clinic))
    async with Staff(sam) as staff:
        await staff.cases()
        await read(lambda: Case.objects.filter(pk=case.pk).update(reason="crisis", priority=0))
        assert [shown["priority"] for shown in await staff.cases()] == [0]


async def test_what_did_not_change_is_not_sent_again(clinic, sam):
    await read(lambda: opened(clinic))
    async with Staff(sam) as staff:
        await staff.cases()
        assert await staff.socket.receive_nothing(timeout=1.5)


async def test_another_clinics_cases_are_never_there(clinic, sam):
    other = await read(lambda: people.clinic())
    await read(lambda: opened(other))
    async with Staff(sam) as staff:
        assert await staff.cases() == []
        await read(lambda: opened(other))
        await read(lambda: opened(clinic, name="Ours"))
        assert [shown["patient"] for shown in await staff.cases()] == ["Ours"]


@pytest.mark.parametrize("role", ["patient", "author", "operator", "auditor"])
async def test_only_staff_may_listen(clinic, role):
    user = await read(lambda: people.person(role, clinic))
    async with Staff(user) as socket:
        assert await socket.closed() == consumers.NOT_ALLOWED


async def test_any_frame_is_answered_with_an_error_and_the_socket_lives(clinic, sam):
    async with Staff(sam) as staff:
        await staff.cases()
        for text in ("no json", '{"type":"say"}'):
            await staff.socket.send_text(text)
            assert json.loads(await staff.socket.receive_text())["type"] == "error"
        await read(lambda: opened(clinic))
        assert len(await staff.cases()) == 1


def signs_out(staff: Staff) -> None:
    staff.session.delete()


def is_disabled(staff: Staff) -> None:
    User.objects.filter(pk=staff.user.pk).update(is_active=False)


def loses_the_role(staff: Staff) -> None:
    Membership.objects.filter(user=staff.user).delete()


@pytest.mark.parametrize("event", [signs_out, is_disabled, loses_the_role])
async def test_the_socket_of_somebody_who_lost_the_right_is_closed(clinic, sam, monkeypatch, event):
    monkeypatch.setattr(consumers, "RECHECK_S", 0.05)
    async with Staff(sam) as staff:
        await read(lambda: event(staff))
        assert await staff.closed() == consumers.NOT_ALLOWED


def test_the_recheck_is_in_time():
    assert consumers.RECHECK_S <= 60
