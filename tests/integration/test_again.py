"""Simpler, or more detail: the same sections as before, at the next level, as a new answer."""

import uuid

import pytest

from medchat.accounts.models import Clinic
from medchat.conversations.models import Conversation, Turn
from medchat.conversations.store import read
from medchat.library import starter
from tests.factories import people
from tests.integration.talk import Client

pytestmark = [pytest.mark.usefixtures("stored")]


@pytest.fixture
def clinic(stored: None, tmp_path) -> Clinic:
    clinic = people.clinic(demo=True)
    (tmp_path / "en").mkdir()
    for slug in ("asthma", "metformin"):
        (tmp_path / "en" / f"{slug}.md").write_bytes((starter.FOLDER / "en" / f"{slug}.md").read_bytes())
    done = starter.load(clinic=clinic, publish_by=people.person("reviewer", clinic), folder=tmp_path)
    assert done.refused == {}
    return clinic


@pytest.fixture
def conversation(clinic: Clinic) -> Conversation:
    return people.conversation(people.patient(clinic))


async def answered(patient: Client, question: str) -> tuple[dict, str]:
    """Ask, and return the answer's `done` and its words."""
    await patient.say(question)
    return await told(patient)


async def told(patient: Client) -> tuple[dict, str]:
    start = len(patient.frames)
    done = await patient.until("done")
    said = [frame["text"] for frame in patient.frames[start:] if frame["type"] == "sentence"]
    return done, " ".join(said)


async def test_an_answer_is_given_again_in_more_detail_from_the_same_sections(kit_with, conversation):
    kit_with()
    async with Client(conversation.patient, conversation) as patient:
        first, easy = await answered(patient, "How is asthma treated?")
        id = str(uuid.uuid4())
        await patient.send({"type": "again", "id": id, "turn": first["turn"], "to": "detail"})
        await patient.until("accepted", id=id)
        again, detailed = await told(patient)
    assert (first["target"], again["target"]) == (6, 8)
    assert [one["section"] for one in again["sources"]] == [one["section"] for one in first["sources"]]
    assert again["grade"] > first["grade"]
    assert easy != detailed
    assert await read(lambda: Conversation.objects.get().grade) == 6
    assert await read(lambda: list(Turn.objects.order_by("seq").values_list("target", "status"))) == [
        (6, "answered"),
        (8, "answered"),
    ]


async def test_it_stays_with_its_own_answer_when_the_talk_has_moved_on(kit_with, conversation):
    kit_with()
    async with Client(conversation.patient, conversation) as patient:
        first, _ = await answered(patient, "How is asthma treated?")
        await answered(patient, "What is metformin?")
        await patient.send({"type": "again", "id": str(uuid.uuid4()), "turn": first["turn"], "to": "simpler"})
        again, _ = await told(patient)
    assert {one["topic"] for one in again["sources"]} == {"Asthma"}
    assert again["target"] == 4


@pytest.mark.parametrize("to", ["simpler", "longer"])
async def test_what_is_no_answer_of_this_patient_or_no_wish_is_refused(kit_with, conversation, to):
    kit_with()
    async with Client(conversation.patient, conversation) as patient:
        await patient.send({"type": "again", "id": str(uuid.uuid4()), "turn": str(uuid.uuid4()), "to": to})
        refused = await patient.until("error")
    assert refused["code"] in {"not_allowed", "malformed"}
    assert await read(lambda: Turn.objects.count()) == 0


async def test_there_is_nothing_simpler_than_the_simplest(kit_with, conversation):
    kit_with()
    async with Client(conversation.patient, conversation) as patient:
        await patient.send({"type": "level", "grade": 4})
        first, _ = await answered(patient, "How is asthma treated?")
        await patient.send({"type": "again", "id": str(uuid.uuid4()), "turn": first["turn"], "to": "simpler"})
        assert (await patient.until("error"))["code"] == "not_allowed"
