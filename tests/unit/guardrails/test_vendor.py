"""The shell around guardrails-ai adds blocks, never takes one away, and notices when something did not run."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from medchat.guardrails import vendor
from medchat.guardrails.types import ACTIONS, Action, Judgement, Message, Reply, ReplyVerdict, Route, Screening

PACKAGE = """
from guardrails.validator_base import FailResult, PassResult, Validator, register_validator


@register_validator(name="acme/no-apples", data_type="string")
class NoApples(Validator):
    def _validate(self, value, metadata):
        return FailResult(error_message="apples", fix_value="pears") if "apple" in value else PassResult()


@register_validator(name="acme/silent", data_type="string")
class Silent(Validator):
    def _validate(self, value, metadata):
        return FailResult(error_message="") if "apple" in value else PassResult()


@register_validator(name="acme/broken", data_type="string")
class Broken(Validator):
    def _validate(self, value, metadata):
        raise RuntimeError(value)


@register_validator(name="acme/rewriting", data_type="string")
class Rewriting(Validator):
    def _validate(self, value, metadata):
        return PassResult(value_override="nothing to see")


@register_validator(name="acme/needy", data_type="string")
class Needy(Validator):
    def __init__(self, key, on_fail=None):
        super().__init__(on_fail=on_fail)


class NotAValidator:
    pass
