"""The event table folded for paper."""

import uuid
from typing import Any

from medchat.chat.transcript import Block, fold
from medchat.conversations.models import Event

TURN = uuid.uuid4()


def event(type: str, turn: uuid.UUID | None = TURN, **body: Any) -> Event:
    return Event(type=type, turn_id=turn, body=body)


def test_a_sentence_without_a_block_goes_on_in_the_one_before() -> None:
    (entry,) = fold([event("sentence", text="One.", block="p"), event("sentence", text="Two.", block="")])
    assert entry.blocks == [Block("p", "One. Two.")]


def test_headings_and_items_stand_alone() -> None:
    kinds = [("What", "h"), ("A", "li"), ("B", "li"), ("End.", "p")]
    (entry,) = fold([event("sentence", text=text, block=block) for text, block in kinds])
    assert [(block.text, block.kind) for block in entry.blocks] == kinds


def test_a_withdrawn_answer_is_not_printed() -> None:
    (entry,) = fold([event("sentence", text="Wrong.", block="p"), event("withdraw", text="I took this back.")])
    assert entry.blocks == [Block("p", "I took this back.")]


def test_two_answers_are_kept_apart_by_their_turn() -> None:
    other = uuid.uuid4()
    sentences = [event("sentence", text="A.", block="p"), event("sentence", other, text="B.", block="p")]
    assert [entry.blocks[0].text for entry in fold(sentences)] == ["A.", "B."]


def test_a_message_names_who_wrote_it_and_keeps_its_lines() -> None:
    (entry,) = fold([event("message", None, author={"role": "staff", "name": "Ana"}, text="Hello\n\nBye")])
    assert (entry.author, entry.name) == ("staff", "Ana")
    assert [block.text for block in entry.blocks] == ["Hello", "Bye"]


def test_pages_that_two_sections_rest_on_are_named_once() -> None:
    page = {"name": "Asthma", "publisher": "NHLBI", "url": "", "checked_on": None}
    cited = [{"topic": "Asthma", "title": title, "references": [page]} for title in ("What it is", "Treatment")]
    (entry,) = fold([event("sentence", text="A.", block="p"), event("done", sources=cited)])
    assert entry.sources == [{"topic": "Asthma", "titles": ["What it is", "Treatment"], "references": [page]}]


def test_the_end_of_a_turn_without_an_answer_prints_nothing() -> None:
    assert fold([event("done", status="blocked", grade=None)]) == []
