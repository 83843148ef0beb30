"""Cut at names, aims, conditions and contrasts."""

import re

from medchat.readability.counts import lexicon
from medchat.readability.cutting import OBLIGES, REPORTS, a_list, left_complete, noun_start, possible
from medchat.readability.grammar import capital, finish, lower_first
from medchat.readability.phrases import (
    FINITE,
    Clause,
    Parsed,
    clause_at,
    negative,
    noun_end,
    parse,
    sentence_at,
)
from medchat.text.words import wordset

_DOES = wordset("use uses used do does done take takes taken give gives given order orders ordered place places placed "
                "put puts add adds added perform performs performed make prescribe prescribes prescribed insert inserts "
                "inserted remove removes removed check checks checked test tests tested study studies studied "
                "inject injects injected recommended tried need needs needed treatment")  # fmt: skip


_NO_PURPOSE = wordset("way ways time times chance chances risk risks ability need needs power right order able likely "
                      "how failure trouble hard easy ready enough too tendency attempt attempts effort efforts plan "
                      "steps step reason reasons place used things thing something nothing anything what care if "
                      "who when where best important necessary known thought found said believed shown expected "
                      "response similar due linked lead leads related")  # fmt: skip


_HELPS = wordset("help prevent avoid reduce lower keep protect ease")


def apposition(parsed: Parsed) -> list[str] | None:
    """Turn ", one of the lower rooms of the heart" at the end into a sentence of its own."""
    words = parsed.words
    for at in range(4, len(words) - 3):
        if words[at].tag != "," or words[at + 1].low not in ("a", "an", "the", "one") or words[at - 1].tag not in "NS)":
            continue
        clause = left_complete(parsed, at)
        rest = words[at + 1 :]
        if (
            clause is None
            or parsed.depth[at]
            or a_list(parsed, clause.verb, at)
            or parsed.tags(clause.verb, at) & {"W"}
        ):
            continue
        end = noun_end(words, at + 1)
        tags = {word.tag for word in rest}
        if end is None or tags & {",", ";", ":"} or (tags & FINITE and not tags & {"W"}):
            continue
        if {"and", "or"} & {word.low for word in words[at + 1 : end + 2]} or words[0].tag == "U":
            continue
        plural = words[end - 1].tag == "S" and words[at + 1].low != "one"
        if plural != (words[at - 1].tag == "S"):
            continue
        return [finish(parsed.before(at)), finish(f"{'These are' if plural else 'This is'} {parsed.after(at + 1)}")]
    return None


def bracket_gloss(parsed: Parsed) -> list[str] | None:
    """Move "(a curving of the spine)" behind its sentence: "Scoliosis is a curving of the spine"."""
    words = parsed.words
    for at in range(1, len(words) - 4):
        if words[at].low != "(" or words[at - 1].tag not in "NS" or parsed.depth[at] != 1:
            continue
        close = next((i for i in range(at, len(words)) if words[i].low == ")"), None)
        if close is None or close - at < 4 or not _is_gloss(parsed, at, close):
            continue
        start = noun_start(parsed, at)
        while words[start].tag in "DQ" and start < at - 1:
            start += 1
        noun = parsed.part(start, at)
        if at - start > 3 or len(words) - (close - at) < 5:
            continue
        plural = words[at - 1].tag == "S" and not words[at - 1].low.endswith("sis")
        told = words[at + 1].low in ("a", "an", "the")
        if start and words[start - 1].low == "the":
            noun = f"the {noun}"
        verb = ("are" if plural else "is") if told else ("mean" if plural else "means")
        rest = parsed.text[words[close].end :]
        second = finish(f"{capital(noun)} {verb} {parsed.part(at + 1, close)}")
        return [finish(parsed.text[: words[at - 1].end] + rest), second]
    return None


