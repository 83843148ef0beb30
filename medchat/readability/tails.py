"""Rules over tagged words for the ends and the heads of sentences: examples, reasons, places, aims, lead-ins."""

import re

from medchat.readability import grammar
from medchat.readability.grammar import finish, lower_first
from medchat.readability.phrases import FINITE, Parsed, clause_at, is_plural, name_again, negative, noun_end, phrase_end
from medchat.readability.tagging import base_form
from medchat.text.words import wordset

_IN_WHICH = wordset("disease condition disorder illness process test procedure surgery form cancer syndrome problem type "
                    "pattern treatment stage operation study method case cases diseases problems group groups")  # fmt: skip
_DONE_BY = wordset("treated found diagnosed done made prevented reduced removed managed checked tested controlled "
                   "confirmed detected measured lowered relieved eased stopped fixed corrected repaired")  # fmt: skip
_OFTEN = wordset("once twice times day week month year daily weekly hour hours")
_STARTERS = wordset(
    "if when the these this some certain you your people many most although because in it they there a an as what how "
    "for other each before after while doctors having"
)


def such_as_inside(parsed: Parsed) -> list[str] | None:
    """Move ", such as smoking or diabetes," out of the middle of a sentence and behind it."""
    if "such as" not in parsed.text:
        return None
    match = re.search(r",? (?:such as|including|like) ((?:[^.;:()]|\([^()]*\))+)(,) ", parsed.text)
    if match is None or "such as" not in match.group():
        return _such_as_subject(parsed)
    at = next((i for i, word in enumerate(parsed.words) if word.start >= match.end()), None)
    if at is None or at >= len(parsed.words) - 2 or parsed.depth[at]:
        return None
    words = parsed.words
    verb = at
    while verb < len(words) - 1 and words[verb].tag == "R":
        verb += 1
    if words[verb].tag not in FINITE:
        return _such_as_subject(parsed)
    if words[0].tag == "U" or negative(parsed, 0, at):
        return None
    example = match.group(1)
    if "," in example and not re.search(r",? (?:and|or) [^,]+$", example):
        return None
    inside = [word.tag for word in words if match.start(1) <= word.start < match.end(1)]
    if (
        inside[0] == "I"
        or inside[:2] in (["G", "N"], ["G", "D"], ["G", "S"])
        or not (FINITE | {"U", "W"}).isdisjoint(inside)
    ):
        return None
    return _with_examples(parsed.text[: match.start()] + " " + parsed.text[match.end() :], example)


def _with_examples(rest: str, example: str) -> list[str]:
    many = re.search(r" (?:and|or) |, ", example)
    return [finish(rest), finish(f"{'Examples are' if many else 'One example is'} {example}")]


def bracket_examples(parsed: Parsed) -> list[str] | None:
    """Move "(such as cooking and cleaning)" out of the middle of a sentence and behind it."""
    if "(" not in parsed.text:
        return None
    match = re.search(r" \((?:such as|for example,|e\.g\.,?|like|including) ([^()]+)\)(?=[ ,.])", parsed.text)
    if match is None or match.start() < 8:
        return None
    words = parsed.words
    at = next(i for i, word in enumerate(words) if word.start >= match.start(1))
    clause = clause_at(words, 0)
    if clause is None or words[at].tag in ("I", "U", "P") or words[0].tag == "U":
        return None
    inside = {word.tag for word in words if match.start(1) <= word.start < match.end(1)}
    if inside & (FINITE | {"U"}) and "W" not in inside:
        return None
    return _with_examples(parsed.text[: match.start()] + parsed.text[match.end() :], match.group(1))


