"""Whatever a client sends is a frame or a clear answer."""

import json
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medchat.chat import frames
from medchat.chat.frames import BadFrame, parse

ID = str(uuid.uuid4())

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
keys = st.sampled_from(["type", "id", "text", "note", "after", "turn", "clear", "comment", "grade", "code", "seq"])
kinds = st.sampled_from([*frames.READERS, "unknown", "", "say "])


@given(st.text())
def test_any_text_is_a_frame_or_a_clear_answer(raw):
    try:
        parse(raw)
    except BadFrame as bad:
        assert bad.code in {"malformed", "unknown", "empty", "too_large"}
        assert bad.message.endswith(".")


@given(kinds, st.dictionaries(keys, json_values))
def test_any_object_is_a_frame_or_a_clear_answer(kind, fields):
    try:
        parse(json.dumps({**fields, "type": kind}))
    except BadFrame as bad:
        assert bad.code in {"malformed", "unknown", "empty", "too_large"}


@given(st.text(min_size=1).filter(lambda text: frames.clean(text).strip()))
def test_a_message_keeps_every_character_a_page_can_hold(text):
    said = parse(json.dumps({"type": "say", "id": ID, "text": text}))
    assert said.text == frames.clean(text)
    assert "\x00" not in said.text
    said.text.encode("utf-8")


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "\x00"])
def test_an_empty_message_is_refused_with_its_id(text):
    with pytest.raises(BadFrame) as refusal:
        parse(json.dumps({"type": "say", "id": ID, "text": text}))
    assert (refusal.value.code, str(refusal.value.id)) == ("empty", ID)


def test_right_to_left_emoji_and_markup_stay_as_typed():
    text = "<b>ما هو</b> 🩺 **A1C** ‮?"
    assert parse(json.dumps({"type": "say", "id": ID, "text": text})).text == text


def test_a_frame_over_64_kb_is_refused():
    with pytest.raises(BadFrame) as refusal:
        parse(json.dumps({"type": "say", "id": ID, "text": "é" * 40_000}, ensure_ascii=False))
    assert refusal.value.code == "too_large"


def test_a_binary_frame_is_refused():
    with pytest.raises(BadFrame):
        parse(None)


@pytest.mark.parametrize("grade", [4, 6, 8, 10])
def test_the_four_levels_can_be_chosen(grade):
    assert parse(json.dumps({"type": "level", "grade": grade})).grade == grade


@pytest.mark.parametrize("grade", [0, 5, 12, "6", None, True])
def test_no_other_level_can(grade):
    with pytest.raises(BadFrame):
        parse(json.dumps({"type": "level", "grade": grade}))
