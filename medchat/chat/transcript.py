"""A conversation as it stands on paper: the event table folded into messages, answers and notices."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from medchat.conversations.models import Event

PIECES = {"p": "p", "li": "li", "h": "h"}


@dataclass
class Block:
    """One paragraph, list item or heading."""

    kind: str
    text: str


@dataclass
class Entry:
    """One thing said: `kind` is message, answer or notice."""

    kind: str
    at: datetime
    author: str = ""
    name: str = ""
    blocks: list[Block] = field(default_factory=list)
    done: dict[str, Any] = field(default_factory=dict)

    @property
    def sources(self) -> list[dict[str, Any]]:
        """Return the sources by topic, each with its sections and, once, the public pages they rest on."""
        topics: dict[str, dict[str, Any]] = {}
        for source in self.done.get("sources", []):
            first = {"topic": source["topic"], "titles": [], "references": source.get("references", [])}
            topics.setdefault(source["topic"], first)["titles"].append(source["title"])
        return list(topics.values())


def fold(events: Iterable[Event]) -> list[Entry]:
    """Return the entries in order; what was withdrawn is replaced by the text that stands in its place."""
    entries: list[Entry] = []
    answers: dict[object, Entry] = {}
    for event in events:
        body = event.body
        if event.type == "message":
            author = body.get("author", {})
            entries.append(
                Entry("message", event.at, author.get("role", ""), author.get("name", ""), _paragraphs(body))
            )
        elif event.type == "sentence":
            _add(_answer(entries, answers, event), body)
        elif event.type == "withdraw":
            _answer(entries, answers, event).blocks = _paragraphs(body)
        elif event.type == "notice":
            entries.append(Entry("notice", event.at, author=body.get("kind", ""), blocks=_paragraphs(body)))
        elif event.type == "done" and event.turn_id in answers:
            answers[event.turn_id].done = dict(body)
    return entries


def _answer(entries: list[Entry], answers: dict[object, Entry], event: Event) -> Entry:
    if event.turn_id not in answers:
        answers[event.turn_id] = Entry("answer", event.at)
        entries.append(answers[event.turn_id])
    return answers[event.turn_id]


def _add(entry: Entry, body: dict[str, Any]) -> None:
    kind = PIECES.get(body.get("block", ""), "")
    if kind or not entry.blocks:
        entry.blocks.append(Block(kind or "p", str(body["text"])))
    else:
        entry.blocks[-1].text += " " + str(body["text"])


def _paragraphs(body: dict[str, Any]) -> list[Block]:
    lines = str(body.get("text", "")).splitlines()
    return [Block("p", line) for line in lines if line.strip()]
