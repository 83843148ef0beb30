"""Teach-back: one question a topic, words screened like any other, only what was missed explained again, never a score."""

import shutil
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest

from medchat.conversations.models import Conversation, Event, Turn
from medchat.conversations.store import read, write
from medchat.escalation import actions as escalation
from medchat.escalation.models import Case
from medchat.guardrails.types import Judgement, ReplyVerdict
from medchat.library import actions, starter
from medchat.library.models import Explanation
from medchat.library.types import CheckReport
from tests.factories import people
from tests.integration.talk import Client

pytestmark = [pytest.mark.usefixtures("stored")]

TOLD = (
    "It helps bring down sugar in the blood when you have type 2 diabetes. At first an upset stomach and loose stools are "
    "common. Blood tests check the kidneys."
)
PART = "it helps bring down sugar in the blood when you have type 2 diabetes"


@pytest.fixture
def conversation(stored: None, tmp_path: Path) -> Conversation:
    clinic = people.clinic(demo=True)
    (tmp_path / "en").mkdir()
    for slug in ("metformin", "asthma"):
        shutil.copy(starter.FOLDER / "en" / f"{slug}.md", tmp_path / "en")
    starter.load(clinic=clinic, folder=tmp_path, publish_by=people.person("reviewer", clinic))
    return people.conversation(people.patient(clinic))


def client(conversation: Conversation) -> Client:
    return Client(conversation.patient, conversation)


async def asked(patient: Client) -> dict[str, object]:
    await patient.say("What is metformin?")
    return await patient.until("teach")


async def tell(patient: Client, turn: object, text: str) -> str:
    id = str(uuid.uuid4())
    await patient.send({"type": "teach", "id": id, "turn": turn, "text": text})
    return id


def after(patient: Client, kind: str) -> list[dict[str, object]]:
    """Return the frames of a kind that came after the patient's last message."""
    last = max(at for at, frame in enumerate(patient.frames) if frame["type"] == "message")
    return [frame for frame in patient.frames[last:] if frame["type"] == kind]


async def test_an_answer_is_followed_by_one_open_question_about_its_topic(kit_with, conversation):
    kit_with()
    async with client(conversation) as patient:
        question = await asked(patient)
        assert "Metformin" in question["text"]
        assert patient.story()[-2:] == ["done", "teach"]


@pytest.fixture
def own(conversation: Conversation) -> Callable[[str], None]:
    """Publish a question of the care team's own about metformin, past the checks of a publication."""

    def write(question: str) -> None:
        explanation = Explanation.objects.get(topic__slug="metformin")
        author, reviewer = (people.person(role, conversation.clinic) for role in ("author", "reviewer"))
        draft = actions.start_draft(explanation=explanation, by=author)
        saved = actions.save_draft(revision=draft, by=author, edits=0, bodies={}, teach_question=question)
        revision = actions.submit(revision=saved, by=author)
        actions.publish(revision=revision, by=reviewer, report=CheckReport(revision.pk, revision.edits, 1))

    return write


async def test_the_care_teams_own_question_is_asked_where_there_is_one(kit_with, conversation, own):
    await read(lambda: own("How does metformin help the body?"))
    kit_with()
    async with client(conversation) as patient:
        question = await asked(patient)
        assert question["text"].endswith("tell me in your own words: How does metformin help the body?")
        await tell(patient, question["turn"], PART)
        await patient.until("done")
        assert "kidneys" in " ".join(str(frame["text"]) for frame in after(patient, "sentence"))


async def test_a_question_that_the_gate_stops_today_is_not_asked_even_when_it_is_published(kit_with, conversation, own):
    await read(lambda: own("You should stop taking your pills. Why?"))
    kit_with()
    async with client(conversation) as patient:
        question = await asked(patient)
        assert "pills" not in question["text"]
        assert "what matters most" in question["text"]


async def test_the_question_is_asked_once_a_topic(kit_with, conversation):
    kit_with()
    async with client(conversation) as patient:
        await asked(patient)
        await patient.say("What about side effects of metformin?")
        await patient.until("done")
        assert [frame["type"] for frame in await patient.settle() if frame["type"] == "teach"] == []
    assert await read(Event.objects.filter(type="teach").count) == 1


