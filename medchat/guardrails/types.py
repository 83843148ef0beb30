"""The words of the guardrails: what a check is given and what it may answer."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from medchat.text.passages import Passage


class Route(StrEnum):
    """What a patient's message is, in rising order of who wins when checks disagree (see PRIORITY)."""

    OFFTOPIC = "offtopic"
    EDUCATION = "education"
    ADVICE = "advice"
    DIAGNOSIS = "diagnosis"
    HUMAN = "human"
    ATTACK = "attack"
    EMERGENCY = "emergency"
    CRISIS = "crisis"


PRIORITY: tuple[Route, ...] = tuple(Route)
"""Lowest first: crisis beats emergency beats attack beats human beats diagnosis and advice."""


class Action(StrEnum):
    """What the turn does about a route."""

    ANSWER = "answer"
    BLOCK = "block"
    ALERT = "alert"
    HANDOVER = "handover"


ACTIONS: dict[Route, Action] = {
    Route.EDUCATION: Action.ANSWER,
    Route.OFFTOPIC: Action.BLOCK,
    Route.ADVICE: Action.BLOCK,
    Route.DIAGNOSIS: Action.BLOCK,
    Route.ATTACK: Action.BLOCK,
    Route.HUMAN: Action.HANDOVER,
    Route.EMERGENCY: Action.ALERT,
    Route.CRISIS: Action.ALERT,
}


@dataclass(frozen=True, slots=True)
class Said:
    """One earlier utterance of the conversation."""

    role: Literal["patient", "assistant", "staff"]
    text: str


@dataclass(frozen=True, slots=True)
class Message:
    """A patient's message as the input checks see it; `history` is oldest first."""

    text: str
    history: tuple[Said, ...] = ()
    language: str = "en"
    country: str = "US"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one input check says: a route, the rule that fired and the words that made it fire.

    `raises` is False for a check that only proposes a route (a classifier's opinion on education or
    offtopic, a weak rule) and True for an alarm; the runner takes the highest alarm, and proposals only without one.
    `rules_out` are the routes that a classifier is sure this is not: a weak rule's proposal of one does not stand.
    """

    check: str
    route: Route
    rule: str
    words: tuple[str, ...] = ()
    raises: bool = True
    rules_out: frozenset[Route] = frozenset()


Check = Callable[[Message], Finding | None]
"""An input check: pure, no database, milliseconds. None means it has nothing to say."""


@dataclass(frozen=True, slots=True)
class Screening:
    """The input guard's answer for one message; `failed` names the checks that crashed or were late."""

    route: Route
    action: Action
    rule: str
    words: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    failed: tuple[str, ...] = ()
    ms: float = 0.0


class ReplyVerdict(StrEnum):
    """What the output gate says of a sentence or of a whole answer."""

    OK = "ok"
    DIAGNOSIS = "diagnosis"
    ADVICE = "advice"
    UNSAFE = "unsafe"
    UNGROUNDED = "ungrounded"


@dataclass(frozen=True, slots=True)
class Judgement:
    """The output gate's answer; `rule` is empty when the verdict is ok."""

    verdict: ReplyVerdict
    rule: str = ""
    words: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        return self.verdict is ReplyVerdict.OK


@dataclass(frozen=True, slots=True)
class Reply:
    """A sentence (or a whole answer) about to be shown, with what the gate may compare it to.

    `passages` None means grounding is not judged. `allowed` holds phone numbers and addresses that
    may appear (the clinic's and the country's own).
    """

    text: str
    before: tuple[str, ...] = ()
    passages: tuple[Passage, ...] | None = None
    allowed: frozenset[str] = field(default_factory=frozenset)
    language: str = "en"
    whole: bool = False


ReplyCheck = Callable[[Reply], Judgement | None]
"""An output check: None means it has no objection."""
