"""Rules of cutting text into sentences."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medchat.text.sentences import LONGEST, Piece, SentenceBuffer, split

FRAGMENTS = st.sampled_from(
    ["Dr. ", "e.g. ", "3.5 ", "mg. ", "U.S. ", "No. 5 ", "A test. ", "Is it? ", "**b.** ", "\n", "\n\n", "- ", "1. ",
     "## ", "(see. ", ") ", "word ", "you.It ", "... ", "¿Qué? ", "“Hi.” ", "https://a.b/c.d ", "。", "🙂 ", "\0"]
)  # fmt: skip
TEXTS = st.lists(FRAGMENTS | st.text(max_size=6), max_size=25).map("".join)


def texts(text: str) -> list[str]:
    return [piece.text for piece in split(text)]


def streamed(text: str, cuts: list[int]) -> list[Piece]:
    buffer, pieces, last = SentenceBuffer(), [], 0
    for cut in sorted({c % (len(text) + 1) for c in cuts}):
        pieces += buffer.feed(text[last:cut])
        last = cut
    return pieces + buffer.feed(text[last:]) + buffer.flush()


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_no_text_is_lost(text: str) -> None:
    assert "".join(piece.raw for piece in split(text)) == text


@settings(max_examples=400, deadline=None)
@given(TEXTS, st.lists(st.integers(0, 400), max_size=8))
def test_every_cutting_gives_the_same_pieces(text: str, cuts: list[int]) -> None:
    assert streamed(text, cuts) == split(text)


@settings(max_examples=100, deadline=None)
@given(TEXTS.map(lambda text: text * 8))
def test_letter_by_letter_gives_the_same_pieces(text: str) -> None:
    assert streamed(text, list(range(len(text)))) == split(text)


@pytest.mark.parametrize(
    "sentence",
    [
        "Dr. Lee and Mrs. Roy work here.",
        "Take fruit, e.g. apples, i.e. fresh ones.",
        "It was 3.5 mg/dL vs. 4.0 mg/dL.",
        "See No. 5 on the list.",
        "The U.S. Army ran it at 5 a.m. on Monday.",
        "Read https://www.example.org/a.b?c=d. now.",
        "Well... it can wait.",
        "It may hurt (call us. We can help) for a day.",
        "Take approx. 5 steps.",
    ],
)
def test_a_full_stop_inside_is_no_end(sentence: str) -> None:
    assert texts(f"{sentence} Then rest.") == [sentence, "Then rest."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Take 5 mg. Then rest.", ["Take 5 mg.", "Then rest."]),
        ("Many smokers get P.A.D. Your risk grows.", ["Many smokers get P.A.D.", "Your risk grows."]),
        ("No. It is not.", ["No.", "It is not."]),
        ("i feel bad. my head hurts", ["i feel bad.", "my head hurts"]),
        ("SEE DR. LEE. THEN REST.", ["SEE DR. LEE.", "THEN REST."]),
        ("As you age.It is slow.", ["As you age.", "It is slow."]),
        ("¿Qué es? ¡Mire! Sí.", ["¿Qué es?", "¡Mire!", "Sí."]),
        ('She said "Stop." Then left.', ['She said "Stop."', "Then left."]),
        ("**Call 911.** Then wait.", ["Call 911.", "Then wait."]),
    ],
)
def test_an_end_is_found(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


def test_blocks_say_where_a_paragraph_a_list_and_a_heading_start() -> None:
    text = "## What it is\nA *test*. It helps.\n- one\n- two. More\n\n1. Wash\n2. Dry\nEnd."
    assert [(p.block, p.text) for p in split(text)] == [
        ("h", "What it is"), ("p", "A test."), ("", "It helps."), ("li", "one"), ("li", "two."), ("", "More"),
        ("li", "Wash"), ("li", "Dry"), ("p", "End."),
    ]  # fmt: skip


def test_nothing_is_released_before_its_end_is_certain() -> None:
    buffer = SentenceBuffer()
    assert buffer.feed("It costs 3.") == []
    assert buffer.feed("5 dollars. ") == []
    assert [p.text for p in buffer.feed("Then ")] == ["It costs 3.5 dollars."]
    assert [p.text for p in buffer.flush()] == ["Then"]


def test_a_run_without_an_end_is_cut_at_a_space() -> None:
    pieces = split("word " * 300)
    assert all(len(piece.raw) <= LONGEST for piece in pieces)
    assert all(piece.text.endswith("word") for piece in pieces)
