"""The engine without a model: it answers with the approved passages it is handed, word for word, and nothing else."""

import asyncio
import re
from collections.abc import Iterator

from medchat.engines.pacing import paced
from medchat.engines.types import Cancel, Description, Health, Limits, Prompt, Stream
from medchat.text.passages import Passage

PIECE = re.compile(r".+?(?:[.!?:]\s+|\n+|$)", re.DOTALL)
"""A piece to stream: up to the white space behind a mark of punctuation, up to the line's end, or the rest."""


class LibraryEngine:
    """Stream the passages of the prompt, nearest first; with none it writes nothing."""

    def stream(self, prompt: Prompt, *, limits: Limits, cancel: Cancel) -> Stream:
        """Yield the passages' Markdown piece by piece; `limits.tokens` does not cut approved text short."""
        return paced(_pieces(prompt.passages), limits=limits, cancel=cancel)

    async def health(self) -> Health:
        return Health(ready=True)

    def describe(self) -> Description:
        return Description(name="library", model="approved passages")


async def _pieces(passages: tuple[Passage, ...]) -> Stream:
    for piece in PIECE.findall("\n\n".join(_blocks(passages))):
        yield piece
        await asyncio.sleep(0)  # lets other conversations of this loop in between two pieces; it waits for nothing


def _blocks(passages: tuple[Passage, ...]) -> Iterator[str]:
    """Yield each passage's text; where there are several, under its title, with its topic where those differ."""
    topics = {passage.topic for passage in passages}
    for passage in passages:
        title = f"{passage.topic_name}: {passage.title}" if len(topics) > 1 else passage.title
        heading = f"### {' '.join(title.split())}\n\n" if len(passages) > 1 else ""
        yield heading + passage.text.strip()
