"""Run the input checks on one message: each on its own, the highest alarm that finished wins, failure blocks only then.

`screen` is pure, safe in threads and takes milliseconds. A crash or lateness is recorded by the check's name alone.
"""

import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import replace
from queue import SimpleQueue

from medchat.guardrails import introductions, view
from medchat.guardrails.checks import (
    advice,
    attack,
    conversation,
    crisis,
    diagnosis,
    emergency,
    encoder,
    human,
    language,
    lexical,
    signs,
    topic,
)
from medchat.guardrails.index import index
from medchat.guardrails.lexical import load as model
from medchat.guardrails.types import ACTIONS, PRIORITY, Action, Check, Finding, Message, Route, Screening

CHECKS: tuple[tuple[str, Check], ...] = (
    ("crisis", crisis.check),
    ("emergency", emergency.check),
    ("attack", attack.check),
    ("language", language.check),
    ("human", human.check),
    ("diagnosis", diagnosis.check),
    ("advice", advice.check),
    ("lexical", lexical.check),
    ("encoder", encoder.check),
    ("education", topic.education),
    ("offtopic", topic.offtopic),
    ("conversation", conversation.check),
)
"""The checks of a patient's message, each by its name."""

MODELS = frozenset((lexical.NAME, encoder.NAME))
SAFETY = frozenset((Route.CRISIS, Route.EMERGENCY, Route.ATTACK))
"""Routes that a weak rule raises too, unless a classifier rules them out and no other seconds it; where none could be asked
nothing is ruled out."""
FAILED = "check-failed"
UNCLEAR = "unclear"


def screen(message: Message, *, checks: Sequence[tuple[str, Check]] | None = None, budget_s: float = 2.0) -> Screening:
    """Decide what a patient's message is; `budget_s` seconds are shared so that a stuck check cannot starve the rest.

    Who writes decides nothing: behind sentences that only introduce, the rest is judged too, and its calm route counts.
    """
    if checks is None:
        _warm_once()
    chosen = CHECKS if checks is None else tuple(checks)
    found = _screen(message, chosen, budget_s)
    rest = introductions.without(message.text)
    if rest == message.text or found.route in SAFETY or found.failed:
        return found
    bare = _screen(replace(message, text=rest), chosen, budget_s)
    return replace(bare if not bare.failed else found, ms=found.ms + bare.ms)


def _screen(message: Message, checks: Sequence[tuple[str, Check]], budget_s: float) -> Screening:
    start = time.perf_counter()
    findings, failed = _run(message, checks, budget_s)
    route, action, rule, words = _decide(findings, failed)
    ms = (time.perf_counter() - start) * 1000
    return Screening(route, action, rule, words, tuple(findings), tuple(failed), ms)


def with_more(*layers: tuple[str, Check]) -> Callable[[Message], Screening]:
    """Return the guard with further layers behind its own, such as a second opinion by a model or another encoder.

    A layer is a name and a callable. It may raise an alarm or propose; where it crashes or is late, it fails like the others.
    """

    def guard(message: Message) -> Screening:
        _warm_once()
        return screen(message, checks=(*CHECKS, *layers))

    return guard


def warm() -> None:
    """Load and compile what the checks need, so that the first message is as fast as the next."""
    for module in (
        crisis,
        emergency,
        attack,
        language,
        human,
        diagnosis,
        advice,
        lexical,
        encoder,
        topic,
        conversation,
    ):
        module.warm()
    signs.SIGNS.warm()
    index.learn(word for word in model().weights if word.isalpha())


_warm_lock = threading.Lock()
_warmed = threading.Event()


def _warm_once() -> None:
    """Make the first message wait for what is lazy, so that loading is never taken for lateness."""
    if _warmed.is_set():
        return
    with _warm_lock:
        if not _warmed.is_set():
            warm()
            _warmed.set()


def _decide(findings: list[Finding], failed: list[str]) -> tuple[Route, Action, str, tuple[str, ...]]:
    seconded = {finding.route for finding in findings if finding.check == lexical.NAME and finding.raises}
    findings = _one_model(findings)
    out = frozenset().union(*(finding.rules_out for finding in findings)) - (seconded & SAFETY)
    alarms = [
        finding for finding in findings if finding.raises or (finding.route in SAFETY and finding.route not in out)
    ]
    if alarms:
        top = max(alarms, key=lambda finding: PRIORITY.index(finding.route))
        return top.route, ACTIONS[top.route], top.rule, top.words
    if failed:
        return Route.OFFTOPIC, Action.BLOCK, FAILED, ()
    model = [finding for finding in findings if finding.check in MODELS]
    forms = [finding for finding in findings if finding.check not in MODELS]
    return _propose(model[0] if model else None, forms)


