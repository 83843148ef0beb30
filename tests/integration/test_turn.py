"""One patient message in, one vetted answer out: frames in order, then rows."""

import asyncio
import uuid

import pytest

from medchat.chat.turn import gather
from medchat.conversations.models import Conversation, Event, Turn
from medchat.conversations.store import read
from medchat.engines.types import EngineError
from medchat.escalation.models import Case
from medchat.guardrails.types import Judgement, ReplyVerdict
from medchat.library.search import Found
from medchat.text.passages import Passage
from tests.factories import people
from tests.fakes.scripted_engine import ScriptedEngine
from tests.integration.talk import Client

pytestmark = [pytest.mark.usefixtures("stored")]

TEXT = "The A1C test shows average blood sugar. It looks at about three months. A lab runs it on a blood sample."
PASSAGE = Passage("p1", "a1c", "A1C test", "what_it_is", "What it is", TEXT, "easy", 5.0, 1, "en", "/library/a1c")
QUESTION = "What is the A1C test?"


@pytest.fixture
def conversation(stored: None) -> Conversation:
    return people.conversation(people.patient(people.clinic()))


@pytest.fixture(autouse=True)
def approved(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library holds one passage, whatever is asked."""
    monkeypatch.setattr(
        gather,
        "find",
        lambda **asked: Found(
            passages=(PASSAGE,), topic="a1c", terms=(("blood sugar", "Sugar in the blood."),), candidates=()
        ),
    )


def client(conversation: Conversation) -> Client:
    return Client(conversation.patient, conversation)


async def test_a_question_is_accepted_then_answered_sentence_by_sentence(kit_with, conversation):
    kit_with()
    async with client(conversation) as patient:
        id = await patient.say(QUESTION)
        done = await patient.until("done")
        assert patient.story() == ["message", "sentence", "sentence", "sentence", "done"]
        assert patient.seqs() == [1, 2, 3, 4, 5]
        accepted = next(frame for frame in patient.frames if frame["type"] == "accepted")
        assert accepted == {"type": "accepted", "id": str(id), "seq": 1}
        assert done["status"] == "answered"
        assert [source["topic"] for source in done["sources"]] == ["A1C test"]
    row = await read(lambda: Turn.objects.get())
    assert (row.status, row.route, row.engine) == ("answered", "education", "library")
    assert await read(lambda: Conversation.objects.get().turn) is None


async def test_the_same_message_twice_is_one_message(kit_with, conversation):
    kit_with()
    async with client(conversation) as patient:
        id = await patient.say(QUESTION)
        await patient.until("done")
        await patient.say(QUESTION, id)
        again = await patient.until("accepted")
        assert again["seq"] == 1
        assert await patient.settle() == []
    assert await read(Turn.objects.count) == 1


async def test_two_tabs_show_the_same(kit_with, conversation):
    kit_with()
    async with client(conversation) as one, client(conversation) as two:
        await one.say(QUESTION)
        await one.until("done")
        await two.until("done")
        assert [f for f in one.frames if "seq" in f and f["type"] != "accepted"] == [
            f for f in two.frames if "seq" in f
        ]


async def test_a_closed_socket_does_not_stop_the_answer(kit_with, conversation):
    gate = asyncio.Event()
    kit_with(ScriptedEngine("The A1C test shows average blood sugar. It looks at", gate.wait, " about three months. "))
    patient = await client(conversation).connect()
    await patient.say(QUESTION)
    await patient.until("sentence")
    await patient.close()
    gate.set()
    async with client(conversation) as again:
        await again.send({"type": "resume", "after": 0})
        assert (await again.until("done"))["status"] == "answered"
        await again.settle()  # the end may come live before what was missed has been read again
        assert again.story() == ["message", "sentence", "sentence", "done"]


async def test_resume_sends_what_came_after_a_seq_and_nothing_twice(kit_with, conversation):
    kit_with()
    async with client(conversation) as patient:
        await patient.say(QUESTION)
        await patient.until("done")
        await patient.send({"type": "resume", "after": 3})
        frames = await patient.settle()
        assert [frame["seq"] for frame in frames] == [4, 5]


async def test_stop_ends_the_answer_and_no_half_sentence_follows(kit_with, conversation):
    gate = asyncio.Event()
    kit_with(ScriptedEngine("The A1C test shows average blood sugar. It looks at", gate.wait, " about three months. "))
    async with client(conversation) as patient:
        await patient.say(QUESTION)
        await patient.until("sentence")
        await patient.send({"type": "stop"})
        await asyncio.sleep(0.1)
        gate.set()
        assert (await patient.until("done"))["status"] == "stopped"
        assert patient.story() == ["message", "sentence", "stopped", "done"]


async def test_a_second_message_waits_and_a_third_is_refused(kit_with, conversation):
    gate = asyncio.Event()
    kit_with(ScriptedEngine("The A1C test shows average blood sugar. It looks at", gate.wait, " about three months. "))
    async with client(conversation) as patient:
        await patient.say(QUESTION)
        await patient.until("sentence")
        second = await patient.say("What do A1C results mean in general?")
        await patient.until("accepted", id=str(second))
        third = await patient.say("How is the A1C test done?")
        assert (await patient.until("error"))["id"] == str(third)
        gate.set()
        await patient.until("done")
        await patient.until("done")
    assert await read(lambda: list(Turn.objects.order_by("seq").values_list("status", flat=True))) == ["answered"] * 2


async def test_an_emergency_while_an_answer_streams_ends_it(kit_with, conversation):
    gate = asyncio.Event()
    engine = ScriptedEngine("The A1C test shows average blood sugar. It looks at", gate.wait, " about three months. ")
    kit_with(engine)
    async with client(conversation) as patient:
        await patient.say(QUESTION)
        await patient.until("sentence")
        await patient.say("I have crushing chest pain and I can't breathe")
        notice = await patient.until("notice", kind="emergency")
        assert "911" in notice["text"]
        gate.set()
        await patient.settle()
        assert patient.story().count("sentence") == 1
        assert patient.story().count("done") == 2
    case = await read(lambda: Case.objects.get())
    assert (case.reason, case.status) == ("emergency", "waiting")


async def test_a_request_for_advice_is_stopped_kindly_and_no_engine_is_asked(kit_with, conversation):
    engine = ScriptedEngine("never")
    kit_with(engine)
    async with client(conversation) as patient:
        await patient.say("Should I stop taking my metformin?")
        notice = await patient.until("notice")
        assert (notice["kind"], (await patient.until("done"))["status"]) == ("blocked", "blocked")
        assert notice["actions"][-1]["kind"] == "team", "the question can be sent to the care team as it stands"
    assert engine.prompts == []


async def test_blocked_text_never_reaches_the_page(kit_with, conversation):
    kit_with(
        ScriptedEngine(
            "The A1C test shows average blood sugar. ",
            "You should stop taking your metformin today. ",
            "It looks at months. ",
        )
    )
    async with client(conversation) as patient:
        await patient.say(QUESTION)
        assert (await patient.until("done"))["status"] == "blocked"
        assert "metformin" not in str(patient.frames[1:])
    assert await read(lambda: all("stop taking" not in str(event.body) for event in Event.objects.all()))


async def test_a_sentence_made_simpler_that_the_gate_refuses_is_shown_as_written(kit_with, conversation):
    hard = "Numerous physicians utilize the hemoglobin examination for approximately every individual."

    def judge(reply):
        passes = reply.whole or reply.text == hard
        return Judgement(ReplyVerdict.OK) if passes else Judgement(ReplyVerdict.UNSAFE, "manner")

    kit_with(ScriptedEngine(hard + " "), judge=judge)
    async with client(conversation) as patient:
        await patient.say(QUESTION)
        assert (await patient.until("done"))["status"] == "answered"
        assert [frame["text"] for frame in patient.frames if frame["type"] == "sentence"] == [hard]


async def test_a_whole_answer_that_fails_is_withdrawn_and_its_words_are_not_replayed(kit_with, conversation):
    from medchat.guardrails import gate

    def judge(reply):
        return Judgement(ReplyVerdict.UNSAFE, "whole") if reply.whole else gate.judge(reply)

    kit_with(judge=judge)
    async with client(conversation) as patient:
        await patient.say(QUESTION)
        await patient.until("withdraw")
        await patient.until("done", status="blocked")
        await patient.send({"type": "resume", "after": 0})
        replay = await patient.settle()
        assert all(frame["text"] == "" for frame in replay if frame["type"] == "sentence")


async def test_nothing_approved_is_said_and_noted(kit_with, conversation, monkeypatch):
    from medchat.library.models import Gap

    monkeypatch.setattr(gather, "find", lambda **asked: Found(passages=(), topic="", terms=(), candidates=()))
    engine = ScriptedEngine("never")
    kit_with(engine)
    async with client(conversation) as patient:
        await patient.say("What is celiac disease?")
        await patient.until("notice", kind="nothing_approved")
        done = await patient.until("done")
        assert (done["status"], done["sources"]) == ("answered", [])
    assert engine.prompts == []
    assert await read(Gap.objects.count) == 1


async def test_an_engine_that_fails_before_its_first_sentence_leaves_the_approved_text(kit_with, conversation):
    kit_with(ScriptedEngine(EngineError("down")))
    async with client(conversation) as patient:
        await patient.say(QUESTION)
        done = await patient.until("done")
        assert (done["status"], done["engine"]) == ("answered", "library")


async def test_an_engine_that_dies_after_its_first_sentence_is_interrupted_and_nothing_is_spliced_in(
    kit_with, conversation
):
    kit_with(ScriptedEngine("The A1C test shows average blood sugar. It looks at", EngineError("died")))
    async with client(conversation) as patient:
        await patient.say(QUESTION)
        assert (await patient.until("done"))["status"] == "interrupted"
        assert patient.story() == ["message", "sentence", "interrupted", "done"]


async def test_a_guard_that_breaks_blocks_with_number_and_person(kit_with, conversation):
    def broken(message):
        raise RuntimeError("broken")

    kit_with(rules=broken)
    async with client(conversation) as patient:
        await patient.say(QUESTION)
        notice = await patient.until("notice", kind="blocked")
        assert "911" in notice["text"]
        assert {"call", "person"} <= {action["kind"] for action in notice["actions"]}


async def test_a_message_over_the_limit_is_refused_and_nothing_is_stored(kit_with, conversation):
    kit_with()
    async with client(conversation) as patient:
        id = await patient.say("What is the A1C test? " * 300)
        assert (await patient.until("error", code="too_long"))["id"] == str(id)
    assert await read(Event.objects.count) == 0


async def test_a_red_flag_over_the_limit_still_gets_its_text(kit_with, conversation):
    kit_with()
    async with client(conversation) as patient:
        await patient.say("I am telling you all of it. " * 160 + "I want to kill myself tonight.")
        assert "988" in (await patient.until("notice", kind="crisis"))["text"]


async def test_a_write_that_fails_is_not_acknowledged_but_a_red_flag_gets_its_text(kit_with, conversation, monkeypatch):
    from medchat.chat.turn import admit
    from medchat.conversations.store import NotStored

    async def full_disk(key, work):
        raise NotStored("OperationalError")

    monkeypatch.setattr(admit, "write", full_disk)
    kit_with()
    async with client(conversation) as patient:
        await patient.say(QUESTION)
        await patient.until("error", code="not_stored")
        await patient.say("I want to kill myself tonight")
        alert = await patient.until("alert")
        assert "988" in alert["text"]
        assert not any(frame["type"] == "accepted" for frame in patient.frames)
    assert await read(Event.objects.count) == 0


async def test_an_early_message_waits_until_the_guards_are_warm(kit_with, conversation):
    from medchat.chat.turn import kit as kits

    kit_with()
    kits._warm.clear()
    async with client(conversation) as patient:
        await patient.say(QUESTION)
        assert not any(frame["type"] in {"accepted", "notice"} for frame in await patient.settle())
        await patient.say("I want to kill myself tonight")
        assert "988" in (await patient.until("notice", kind="crisis"))["text"], "a red flag waits for nothing"
        kits._warm.set()
        await patient.until("done", status="answered")


async def test_an_orphaned_turn_is_closed_and_the_patient_is_told(kit_with, conversation):
    from datetime import timedelta

    from django.utils import timezone

    from medchat.chat.turn.record import reap

    def orphan():
        row = Turn.objects.create(
            conversation=conversation,
            client_id=uuid.uuid4(),
            status="answering",
            seq=1,
            lease_until=timezone.now() - timedelta(seconds=1),
        )
        Conversation.objects.update(turn=row.pk)

    await read(orphan)
    async with client(conversation) as patient:
        assert await read(reap) == 1
        await patient.until("notice", kind="interrupted")
        assert (await patient.until("done"))["status"] == "interrupted"
        assert await read(reap) == 0


async def test_a_resume_while_frames_are_being_sent_is_not_lost(kit_with, conversation):
    kit_with()
    async with client(conversation) as patient:
        await patient.say(QUESTION)
        await patient.until("sentence")
        for _ in range(5):
            await patient.send({"type": "resume", "after": 0})
        await patient.until("done")
        await patient.settle()
        assert patient.story() == ["message", "sentence", "sentence", "sentence", "done"]