def _such_as_subject(parsed: Parsed) -> list[str] | None:
    """Turn "Problems such as rash and fever can occur" into "Problems can occur. Examples are rash and fever"."""
    words = parsed.words
    start = next((i for i, word in enumerate(words[:-1]) if word.low == "such" and words[i + 1].low == "as"), None)
    if start is None or parsed.depth[start] or start < 1 or words[0].tag == "U" or negative(parsed, 0, start):
        return None
    if words[start - 1].tag != "S":
        return None
    verb = next((i for i in range(start + 2, len(words)) if words[i].tag in FINITE | {"U", "W", ";", "H"}), None)
    if verb is None or words[verb].tag not in FINITE or words[verb - 1].tag not in "NS)R":
        return None
    if any(words[i].tag in FINITE for i in range(start)):
        return None
    begin = verb
    while words[begin - 1].tag == "R":
        begin -= 1
    if not _agrees_with_plural(words[verb].low, words[verb].tag):
        return None
    return _with_examples(parsed.part(0, start) + " " + parsed.after(begin), parsed.part(start + 2, begin))


def _agrees_with_plural(low: str, name: str) -> bool:
    return name in "MBK" or low in ("are", "were", "have", "do")


def example_last(parsed: Parsed) -> list[str] | None:
    """Turn ", such as a stroke." at the end into "One example is a stroke."."""
    if "such as" not in parsed.text and "for example," not in parsed.text:
        return None
    match = re.search(r",? (?:such as|for example,) ([^;:]+)\.$", parsed.text)
    if (
        match is None
        or match.start() < 12
        or parsed.text.count("(", 0, match.start()) != parsed.text.count(")", 0, match.start())
    ):
        return None
    at = next(i for i, word in enumerate(parsed.words) if word.start >= match.start(1))
    example = match.group(1)
    clause = clause_at(parsed.words, 0) if ", to " not in example else None
    if clause is None or clause.verb >= at - 2 or "if" in parsed.lows(0, at) or negative(parsed, 0, at):
        return None
    if (
        parsed.words[at].tag in ("U", "I", "G")
        or parsed.words[at - 3].tag not in "NS,)"
        or noun_end(parsed.words, at) is None
    ):
        return None
    if parsed.tags(at, len(parsed.words)) & FINITE and not parsed.tags(at, len(parsed.words)) & {"W"}:
        return None
    if parsed.words[at - 3 - (parsed.words[at - 3].tag == ",")].tag == "N":
        return [finish(parsed.text[: match.start()]), finish(f"This includes {example}")]
    many = re.search(r" (?:and|or) |, ", re.sub(r"\([^()]*\)| (?:that|which|who) .*", "", example))
    return [finish(parsed.text[: match.start()]), finish(f"{'Some are' if many else 'One is'} {example}")]


def reason_last(parsed: Parsed) -> list[str] | None:
    """Turn "... because of X", "... due to X", "... depending on X" at the end into a sentence of its own."""
    match = re.search(r",? (because of|due to|as a result of|depending on|so that|, where) (?=\w)", parsed.text)
    if match is None:
        return None
    words = parsed.words
    at = next(i for i, word in enumerate(words) if word.start >= match.start(1))
    clause = clause_at(words, 0)
    if clause is None or clause.verb >= at - 1 or parsed.depth[at] or len(words) - at < 5 or at < 5:
        return None
    last = words[at - 1] if words[at - 1].tag != "," else words[at - 2]
    if last.tag in ("R", "A", "M", "V", "C") or negative(parsed, 0, at) or parsed.tags(clause.verb, at) & {"W", "U"}:
        return None
    after = parsed.text[match.end() :]
    kind = match.group(1)
    if kind == "so that":
        return (
            [finish(parsed.text[: match.start()]), finish("This way, " + after)] if clause_at(words, at + 2) else None
        )
    rest = {word.tag for word in words[at:]}
    if (
        ";" in rest
        or ("," in after and kind in ("depending on", ", where"))
        or (rest & FINITE and not rest & {"W", "U"})
    ):
        return None
    lead = {"because of": "This is due to", "due to": "This is due to", "as a result of": "This comes from"}.get(
        kind, "This depends on"
    )
    return [finish(parsed.text[: match.start()]), finish(f"{lead} {after}")]


def where_last(parsed: Parsed) -> list[str] | None:
    """Turn ", where it can grow." at the end into "There, it can grow."."""
    match = re.search(r", where (?=\w)", parsed.text) if ", where " in parsed.text else None
    if match is None:
        return None
    words = parsed.words
    at = next(i for i, word in enumerate(words) if word.start >= match.end())
    clause = clause_at(words, 0)
    if clause is None or clause.verb >= at or clause_at(words, at) is None or parsed.depth[at]:
        return None
    return [finish(parsed.text[: match.start()]), finish("Here, " + lower_first(parsed.text[match.end() :]))]


