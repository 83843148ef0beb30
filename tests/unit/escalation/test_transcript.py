"""A conversation as staff read it."""

import pytest

from medchat.conversations.events import append
from medchat.conversations.models import Event, Turn
from medchat.escalation.transcript import fold
from tests.factories import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk(clinic):
    return people.conversation(people.patient(clinic))


@pytest.fixture
def turn(talk):
    import uuid

    from django.utils import timezone

    return Turn.objects.create(conversation=talk, client_id=uuid.uuid4(), seq=1, lease_until=timezone.now())


def said(talk):
    return fold(Event.objects.after(talk.pk, 0))


def sentence(talk, turn, text, block=""):
    append(talk.pk, "sentence", {"text": text, "block": block, "terms": [], "cites": []}, turn=turn.pk)


def test_sentences_of_one_turn_are_one_answer(talk, turn):
    sentence(talk, turn, "One.", "p")
    append(talk.pk, "message", {"author": {"role": "patient", "name": ""}, "text": "Wait"})
    sentence(talk, turn, "Two.")
    assert [(entry.kind, [piece.text for piece in entry.pieces]) for entry in said(talk)] == [
        ("answer", ["One. Two."]),
        ("patient", ["Wait"]),
    ]


def test_list_items_stand_in_one_list(talk, turn):
    for text, block in [("Ask:", "p"), ("One.", "li"), ("Two.", "li"), ("Then.", "p")]:
        sentence(talk, turn, text, block)
    assert [[piece.text for piece in group] for group in said(talk)[0].groups] == [
        ["Ask:"],
        ["One.", "Two."],
        ["Then."],
    ]


def test_a_withdrawn_answer_shows_only_what_stands_in_its_place(talk, turn):
    sentence(talk, turn, "Wrong.", "p")
    append(talk.pk, "withdraw", {"text": "Taken back."}, turn=turn.pk)
    entry = said(talk)[0]
    assert (entry.withdrawn, [piece.text for piece in entry.pieces]) == (True, ["Taken back."])


def test_the_end_of_a_turn_without_words_is_no_answer(talk, turn):
    append(talk.pk, "done", {"status": "escalated", "grade": None}, turn=turn.pk)
    assert said(talk) == []


def test_level_and_sources_stay_with_their_answer(talk, turn):
    sentence(talk, turn, "One.", "p")
    append(talk.pk, "done", {"status": "answered", "grade": 5.1, "sources": [{"topic": "A1C"}]}, turn=turn.pk)
    assert said(talk)[0].end["sources"] == [{"topic": "A1C"}]
