"""Keep a model's thinking from the patient: text between its marks, or behind a bare leading "thought", is dropped."""

from medchat.engines.types import Faulty, Stream

MARKS = {"<unused94>": "<unused95>", "<think>": "</think>"}
"""Opening mark to closing mark: MedGemma's, and the one most other open models use."""

EVERY_MARK = (*MARKS, *MARKS.values())

BARE = "thought\n"
"""How MedGemma's thinking begins when its opening mark was banned, or taken out on the way."""


class ThoughtFilter:
    """Take text as it streams and give back what may be shown; text that could still turn out a mark is held."""

    def __init__(self) -> None:
        self._held = ""
        self._closing = ""
        self._begun = False

    def feed(self, piece: str) -> str:
        """Return what is now known to be no thinking; raise Faulty on a closing mark that nothing opened."""
        self._held += piece
        shown = ""
        while (step := self._inside() if self._closing else self._outside()) is not None:
            shown += step
        return shown

    def finish(self) -> str:
        """Return what was still held; raise Faulty when the thinking never ended."""
        bare = not self._begun and self._held.strip() == BARE.strip()
        if self._closing or bare:
            raise Faulty("The model's thinking did not end.")
        return self._show(len(self._held))

    def _inside(self) -> str | None:
        _, found, after = self._held.partition(self._closing)
        if not found:
            self._held = self._held[-(len(self._closing) - 1) :]
            return None
        self._held, self._closing = after, ""
        return ""

    def _outside(self) -> str | None:
        start = self._held.lstrip()
        if not self._begun and start.startswith(BARE):
            self._closing = MARKS["<unused94>"]
            return ""
        if not self._begun and BARE.startswith(start):
            return None
        at, mark = min(((self._held.find(mark), mark) for mark in EVERY_MARK if mark in self._held), default=(-1, ""))
        if at < 0:
            return self._show(len(self._held) - _overlap(self._held)) or None
        return self._open(at, mark)

    def _open(self, at: int, mark: str) -> str:
        if mark not in MARKS:
            raise Faulty("The model ended a thinking it had not begun.")
        shown = self._show(at)
        self._held, self._closing = self._held[len(mark) :], MARKS[mark]
        return shown

    def _show(self, end: int) -> str:
        """Let out the held text up to `end`, without white space before the first visible character."""
        text, self._held = self._held[:end], self._held[end:]
        text = text if self._begun else text.lstrip()
        self._begun = self._begun or bool(text)
        return text


def _overlap(text: str) -> int:
    """Return how many characters at the end of `text` could be the beginning of a mark."""
    longest = max(map(len, EVERY_MARK)) - 1
    sizes = range(min(longest, len(text)), 0, -1)
    return next((size for size in sizes if any(mark.startswith(text[-size:]) for mark in EVERY_MARK)), 0)


async def without_thinking(source: Stream) -> Stream:
    """Pass text on without its thinking; raise Faulty when the thinking does not end."""
    keep = ThoughtFilter()
    try:
        async for piece in source:
            if shown := keep.feed(piece):
                yield shown
        if rest := keep.finish():
            yield rest
    finally:
        await source.aclose()