"""


@pytest.fixture(scope="module", autouse=True)
def acme(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    vendor.prepare_environment()
    folder: Path = tmp_path_factory.mktemp("site")
    (folder / "guardrails_ai_acme").mkdir()
    (folder / "guardrails_ai_acme" / "__init__.py").write_text(PACKAGE)
    sys.path.insert(0, str(folder))
    yield
    sys.path.remove(str(folder))


def screening(route: Route) -> Screening:
    return Screening(route, ACTIONS[route], f"own-{route}")


def screen(message: Message) -> Screening:
    return screening(Route.EMERGENCY if "chest" in message.text else Route.EDUCATION)


def judge(reply: Reply) -> Judgement:
    return Judgement(ReplyVerdict.ADVICE, "own") if "take" in reply.text else Judgement(ReplyVerdict.OK)


def shell(*extras: str) -> vendor.Shell:
    return vendor.Shell([f"guardrails_ai_acme.{name}" for name in extras], screen=screen, judge=judge)


def test_without_extras_our_guard_decides_alone() -> None:
    guard = shell()
    assert guard.check_message(Message("what is a stent?")) == screening(Route.EDUCATION)
    assert guard.check_message(Message("my chest hurts")) == screening(Route.EMERGENCY)
    assert guard.check_reply(Reply("A stent is a tube.")).ok
    assert guard.check_reply(Reply("take two")).verdict is ReplyVerdict.ADVICE


@pytest.mark.parametrize("name", ["NoApples", "Silent"])
def test_an_extra_validator_blocks_what_our_guard_would_answer(name: str) -> None:
    guard = shell(name)
    found = guard.check_message(Message("is an apple good?"))
    assert (found.action, found.rule) == (Action.BLOCK, f"validator:guardrails_ai_acme.{name}")
    assert guard.check_reply(Reply("an apple a day")).verdict is ReplyVerdict.UNSAFE
    assert guard.check_message(Message("is a pear good?")).action is Action.ANSWER


def test_an_extra_validator_never_lowers_an_alarm() -> None:
    assert shell("NoApples").check_message(Message("apple stuck, chest hurts")) == screening(Route.EMERGENCY)


def test_an_extra_validator_cannot_change_the_text_or_the_verdict() -> None:
    assert shell("Rewriting").check_reply(Reply("take two")).rule == "own"


def test_a_crashing_validator_blocks_without_an_alarm_and_is_named(caplog: pytest.LogCaptureFixture) -> None:
    found = shell("Broken").check_message(Message("secret words"))
    assert (found.action, found.rule) == (Action.BLOCK, "check-failed")
    assert found.failed == ("guardrails_ai_acme.Broken",)
    assert "secret" not in caplog.text


def test_a_crashing_validator_leaves_an_alarm_standing() -> None:
    found = shell("Broken").check_message(Message("my chest hurts"))
    assert (found.action, found.route) == (Action.ALERT, Route.EMERGENCY)
    assert found.failed == ("guardrails_ai_acme.Broken",)


def test_a_crashing_validator_stops_a_reply() -> None:
    assert shell("Broken").check_reply(Reply("A stent is a tube.")).rule == "check-failed"


def test_validators_after_a_crash_still_run() -> None:
    found = shell("Broken", "NoApples").check_message(Message("apple"))
    assert found.rule == "validator:guardrails_ai_acme.NoApples"


def test_a_validator_that_did_not_run_counts_as_failed() -> None:
    guard = shell("NoApples")
    guard.warm()
    kept, names = guard._guards["in"]
    guard._guards["in"] = (kept, (*names, "acme/never-ran"))
    found = guard.check_message(Message("is a pear good?"))
    assert (found.rule, found.failed) == ("check-failed", ("acme/never-ran",))


def test_a_shell_that_cannot_start_lets_alarms_through_and_blocks_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> object:
        raise ImportError("gone")

    monkeypatch.setattr(vendor, "_wrapper", broken)
    guard = shell()
    assert guard.check_message(Message("my chest hurts")).route is Route.EMERGENCY
    assert guard.check_message(Message("what is a stent?")).rule == "check-failed"
    assert guard.check_reply(Reply("A stent is a tube.")) == Judgement(ReplyVerdict.UNSAFE, "check-failed")
    assert guard.check_reply(Reply("take two")).rule == "own"


def test_a_crash_of_our_own_guard_inside_the_shell_blocks() -> None:
    def crash(reply: Reply) -> Judgement:
        if not hasattr(crash, "seen"):
            crash.seen = True  # type: ignore[attr-defined]
            raise ValueError
        return Judgement(ReplyVerdict.OK)

    assert vendor.Shell(judge=crash).check_reply(Reply("anything")).rule == "check-failed"


def test_an_extra_validator_may_be_for_one_direction() -> None:
    shell("NoApples").warm()  # registers its name
    guard = vendor.Shell(["out:acme/no-apples"], screen=screen, judge=judge)
    assert guard.names("in") == ("medchat",)
    assert guard.names("out") == ("medchat", "acme/no-apples")
    assert guard.check_message(Message("apple")).action is Action.ANSWER


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("nobody/knows-this", "not a validator registered"),
        ("guardrails_ai_nowhere.Thing", "cannot be imported"),
        ("guardrails_ai_acme.Missing", "cannot be imported"),
        ("guardrails_ai_acme.NotAValidator", "not a validator"),
        ("guardrails_ai_acme.Needy", "without arguments"),
    ],
)
def test_an_unknown_or_unusable_validator_stops_the_start(entry: str, said: str) -> None:
    with pytest.raises(vendor.ShellError, match=said):
        vendor.Shell([entry]).warm()


def test_the_same_validator_twice_stops_the_start() -> None:
    with pytest.raises(vendor.ShellError, match="twice"):
        shell("NoApples", "NoApples").warm()


def test_a_missing_environment_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OTEL_SDK_DISABLED")
    with pytest.raises(vendor.ShellError, match="OTEL_SDK_DISABLED"):
        vendor._import()


def test_calls_side_by_side_never_mix_their_texts() -> None:
    guard = vendor.Shell(
        screen=lambda m: Screening(Route.EDUCATION, Action.ANSWER, m.text), judge=lambda r: Judgement(ReplyVerdict.OK)
    )
    guard.warm()
    texts = [f"text {number}" for number in range(60)]
    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(lambda text: guard.check_message(Message(text)).rule, texts))
    assert found == texts


def test_no_more_than_the_last_text_is_kept_in_memory() -> None:
    guard = shell()
    for number in range(5):
        guard.check_message(Message(f"text {number}"))
    assert len(guard._guards["in"][0].history) == 1


def test_an_empty_text_is_judged_too() -> None:
    assert shell("Broken").check_message(Message("")).rule == "check-failed"
    assert shell().check_reply(Reply("")).ok
