"""The conversation as the input checks see it: this message in plain form and the patient's turns before it."""

import threading
from dataclasses import dataclass

from medchat.guardrails import lexical
from medchat.guardrails.index import index
from medchat.guardrails.types import Message, Said
from medchat.text.languages import detect
from medchat.text.normal import Plain, plain

LOOK_BACK = 3
"""Patient turns before this one that a spread-out red flag is looked for in."""


@dataclass(frozen=True, slots=True)
class View:
    """One message, ready for rules: plain text, language, the patient's last turns (oldest first)."""

    message: Message
    plain: Plain
    language: str
    earlier: tuple[Plain, ...]

    @property
    def text(self) -> str:
        return self.plain.text

    @property
    def together(self) -> str:
        """The last turns and this one as one text, so that parts of a red flag meet."""
        return " . ".join((*(turn.text for turn in self.earlier), self.plain.text))


class _Memo(threading.local):
    message: Message | None = None
    view: View | None = None


_memo = _Memo()


def look(message: Message) -> View:
    """Return the view of `message`, worked out once per thread however many checks ask."""
    if _memo.message is not message or _memo.view is None:
        _memo.view = _build(message)
        _memo.message = message
    return _memo.view


def forget() -> None:
    """Drop the thread's last view, so that no patient text outlives its screening."""
    _memo.message = None
    _memo.view = None
    index.forget()
    lexical.forget()


def patient_turns(history: tuple[Said, ...]) -> list[str]:
    """Return what the patient said before, oldest first."""
    return [said.text for said in history if said.role == "patient"]


def _build(message: Message) -> View:
    earlier = tuple(plain(text) for text in patient_turns(message.history)[-LOOK_BACK:])
    now = plain(message.text)
    return View(message, now, _language(message, now), earlier)


def _language(message: Message, now: Plain) -> str:
    """Detect the language after look-alike letters were resolved, so that disguise is not taken for Russian."""
    return detect(now.folded, message.language)
