"""An OpenAI-compatible endpoint that writes two true sentences of an approved text and then dawdles until it is told to end."""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.fakes import endpoint
from tests.fakes.endpoint import Endpoint, Mode

SENTENCES = ("Metformin is a medicine for type 2 diabetes.", "People take it by mouth, as a pill or a liquid.")


class Dawdling(endpoint._Handler):
    """Answers with SENTENCES, then with one word every STEP_S for ever."""

    def _write(self, mode: Mode, words: list[str]) -> None:
        if mode is not Mode.SLOW:
            return super()._write(mode, words)
        self._say(*(f"{sentence} " for sentence in SENTENCES))
        number = 0
        while not self.server.closing.wait(endpoint.STEP_S * 5):
            number += 1
            self._say(f"and{number} ")
        return None


@contextmanager
def dawdling() -> Iterator[Endpoint]:
    """Serve the slow endpoint on a free loopback port."""
    with endpoint.serving() as served:
        served.RequestHandlerClass = Dawdling
        served.mode = Mode.SLOW
        yield served
