"""Cut at remarks: with, which, dashes, what is rare, when."""

import re

from medchat.readability import grammar
from medchat.readability.cutting import (
    NO_SOME,
    OBLIGES,
    REPORTS,
    agrees,
    left_complete,
    main_clause,
    noun_again,
    noun_start,
    skip_adverbs,
)
from medchat.readability.grammar import capital, finish
from medchat.readability.phrases import (
    FINITE,
    PERSONS,
    Clause,
    Parsed,
    clause_at,
    head,
    is_plural,
    negative,
    noun_end,
    parse,
    phrase_end,
)
from medchat.readability.tagging import base_form

_LONG = 18


_LONG_ENOUGH = 13


def each_with(parsed: Parsed) -> list[str] | None:
    """Turn ", each with its own signs" into "Each has its own signs"."""
    left, mark, right = parsed.text.partition(", each with ")
    if not mark or "," in right or clause_at(parsed.words, 0) is None:
        return None
    return [finish(left), finish("Each has " + right)]


def with_tail(parsed: Parsed) -> list[str] | None:
    """Turn ", with signs often lasting for years" into "Signs often last for years"."""
    words = parsed.words
    for at in range(4, len(words) - 4):
        if words[at].tag != "," or words[at + 1].low != "with" or parsed.depth[at]:
            continue
        end = noun_end(words, at + 2)
        verb = skip_adverbs(words, end) if end else None
        if end is None or verb is None or words[verb].tag != "G" or left_complete(parsed, at) is None:
            continue
        base = base_form(words[verb].low)
        if base is None or base == "be" or parsed.tags(verb, len(words)) & (FINITE | {",", ";"}):
            continue
        form = base if words[end - 1].tag == "S" else grammar.third(base)
        adverbs = parsed.part(end, verb)
        told = f"{parsed.part(at + 2, end)} {adverbs + ' ' if adverbs else ''}{form} {parsed.after(verb + 1)}"
        return [finish(parsed.before(at)), finish(told)]
    return None


def middle_remark(parsed: Parsed) -> list[str] | None:
    """Turn "X, called Y, grows" and "X, found in Y, grows" into "X is called Y. It grows"."""
    words = parsed.words
    end = phrase_end(words, 0)
    if end is None or end >= len(words) - 5 or words[end].tag != "," or words[0].tag == "P":
        return None
    close = next((i for i in range(end + 1, len(words)) if words[i].tag == "," and not parsed.depth[i]), None)
    if close is None or close > len(words) - 3 or words[end + 1].tag not in ("E", "R", "D") or close - end < 3:
        return None
    participle = skip_adverbs(words, end + 1)
    verb = skip_adverbs(words, close + 1)
    if words[participle].tag not in "ED" or words[verb].tag not in FINITE or words[verb].tag == "K":
        return None
    if words[participle].tag == "D" and words[participle].low not in ("a", "an", "the", "one"):
        return None
    if parsed.tags(end + 1, close) & (FINITE | {"W", "U"}) or parsed.lows(0, end) & (NO_SOME - {"some", "another"}):
        return None
    if words[participle].low in ("compared", "based", "followed", "combined", "given"):
        return None
    clause = Clause(0, end, verb)
    plural = is_plural(words, clause)
    if head(words, 0, end).low in PERSONS:
        return None
    first = f"{parsed.part(0, end)} {'are' if plural else 'is'} {parsed.part(end + 1, close)}"
    return [finish(first), finish(f"{'They' if plural else 'It'} {parsed.after(close + 1)}")]


def done_to(parsed: Parsed) -> list[str] | None:
    """Turn "This is done to find X or to rule out Y" into two sentences."""
    match = re.match(r"This is done to (.+?),? (and|or) to (\w.+)", parsed.text)
    if match is None or len(match.group(3).split()) < 4:
        return None
    return [
        finish(f"This is done to {match.group(1)}"),
        finish(f"{capital(match.group(2))} it is done to {match.group(3)}"),
    ]


def middle_which(parsed: Parsed) -> list[str] | None:
    """Turn "... the virus, which likes heat, can grow" into "... the virus can grow. This virus likes heat"."""
    words = parsed.words
    for at in range(2, len(words) - 5):
        if words[at].tag != "," or words[at + 1].low not in ("which", "who") or words[at - 1].tag not in "NS":
            continue
        close = next((i for i in range(at + 2, len(words) - 1) if words[i].tag == ","
                      and words[skip_adverbs(words, i + 1)].tag in FINITE), None)  # fmt: skip
        verb = skip_adverbs(words, at + 2)
        if close is None or close >= len(words) - 2 or words[verb].tag not in FINITE or parsed.depth[at]:
            continue
        after = skip_adverbs(words, close + 1)
        if words[after].tag not in FINITE or words[0].tag == "U" or parsed.tags(0, at) & {"W"}:
            continue
        plural = words[at - 1].tag == "S"
        if not agrees(words[verb].low, words[verb].tag, plural=plural):
            continue
        rest = parsed.part(0, at) + " " + parsed.after(close + 1)
        noun = f"{'These' if plural else 'This'} {words[at - 1].low}"
        return [finish(rest), finish(f"{noun} {parsed.part(at + 2, close)}")]
    return None


