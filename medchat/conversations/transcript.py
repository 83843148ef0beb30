"""A conversation to read: the event table folded into messages, answers and notices, by turn."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from medchat.conversations.models import Event

PIECES = ("p", "li", "h")


@dataclass
class Piece:
    """One paragraph, list item or heading."""

    kind: str
    text: str


@dataclass
class Said:
    """One thing said: `kind` is patient, staff, answer or notice; `tone` is a notice's kind."""

    kind: str
    at: datetime
    name: str = ""
    turn: str = ""
    tone: str = ""
    withdrawn: bool = False
    pieces: list[Piece] = field(default_factory=list)
    end: dict[str, Any] = field(default_factory=dict)

    @property
    def groups(self) -> list[list[Piece]]:
        """Return the pieces with list items that follow each other as one group."""
        groups: list[list[Piece]] = []
        for piece in self.pieces:
            if piece.kind == "li" and groups and groups[-1][0].kind == "li":
                groups[-1].append(piece)
            else:
                groups.append([piece])
        return groups

    @property
    def lines(self) -> list[Piece]:
        """Return the pieces for paper: a text that was typed or fixed line by line, an answer's sentences as they came."""
        if self.kind == "answer" and not self.withdrawn:
            return self.pieces
        return [Piece(piece.kind, line) for piece in self.pieces for line in piece.text.splitlines() if line.strip()]

    @property
    def sources(self) -> list[dict[str, Any]]:
        """Return the sources by topic, each with its sections and, once, the public pages they rest on."""
        topics: dict[str, dict[str, Any]] = {}
        for source in self.end.get("sources", []):
            first = {"topic": source["topic"], "titles": [], "references": source.get("references", [])}
            topics.setdefault(source["topic"], first)["titles"].append(source["title"])
        return list(topics.values())


class Reading:
    """Takes events in order and holds what was said so far."""

    def __init__(self) -> None:
        self.said: list[Said] = []
        self.answers: dict[object, Said] = {}
        self.asked: Said | None = None

    def take(self, event: Event) -> None:
        """Add one event; a type that shows nothing is passed over."""
        show = getattr(self, f"_on_{event.type}", None)
        if show is not None:
            show(event, event.body)

    def _on_message(self, event: Event, body: dict[str, Any]) -> None:
        if body.get("teach") and self.asked is not None:
            self.said.append(self.asked)
        self.asked = None
        author = body.get("author", {})
        kind = "staff" if author.get("role") == "staff" else "patient"
        self.said.append(Said(kind, event.at, name=author.get("name", ""), pieces=_whole(body)))

    def _on_sentence(self, event: Event, body: dict[str, Any]) -> None:
        pieces, block = self._answer(event).pieces, body.get("block")
        if block in PIECES or not pieces:
            pieces.append(Piece(block if block in PIECES else "p", str(body["text"])))
        else:
            pieces[-1].text += f" {body['text']}"

    def _on_withdraw(self, event: Event, body: dict[str, Any]) -> None:
        answer = self._answer(event)
        answer.withdrawn, answer.pieces = True, _whole(body)

    def _on_notice(self, event: Event, body: dict[str, Any]) -> None:
        self.said.append(Said("notice", event.at, tone=body.get("kind", ""), pieces=_whole(body)))

    def _on_teach(self, event: Event, body: dict[str, Any]) -> None:
        """Keep a question to the patient: it stands in the transcript once it is answered, never as an order left open."""
        self.asked = Said("notice", event.at, tone="teach", pieces=_whole(body))

    def _on_done(self, event: Event, body: dict[str, Any]) -> None:
        if event.turn_id in self.answers:
            self.answers[event.turn_id].end = body

    def _answer(self, event: Event) -> Said:
        if event.turn_id not in self.answers:
            self.answers[event.turn_id] = Said("answer", event.at, turn=str(event.turn_id))
            self.said.append(self.answers[event.turn_id])
        return self.answers[event.turn_id]


def fold(events: Iterable[Event]) -> list[Said]:
    """Return what was said, in order; a withdrawn answer holds only the text that stands in its place."""
    reading = Reading()
    for event in events:
        reading.take(event)
    return reading.said


def _whole(body: dict[str, Any]) -> list[Piece]:
    return [Piece("p", str(body.get("text", "")))]