def in_which(parsed: Parsed) -> list[str] | None:
    """Turn "a problem called X in which fluid builds up" into two sentences."""
    words = parsed.words
    for at in range(3, len(words) - 3):
        place = (
            words[at].low == "where" and words[at - 1].tag in "NS" and words[at - 1].low not in ("way", "ways", "case")
        )
        place = place and "of" not in parsed.lows(max(0, at - 4), at)
        place = place or (
            words[at].low == "when" and words[at - 1].low in ("period", "periods", "time", "times", "stage")
        )
        if not place and (words[at].low not in ("in", "during", "by") or words[at + 1].low != "which"):
            continue
        clause = clause_at(words, 0)
        rest = at + 1 if place else at + 2
        near = words[max(0, at - 5) : at]
        noun = words[at - 1] if place else next((w for w in reversed(near) if w.low in _IN_WHICH), None)
        if clause is None or noun is None or clause.verb >= at or parsed.depth[at] or not _has_clause(parsed, rest):
            continue
        if parsed.tags(clause.verb, at) & {"W", "U"} or negative(parsed, 0, at):
            continue
        many = noun.tag == "S" and noun.low.endswith("s")
        left = parsed.before(at).rstrip(", ")
        return [finish(left), finish(f"In {'these' if many else 'this'} {noun.low}, {parsed.after(rest)}")]
    return None


def _has_clause(parsed: Parsed, at: int) -> bool:
    """Tell whether a subject and a verb follow, perhaps with a remark in commas between them."""
    words = parsed.words
    if clause_at(words, at):
        return True
    end = phrase_end(words, at)
    if end is None or words[end].tag != ",":
        return False
    close = next((i for i in range(end + 1, len(words)) if words[i].tag == ","), None)
    return close is not None and words[close + 1].tag in FINITE


def done_by(parsed: Parsed) -> list[str] | None:
    """Turn "X is found by looking at Y" into "X is found. This is done by looking at Y"."""
    words = parsed.words
    for at in range(3, len(words) - 3):
        if words[at].low != "by" or words[at + 1].tag != "G" or parsed.depth[at]:
            continue
        clause = clause_at(words, 0)
        if words[0].tag == "B" and not negative(parsed, 0, at) and not parsed.tags(0, at) & {"W", "U", ","}:
            return [finish(parsed.before(at)), finish("Do this " + parsed.after(at))]
        if clause is None or clause.verb >= at or negative(parsed, 0, at) or parsed.tags(clause.verb, at) & {"W", "U"}:
            continue
        if parsed.lows(clause.verb, at) & _DONE_BY and words[at - 1].tag != "R" and len(words) - at > 3:
            return [finish(parsed.before(at)), finish("This is done " + parsed.after(at))]
    return None


def reduced_subject(parsed: Parsed) -> list[str] | None:
    """Turn "Babies born with X can die" into "Some babies are born with X. They can die"."""
    words = parsed.words
    end = noun_end(words, 0)
    if end is None or end > 4 or words[0].tag == "D" or words[0].tag == "P" or end + 3 >= len(words):
        return None
    main = words[end - 1]
    people = main.low in ("people", "men", "women", "children", "adults", "babies", "infants", "patients", "teens")
    with_it = people and words[end].low == "with"
    if not with_it and (words[end].tag != "E" or words[end + 1].tag != "I"):
        return None
    if main.tag != "S" and main.low not in ("research", "treatment", "surgery", "damage", "illness"):
        return None
    stop = phrase_end(words, end + 1 if with_it else end + 2)
    if stop is None:
        return None
    verb = stop
    while verb < len(words) and words[verb].tag == "R":
        verb += 1
    if verb >= len(words) - 3 or words[verb].tag not in FINITE or words[verb].tag == "K":
        return None
    plural = main.tag == "S"
    single = words[verb].tag == "Z" or words[verb].low in ("is", "was", "has", "does")
    if words[verb].tag != "M" and single is plural:
        return None
    noun = parsed.part(0, end)
    noun = noun if noun[1:2].isupper() else noun[0].lower() + noun[1:]
    link = "have" if with_it else ("are " if plural else "is ") + words[end].low
    first = f"Some {noun} {link} {parsed.part(end + 1, stop)}"
    return [finish(first), finish(f"{'They' if plural else 'It'} {parsed.after(stop)}")]


