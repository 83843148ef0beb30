"""The rule language, its index, the plain form and the model's file hold together; nothing typed can break them."""

import gzip
import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medchat.guardrails import lexical
from medchat.guardrails.anchors import anchors
from medchat.guardrails.rules import Rules
from medchat.guardrails.runner import CHECKS, screen
from medchat.guardrails.training.samples import written
from medchat.guardrails.types import Message, Route
from medchat.text.normal import plain

FILES = sorted(path.stem for path in (Path(lexical.__file__).parent / "data" / "rules").glob("*.rules"))
TRIGGERS = "i my want to kill die not chest pain a he wants myself how much take is ... ? 911 k1ll aGVscA== no never"
WORDS = st.sampled_from(TRIGGERS.split())
FUZZED = int(os.environ.get("MEDCHAT_FUZZED", "60"))
"""Inputs a fuzz test makes: `make soak` sets 20,000."""
RULES_AND_WORDS = tuple(check for check in CHECKS if check[0] != "encoder")


@pytest.mark.parametrize("name", FILES)
def test_the_index_hides_no_match(name: str) -> None:
    rules = Rules(name)
    for sample in written():
        text = plain(sample.text).text
        tried = rules._candidates(text)
        hidden = [r.name for i, r in enumerate(rules.all) if i not in tried and r.pattern.search(text)]
        assert hidden == [], text


@pytest.mark.parametrize("name", FILES)
def test_no_rule_matches_nothing(name: str) -> None:
    assert [rule.name for rule in Rules(name).all if rule.pattern.search("   ")] == []


def test_anchors_are_what_a_match_needs() -> None:
    assert anchors(r"(?:chest|heart) (?:hurts|pain\w*)") == {"chest*", "heart*"}
    assert anchors(r"\w+") is None


@settings(max_examples=FUZZED, deadline=None)
@given(st.text(max_size=4000))
def test_nothing_typed_crashes_a_check(text: str) -> None:
    assert screen(Message(text), checks=RULES_AND_WORDS, budget_s=60).failed == ()


@settings(max_examples=FUZZED, deadline=None)
@given(st.lists(WORDS, max_size=800))
def test_trigger_words_in_any_order_crash_nothing(words: list[str]) -> None:
    assert screen(Message(" ".join(words)[:4000]), checks=RULES_AND_WORDS, budget_s=60).failed == ()


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=400))
def test_nothing_typed_crashes_the_encoder(text: str) -> None:
    assert screen(Message(text), budget_s=60).failed == ()


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("I wanna kms", "i want to kill myself"),
        ("s u i c i d e", "suicide"),
        ("$u1cide", "suicide"),
        ("breathng", "breathing"),
        ("siezure", "seizure"),
        ("heeeelp", "help"),
        ("my A1C is 7.2", "my a1c is 7.2"),
        ("5mg of b12", "5mg of b12"),
        ("chess club", "chess club"),
    ],
)
def test_typed_text_is_brought_to_its_plain_form(typed: str, means: str) -> None:
    assert plain(typed).text.strip() == means


def test_packed_weights_add_up_like_single_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = {"a": (5, -3, 0, 0, 0, 0, 0, 127), "b": (-127, 4, 0, 0, 0, 0, 0, 1)}
    monkeypatch.setattr(lexical, "KNOWN", 1)
    packed = {name: lexical.pack(row) for name, row in rows.items()}
    monkeypatch.setattr(lexical, "load", lambda: lexical.Model(packed, (0.0,) * 8, 1.0))
    odds = lexical.scores(" a b ")
    assert max(odds, key=lambda route: odds[route]) is Route.CRISIS
    assert min(odds, key=lambda route: odds[route]) is Route.OFFTOPIC


def test_each_route_has_at_least_a_hundred_written_messages() -> None:
    counts = {route: sum(s.route == route for s in written()) for route in Route}
    assert min(counts.values()) >= 100


def test_the_shipped_model_knows_every_route() -> None:
    with gzip.open(lexical.MODEL, "rt", encoding="utf-8") as file:
        assert len(json.load(file)["intercept"]) == len(Route)
