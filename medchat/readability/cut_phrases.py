"""Cut behind a comma, between verbs that share a subject, and between two clauses."""

from medchat.readability import grammar
from medchat.readability.cutting import (
    NOT_PARTICIPLE,
    REPORTS,
    a_list,
    agrees,
    left_complete,
    main_clause,
    skip_adverbs,
)
from medchat.readability.grammar import capital, finish, lower_first
from medchat.readability.phrases import (
    FINITE,
    Clause,
    Parsed,
    clause_at,
    is_plural,
    name_again,
    negative,
    parse,
    sentence_at,
)
from medchat.readability.tagging import base_form
from medchat.text.words import wordset

_TIMES = wordset("beginning starting ranging lasting varying occurring appearing")


_NO_EVENT = wordset("including according depending regarding following being concerning considering during")


_DEGREE = wordset("mainly mostly especially particularly usually often sometimes typically generally chiefly")


def comma_tail(parsed: Parsed) -> list[str] | None:
    """Turn ", often starting in the arms" and ", found in the lung" at the end into a sentence of their own."""
    words = parsed.words
    for at in range(3, len(words) - 3):
        if words[at].tag != "," or parsed.depth[at]:
            continue
        first = skip_adverbs(words, at + 3 if words[at + 1].low == "in" and words[at + 2].low == "time" else at + 1)
        word = words[first]
        if word.tag not in ("G", "E") or word.low in _NO_EVENT | NOT_PARTICIPLE:
            continue
        clause = left_complete(parsed, at)
        if clause is None or parsed.tags(first, len(words)) & {",", ";", ":"} or words[first + 1].tag == "C":
            continue
        if a_list(parsed, clause.verb, at) or (
            first + 1 < len(words) and words[first + 1].tag in "NS" and word.tag == "E"
        ):
            continue
        if parsed.tags(first, len(words)) & FINITE and not parsed.tags(first, len(words)) & {"W", "U"}:
            continue
        return _tail_sentence(parsed, clause, at, first)
    return None


def _tail_sentence(parsed: Parsed, clause: Clause, at: int, first: int) -> list[str] | None:
    words = parsed.words
    word = words[first]
    adverbs = parsed.part(at + 1, first)
    adverbs = adverbs + " " if adverbs else ""
    if words[at + 1].low in ("not", "thus", "thereby", "then"):
        return None
    plural = words[at - 1].tag == "S"
    left = finish(parsed.before(at))
    if word.tag == "E":
        if words[first + 1].tag != "I":
            return None
        return [left, finish(f"{'These are' if plural else 'This is'} {adverbs}{parsed.after(first)}")]
    base = base_form(word.low)
    if base is None or words[first + 1].tag in ("C", "."):
        return None
    if word.low in _TIMES:
        verb = base if plural else grammar.third(base)
        return [left, finish(f"{'These' if plural else 'This'} {adverbs}{verb} {parsed.after(first + 1)}")]
    hedged = bool(parsed.lows(0, at) & {"may", "can", "could", "might"})
    verb = f"can {adverbs}{base}" if hedged else f"{adverbs}{grammar.third(base)}"
    return [left, finish(f"This {verb} {parsed.after(first + 1)}")]


def verb_phrase(parsed: Parsed) -> list[str] | None:
    """Give the second verb of one subject a sentence of its own."""
    words = parsed.words
    clause = main_clause(parsed)
    if clause is None or words[clause.start].low == "there" or words[clause.verb].low in REPORTS:
        return None
    name = name_again(parsed, clause)
    if name is None:
        return None
    verb = words[clause.verb]
    plural = is_plural(words, clause)
    for at in range(clause.verb + 1, len(words) - 2):
        word = words[at]
        inside = parsed.tags(clause.verb + 1, at)
        if inside & ({"W", "U"} | FINITE) or parsed.lows(clause.verb, at) & {"both", "either"}:
            return None
        if "between" in parsed.lows(clause.verb, at) and "C" not in inside:
            continue
        if (
            word.low not in ("and", "but", "or", ",")
            or parsed.depth[at]
            or (negative(parsed, clause.verb, at) and word.low == "or")
        ):
            continue
        second = skip_adverbs(words, at + 1)
        again = _verb_again(parsed, clause, at, second, verb.tag, plural=plural)
        if again is None or (word.low == "or" and verb.tag != "M"):
            continue
        if at - clause.verb < (3 if verb.tag in "MA" else 2):
            continue
        if word.low == "," and (words[second].tag not in ("Z", "A") or verb.tag not in ("Z", "A", "B")):
            continue
        start = name if word.low in ("and", ",") else f"{capital(word.low)} {_pronoun(name, plural=plural)}"
        cut = at - 1 if words[at - 1].tag == "," else at
        return [finish(parsed.part(0, cut)), finish(f"{start} {again}{parsed.after(at + 1)}")]
    return None


def _pronoun(name: str, *, plural: bool) -> str:
    """Name a subject inside a sentence."""
    if name.startswith("The ") or name in ("You", "We", "He", "She"):
        return name[0].lower() + name[1:]
    return "they" if plural else "it"


