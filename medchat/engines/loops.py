"""Notice a model that says the same thing over and over: it would go on until its limit."""

from collections import deque

PERIOD = 64
"""Tokens of the longest piece whose repetition is noticed: a long sentence."""

SPAN = 96
"""Tokens that must repeat without a difference before an answer is ended, and at least REPEATS times the piece."""

REPEATS = 3


class Loops:
    """Feed it token ids; it says when the last ones have been going round."""

    def __init__(self) -> None:
        self._last: deque[int] = deque(maxlen=PERIOD)
        self._runs: dict[int, int] = {}

    def feed(self, id_: int) -> bool:
        """Return whether the answer goes round in circles."""
        back = [distance for distance, earlier in enumerate(reversed(self._last), start=1) if earlier == id_]
        self._runs = {distance: self._runs.get(distance, 0) + 1 for distance in back}
        self._last.append(id_)
        return any(run >= max(SPAN, REPEATS * distance) for distance, run in self._runs.items())
