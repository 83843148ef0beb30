"""Ask the engine that writes an answer for one of its sentences in easier words."""

from contextlib import aclosing

from medchat.chat.turn.prompt import LANGUAGES, Reader, fill, template
from medchat.engines.types import Cancel, Engine, EngineError, Limits, Prompt
from medchat.readability.control import Rewrite

LIMITS = Limits(tokens=160, first_s=4.0, total_s=8.0)
"""A patient waits for this sentence: what does not come in time is shown as the simplifier left it."""


def by(engine: Engine, reader: Reader, cancel: Cancel) -> Rewrite:
    """Return the rewriting by this engine; its failure is an empty text, never the end of the answer."""

    async def rewrite(sentence: str) -> str:
        try:
            async with aclosing(engine.stream(_prompt(reader, sentence), limits=LIMITS, cancel=cancel)) as stream:
                return "".join([piece async for piece in stream])
        except EngineError:
            return ""

    return rewrite


def _prompt(reader: Reader, sentence: str) -> Prompt:
    values = {"grade": str(reader.grade), "language": LANGUAGES.get(reader.language, "English")}
    instructions = fill(template("rewrite"), values)
    return Prompt(question=sentence, instructions=instructions, grade=float(reader.grade), language=reader.language)
