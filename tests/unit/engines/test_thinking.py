"""What a model thinks never reaches the patient, however its text is cut into pieces."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medchat.engines.thinking import ThoughtFilter
from medchat.engines.types import EngineError

KEPT = {
    "Blood carries sugar.": "Blood carries sugar.",
    "<unused94>thought\nI plan.<unused95>Blood carries sugar.": "Blood carries sugar.",
    "thought\nI plan.<unused95>\n\nBlood carries sugar.": "Blood carries sugar.",
    "<think>I plan.</think>\nBlood < 5 > 3": "Blood < 5 > 3",
    "Blood <unused94>hm<unused95>carries sugar.": "Blood carries sugar.",
    "thoughtful people ask": "thoughtful people ask",
    "A thought\nabout sugar": "A thought\nabout sugar",
    "thoughts\nabout sugar <unus": "thoughts\nabout sugar <unus",
    "": "",
}
"""Written text to what may be shown of it."""

REFUSED = ["thought\nI plan.", "thought", "<unused94>I plan.", "Blood. <think>I plan", "Plan.<unused95>Blood."]


def shown(pieces: list[str]) -> str:
    keep = ThoughtFilter()
    return "".join([*(keep.feed(piece) for piece in pieces), keep.finish()])


@st.composite
def cut(draw: st.DrawFn, texts: list[str]) -> tuple[str, list[str]]:
    text = draw(st.sampled_from(texts))
    at = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    return text, [text[start:end] for start, end in zip([0, *at], [*at, len(text)], strict=True)]


@given(cut(list(KEPT)))
def test_thinking_is_dropped_and_everything_else_kept(pieces: tuple[str, list[str]]) -> None:
    assert shown(pieces[1]) == KEPT[pieces[0]]


@given(cut(REFUSED))
def test_thinking_without_both_ends_is_an_error(pieces: tuple[str, list[str]]) -> None:
    with pytest.raises(EngineError):
        shown(pieces[1])


def outcome(pieces: list[str]) -> str:
    try:
        return shown(pieces)
    except EngineError:
        return "refused"


@given(st.lists(st.sampled_from(["<unused94>", "<unused95>", "<think>", "</think>", "thought", "\n", "Blood", "<"])))
def test_how_the_text_is_cut_makes_no_difference(parts: list[str]) -> None:
    text = "".join(parts)
    assert outcome(list(text)) == outcome(parts) == outcome([text])