def also_to(parsed: Parsed) -> list[str] | None:
    """Turn "The goal is to learn and to help" into "The goal is to learn. It is also to help"."""
    words = parsed.words
    clause = main_clause(parsed)
    if clause is None or words[clause.verb].low not in ("is", "are") or words[clause.verb + 1].tag != "T":
        return None
    for at in range(clause.verb + 4, len(words) - 3):
        if words[at].low == "and" and words[at + 1].tag == "T" and not parsed.depth[at]:
            left = parsed.part(0, at).rstrip(", ")
            if "," in parsed.tags(clause.verb, at - 1) or len(words) < _LONG:
                return None
            return [finish(left), finish(f"It is also {parsed.after(at + 1)}")]
    return None


def rare(parsed: Parsed) -> list[str] | None:
    """Turn "Although rare, X can kill" into "X is rare. But it can kill"."""
    match = re.match(r"(?:Although|Though|While) (?:it is |they are )?(\w+), (?=\w)", parsed.text)
    if match is None:
        return None
    rest = parse(parsed.text[match.end() :])
    clause = clause_at(rest.words, 0)
    if clause is None or clause.start or parsed.words[1].tag not in ("J", "R", "N", "E") or clause.end == clause.start:
        return None
    plural = is_plural(rest.words, clause)
    noun = rest.part(0, clause.end)
    if noun.lower() in ("it", "they", "you", "this"):
        return None
    return [
        finish(f"{noun} {'are' if plural else 'is'} {match.group(1)}"),
        finish(f"But {'they' if plural else 'it'} {rest.after(clause.end)}"),
    ]


def dash_pair(parsed: Parsed) -> list[str] | None:
    """Turn "Women - mainly older women - have it" into "Women have it. This is mainly true for older women"."""
    if " -" not in parsed.text and "–" not in parsed.text and "—" not in parsed.text:
        return None
    match = re.search(r" (?:-{1,2}|–|—) ?(particularly|especially|mainly|mostly) ([^-–—]+?(?:\w-\w[^-–—]*)*) (?:-{1,2}|–|—) ",
                      parsed.text)  # fmt: skip
    if match is None:
        return None
    rest = parsed.text[: match.start()] + " " + parsed.text[match.end() :]
    return [finish(rest), finish(f"This is {match.group(1)} true for {match.group(2)}")]


def dash(parsed: Parsed) -> list[str] | None:
    """Turn " -- the use of drugs" at the end into a sentence of its own."""
    for mark in (" -- ", " – ", " — "):
        left, found, right = parsed.text.partition(mark)
        if not found or mark.strip() in right or len(right.split()) < 4:
            continue
        words = parsed.words
        at = next(i for i, word in enumerate(words) if word.start >= len(left + mark))
        clause = clause_at(words, at)
        before = main_clause(parsed)
        if before is None or before.verb >= at:
            return None
        if clause is not None and words[at].tag != "C":
            return [finish(left), finish(right)]
        end = phrase_end(words, at)
        if words[at].tag == "D" and end is not None:
            plural = head(words, at, end).tag == "S"
            return [finish(left), finish(f"{'These are' if plural else 'This is'} {right}")]
    return None


def named_last(parsed: Parsed) -> list[str] | None:
    """Turn "... through a tube called the urethra." into "... through a tube. This tube is called the urethra"."""
    words = parsed.words
    if len(words) < _LONG_ENOUGH:
        return None
    for at in range(5, len(words) - 2):
        if words[at].low not in ("called", "named", "known") or words[at - 1].tag not in "NS":
            continue
        clause = left_complete(parsed, at)
        rest = parsed.tags(at, len(words))
        if clause is None or rest & (
            FINITE | {",", "W", "U", "I", ":"} - ({"I"} if words[at].low == "known" else set())
        ):
            continue
        if parsed.tags(clause.verb, at) & {"W", "U"} or words[clause.verb].low in ("was", "were"):
            continue
        if words[max(0, noun_start(parsed, at) - 1)].low == "of":
            continue
        return noun_again(parsed, clause, at, at, None, "be")
    return None


def when_last(parsed: Parsed) -> list[str] | None:
    """Turn "X is found when Y shows Z" into "X is found. This happens when Y shows Z"."""
    words = parsed.words
    if len(words) < _LONG_ENOUGH:
        return None
    for at in range(4, len(words) - 5):
        if words[at].low not in ("when", "before", "after") or parsed.depth[at] or words[at - 1].tag not in "NSE":
            continue
        clause = left_complete(parsed, at)
        if parsed.lows(0, at) & {"needed", "used", "given", "all", "is", "are", "advised"} and words[at - 1].tag != "E":
            continue
        if words[at - 1].low in ("needed", "used", "given", "advised") or "," in parsed.tags(0, at):
            continue
        if clause is None or clause_at(words, at + 1) is None or words[0].tag in "UIC" or words[0].low == "this":
            continue
        if parsed.tags(0, at) & {"W", "U", "T"} or negative(parsed, 0, at) or parsed.lows(0, at) & (OBLIGES | REPORTS):
            continue
        if (
            words[clause.verb].low in ("was", "were", "had")
            or words[clause.verb].tag == "K"
            or ";" in parsed.tags(at, len(words))
        ):
            continue
        if words[at - 1].low in (
            "time",
            "times",
            "day",
            "days",
            "period",
            "periods",
            "years",
            "months",
            "weeks",
            "hours",
        ):
            continue
        return [finish(parsed.before(at)), finish("This happens " + parsed.after(at))]
    return None
