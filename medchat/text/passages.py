"""A passage: one approved section of an explanation, as every part of medchat hands it around."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Passage:
    """One approved section of one revision, at one written level.

    `text` is Markdown; `grade` is its measured FKGL grade; `score` is the search's, higher is nearer.
    """

    id: str
    topic: str
    topic_name: str
    section: str
    title: str
    text: str
    level: str
    grade: float
    revision: int
    language: str
    url: str
    score: float = 0.0
