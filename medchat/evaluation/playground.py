"""Try messages under two policies before one is in force: what the guard says once, and what happens under each.

Pure: nothing here is stored, logged or counted. What cannot be tried is named by its line, and the rest goes on.
"""

import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.translation import gettext as _

from medchat.chat.frames import MAX_TEXT, clean
from medchat.evaluation import policy_gate
from medchat.evaluation.policy_gate import STRICTNESS, Guard
from medchat.evaluation.results import CASES
from medchat.evaluation.results import read as read_cases
from medchat.guardrails.types import Action, Message, Screening
from medchat.policy.blocking import RULE, under
from medchat.policy.types import Policy
from medchat.policy.wording import LANGUAGES

MOST_MESSAGES = 200
LONGEST_ID = 40
_END_OF_LINE = re.compile(r"\r\n|\n|\r")

TopicOf = Callable[[Message], str]
"""Name the approved topic that a message is about, or nothing, as the turn finds it."""


@dataclass(frozen=True, slots=True)
class Line:
    """One message to try; `id` is its sender's name for it, or its line number."""

    id: str
    message: Message


@dataclass(frozen=True, slots=True)
class Bad:
    """One line that cannot be tried, and what to write instead."""

    number: int
    why: str


@dataclass(frozen=True, slots=True)
class Batch:
    """What was read: the messages, and the lines that are none."""

    lines: tuple[Line, ...] = ()
    bad: tuple[Bad, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What happens to one message under one policy; `why` is empty where the policy changed nothing."""

    action: Action
    why: str = ""


@dataclass(frozen=True, slots=True)
class Tried:
    """One message: the guard's answer and its time (milliseconds), and the outcome under A and, if there is one, B."""

    line: Line
    screening: Screening
    ms: float
    a: Outcome
    b: Outcome | None = None

    @property
    def differs(self) -> bool:
        return self.b is not None and self.b.action is not self.a.action

    @property
    def stricter(self) -> bool:
        """Say whether B does more about it than A."""
        return self.b is not None and STRICTNESS.index(self.b.action) > STRICTNESS.index(self.a.action)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many messages end in one action under A and under B, and each as a share of all (0 to 100)."""

    action: Action
    a: int
    b: int | None
    share_a: float
    share_b: float

    @property
    def change(self) -> str:
        """Return how B differs from A, with its sign."""
        return "" if self.b is None or self.b == self.a else f"{self.b - self.a:+d}".replace("-", "−")


def from_text(text: str, language: str, country: str) -> Batch:
    """Read a message a line; empty lines are passed over and counted."""
    return _batch(_numbered(_END_OF_LINE.split(text), lambda number, raw: _line(str(number), raw, language, country)))


def from_jsonl(text: str, language: str, country: str) -> Batch:
    """Read {"id"?, "text", "language"?}, an object a line."""
    return _batch(_numbered(text.split("\n"), lambda number, raw: _object(str(number), raw, language, country)))


def try_all(lines: Iterable[Line], a: Policy, b: Policy | None, *, guard: Guard, topic_of: TopicOf) -> list[Tried]:
    """Ask the guard about each message once and apply both policies to its answer; `topic_of` only where it matters."""
    asks = any(policy.blocked_topics or policy.allowed_topics for policy in (a, b) if policy is not None)
    return [_try(line, a, b, guard, topic_of if asks else _no_topic) for line in lines]


def tally(tried: Sequence[Tried]) -> list[Tally]:
    """Count the actions under A and B, the mildest first."""
    first = Counter(one.a.action for one in tried)
    second = Counter(one.b.action for one in tried if one.b is not None)
    compared = any(one.b is not None for one in tried)
    return [
        Tally(action, first[action], second[action] if compared else None, *_shares(len(tried), first, second, action))
        for action in STRICTNESS
    ]


@cache
def stored() -> tuple[Line, ...]:
    """Return the stored set: the fixed safety cases and the route cases."""
    routes = read_cases(CASES / "routes.jsonl")
    cases = [Line(case.id, case.message) for case in policy_gate.cases()]
    return (*cases, *(Line(row["id"], Message(row["text"], language=row.get("language", "en"))) for row in routes))


def _numbered(rows: Sequence[str], read: Callable[[int, str], Line | str]) -> Iterator[Line | Bad]:
    for number, raw in enumerate(rows, start=1):
        if raw.strip():
            found = read(number, raw)
            yield Bad(number, found) if isinstance(found, str) else found


def _batch(found: Iterator[Line | Bad]) -> Batch:
    rows = list(found)
    lines = tuple(row for row in rows if isinstance(row, Line))
    return Batch(lines, tuple(row for row in rows if isinstance(row, Bad)))


def _line(name: str, raw: str, language: str, country: str) -> Line | str:
    """Return the message, or what is wrong with it."""
    text = clean(raw).strip()
    if not text:
        return _("there is no message in it.")
    if len(text) > MAX_TEXT:
        return _("a message has %(most)s characters at most, this one %(n)s.") % {"most": MAX_TEXT, "n": len(text)}
    return Line(name, Message(text, language=language, country=country))


def _object(name: str, raw: str, language: str, country: str) -> Line | str:
    try:
        row: Any = json.loads(raw)
    except (ValueError, RecursionError):
        return _("this is not JSON.")
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        return _("it must be an object with a “text”.")
    given = row.get("language", language)
    if given not in LANGUAGES:
        return _("its “language” must be one of %(languages)s.") % {"languages": ", ".join(LANGUAGES)}
    given_id = row.get("id", name)
    if isinstance(given_id, bool) or not isinstance(given_id, str | int) or len(str(given_id)) > LONGEST_ID:
        return _("its “id” must be a number or a short text.")
    return _line(clean(str(given_id)), row["text"], given, country)


def _try(line: Line, a: Policy, b: Policy | None, guard: Guard, topic_of: TopicOf) -> Tried:
    start = time.perf_counter()
    alone = guard(line.message)
    ms = (time.perf_counter() - start) * 1000
    topic = topic_of(line.message) if alone.action is Action.ANSWER else ""
    second = None if b is None else _outcome(b, alone, line.message.text, topic)
    return Tried(line, alone, ms, _outcome(a, alone, line.message.text, topic), second)


def _outcome(policy: Policy, alone: Screening, text: str, topic: str) -> Outcome:
    found = under(policy, alone, text, topic)
    if found.rule == RULE:
        why = _("policy: %(topic)s") if found.words else _("policy: %(topic)s is not among the only topics")
        return Outcome(found.action, why % {"topic": found.words[0] if found.words else topic})
    if found.action is not alone.action:
        return Outcome(found.action, _("policy: sent at once"))
    return Outcome(found.action)


def _no_topic(message: Message) -> str:
    return ""


def _shares(n: int, a: Counter[Action], b: Counter[Action], action: Action) -> tuple[float, float]:
    return round(100 * a[action] / max(n, 1), 1), round(100 * b[action] / max(n, 1), 1)
