"""The one adapter to guardrails-ai: our guards and an operator's extra validators as one shell around every text.

The shell may only add a block or an alarm. What it can rely on of guardrails-ai 0.11 is little: `validation_passed` is
true for repaired text, summaries leave out failures without a message, unknown names are skipped with a warning, and
its streaming mixes callers. So every configured validator is wrapped, writes what it found into a ledger of this very
call, and a call counts only when the ledger is full. `check_message` and `check_reply` block: call them in a thread.
"""

import importlib
import logging
import os
import sys
import threading
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from medchat.guardrails import gate
from medchat.guardrails.types import Action, Judgement, Message, Reply, ReplyVerdict, Screening

log = logging.getLogger(__name__)

NLTK_DATA = Path(__file__).resolve().parent.parent / "readability" / "nltk_data"
ENVIRONMENT: Mapping[str, str] = {
    "GUARDRAILS_RUN_SYNC": "true",
    "OTEL_SDK_DISABLED": "true",
    "LITELLM_LOCAL_MODEL_COST_MAP": "True",
    "NLTK_DATA": str(NLTK_DATA),
}
"""What must stand in the environment before guardrails-ai is imported: offline, quiet, synchronous."""

Direction = Literal["in", "out"]
_LEDGER, _SUBJECT = "medchat_ledger", "medchat_subject"
OWN = "medchat"


class ShellError(Exception):
    """The shell cannot be built as configured; the message says what to change."""


@dataclass(slots=True)
class Ledger:
    """What ran in one call: own result, names that passed, names that objected, names that crashed."""

    own: object = None
    ran: list[str] = field(default_factory=list)
    objected: list[str] = field(default_factory=list)
    crashed: list[str] = field(default_factory=list)


def prepare_environment() -> None:
    """Set what guardrails-ai reads at import; entry points call this before anything imports it."""
    os.environ.update(ENVIRONMENT)


def extra(entry: str) -> tuple[tuple[Direction, ...], str]:
    """Read one configured validator: `name`, `in:name` (messages only) or `out:name` (replies only)."""
    side, colon, name = entry.partition(":")
    if colon and side in ("in", "out"):
        return (("in",) if side == "in" else ("out",)), name
    return ("in", "out"), entry


class Shell:
    """Our guards and the configured extra validators, run through guardrails-ai, one Guard for each direction.

    `extras` are dotted paths of Validator classes or names registered with guardrails-ai (see `extra`).
    """

    def __init__(
        self,
        extras: Sequence[str] = (),
        *,
        screen: Callable[[Message], Screening] | None = None,
        judge: Callable[[Reply], Judgement] | None = None,
    ) -> None:
        self._extras = tuple(extras)
        self._screen = screen or _screen
        self._judge = judge or gate.judge
        self._lock = threading.Lock()
        self._guards: dict[Direction, tuple[Any, tuple[str, ...]]] = {}

    def warm(self) -> None:
        """Import guardrails-ai and build both guards (seconds); raises ShellError when that cannot be done."""
        with self._lock:
            if not self._guards:
                gate.warm()
                self._guards = {"in": self._build("in"), "out": self._build("out")}

    def names(self, direction: Direction) -> tuple[str, ...]:
        """Return the names of the validators that run in a direction, ours first."""
        self.warm()
        return self._guards[direction][1]

    def check_message(self, message: Message, own: Screening | None = None) -> Screening:
        """Screen a message; an objection or a failure of the shell blocks only where our guard would have answered.

        `own` is what our guard has said of this message already, so that it is not asked twice.
        """
        ledger = self._run("in", message.text, message, own)
        own = ledger.own if isinstance(ledger.own, Screening) else self._screen(message)
        failed = (*own.failed, *ledger.crashed)
        if own.action is Action.ANSWER and ledger.objected:
            return replace(own, action=Action.BLOCK, rule=f"validator:{ledger.objected[0]}", failed=failed)
        if own.action is Action.ANSWER and ledger.crashed:
            return replace(own, action=Action.BLOCK, rule="check-failed", failed=failed)
        return replace(own, failed=failed) if ledger.crashed else own

    def check_reply(self, reply: Reply) -> Judgement:
        """Judge a sentence or answer; an objection or a failure of the shell stops what our gate would have let through."""
        ledger = self._run("out", reply.text, reply)
        own = ledger.own if isinstance(ledger.own, Judgement) else self._judge(reply)
        if own.ok and ledger.objected:
            return Judgement(ReplyVerdict.UNSAFE, f"validator:{ledger.objected[0]}")
        if own.ok and ledger.crashed:
            return gate.FAILED
        return own

    def _run(self, direction: Direction, text: str, subject: Message | Reply, own: object = None) -> Ledger:
        """Run a direction's guard; whatever did not report is in `crashed`. Never raises."""
        ledger = Ledger(own)
        expected: tuple[str, ...] = ("shell",)
        try:
            self.warm()
            guard, expected = self._guards[direction]
            # An empty text is not validated at all by guardrails-ai; ours still reads the subject itself.
            outcome = guard.validate(text or " ", metadata={_LEDGER: ledger, _SUBJECT: subject})
            unexplained = bool(outcome.validation_summaries) and not ledger.objected and not ledger.crashed
            if unexplained and _passes(ledger.own):
                ledger.objected.append("guardrails-ai")
        except Exception as error:
            log.error("guard shell failed: %s", type(error).__name__)  # never the text
            ledger.crashed.append("shell")
        ledger.crashed += [name for name in expected if name not in ledger.ran and name not in ledger.crashed]
        return ledger

    def _build(self, direction: Direction) -> tuple[Any, tuple[str, ...]]:
        wrapped = _wrapper()
        own = self._screen if direction == "in" else self._judge
        validators = [wrapped(name=OWN, own=own)]
        for entry in self._extras:
            sides, name = extra(entry)
            if direction in sides:
                validators.append(wrapped(name=name, inner=_instance(name)))
        names = tuple(validator.name for validator in validators)
        if len(set(names)) != len(names):
            raise ShellError(f"An extra validator is listed twice: {', '.join(names)}.")
        from guardrails import Guard

        guard = Guard(name=f"medchat-{direction}", history_max_length=1)
        guard.use(*validators, on="output")
        if len(guard.get_validators("output")) != len(validators):
            raise ShellError("guardrails-ai left out a configured validator.")
        return guard, names