def _is_gloss(parsed: Parsed, at: int, close: int) -> bool:
    words = parsed.words
    inner = words[at + 1 : close]
    end = noun_end(words[:close], at + 1)
    tags = {word.tag for word in inner}
    told = inner[0].tag == "D" and "W" in tags
    if end is None or tags & {"U", "(", ":", ";", "Q", "M"} or inner[0].tag in ("P", "R", "I"):
        return False
    if not told and tags & (FINITE | {"W"}):
        return False
    if inner[0].low in (
        "or",
        "see",
        "such",
        "this",
        "these",
        "any",
        "for",
        "your",
        "about",
        "including",
        "more",
        "less",
    ):
        return False
    look = lexicon("en").look
    hard_noun = any(look(word.low)[1] for word in words[max(0, at - 2) : at] if word.tag in ("N", "S", "J"))
    return hard_noun and (inner[0].tag == "D" or not any(look(word.low)[1] for word in inner if word.low[0].isalpha()))


def purpose(parsed: Parsed) -> list[str] | None:
    """Turn "X is used ... to find Y" into two sentences, the second about the aim."""
    words = parsed.words
    for at in range(5, len(words) - 3):
        if words[at].tag != "T" or parsed.depth[at] or words[at - 1].low in _NO_PURPOSE or words[at - 1].tag in "TJWU":
            continue
        clause = left_complete(parsed, at)
        order = words[0].tag == "B" and not parsed.tags(1, at) & {"W", "U", "T", ":", ","}
        if order and words[at + 1].low in _HELPS and not negative(parsed, 0, len(words)):
            return [finish(parsed.before(at)), finish("This can " + parsed.after(at + 1))]
        if clause is None or words[0].tag == "U" or parsed.tags(clause.verb, at) & {"W", "U", ":"}:
            continue
        first = next((i for i in range(clause.verb, at) if words[i].tag == "T"), None)
        if first is not None and words[first - 1].low not in (
            "is",
            "are",
            "want",
            "wants",
            "need",
            "needs",
            "like",
            "try",
        ):
            continue
        done = [word for word in words[clause.verb : at] if word.tag in ("E", "V", "Z", "B", "A")][-2:]
        aim = first is not None and first == clause.verb + 1 and words[at - 1].tag in "NS"
        asked = aim or re.search(r"\basks? for\b", parsed.before(at))
        if not (asked or any(word.low in _DOES for word in done)) or negative(parsed, 0, len(words)):
            continue
        if "," in {word.low for word in words[clause.verb : at]} or parsed.lows(clause.verb, at) & {"if"}:
            continue
        if words[at + 1].low in ("be", "have", "do"):
            continue
        return [finish(parsed.before(at)), finish("This is done " + parsed.after(at))]
    return None


def condition_first(parsed: Parsed) -> list[str] | None:
    """Turn "If you have X, you may get Y" into "You may have X. If so, you may get Y"."""
    prefix = re.match(r"(?:But|So|And|For example,|In other words,) (?=(?:if|when) )", parsed.text)
    if prefix:
        parts = condition_first(parse(capital(parsed.text[prefix.end() :])))
        return [finish(prefix.group() + lower_first(parts[0])), parts[1]] if parts else None
    words = parsed.words
    opener = words[0].low
    if opener not in ("if", "when", "as", "after", "once", "whenever"):
        return None
    first = clause_at(words, 1)
    comma = next((i for i in range(3, len(words) - 3) if words[i].tag == "," and not parsed.depth[i]
                  and clause_at(words, i + 1)), None)  # fmt: skip
    if first is None or comma is None or first.verb >= comma or first.start != 1:
        return None
    second = clause_at(words, comma + 1)
    if second is None or parsed.lows(comma, len(words)) & OBLIGES or words[second.verb].tag == "K":
        return None
    if parsed.tags(first.verb, comma) & {"U", "H", ",", ";"} or "that" in parsed.lows(0, comma):
        return None
    eventive = words[first.verb].tag in ("Z", "B") or words[first.verb + 1].tag in ("E", "G")
    if words[first.start].low == "this" or (opener in ("when", "whenever", "once") and not eventive):
        return None
    if opener in ("when", "whenever") and words[first.end - 1].low in (
        "people",
        "you",
        "they",
        "patients",
        "person",
        "we",
    ):
        return None
    if opener == "as":
        if not eventive:
            return None
        stated: str | None = parsed.part(1, comma)
    else:
        modal = "may" if opener == "if" else "can"
        stated = possible(parsed, first, comma, modal) or _second_possible(parsed, first, comma, modal)
    if stated is None:
        return None
    link = {
        "if": "If so, ",
        "as": "As this happens, ",
        "after": "After this, ",
        "once": "Then ",
    }.get(opener, "When this happens, " if eventive else "Then ")
    return [finish(stated), finish(link + lower_first(parsed.after(comma + 1)))]


