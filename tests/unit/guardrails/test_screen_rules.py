"""The rule language, its index, the plain form and the model's file hold together; nothing typed can break them."""

import gzip
import json
import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medchat.evaluation.results import CASES, read
from medchat.guardrails import context, lexical
from medchat.guardrails.anchors import needs
from medchat.guardrails.rules import Hit, Rules
from medchat.guardrails.runner import CHECKS, screen
from medchat.guardrails.training.samples import written
from medchat.guardrails.types import Message, Route
from medchat.guardrails.wording import Phrases, expression
from medchat.text.normal import plain
from tests.fuzzed import FUZZED

FILES = sorted(path.stem for path in (Path(lexical.__file__).parent / "data" / "rules").glob("*.rules"))
TRIGGERS = "i my want to kill die not chest pain a he wants myself how much take is ... ? 911 k1ll aGVscA== no never"
WORDS = st.sampled_from(TRIGGERS.split())
RULES_AND_WORDS = tuple(check for check in CHECKS if check[0] != "encoder")


def unsplit(source: str) -> "re.Pattern[str]":
    """Return a whole pattern as one expression, as the index does not read it."""
    written = expression(source)
    before = "(?<=^ )" if written.startswith("^ ") else "(?<= )"
    return re.compile(f"{before}(?:{written.removeprefix('^ ')}){'' if written.endswith('$') else '(?= )'}")


@cache
def texts() -> tuple[str, ...]:
    """Return the plain form of every message of the case files, and of some that the models were taught."""
    rows = [row for file in sorted(CASES.glob("*.jsonl")) for row in read(file)]
    said = [text for row in rows for text in (row.get("text", row.get("question")), *map(told, row.get("history", ())))]
    return tuple(dict.fromkeys(plain(str(text)).text for text in [*said, *(sample.text for sample in written()[::10])]))


def told(turn: dict[str, str]) -> str:
    return turn["text"]


@pytest.mark.parametrize("name", FILES)
def test_the_index_hides_no_match_of_a_rule_and_adds_none(name: str) -> None:
    rules = Rules(name)
    whole = [(rule, unsplit(rule.source)) for rule in rules.all]
    for text in texts():
        seen: list[tuple[str, int, int]] = []

        def note(_: str, hit: Hit, seen: list[tuple[str, int, int]] = seen) -> bool:
            seen.append((hit.rule.name, hit.start, hit.end))
            return False

        assert list(rules.hits(text, note)) == []
        assert seen == [(rule.name, *match.span()) for rule, one in whole for match in one.finditer(text)], text


@pytest.mark.parametrize("name", [name for name, value in vars(context).items() if isinstance(value, Phrases)])
def test_the_index_hides_no_match_of_a_context_and_adds_none(name: str) -> None:
    phrases: Phrases = getattr(context, name)
    whole = unsplit(phrases.source)
    for text in texts():
        spans = [match.span() for match in whole.finditer(text)]
        assert list(phrases.spans(text)) == spans, text
        assert phrases.found(text) == bool(spans), text


@pytest.mark.parametrize("name", FILES)
def test_no_rule_matches_nothing(name: str) -> None:
    assert [rule.name for rule in Rules(name).all if unsplit(rule.source).search("   ")] == []


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        (r" (?:chest|heart) (?:hurts|pain\w*)(?= )", ({"hurts", "pain*"}, {"chest", "heart"})),
        (r" bleed\w*(?: (?![.?] )\S+){0,4}? (?:a lot|heavily)(?= )", ({"heavily", "lot"}, {"bleed*"})),
        (r" (?:very )?colou?r(?= )", ({"colo*"},)),
        (r" (?:x|\w+) ray(?= )", ({"ray"},)),
        (r"\w+", ()),
    ],
)
def test_what_a_match_needs_is_read_from_the_pattern(pattern: str, needed: tuple[set[str], ...]) -> None:
    assert sorted(map(sorted, needs(pattern))) == sorted(map(sorted, needed))


@settings(max_examples=FUZZED, deadline=None)
@given(st.text(max_size=4000))
def test_nothing_typed_crashes_a_check(text: str) -> None:
    assert screen(Message(text), checks=RULES_AND_WORDS, budget_s=60).failed == ()


@settings(max_examples=FUZZED, deadline=None)
@given(st.lists(WORDS, max_size=800))
def test_trigger_words_in_any_order_crash_nothing(words: list[str]) -> None:
    assert screen(Message(" ".join(words)[:4000]), checks=RULES_AND_WORDS, budget_s=60).failed == ()


@settings(max_examples=FUZZED, deadline=None)
@given(st.text(max_size=400) | st.lists(WORDS, max_size=60).map(" ".join))
def test_nothing_typed_crashes_the_whole_guard(text: str) -> None:
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
