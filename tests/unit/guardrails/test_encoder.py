"""The sentence encoder: the shipped file is the one its card describes, it is asked where it knows the language, it never lowers."""

import json
import shutil
from pathlib import Path

import pytest

from medchat.guardrails import encoder
from medchat.guardrails.encoder import ALARMS, Odds
from medchat.guardrails.lexical import ROUTES
from medchat.guardrails.runner import CHECKS, FAILED, screen
from medchat.guardrails.types import Action, Message, Route
from medchat.text.encoder import FIRST, LAST, BrokenEncoder, Encoder, clipped

RULES_ALONE = tuple(check for check in CHECKS if check[0] not in {"encoder", "lexical"})


def odds(whole: dict[Route, float], worst: float = 0.0) -> Odds:
    rest = (1 - sum(whole.values())) / len(ROUTES)
    return Odds({route: whole.get(route, rest) for route in ROUTES}, dict.fromkeys(ALARMS, worst))


def test_the_shipped_model_is_the_one_its_card_describes_and_small_enough() -> None:
    card = json.loads((encoder.FOLDER / "card.json").read_text())
    assert encoder.load().version == card["version"]
    assert (encoder.FOLDER / "model.onnx").stat().st_size <= 48 * 2**20


def test_another_file_than_the_cards_is_refused(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(encoder.FOLDER, tmp_path / "encoder"))
    with (folder / "model.onnx").open("r+b") as file:
        file.seek(1000)
        file.write(b"changed")
    with pytest.raises(BrokenEncoder):
        Encoder(folder, digest=json.loads((folder / "card.json").read_text())["sha256"])


def test_a_long_letter_is_read_from_both_ends() -> None:
    ids = list(range(1000))
    assert clipped(ids) == [*ids[:FIRST], *ids[-LAST:]]
    assert clipped(ids[:50]) == ids[:50]


def test_it_understands_a_red_flag_that_no_rule_names() -> None:
    text = "grandad went all grey and clammy holding his ribs, says he'll just lie down"
    assert screen(Message(text), checks=RULES_ALONE, budget_s=60).action is not Action.ALERT
    assert screen(Message(text), budget_s=60).action is Action.ALERT


def test_a_danger_buried_in_a_letter_is_found() -> None:
    letter = (
        "Hello, I am writing about the parking permit for the new wing, my number plate changed in May and the machine does not "
        "know it. Since an hour my mouth hangs down on the left and I drop my cup. Could you also tell me the opening hours of "
        "the office, and whether my daughter may collect the permit for me? With kind regards, [NAME]"
    )
    assert screen(Message(letter), budget_s=60).action is Action.ALERT


def test_a_crash_of_it_never_lets_a_message_through_and_hides_no_alarm(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(text: str) -> Odds:
        raise RuntimeError("no model")

    monkeypatch.setattr(encoder, "routes", crash)
    assert screen(Message("what is asthma"), budget_s=60).rule == FAILED
    assert screen(Message("i want to kill myself"), budget_s=60).route is Route.CRISIS


def test_a_rules_alarm_stands_whatever_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder, "routes", lambda text: odds({Route.EDUCATION: 0.99}))
    assert screen(Message("i want to kill myself"), budget_s=60).route is Route.CRISIS


def test_a_weak_rule_stands_only_where_it_is_not_sure_of_calm(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "the server had a heart attack at 3am and we've no backup, never buying that brand again"
    monkeypatch.setattr(encoder, "routes", lambda text: odds({Route.OFFTOPIC: 0.9}, worst=0.2))
    assert screen(Message(text), budget_s=60).route is Route.EMERGENCY
    monkeypatch.setattr(encoder, "routes", lambda text: odds({Route.OFFTOPIC: 0.99}))
    assert screen(Message(text), budget_s=60).route is Route.OFFTOPIC


def test_the_lexical_model_stands_in_where_it_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder, "installed", lambda: False)
    answer = screen(Message("what is asthma"), budget_s=60)
    assert (answer.action, answer.failed) == (Action.ANSWER, ())
    assert all(finding.check != "encoder" for finding in answer.findings)


def test_its_opinion_replaces_the_lexical_models(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder, "routes", lambda text: odds({Route.HUMAN: 0.95}))
    assert screen(Message("my cousin has asthma and her house is near the river"), budget_s=60).rule == "encoder.human"