def _verb_again(parsed: Parsed, clause: Clause, at: int, second: int, kind: str, *, plural: bool) -> str | None:
    """Return what stands before the second verb ("may ", "is ", ""), None when it is no verb of this subject."""
    words = parsed.words
    word, verb = words[second], words[clause.verb]
    listed = a_list(parsed, clause.verb, at - (words[at - 1].tag == ","))
    if word.tag in ("M", "A"):
        return "" if word.tag == "M" or agrees(word.low, word.tag, plural=plural) else None
    if listed:
        return None
    infinitive = "T" in parsed.tags(clause.verb, at)
    if word.tag == "Z" or (word.tag == "B" and plural and kind in ("B", "A") and not infinitive):
        return "" if agrees(word.low, word.tag, plural=plural) else None
    if kind == "M" and word.tag in ("B", "V") and not infinitive and not negative(parsed, clause.verb, at):
        return f"{verb.low} "
    first = words[skip_adverbs(words, clause.verb + 1)]
    if verb.low in ("have", "has") and first.tag == "E" and word.tag == "E" and not negative(parsed, clause.verb, at):
        return f"{verb.low} "
    be = verb.low in ("is", "are")
    if be and word.tag == "E" and first.tag == "E" and words[second + 1].tag == "I" and not infinitive:
        return f"{verb.low} " if not negative(parsed, clause.verb, at) else None
    return None


def two_clauses(parsed: Parsed) -> list[str] | None:
    """Cut at "and", "but", "so" before a clause with its own subject."""
    words = parsed.words
    clause = main_clause(parsed)
    if clause is None:
        return None
    for at in range(clause.verb + 2, len(words) - 3):
        word = words[at]
        if word.low not in ("and", "but", "so") or parsed.depth[at] or words[at + 1].low == "that":
            continue
        comma = words[at - 1].tag == ","
        second = sentence_at(words, at + 1) if comma else clause_at(words, at + 1)
        if second is None or (parsed.tags(clause.verb, at) & {"W", "U"} and not comma):
            continue
        if words[clause.verb].low in REPORTS or words[second.verb].tag == "K":
            continue
        if _splice(parsed, clause.verb, at):
            continue
        if "U" in parsed.tags(0, at) and not (comma and words[0].tag != "U"):
            continue
        if a_list(parsed, clause.verb, at - 1) or (
            not comma and words[second.verb].tag in "BZ" and words[at + 1].tag not in "DP"
        ):
            continue
        start = {"and": "", "but": "But ", "so": "So "}[word.low]
        if word.low == "so" and not comma and words[second.verb].tag == "M":
            start = "This way, "
        rest = parsed.after(at + 1)
        return [finish(parsed.part(0, at - 1 if comma else at)), finish(start + lower_first(rest) if start else rest)]
    return None


def _splice(parsed: Parsed, start: int, end: int) -> bool:
    """Tell whether a comma or semicolon between two verbs already joins two clauses without "and"."""
    words = parsed.words
    return any(
        words[i].tag == ";"
        or (
            words[i].tag == ","
            and words[i + 1].tag in "DNSJP"
            and (words[i - 1].tag, words[i + 1].tag) != ("J", "J")
            and clause_at(words, i + 1)
        )
        for i in range(start, end - 2)
    )


def joins_clauses(text: str) -> bool:
    """Tell whether a text is itself two clauses joined by a comma, or ends inside an enumeration."""
    parsed = parse(text)
    words = parsed.words
    clause = clause_at(words, 0)
    if clause is None:
        return False
    joint = next(
        (i for i in range(clause.verb, len(words) - 1) if words[i].tag == "," and words[i + 1].tag == "C"), None
    )
    opened = (
        joint is not None and "," in parsed.tags(joint + 1, len(words)) and not parsed.tags(joint, len(words)) & FINITE
    )
    return opened or _splice(parsed, clause.verb, len(words))


def degree_tail(parsed: Parsed) -> list[str] | None:
    """Turn ", mainly when you run" into "This is mainly true when you run"."""
    words = parsed.words
    for at in range(4, len(words) - 3):
        if words[at].tag != "," or parsed.depth[at]:
            continue
        adverb = words[at + 1].low
        behind = at + 2
        if adverb == "most" and words[at + 2].low == "often":
            adverb, behind = "most often", at + 3
        elif adverb == "even":
            pass
        elif adverb not in _DEGREE:
            continue
        clause = left_complete(parsed, at)
        opens = words[behind].low in (
            "when", "if", "in", "during", "after", "among", "for", "at", "on", "with", "as", "within", "those")  # fmt: skip
        if clause is None or not opens or parsed.tags(behind, len(words)) & {",", ";"}:
            continue
        tags = parsed.tags(behind, len(words))
        if a_list(parsed, clause.verb, at) or (tags & FINITE and words[behind].tag != "U" and "W" not in tags):
            continue
        how = "true even" if adverb == "even" else f"{adverb} true"
        link = "for " if words[behind].low == "those" else ""
        return [finish(parsed.before(at)), finish(f"This is {how} {link}{parsed.after(behind)}")]
    return None