def by_doing(parsed: Parsed) -> list[str] | None:
    """Turn "By blocking X, these genes help Y" into "These genes block X. In this way, they help Y"."""
    words = parsed.words
    base = base_form(words[1].low) if len(words) > 6 and words[0].low == "by" and words[1].tag == "G" else None
    if base is None:
        return None
    comma = next((i for i, word in enumerate(words) if word.tag == "," and not parsed.depth[i]), None)
    clause = clause_at(words, comma + 1) if comma else None
    if comma is None or clause is None or clause.start != comma + 1 or negative(parsed, 0, len(words)):
        return None
    plural = is_plural(words, clause)
    again = name_again(parsed, clause)
    if again is None or parsed.tags(2, comma) & FINITE:
        return None
    pronoun = again.lower() if again in ("They", "It", "You", "We") else ("they" if plural else "it")
    verb = base if plural or words[clause.start].low in ("you", "we", "they") else grammar.third(base)
    subject = parsed.part(clause.start, clause.end)
    return [
        finish(f"{subject} {verb} {parsed.part(2, comma)}"),
        finish(f"In this way, {pronoun} {parsed.after(clause.end)}"),
    ]


def orders(parsed: Parsed) -> list[str] | None:
    """Give each of two orders ("Wash it and dry it") a sentence of its own."""
    words = parsed.words
    if words[0].tag != "B" or negative(parsed, 0, len(words)) or words[0].low in ("avoid", "let", "keep"):
        return None
    for at in range(3, len(words) - 3):
        if words[at].tag in ("U", "W", ":") or words[at].low in ("or", "either", "both"):
            return None
        if words[at].low != "and" or words[at + 1].tag != "B" or parsed.depth[at]:
            continue
        if parsed.lows(at, len(words)) & _OFTEN or parsed.tags(1, at) & {"T", ","} - (
            {","} if words[at - 1].tag == "," else set()
        ):
            return None
        return [finish(parsed.part(0, at)), finish(parsed.after(at + 1))]
    return None


def lost_heading(parsed: Parsed) -> list[str] | None:
    """Cut a heading that ran into its first sentence ("Contact lenses If you need them, ...")."""
    twice = re.match(r"([A-Z][^.:;()]{8,60}) (?=\1\b)", parsed.text)
    if twice:
        return [finish(twice.group(1)), finish(parsed.text[twice.end() :])]
    for match in re.finditer(r"(?<=[a-z)]) (?=([A-Z][a-z]*)\b)", parsed.text):
        if match.group(1).lower() not in _STARTERS:
            continue
        at = next(i for i, word in enumerate(parsed.words) if word.start >= match.end())
        if at >= len(parsed.words) - 4 or not _is_heading(parsed, at):
            continue
        if match.group(1) in ("A", "An", "The", "In", "For", "It", "As") and parsed.words[at - 1].tag not in "NS":
            continue
        following = parsed.words[at + 1]
        if parsed.text[following.start].isupper():
            continue
        return [finish(parsed.text[: match.start()]), finish(parsed.text[match.end() :])]
    return None


def _is_heading(parsed: Parsed, at: int) -> bool:
    """Tell whether the words before a capital letter are a heading: few, without a verb, or all in capitals."""
    words = parsed.words[:at]
    long_words = [word for word in words if word.end - word.start > 3]
    capitals = sum(parsed.text[word.start].isupper() for word in long_words)
    if len(long_words) >= 3 and capitals >= 0.8 * len(long_words) and at <= 14:
        return True
    tags = parsed.tags(0, at)
    if at > 7:
        return not tags & ((FINITE - {"B"}) | {":", "(", "H", "U", "W"}) and clause_at(parsed.words, at) is not None
    return not tags & (FINITE | {",", ":", "(", "H"})
