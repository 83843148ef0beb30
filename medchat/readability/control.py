"""Hold a streaming answer to its level: a sentence is changed only where the answer would miss its target with it.

The simplifier first, then, once a sentence, whoever wrote it. A change that loses or adds a fact is not taken.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from medchat.readability.score import score
from medchat.readability.simplify import simplify_sentence
from medchat.text.facts import added, facts, lost

SLACK = 0.5
"""Grades over the target that a running answer may be before a sentence is changed."""

Rewrite = Callable[[str], Awaitable[str]]
"""Asks the writer for a sentence in easier words; returns an empty text where it has none."""


@dataclass(slots=True)
class Control:
    """The running answer and what was done for its level. `target` is an FKGL grade; English only, the rest stays."""

    target: float
    language: str
    rewrite: Rewrite | None = None
    shown: list[str] = field(default_factory=list)
    simplified: int = 0
    rewritten: int = 0
    refused: int = 0

    async def fit(self, sentence: str) -> str:
        """Return the sentence as it should be shown; the same words where the answer stays within its target."""
        if not self._misses(sentence):
            return sentence
        easier = simplify_sentence(sentence, self.language)
        self.simplified += easier != sentence
        if self.rewrite is None or not self._misses(easier):
            return easier
        return await self._rewritten(sentence, easier, self.rewrite)

    def release(self, sentence: str) -> None:
        """Count a sentence that was really shown."""
        self.shown.append(sentence)

    def report(self) -> dict[str, int | bool]:
        """Return what was done and whether the target was missed, without a word of the answer."""
        done = {"simplified": self.simplified, "rewritten": self.rewritten, "refused": self.refused}
        return {**done, "missed": self._misses("")}

    async def _rewritten(self, sentence: str, easier: str, rewrite: Rewrite) -> str:
        """Return the writer's easier words, if they are easier and tell the same facts; else what there was."""
        offered = (await rewrite(sentence)).strip()
        if not offered:
            return easier
        before, after = facts(sentence), facts(offered)
        if lost(before, after) or added(before, after) or not _easier(offered, easier):
            self.refused += 1
            return easier
        self.rewritten += 1
        return offered

    def _misses(self, sentence: str) -> bool:
        if self.language.split("-")[0] != "en":
            return False
        running = score("\n".join((*self.shown, sentence)), self.language).fkgl
        return running is not None and running > self.target + SLACK


def _easier(text: str, than: str) -> bool:
    one, other = score(text).fkgl, score(than).fkgl
    return one is not None and other is not None and one < other
