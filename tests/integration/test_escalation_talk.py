"""A patient and a person in one conversation, live."""

import asyncio
from datetime import timedelta

import pytest
from django.utils import timezone

from medchat.conversations.models import Conversation, Event
from medchat.conversations.store import read
from medchat.escalation import actions
from medchat.escalation.models import Case
from medchat.escalation.tasks import sweep
from medchat.guardrails.types import Action, Route, Screening
from tests.factories import people
from tests.integration.talk import Client

pytestmark = [pytest.mark.usefixtures("stored")]


@pytest.fixture
def talk(stored: None) -> Conversation:
    return people.conversation(people.patient(people.clinic()))


@pytest.fixture
def sam(talk):
    return people.staff(talk.clinic, name="Sam")


@pytest.fixture
def case(talk, sam):
    opened = actions.ask_for_person(conversation=talk, by=talk.patient)
    return actions.claim(case=opened, by=sam)


async def test_a_persons_words_reach_the_patient_live(talk, case, sam):
    async with Client(talk.patient, talk) as patient, Client(sam, talk) as staff:
        id = await staff.say("Hello, this is Sam.")
        accepted = await staff.until("accepted", id=str(id))
        message = await patient.until("message")
        assert (message["seq"], message["author"]) == (accepted["seq"], {"role": "staff", "name": "Sam"})


async def test_a_patients_words_reach_the_person_and_no_answer_is_written(talk, case, sam, kit_with):
    kit_with(rules=lambda message: Screening(Route.EDUCATION, Action.ANSWER, "test"))
    async with Client(talk.patient, talk) as patient, Client(sam, talk) as staff:
        await patient.say("What is the A1C test?")
        assert (await staff.until("message"))["text"] == "What is the A1C test?"
        assert (await patient.until("done"))["status"] == "escalated"
    assert not await read(lambda: Event.objects.filter(type="sentence").exists())


async def test_of_two_claims_at_once_one_wins(talk, sam):
    lee = await read(lambda: people.staff(talk.clinic, name="Lee"))
    opened = await read(lambda: actions.ask_for_person(conversation=talk, by=talk.patient))

    def claim(by):
        return lambda: actions.claim(case=Case.objects.get(pk=opened.pk), by=by)

    results = await asyncio.gather(read(claim(sam)), read(claim(lee)), return_exceptions=True)
    assert sorted(type(result).__name__ for result in results) == ["Case", "NotYours"]
    kinds = [event.body["kind"] for event in await read(lambda: list(Event.objects.all()))]
    assert kinds == ["handover", "claimed"]


async def test_a_claim_and_a_red_flag_at_once_both_stand(talk, sam):
    opened = await read(lambda: actions.ask_for_person(conversation=talk, by=talk.patient))

    def red_flag():
        actions.open_case(conversation=talk, reason="crisis", by=talk.patient)

    await asyncio.gather(read(lambda: actions.claim(case=opened, by=sam)), read(red_flag))
    both = await read(lambda: Case.objects.select_related("claimed_by").get())
    assert (both.claimed_by, both.status, both.priority) == (sam, "claimed", 0)


async def test_after_a_reconnect_staff_see_a_colleagues_reply(talk, case, sam):
    lee = await read(lambda: people.staff(talk.clinic, name="Lee"))
    async with Client(lee, talk) as colleague:
        seen = (await colleague.receive())["last_seq"]
    async with Client(sam, talk) as staff:
        id = await staff.say("Written while Lee was away.")
        await staff.until("accepted", id=str(id))
    async with Client(lee, talk) as colleague:
        await colleague.send({"type": "resume", "after": seen})
        assert (await colleague.until("message"))["text"] == "Written while Lee was away."


async def test_an_answer_over_the_socket_after_losing_the_case_is_refused(talk, case, sam):
    async with Client(sam, talk) as staff:
        await read(lambda: actions.release(case=case, by=sam))
        id = await staff.say("too late")
        error = await staff.until("error", id=str(id))
        assert error["code"] == "not_allowed"
    assert not await read(lambda: Event.objects.filter(type="message").exists())


async def test_a_claim_that_lapses_tells_the_patient_and_the_line(talk, case, sam):
    async with Client(talk.patient, talk) as patient:
        await patient.until("state", answered_by="person")
        await read(lambda: Case.objects.update(lease_until=timezone.now() - timedelta(seconds=1)))
        await read(sweep)
        await patient.until("notice", kind="released")
        # The state is not numbered: it may come before the notice or after it.
        told = [frame for frame in patient.frames if frame["type"] == "state" and frame["waiting"]]
        state = told[-1] if told else await patient.until("state", waiting=True)
        assert (state["answered_by"], state["position"]) == ("assistant", 1)


async def test_a_red_flag_while_a_person_answers_still_shows_its_text_and_raises_the_case(talk, case, sam, kit_with):
    kit_with(rules=lambda message: Screening(Route.CRISIS, Action.ALERT, "test", words=("tonight",)))
    async with Client(talk.patient, talk) as patient:
        await patient.say("I want to end it tonight")
        assert "988" in (await patient.until("notice", kind="crisis"))["text"]
    raised = await read(lambda: Case.objects.select_related("claimed_by").get())
    assert (raised.priority, raised.claimed_by) == (0, sam)


async def test_staff_of_another_clinic_cannot_listen(talk, case):
    stranger = await read(lambda: people.staff(people.clinic()))
    async with Client(stranger, talk) as socket:
        closed = await socket.socket.receive_output(5)
        assert (closed["type"], closed["code"]) == ("websocket.close", 4403)
