"""Token ids as they are drawn, turned into text that never has half a character in it."""

from collections.abc import Collection, Iterable
from typing import Any

HALF = "\ufffd"
"""What a tokenizer decodes the first bytes of an unfinished character to."""

CHARACTER_TOKENS = 4
"""A UTF-8 character has at most four bytes, each a token: more pending ones will not become a character."""


class TokenText:
    """Take ids as they come and give back the text they add; the `hidden` ids stay out."""

    def __init__(self, tokenizer: Any, *, hidden: Collection[int]) -> None:
        self._tokenizer = tokenizer
        self._hidden = hidden
        self._ids: list[int] = []
        self._start = 0
        self._told = 0
        self._before = ""

    def feed(self, ids: Iterable[int]) -> str:
        """Return the text that is complete with these ids, sometimes nothing."""
        self._ids += [id_ for id_ in ids if id_ not in self._hidden]
        text = self._untold()
        pending = text.endswith(HALF) and len(self._ids) - self._told <= CHARACTER_TOKENS
        return self._tell(text) if text and not pending else ""

    def finish(self) -> str:
        """Return what is left, without a character that never got its last byte."""
        return self._untold().rstrip(HALF)

    def _untold(self) -> str:
        """Decode from one step back, because a token's white space depends on the token before it."""
        return self._decode(self._ids[self._start :])[len(self._before) :]

    def _tell(self, text: str) -> str:
        self._start, self._told = self._told, len(self._ids)
        self._before = self._decode(self._ids[self._start : self._told])
        return text

    def _decode(self, ids: list[int]) -> str:
        return str(self._tokenizer.decode(ids, skip_special_tokens=False))