def condition_last(parsed: Parsed) -> list[str] | None:
    """Turn "You may need X if you have Y" into "You may have Y. If so, you may need X"."""
    words = parsed.words
    for at in range(4, len(words) - 3):
        if (
            words[at].low != "if"
            or parsed.depth[at]
            or words[0].low in ("this", "these")
            or words[at - 1].tag in ("R", "C", "V", "B", "Z", "T", "I", "W")
        ):
            continue
        main = clause_at(words, 0)
        clause = clause_at(words, at + 1)
        left = parsed.part(0, at).rstrip(" ,")
        if main is None or clause is None or main.verb >= at or parsed.tags(0, at) & {"W", "U"} or words[0].tag == "C":
            continue
        if parsed.lows(0, at) & OBLIGES or negative(parsed, 0, at) or parsed.tags(clause.verb, len(words)) & {"U", ";"}:
            continue
        if words[main.verb].low in REPORTS or parsed.lows(main.verb, at) & REPORTS:
            continue
        end = len(words) - 1 if words[-1].tag == "." else len(words)
        stated = possible(parsed, clause, end, "may", at + 1)
        if stated:
            return [finish(stated), finish("If so, " + lower_first(left))]
    return None


def _second_possible(parsed: Parsed, clause: Clause, end: int, modal: str) -> str | None:
    """Put both verbs of "you have X and the clot grows" behind "may" or "can"."""
    words = parsed.words
    joint = next((i for i in range(clause.verb + 1, end) if words[i].low == "and" and clause_at(words, i + 1)), None)
    second = clause_at(words, joint + 1) if joint else None
    if joint is None or second is None or second.verb >= end:
        return None
    left = possible(parsed, clause, joint, modal)
    right = possible(parsed, second, end, modal, joint + 1)
    return f"{left} and {right}" if left and right else None


def contrast(parsed: Parsed) -> list[str] | None:
    """Turn "X, although Y" and "Although X, Y" into two sentences, the second with "But" (or "So" for a reason)."""
    words = parsed.words
    if words[0].low in ("although", "though", "while", "because", "since"):
        comma = next((i for i in range(3, len(words) - 3) if words[i].tag == "," and not parsed.depth[i]
                      and clause_at(words, i + 1)), None)  # fmt: skip
        first = clause_at(words, 1)
        if comma is None or first is None or first.verb >= comma or first.start != 1 or "," in parsed.tags(1, comma):
            return None
        joint = "So " if words[0].low in ("because", "since") else "But "
        return [finish(parsed.part(1, comma)), finish(joint + lower_first(parsed.after(comma + 1)))]
    for at in range(4, len(words) - 3):
        if words[at].low not in ("although", "though", "whereas", "while") or words[at - 1].tag != ",":
            continue
        main = left_complete(parsed, at - 1)
        if main is None or sentence_at(words, at + 1) is None or words[0].tag == "U":
            continue
        return [finish(parsed.part(0, at - 1)), finish("But " + lower_first(parsed.after(at + 1)))]
    return None
