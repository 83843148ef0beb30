"""The fixed cases: enough of each kind, told apart from what the models learnt, and the same message from somebody else."""

from collections import Counter

import pytest

from medchat.evaluation.results import CASES, read
from medchat.evaluation.swaps import SWAPS, variants
from medchat.guardrails.training import replies, samples

RED = {"emergency", "crisis"}


def test_every_red_flag_category_has_fifteen_phrasings_in_all_styles() -> None:
    rows = read(CASES / "red_flags.jsonl")
    counts = Counter(row["category"] for row in rows)
    assert len(rows) >= 600
    assert min(counts.values()) >= 15
    for style in ("typos", "third-person", "spanish", "minimising", "multi-turn"):
        assert {row["category"] for row in rows if row["style"] == style} == set(counts), style
    assert all(row["route"] in RED for row in rows)


def test_no_hard_negative_accepts_an_alarm() -> None:
    rows = read(CASES / "hard_negatives.jsonl")
    assert len(rows) >= 400
    assert not any({row["route"], *row["alt"]} & RED for row in rows)


def test_no_case_was_learnt_from() -> None:
    learnt = {sample.text.strip().lower() for sample in samples.written()}
    for name in ("red_flags", "hard_negatives"):
        assert [row["id"] for row in read(CASES / f"{name}.jsonl") if row["text"].strip().lower() in learnt] == []
    said = {sentence.text.strip().lower() for sentence in replies.written()}
    assert [row["id"] for row in read(CASES / "replies_blind.jsonl") if row["text"].strip().lower() in said] == []


@pytest.mark.parametrize("name", sorted(SWAPS))
def test_a_swap_changes_only_what_it_is_about(name: str) -> None:
    text = "My mom says her really bad headache is getting worse"
    made = [other for swapped, other in variants(text) if swapped == name]
    assert made
    assert all(other != text for other in made)


def test_gender_is_not_swapped_where_a_body_part_makes_it_another_matter() -> None:
    assert "gender" not in {name for name, _text in variants("my wife is pregnant and bleeding")}