def _one_model(findings: list[Finding]) -> list[Finding]:
    """Leave the lexical model's opinion out where the encoder has one, but for an attack, which is often in its words."""
    understood = any(finding.check == encoder.NAME for finding in findings)
    return [f for f in findings if not understood or f.check != lexical.NAME or f.route is Route.ATTACK]


def _propose(model: Finding | None, forms: list[Finding]) -> tuple[Route, Action, str, tuple[str, ...]]:
    """Choose among proposals: a weak rule stands unless the model rules its route out; then a follow-up, then words."""
    weak = [f for f in forms if ACTIONS[f.route] is not Action.ANSWER and f.route is not Route.OFFTOPIC]
    out = model.rules_out if model is not None else frozenset()
    standing = [finding for finding in weak if finding.route not in out]
    if standing:
        top = max(standing, key=lambda finding: PRIORITY.index(finding.route))
        return top.route, ACTIONS[top.route], top.rule, top.words
    forms = [f for f in forms if f not in weak]
    follow = next((f for f in forms if f.rule == "education.follow-up"), None)
    away = next((f for f in forms if f.route is Route.OFFTOPIC), None)
    chosen = follow or away or model or (forms[0] if forms else None)
    if chosen is None:
        return Route.OFFTOPIC, Action.BLOCK, UNCLEAR, ()
    return chosen.route, ACTIONS[chosen.route], chosen.rule, chosen.words


class _Job:
    """Some checks on one message, run one after the other in a worker; whoever waits sees how far it is.

    An outcome is added whole, and whoever waits reads the list once: what comes later is lost, and the check was late.
    """

    def __init__(self, message: Message, checks: Sequence[tuple[str, Check]]) -> None:
        self.message = message
        self.checks = checks
        self.outcomes: list[tuple[Finding | None, bool]] = []
        self.abandoned = False
        self.running = threading.Lock()
        self.running.acquire()

    def run(self) -> None:
        for _, check in self.checks:
            outcome = _ask(check, self.message)
            if self.abandoned:
                return
            self.outcomes.append(outcome)
        self.running.release()


def _ask(check: Check, message: Message) -> tuple[Finding | None, bool]:
    try:
        return check(message), False
    except Exception:
        # The exception may hold the patient's words: only the check's name goes on.
        return None, True


class _Worker(threading.Thread):
    """A thread that takes jobs and goes back to the idle ones; a stuck one is simply never idle again."""

    def __init__(self) -> None:
        super().__init__(name="medchat-guard", daemon=True)
        self.jobs: SimpleQueue[_Job] = SimpleQueue()

    def run(self) -> None:
        while True:
            job = self.jobs.get()
            job.run()
            del job
            view.forget()
            _idle.append(self)


_idle: deque[_Worker] = deque()


def _start(job: _Job) -> None:
    try:
        worker = _idle.pop()
    except IndexError:
        worker = _Worker()
        worker.start()
    worker.jobs.put(job)


def _run(message: Message, checks: Sequence[tuple[str, Check]], budget_s: float) -> tuple[list[Finding], list[str]]:
    """Run all checks; one stuck for a quarter of what is left of the budget is late; the rest go on without it."""
    findings: list[Finding] = []
    failed: list[str] = []
    rest = tuple(checks)
    end = time.monotonic() + budget_s
    while rest:
        share = max((end - time.monotonic()) / 4, budget_s / 40)
        job = _Job(message, rest)
        _start(job)
        _wait(job, share)
        job.abandoned = True
        outcomes = job.outcomes[:]
        findings += [finding for finding, _ in outcomes if finding is not None]
        failed += [name for (name, _), (_, crashed) in zip(rest, outcomes, strict=False) if crashed]
        failed += [name for name, _ in rest[len(outcomes) : len(outcomes) + 1]]
        rest = rest[len(outcomes) + 1 :]
    return findings, failed


def _wait(job: _Job, share: float) -> None:
    """Wait until the job is finished, or until one of its checks takes longer than its share."""
    done = 0
    while not job.running.acquire(timeout=share) and len(job.outcomes) != done:
        done = len(job.outcomes)
