"""With an engine that can be asked, a sentence over the level is rewritten before it is judged, stored and shown."""

import pytest

from medchat.chat.turn import gather
from medchat.conversations.models import Conversation, Turn
from medchat.conversations.store import read
from medchat.engines.types import EngineError, Limits, Prompt
from medchat.library.search import Found
from medchat.text.passages import Passage
from tests.factories import people
from tests.fakes.scripted_engine import ScriptedEngine
from tests.integration.talk import Client

pytestmark = [pytest.mark.usefixtures("stored")]

HARD = "The A1C examination demonstrates approximate average concentrations of circulating blood sugar."
EASY = "The A1C test shows average blood sugar."
TEXT = f"{EASY} {HARD}"
PASSAGE = Passage("p1", "a1c", "A1C test", "what_it_is", "What it is", TEXT, "easy", 5.0, 1, "en", "/library/a1c")


class Rewriter(ScriptedEngine):
    """Writes HARD as the answer, and what the test says when it is asked to rewrite."""

    def __init__(self, rewritten: str | EngineError) -> None:
        super().__init__(HARD)
        self.rewritten = rewritten

    async def stream(self, prompt: Prompt, *, limits: Limits, cancel):
        self.steps = [self.rewritten] if prompt.question == HARD else [HARD]
        async for piece in super().stream(prompt, limits=limits, cancel=cancel):
            yield piece


@pytest.fixture
def conversation(stored: None, monkeypatch: pytest.MonkeyPatch) -> Conversation:
    found = Found(passages=(PASSAGE,), topic="a1c", terms=(), candidates=())
    monkeypatch.setattr(gather, "find", lambda **asked: found)
    return people.conversation(people.patient(people.clinic()))


async def answer(conversation: Conversation) -> list[dict[str, object]]:
    async with Client(conversation.patient, conversation) as patient:
        await patient.say("What is the A1C test?")
        await patient.until("done")
        return patient.frames


def shown(frames: list[dict[str, object]]) -> list[object]:
    return [frame["text"] for frame in frames if frame["type"] == "sentence"]


async def level() -> list[dict[str, object]]:
    row = await read(lambda: Turn.objects.get())
    return [found["level"] for found in row.verdicts if "level" in found]


async def test_a_sentence_over_the_level_is_shown_as_the_engine_rewrote_it(kit_with, conversation):
    engine = Rewriter(EASY)
    kit_with(engine, rewrites=True)
    assert shown(await answer(conversation)) == [EASY]
    assert len(engine.prompts) == 2
    assert "grade 6" in engine.prompts[1].instructions
    assert (await level())[0]["rewritten"] == 1


async def test_a_rewrite_that_breaks_a_rule_is_never_seen_and_the_sentence_as_written_is_judged(kit_with, conversation):
    kit_with(Rewriter("Your A1C is bad. Eat less for blood sugar."), rewrites=True)
    frames = await answer(conversation)
    assert shown(frames) == [HARD]


async def test_an_engine_that_fails_to_rewrite_leaves_the_simplified_sentence_and_says_that_the_level_was_missed(
    kit_with, conversation
):
    kit_with(Rewriter(EngineError("down")), rewrites=True)
    frames = await answer(conversation)
    assert len(shown(frames)) == 1
    assert frames[-1]["grade"] > frames[-1]["target"]
    assert (await level())[0]["missed"] is True


async def test_an_engine_that_cannot_be_asked_meanwhile_is_not(kit_with, conversation):
    engine = Rewriter(EASY)
    kit_with(engine)
    await answer(conversation)
    assert len(engine.prompts) == 1
