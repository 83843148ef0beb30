"""Token ids as they are drawn, turned into text that never has half a character in it."""

from collections.abc import Callable, Collection
from typing import Any

HALF = "\ufffd"
"""What a tokenizer decodes the first bytes of an unfinished character to."""

CHARACTER_TOKENS = 4
"""A UTF-8 character has at most four bytes, each a token: more pending ones will not become a character."""


class TokenText:
    """A streamer for `generate()`: it puts each new bit of text; the `hidden` ids stay out."""

    def __init__(self, tokenizer: Any, *, hidden: Collection[int], put: Callable[[str], None]) -> None:
        self._tokenizer = tokenizer
        self._hidden = frozenset(hidden)
        self._put = put
        self._prompt = True
        self._ids: list[int] = []
        self._start = 0
        self._told = 0

    def put(self, value: Any) -> None:
        """Take the prompt's ids (ignored), then one new id at a time."""
        if self._prompt:
            self._prompt = False
            return
        self._ids += [id_ for id_ in value.flatten().tolist() if id_ not in self._hidden]
        text = self._untold()
        if text and (not text.endswith(HALF) or len(self._ids) - self._told > CHARACTER_TOKENS):
            self._tell(text)

    def end(self) -> None:
        """Put what is left, without a character that never got its last byte."""
        if text := self._untold().rstrip(HALF):
            self._tell(text)

    def _untold(self) -> str:
        """Decode from one step back, because a token's white space depends on the token before it."""
        before = self._decode(self._ids[self._start : self._told])
        return self._decode(self._ids[self._start :])[len(before) :]

    def _tell(self, text: str) -> None:
        self._start, self._told = self._told, len(self._ids)
        self._put(text)

    def _decode(self, ids: list[int]) -> str:
        return str(self._tokenizer.decode(ids, skip_special_tokens=False))
