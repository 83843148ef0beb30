"""Cut at relative clauses: "people who", "the gene that", "tests used to"."""

import re

from medchat.readability import grammar
from medchat.readability.cutting import (
    NO_SOME,
    NOT_PARTICIPLE,
    SUPERLATIVE,
    agrees,
    left_complete,
    noun_again,
    possible,
    skip_adverbs,
)
from medchat.readability.grammar import finish, lower_first
from medchat.readability.phrases import (
    FINITE,
    PERSONS,
    Clause,
    Parsed,
    head,
    parse,
    phrase_end,
)
from medchat.readability.tagging import Word, base_form
from medchat.text.words import wordset

_CAUSATIVE = wordset("have has had get gets keep keeps make makes see sees hear hears feel feels find finds leave leaves "
                     "want wants need needs")  # fmt: skip


_STATIVE_G = wordset(
    "surrounding covering containing causing affecting involving lining connecting linking carrying controlling lacking "
    "producing having occurring leading resulting supplying supporting performing providing offering receiving needing "
    "specializing measuring controlling"
)


_GOES_ON = wordset("by in for to with from of at on as during through into after before within around between")


_NAMED = re.compile(r", (called|known as|named) ([^,]+), (?=(?:that|which) )")


def people_who(parsed: Parsed) -> list[str] | None:
    """Turn "People who smoke get sick more often" into "Some people smoke. They get sick more often"."""
    words = parsed.words
    end = phrase_end(words, 0)
    if end is None or end + 2 >= len(words) or words[end].low not in ("who", "that", "which"):
        return None
    first = words[0].low
    main = head(words, 0, end)
    verb = skip_adverbs(words, end + 1)
    if words[verb].tag not in FINITE or parsed.lows(0, end) & ((NO_SOME | SUPERLATIVE) - {"other"}):
        return None
    second = _second_finite(parsed, verb)
    if second is None or second >= len(words) - 2 or second - verb < 2:
        return None
    begin = _back_over_adverbs(words, second)
    plural = main.tag == "S" or "and" in parsed.lows(0, end)
    if words[0].tag == "P" or not agrees(words[verb].low, words[verb].tag, plural=plural):
        return None
    if not agrees(words[second].low, words[second].tag, plural=plural):
        return None
    noun = parsed.part(1 if first in ("the", "those", "these") else 0, end)
    if plural:
        lead = f"{'These' if first == 'these' else 'Some'} {lower_first(noun) if first not in ('the',) else noun}"
        return [finish(f"{_some(lead)} {parsed.part(end + 1, begin)}"), finish("They " + parsed.after(begin))]
    if first in ("a", "an") and main.low in PERSONS and words[second].tag == "M":
        stated = possible(parsed, Clause(0, end, verb), begin, "may", 0)
        noun = parsed.part(0, end)
        if stated and stated.startswith(f"{noun} {words[end].low} "):
            return [
                finish(noun + stated[len(f"{noun} {words[end].low}") :]),
                finish("If so, they " + parsed.after(begin)),
            ]
        return None
    if first == "the" and main.low not in PERSONS and main.tag == "N":
        return [
            finish(f"{_a(noun)} {parsed.part(end + 1, begin)}"),
            finish("It " + parsed.after(begin)),
        ]
    return None


def _some(lead: str) -> str:
    """Lower the first letter of the noun behind "Some", unless it looks like a name."""
    start, _, noun = lead.partition(" ")
    word = noun.split(" ")[0]
    return f"{start} {noun[0].lower() + noun[1:] if word[1:].islower() or len(word) == 1 else noun}"


def _a(noun: str) -> str:
    """Put "A" or "An" before a noun; letters said one by one go by their names (an HTT gene)."""
    letters = noun.split(" ")[0][:2].isupper()
    return ("An " if noun[0] in ("AEFHILMNORSX" if letters else "aeioAEIO") else "A ") + noun


def _back_over_adverbs(words: list[Word], at: int) -> int:
    while at > 1 and words[at - 1].tag == "R":
        at -= 1
    return at


def _second_finite(parsed: Parsed, verb: int) -> int | None:
    """Find the verb of the main clause behind a relative clause whose verb is given."""
    words = parsed.words
    coordinated = False
    for i in range(verb + 1, len(words)):
        name = words[i].tag
        if name in ("W", "U", ";", ":", ",", "H") or (
            name == "P" and words[i].low in ("they", "it", "you", "he", "she")
        ):
            return None
        if parsed.depth[i]:
            continue
        if name == "C":
            coordinated = True
            continue
        if name in FINITE:
            near = words[_back_over_adverbs(words, i) - 1]
            if near.tag in ("A", "M"):
                continue
            if not coordinated or words[i - 1].tag not in ("C", "R"):
                return i
        if name != "R":
            coordinated = False
    return None