async def test_only_what_was_missed_is_explained_again_and_no_number_is_shown(kit_with, conversation):
    kit_with()
    async with client(conversation) as patient:
        question = await asked(patient)
        await tell(patient, question["turn"], PART)
        done = await patient.until("done")
        sentences = " ".join(str(frame["text"]) for frame in after(patient, "sentence"))
        assert "kidneys" in sentences
        assert "stomach" in sentences
        assert "type 2 diabetes" not in sentences
        assert not any(mark in sentences for mark in ("1 of", "2 of", "%"))
        assert done["status"] == "answered"
    row = await read(lambda: Turn.objects.order_by("seq").last())
    told = next(found["teach"] for found in row.verdicts if "teach" in found)
    assert (len(told["missed"]), told["of"]) == (2, 3)


async def test_what_was_told_well_is_thanked_for_and_nothing_is_explained_again(kit_with, conversation):
    kit_with()
    async with client(conversation) as patient:
        question = await asked(patient)
        await tell(patient, question["turn"], TOLD)
        await patient.until("done")
        assert after(patient, "sentence") == []
        assert [frame["kind"] for frame in after(patient, "notice")] == ["teach_told"]


async def test_words_that_would_be_refused_as_a_question_are_taken_as_what_the_patient_understood(
    kit_with, conversation
):
    kit_with()
    async with client(conversation) as patient:
        question = await asked(patient)
        await tell(patient, question["turn"], "should I take my metformin more often and stop the pills?")
        done = await patient.until("done")
        assert done["status"] == "answered"


async def test_a_red_flag_told_in_own_words_gets_its_number_at_once(kit_with, conversation):
    kit_with()
    async with client(conversation) as patient:
        question = await asked(patient)
        await tell(patient, question["turn"], "I can't breathe right now, my lips are blue and my chest is crushing")
        await patient.until("done")
        assert [frame["kind"] for frame in after(patient, "notice")] == ["emergency"]
    assert await read(lambda: Case.objects.get().reason) == "emergency"


async def test_a_sentence_that_the_gate_stops_is_not_told_again(kit_with, conversation):
    kit_with()
    async with client(conversation) as patient:
        question = await asked(patient)
        kit_with(judge=lambda reply: Judgement(ReplyVerdict.ADVICE, "test"))
    async with client(conversation) as patient:
        await patient.send({"type": "resume", "after": 0})
        await patient.until("teach")
        await tell(patient, question["turn"], PART)
        await patient.until("message")
        await patient.until("done")
        assert after(patient, "sentence") == []


async def test_the_same_words_twice_are_one_message(kit_with, conversation):
    kit_with()
    async with client(conversation) as patient:
        question = await asked(patient)
        id = await tell(patient, question["turn"], PART)
        await patient.until("done")
        await patient.send({"type": "teach", "id": id, "turn": question["turn"], "text": PART})
        await patient.until("accepted")
        assert [frame for frame in await patient.settle() if "seq" in frame] == []
    assert await read(Turn.objects.count) == 2


async def test_nobody_answers_a_question_that_was_not_asked(kit_with, conversation):
    kit_with()
    async with client(conversation) as patient:
        await tell(patient, str(uuid.uuid4()), PART)
        assert (await patient.until("error"))["code"] == "not_allowed"


async def test_no_question_is_asked_while_a_person_is_awaited(kit_with, conversation):
    kit_with()
    ask = lambda: escalation.ask_for_person(  # noqa: E731
        conversation=conversation, by=conversation.patient, note="", client_id=uuid.uuid4()
    )
    await write(conversation.pk, ask)
    async with client(conversation) as patient:
        await patient.say("What is metformin?")
        await patient.until("done")
        assert [frame for frame in await patient.settle() if frame["type"] == "teach"] == []


async def test_nothing_is_asked_about_a_topic_whose_points_sound_like_an_alarm(kit_with, conversation):
    kit_with()
    async with client(conversation) as patient:
        await patient.say("What is asthma?")
        await patient.until("done")
        assert [frame for frame in await patient.settle() if frame["type"] == "teach"] == []
