"""Which sections a question asks for, told from its words."""

import re
from functools import cache

from medchat.library.vocabulary import DATA

_WHAT_IT_IS, _WHY, _SYMPTOMS, _TREATMENT = "what_it_is", "why", "symptoms", "treatment"
_SIDE_EFFECTS, _RESULTS, _EXPECT, _QUESTIONS, _CALL = (
    "side_effects",
    "results",
    "what_to_expect",
    "questions",
    "when_to_call",
)


@cache
def _patterns(language: str) -> dict[str, re.Pattern[str]]:
    path = DATA / f"asked_{language}.tsv"
    lines = (path if path.exists() else DATA / "asked_en.tsv").read_text().splitlines()
    found: dict[str, list[str]] = {}
    for kind, pattern in (line.split("\t", 1) for line in lines if not line.startswith("#")):
        found.setdefault(kind, []).append(pattern)
    return {kind: re.compile("|".join(patterns)) for kind, patterns in found.items()}


_STANDS_IN: dict[tuple[str, str], tuple[str, ...]] = {
    ("condition", "causes"): (_WHY,),
    ("medicine", "causes"): (_SIDE_EFFECTS,),
    ("everyday", "causes"): (_WHY,),
    ("condition", _SIDE_EFFECTS): (_SYMPTOMS, _EXPECT),
    ("condition", _RESULTS): (_WHAT_IT_IS,),
    ("medicine", _SYMPTOMS): (_SIDE_EFFECTS,),
    ("medicine", _TREATMENT): (_WHY, _EXPECT),
    ("medicine", _RESULTS): (_EXPECT,),
    ("test", _SYMPTOMS): (_WHY,),
    ("test", _TREATMENT): (_EXPECT,),
    ("test", _SIDE_EFFECTS): (_EXPECT,),
}
_BROAD: dict[str, tuple[str, ...]] = {
    "condition": (_WHAT_IT_IS, _TREATMENT, _CALL),
    "medicine": (_WHAT_IT_IS, _WHY, _CALL),
    "test": (_WHAT_IT_IS, _EXPECT, _CALL),
    "procedure": (_WHAT_IT_IS, _EXPECT, _CALL),
    "everyday": (_WHAT_IT_IS, _WHY, _EXPECT),
}
MOST = 3
"""Sections in one answer: people keep one to three ideas (AHRQ, chunk and check)."""


def intents(text: str, language: str) -> tuple[str, ...]:
    """Return the section kinds that folded text asks for, the plainest wish first; empty for a broad question."""
    return tuple(kind for kind, pattern in _patterns(language).items() if pattern.search(text))


def more(kind: str, has: tuple[str, ...]) -> tuple[str, ...]:
    """Return the sections that a first, broad answer left out."""
    return tuple(section for section in has if section not in _BROAD[kind])[:MOST]


def sections(wishes: tuple[str, ...], *, kind: str, has: tuple[str, ...], defined: bool) -> tuple[str, ...]:
    """Choose the sections of a topic of this kind for these wishes; `defined`: it was asked what the topic is."""
    specific = [wish for wish in wishes if wish != _WHAT_IT_IS]
    chosen: list[str] = []
    if defined or (not specific and _WHAT_IT_IS in wishes):
        chosen.append(_WHAT_IT_IS)
    for wish in specific:
        chosen.extend((wish,) if wish in has else _STANDS_IN.get((kind, wish), (_EXPECT,)))
    if chosen == [_WHAT_IT_IS]:
        chosen.append(_WHY)
    if not chosen:
        chosen = list(_BROAD[kind])
    return tuple(section for section in dict.fromkeys(chosen) if section in has)[:MOST]