def _screen(message: Message) -> Screening:
    from medchat.guardrails.runner import screen

    return screen(message)


def _passes(own: object) -> bool:
    if isinstance(own, Screening):
        return own.action is Action.ANSWER
    return isinstance(own, Judgement) and own.ok


def _import() -> Any:
    missing = [name for name in ENVIRONMENT if name not in os.environ]
    if missing:
        raise ShellError(f"Call prepare_environment() at the start of the process: {', '.join(missing)} not set.")
    try:
        with warnings.catch_warnings(), _without("rfc3987_syntax"):
            warnings.simplefilter("ignore")
            return importlib.import_module("guardrails.validator_base")
    except Exception as error:
        raise ShellError(f"guardrails-ai cannot be imported: {type(error).__name__}.") from error


@contextmanager
def _without(module: str) -> Iterator[None]:
    """Hide an optional module: jsonschema would spend 2.5 s on a grammar for IRI formats that no check here uses."""
    hidden = module not in sys.modules
    if hidden:
        sys.modules[module] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        if hidden:
            sys.modules.pop(module, None)


def _instance(name: str) -> Any:
    """Return the validator of a dotted path or registered name, set to report and not to repair."""
    base = _import()
    found = base.validators_registry.get(name)
    if found is None and "." in name:
        module, _, attribute = name.rpartition(".")
        try:
            found = getattr(importlib.import_module(module), attribute)
        except (ImportError, AttributeError) as error:
            raise ShellError(f"Extra validator {name!r} cannot be imported: {error}.") from error
    if not (isinstance(found, type) and issubclass(found, base.Validator)):
        raise ShellError(
            f"Extra validator {name!r} is not a validator registered with guardrails-ai nor a path to one."
        )
    try:
        return found(on_fail=base.OnFailAction.NOOP)
    except Exception as error:
        raise ShellError(f"Extra validator {name!r} cannot be built without arguments: {error}.") from error


_wrapper_class: list[Any] = []


def _wrapper() -> Any:
    """Return the wrapping Validator class, made once because its base is imported lazily."""
    if not _wrapper_class:
        _wrapper_class.append(_make_wrapper(_import()))
    return _wrapper_class[0]


def _make_wrapper(base: Any) -> Any:
    @base.register_validator(name="medchat/recorded", data_type="string")
    class Recorded(base.Validator):  # type: ignore[misc]
        """Run our guard or another validator and write what happened into the call's ledger."""

        def __init__(self, *, name: str, own: Callable[[Any], object] | None = None, inner: Any = None) -> None:
            super().__init__(on_fail=base.OnFailAction.NOOP)
            self.name, self._own, self._inner = name, own, inner

        def _validate(self, value: Any, metadata: dict[str, Any]) -> Any:
            ledger: Ledger = metadata[_LEDGER]
            try:
                passed = self._ask(value, metadata, ledger)
            except Exception as error:
                log.error("validator %s failed: %s", self.name, type(error).__name__)  # never the text
                ledger.crashed.append(self.name)
                return base.FailResult(error_message="failed")
            ledger.ran.append(self.name)
            return base.PassResult() if passed else base.FailResult(error_message=self.name)

        def _ask(self, value: Any, metadata: dict[str, Any], ledger: Ledger) -> bool:
            if self._own is not None:
                if ledger.own is None:
                    ledger.own = self._own(metadata[_SUBJECT])
                return _passes(ledger.own)
            others = {key: item for key, item in metadata.items() if key not in (_LEDGER, _SUBJECT)}
            if getattr(self._inner.validate(value, others), "outcome", None) == "pass":
                return True
            ledger.objected.append(self.name)
            return False

    return Recorded
