"""A language that the checks do not read is never education: its commonest red flags alarm, all else is blocked.

The word lists are short and not yet reviewed by native speakers.
"""

import json
import unicodedata
from functools import lru_cache
from pathlib import Path

from medchat.guardrails.types import Finding, Message, Route
from medchat.guardrails.view import look
from medchat.text.languages import COVERED

NAME = "language"
_OTHER_SCRIPTS = frozenset(("zh", "ko", "ru", "ar", "hi", "ja", "fa"))
_DATA = Path(__file__).parents[1] / "data" / "red_flags.json"


def check(message: Message) -> Finding | None:
    """Raise a red flag of another language; else say that the language is not covered (rule "language")."""
    view = look(message)
    if view.language in COVERED and message.text.isascii():
        return None
    folded = " ".join(unicodedata.normalize("NFC", view.plain.folded).replace("’", "'").split())
    covered = view.language in COVERED
    for route, language, phrases in red_flags():
        if covered and language not in _OTHER_SCRIPTS:
            continue
        for phrase in phrases:
            if phrase in folded:
                return Finding(NAME, route, f"{NAME}.red-flag", (phrase,))
    return None if covered else Finding(NAME, Route.OFFTOPIC, NAME)


@lru_cache(maxsize=1)
def red_flags() -> tuple[tuple[Route, str, tuple[str, ...]], ...]:
    """Load the phrases, crisis first: (route, language, phrases)."""
    data = json.loads(_DATA.read_text(encoding="utf-8"))
    return tuple(
        (Route(route), language, tuple(phrases))
        for route in ("crisis", "emergency")
        for language, phrases in data[route].items()
    )


def warm() -> None:
    """Load the phrases."""
    red_flags()
