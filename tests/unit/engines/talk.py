"""Short words for the engine tests: a passage, a prompt, and the whole of an answer."""

from contextlib import aclosing

from medchat.engines.types import Cancel, Engine, Limits, Prompt, Utterance
from medchat.text.passages import Passage

SHORT = Limits(tokens=24, first_s=60.0, total_s=60.0)
LONG = Limits(tokens=6000, first_s=60.0, total_s=600.0)


def passage(text: str, *, title: str = "What it is", topic: str = "asthma", id: str = "p") -> Passage:
    return Passage(
        id=id,
        topic=topic,
        topic_name=topic.title(),
        section="what",
        title=title,
        text=text,
        level="easy",
        grade=5.0,
        revision=1,
        language="en",
        url=f"/library/{topic}/",
    )


def prompt(question: str = "What is asthma?", *, history: tuple[Utterance, ...] = ()) -> Prompt:
    text = f"Asthma makes the airways narrow. {question} Some people cough.\n\n- Wheezing\n- Coughing\n"
    return Prompt(question, "Explain in plain words.", 6.0, passages=(passage(text),), history=history)


async def pieces(engine: Engine, wanted: Prompt, limits: Limits = SHORT, cancel: Cancel | None = None) -> list[str]:
    async with aclosing(engine.stream(wanted, limits=limits, cancel=cancel or Cancel())) as stream:
        return [piece async for piece in stream]


async def whole(engine: Engine, wanted: Prompt, limits: Limits = SHORT) -> str:
    return "".join(await pieces(engine, wanted, limits))