def stands(text: str) -> bool:
    """Tell whether a text that starts with a noun and "that ..." has a main verb behind it."""
    parsed = parse(text)
    words = parsed.words
    end = phrase_end(words, 0) if words else None
    if end is None or end >= len(words) - 1 or "W" not in (words[end].tag, words[end + 1].tag):
        return True
    if words[end].tag != "W":
        return words[end].tag != "I"  # "dishes in which ...": its verb is too far away to find
    verb = skip_adverbs(words, end + 1)
    return verb < len(words) and _second_finite(parsed, verb) is not None


def object_relative(parsed: Parsed) -> list[str] | None:
    """Turn "... by a defect in the gene that directs it" into "... in a gene. This gene directs it"."""
    named = _NAMED.sub(r" \1 \2 ", parsed.text)
    if named != parsed.text:
        parsed = parse(named)
    words = parsed.words
    for at in range(4, len(words) - 3):
        if words[at].low not in ("that", "which", "who"):
            continue
        if words[at - 1].tag == ")":
            parts = _behind_bracket(parsed, at)
            if parts:
                return parts
        if words[at].tag != "W" or words[at - 1].tag not in "NS":
            continue
        clause = left_complete(parsed, at)
        verb = skip_adverbs(words, at + 1)
        if clause is None or parsed.tags(clause.verb, at) & {"W", "U"} or words[verb].tag not in FINITE:
            continue
        return noun_again(parsed, clause, at, at + 1, verb, "")
    return None


def _behind_bracket(parsed: Parsed, at: int) -> list[str] | None:
    """Cut at "cells (lymphocytes) that": as if the bracket were not there, and put it back."""
    opened = parsed.text.rfind(" (", 0, parsed.words[at].start)
    bracket = parsed.text[opened : parsed.words[at - 1].end]
    parts = (
        object_relative(parse(parsed.text[:opened] + parsed.text[parsed.words[at - 1].end :])) if opened > 0 else None
    )
    return [finish(parts[0].rstrip(".") + bracket), parts[1]] if parts else None


def reduced_relative(parsed: Parsed) -> list[str] | None:
    """Turn "... the nerves used for movement" into "... some nerves. These nerves are used for movement"."""
    words = parsed.words
    for at in range(4, len(words) - 3):
        word = words[at]
        if words[at - 1].tag not in "NS":
            continue
        passive = word.tag == "E" and words[at + 1].low in _GOES_ON and word.low not in NOT_PARTICIPLE
        active = word.tag == "G" and word.low in _STATIVE_G and words[at - 1].low not in ("by", "of", "without")
        able = word.low in ("responsible", "similar", "common", "available", "rich", "due") and words[at + 1].tag == "I"
        if not (passive or active or able):
            continue
        clause = left_complete(parsed, at)
        if clause is None or parsed.tags(clause.verb, at) & {"W", "U"} or len(words) - at < 5:
            continue
        if words[clause.verb].tag == "K" or words[clause.verb].low in ("was", "were", "had") or _causes(parsed, clause):
            continue
        if parsed.tags(at + 1, len(words)) & FINITE and not parsed.tags(at + 1, len(words)) & {"W", "U"}:
            continue
        if "," in {w.low for w in words[clause.verb : at]}:
            continue
        if active:
            return _active_again(parsed, clause, at)
        parts = noun_again(parsed, clause, at, at, None, "be")
        if parts:
            return parts
    return None


def _causes(parsed: Parsed, clause: Clause) -> bool:
    verbs = {word.low for word in parsed.words[clause.verb : clause.verb + 3] if word.tag in ("A", "Z", "B", "V")}
    return bool(verbs & _CAUSATIVE)


def _active_again(parsed: Parsed, clause: Clause, at: int) -> list[str] | None:
    base = base_form(parsed.words[at].low)
    parts = noun_again(parsed, clause, at, at + 1, None, "")
    if not parts or base is None:
        return None
    plural = parsed.words[at - 1].tag == "S"
    start, noun = parts[1].split(" ")[:2]
    verb = base if plural else grammar.third(base)
    return [parts[0], finish(f"{start} {noun} {verb} {parsed.after(at + 1)}")]
