"""The event table folded for reading."""

import uuid
from typing import Any

import pytest

from medchat.conversations.models import Event
from medchat.conversations.transcript import Piece, Said, fold

TURN = uuid.uuid4()


def event(type: str, turn: uuid.UUID | None = TURN, **body: Any) -> Event:
    return Event(type=type, turn_id=turn, body=body)


def message(text: str, role: str = "patient", name: str = "") -> Event:
    return event("message", None, author={"role": role, "name": name}, text=text)


def sentence(text: str, block: str = "", turn: uuid.UUID = TURN) -> Event:
    return event("sentence", turn, text=text, block=block, terms=[], cites=[])


def texts(pieces: list[Piece]) -> list[str]:
    return [piece.text for piece in pieces]


def one(*events: Event) -> Said:
    (said,) = fold(events)
    return said


def test_a_sentence_without_a_block_goes_on_in_the_one_before() -> None:
    assert one(sentence("One.", "p"), sentence("Two.")).pieces == [Piece("p", "One. Two.")]


def test_an_answer_that_starts_without_a_block_is_a_paragraph() -> None:
    assert one(sentence("One.")).pieces == [Piece("p", "One.")]


def test_headings_and_items_stand_alone() -> None:
    kinds = [("What", "h"), ("A", "li"), ("B", "li"), ("End.", "p")]
    said = one(*(sentence(text, block) for text, block in kinds))
    assert [(piece.text, piece.kind) for piece in said.pieces] == kinds


def test_list_items_stand_in_one_list() -> None:
    said = one(sentence("Ask:", "p"), sentence("One.", "li"), sentence("Two.", "li"), sentence("Then.", "p"))
    assert [texts(group) for group in said.groups] == [["Ask:"], ["One.", "Two."], ["Then."]]


def test_sentences_of_one_turn_are_one_answer() -> None:
    said = fold([sentence("One.", "p"), message("Wait"), sentence("Two.")])
    assert [(each.kind, texts(each.pieces)) for each in said] == [("answer", ["One. Two."]), ("patient", ["Wait"])]


def test_two_answers_are_kept_apart_by_their_turn() -> None:
    other = uuid.uuid4()
    said = fold([sentence("A.", "p"), sentence("B.", "p", other)])
    assert [(each.turn, texts(each.pieces)) for each in said] == [(str(TURN), ["A."]), (str(other), ["B."])]


def test_a_withdrawn_answer_shows_only_what_stands_in_its_place() -> None:
    said = one(sentence("Wrong.", "p"), event("withdraw", text="I took this back."))
    assert (said.withdrawn, texts(said.pieces), texts(said.lines)) == (
        True,
        ["I took this back."],
        ["I took this back."],
    )


@pytest.mark.parametrize("role", ["patient", "staff"])
def test_a_message_names_who_wrote_it(role: str) -> None:
    said = one(message("Hello", role, "Ana"))
    assert (said.kind, said.name) == (role, "Ana")


def test_what_was_typed_is_kept_whole_and_printed_line_by_line() -> None:
    said = one(message("Hello\n\nBye"))
    assert (texts(said.pieces), texts(said.lines)) == (["Hello\n\nBye"], ["Hello", "Bye"])


def test_an_answer_is_printed_as_it_came() -> None:
    said = one(sentence("Ask:", "p"), sentence("One\ntwo.", "li"))
    assert said.lines == [Piece("p", "Ask:"), Piece("li", "One\ntwo.")]


def test_a_notice_says_its_kind() -> None:
    said = one(event("notice", kind="crisis", text="You can call now."))
    assert (said.kind, said.tone, texts(said.pieces)) == ("notice", "crisis", ["You can call now."])


def test_level_and_sources_stay_with_their_answer() -> None:
    end = {"status": "answered", "grade": 5.1, "sources": [{"topic": "A1C", "title": "Why"}]}
    said = fold([sentence("One.", "p"), message("Wait"), event("done", **end)])
    assert [each.end for each in said] == [end, {}]


def test_pages_that_two_sections_rest_on_are_named_once() -> None:
    page = {"name": "Asthma", "publisher": "NHLBI", "url": "", "checked_on": None}
    cited = [{"topic": "Asthma", "title": title, "references": [page]} for title in ("What it is", "Treatment")]
    said = one(sentence("A.", "p"), event("done", sources=cited))
    assert said.sources == [{"topic": "Asthma", "titles": ["What it is", "Treatment"], "references": [page]}]


def test_the_end_of_a_turn_without_an_answer_shows_nothing() -> None:
    assert fold([event("done", status="blocked", grade=None)]) == []


def test_an_event_that_says_nothing_is_passed_over() -> None:
    assert fold([event("state", None, waiting=True)]) == []
