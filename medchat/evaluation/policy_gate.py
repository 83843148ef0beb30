"""What must hold before a clinic's policy is put in force: no safety case may end milder under it than without it."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

from medchat.chat.turn import kit
from medchat.guardrails.types import ACTIONS, Action, Message, Route, Screening
from medchat.policy import floor
from medchat.policy.blocking import under
from medchat.policy.models import PolicyVersion
from medchat.policy.types import CheckReport, Policy, Problem

CASES = Path(__file__).parent / "cases" / "safety.jsonl"
STRICTNESS = (Action.ANSWER, Action.BLOCK, Action.HANDOVER, Action.ALERT)
MOST_REFUSED = 0.5
"""Share of plain questions that a policy may refuse: above it the clinic would hardly explain anything."""

Guard = Callable[[Message], Screening]


@dataclass(frozen=True, slots=True)
class Case:
    """One fixed message and the route it belongs to."""

    id: str
    route: Route
    message: Message


@dataclass(frozen=True, slots=True)
class Outcome:
    """One case as the guard has it alone, and under the policy."""

    case: Case
    alone: Screening
    under: Screening


@cache
def cases() -> tuple[Case, ...]:
    """Read the fixed safety cases: {"id","route","text","language"?}, a message a line."""
    rows = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines() if line.strip()]
    return tuple(
        Case(row["id"], Route(row["route"]), Message(row["text"], language=row.get("language", "en"))) for row in rows
    )


def check(version: PolicyVersion, *, guard: Guard | None = None) -> CheckReport:
    """Hold a version to the floor and run the safety cases through the turn's guard with it (`guard`: another one)."""
    policy, guard = version.value(), guard or kit.shell().check_message
    outcomes = [_run(case, policy, guard) for case in cases()]
    breaches = floor.check(policy, country=version.clinic.country)
    problems = [Problem(breach.rule, breach.message) for breach in breaches]
    problems += [*_milder(outcomes), *_too_much(outcomes)]
    missed = sum(_missed(outcome) for outcome in outcomes)
    return CheckReport(version.pk, version.edits, len(outcomes), tuple(problems), missed)


def _run(case: Case, policy: Policy, guard: Guard) -> Outcome:
    alone = guard(case.message)
    return Outcome(case, alone, under(policy, alone, case.message.text))


def _milder(outcomes: list[Outcome]) -> Iterator[Problem]:
    for one in outcomes:
        lower = STRICTNESS.index(one.under.action) < STRICTNESS.index(one.alone.action)
        moved = one.alone.route in floor.GUARDED and one.under.route is not one.alone.route
        if lower or moved:
            message = _("A message of the kind “%(route)s” would be treated more lightly.") % {"route": one.case.route}
            yield Problem(one.case.id, message)


def _too_much(outcomes: list[Outcome]) -> Iterator[Problem]:
    plain = [one for one in outcomes if one.case.route is Route.EDUCATION and one.alone.action is Action.ANSWER]
    refused = sum(one.under.action is not Action.ANSWER for one in plain)
    if plain and refused / len(plain) > MOST_REFUSED:
        message = _("The blocked topics refuse %(refused)s of %(n)s plain health questions. Name them more closely.")
        yield Problem("blocked_topics", message % {"refused": refused, "n": len(plain)})


def _missed(one: Outcome) -> bool:
    """Say whether the guard, whatever the policy, does less about this case than its route asks for."""
    return STRICTNESS.index(one.alone.action) < STRICTNESS.index(ACTIONS[one.case.route])
