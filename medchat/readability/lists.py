"""Rules that turn an enumeration into a list."""

import re
from itertools import pairwise

from medchat.readability import grammar
from medchat.readability.grammar import complete, finish, inside_brackets, tokens
from medchat.readability.phrases import FINITE, Clause, Parsed, clause_at, noun_end, parse, phrase_end
from medchat.readability.tagging import Word, base_form, tag
from medchat.text.facts import facts
from medchat.text.words import wordset

_ENUM_LEAD = re.compile(
    r"(?:\b(?:includes?|including|such as|are|causes?|involves?|affects?|contains?|the following|these|"
    r"(?:caused|triggered|treated|marked|made worse) by|treated with|(?:made up|consists?|made|risk|signs|symptoms) of|"
    r"risk for|(?:may|can|might|also|often|you|they|people) have|leads? to)|:) "
)


_ENUM_ITEMS = re.compile(r"[^:()]+?[,;]? (?:and|or)(?:/or)? [^,:;()]+")


_ADJECTIVE = re.compile(
    r"(?:ed|ous|ful|al|ive|ic|ward|less|able|ent|ant|ish|like)$|^(?:dry|itchy|watery|bloody|red|pale|loose|hard|soft|slow|"
    r"fast|small|large|thin|thick|sore|dark|weak|stiff|clumsy|jerky|shaky|severe|rapid|high|low|new|old)$"
)


_LINK = re.compile(r" (?:such as|with|of|in|to|for|like|from|about|between|by|on) ")


def to_list(sentence: str) -> list[str] | None:
    """Turn a sentence that ends in three or more short things into a lead and list items, in one text."""
    if not sentence.endswith(".") or "\n" in sentence:
        return None
    for match in _ENUM_LEAD.finditer(sentence):
        lead, rest = sentence[: match.end()].rstrip(), sentence[match.end() : -1]
        items = _items(rest) if _ENUM_ITEMS.fullmatch(rest) else None
        if items and ((lead.endswith(" are") and tag(items[0])[0].tag == "E") or _one_noun_for_all(items)):
            continue
        if items and len(items) >= 3 and _introduces(lead) and not any(_is_clausal(item) for item in items):
            for tail, start in ((" such as", "Examples are"), (" including", "These include")):
                if lead.endswith(tail):
                    lead = f"{lead.removesuffix(tail).rstrip(',')}. {start}"
            return [f"{lead.rstrip(':')}:\n" + "\n".join(f"- {finish(item)}" for item in items)]
    return enumeration(parse(sentence)) if ", " in sentence or ";" in sentence else None


_LISTS = wordset("include includes are have has cause causes involve involves contain contains affect affects")
_PLACES = frozenset(["in", "to", "from", "with", "by", "for", "on", "against", "like", "through"])
_BARS_LEAD = frozenset(
    ["not", "no", "never", "without", "between", "neither", "either", "because", "although", "than", "both", "nor",
     "cannot", "unless", "rather", "whether"]
)  # fmt: skip


def enumeration(parsed: Parsed) -> list[str] | None:
    """Turn three or more things at the end of any statement into a list behind its lead."""
    words = parsed.words
    mark = ";" if any(word.tag == ";" for word in words) else ","
    marks = [i for i, word in enumerate(words) if word.tag == mark and not parsed.depth[i]]
    last = next((i for i in range(len(words) - 1, 0, -1) if words[i].tag == "C" and not parsed.depth[i]
                 and (words[i - 1].tag == mark or mark == ",")), None)  # fmt: skip
    if not marks or last is None or words[last].low == "but":
        return None
    last = next((i for i in range(last, marks[-1], -1) if words[i].tag == "C" and words[i - 1].tag == mark), last)
    if last < marks[-1]:
        return None
    found = _first_item(parsed, marks, mark)
    if found is None:
        return None
    start, marks = found
    edges = [start, *(i + 1 for i in marks if i + 1 < last), last + 1]
    ends = [*marks, len(words) - 1] if words[last - 1].tag == mark else [*marks, last, len(words) - 1]
    items = _joined(parsed, list(zip(edges, ends, strict=False)))
    if len(items) >= 3 and all(words[begin].tag == "T" for begin, _ in items) and _clear_lead(parsed, start):
        lines = "\n".join(f"- {finish(parsed.part(*item))}" for item in items)
        return [f"{parsed.before(start).rstrip()}:\n{lines}"]
    if len(items) >= 3 and words[start].tag == "V" and all(_may_act(words[begin].low) for begin, _ in items):
        return _actions(parsed, start, items)
    lead = parsed.before(start).rstrip()
    if len(items) < 3 or not all(_is_item(parsed, *item) for item in items) or not _clear_lead(parsed, start):
        return None
    if _tail_may_be_shared(words, items, start):
        return None
    if _shares_a_noun(parsed, items):
        return None
    for tail, opening in (("such as", "Examples are"), ("including", "These include")):
        if lead.endswith(tail):
            lead = f"{lead.removesuffix(tail).rstrip(', ')}. {opening}"
    lines = "\n".join(f"- {finish(parsed.part(*item))}" for item in items)
    return [f"{lead.rstrip(':')}:\n{lines}"]


def _tail_may_be_shared(words: list[Word], items: list[tuple[int, int]], start: int) -> bool:
    """Tell whether "of young adults" behind the last thing may belong to all ("in the fingers and hands of ...")."""
    bare = words[start - 1].tag == "I" and words[items[0][0]].tag in "NS" and words[items[-1][0]].tag not in "DQ"
    inner = [any(word.tag == "I" for word in words[begin:end]) for begin, end in items]
    return bare and inner[-1] and not any(inner[:-1])


def _may_act(low: str) -> bool:
    return base_form(low) == low


def _actions(parsed: Parsed, start: int, items: list[tuple[int, int]]) -> list[str] | None:
    """Turn "It can lower X, ease Y, and stop Z" into a list behind "It can"."""
    words = parsed.words
    if words[start - 1].tag not in "MT" or not _clear_lead(parsed, start) or any(
        parsed.tags(begin + 1, end) & (FINITE | {"U", "C", ":"}) for begin, end in items[:-1]
    ) or parsed.tags(items[-1][0] + 1, items[-1][1]) & {"U", ":"}:  # fmt: skip
        return None
    lines = "\n".join(f"- {finish(parsed.part(*item))}" for item in items)
    return [f"{parsed.before(start).rstrip()}:\n{lines}"]


def _one_noun_for_all(items: list[str]) -> bool:
    """Tell whether the last of several things may lend its noun to the others ("heart, lung, and kidney disease")."""
    words = [tag(item) for item in items]
    if any(len(item) > 1 for item in words[:-1]) or len(words[-1]) < 2 or {w.tag for w in words[-1]} & set("DIGW"):
        return False
    return any(item[0].tag in "JNE" and not facts(item[0].low).conditions for item in words[:-1])


def _shares_a_noun(parsed: Parsed, items: list[tuple[int, int]]) -> bool:
    """Tell whether "heart, lung, and kidney disease" may mean heart disease, lung disease, and kidney disease."""
    words = parsed.words
    last = words[items[-1][0] : items[-1][1]]
    shouted = [parsed.part(*item).isupper() for item in items[1:]]
    if all(shouted) and items[0][1] - items[0][0] > 1 and words[items[0][1] - 2].tag == "S":
        return True
    singles = [words[start] for start, end in items[:-1] if end - start == 1]
    if len(singles) < len(items) - 1 or len(last) < 2 or any(word.tag in ("D", "I", "G", "W") for word in last):
        return False
    return any(word.tag in ("J", "N", "E") and not facts(word.low).conditions for word in singles)


def _first_item(parsed: Parsed, marks: list[int], mark: str) -> tuple[int, list[int]] | None:
    """Find where the first thing of the enumeration starts, and the marks that belong to it."""
    words = parsed.words
    comma = next((i for i, word in enumerate(words) if word.tag == ","), 0)
    first = clause_at(words, 0) or (clause_at(words, comma + 1) if comma and words[0].tag in "UI" else None)
    if first is None and words[0].tag == "B":
        first = Clause(0, 0, 0)
    if first is None:
        return None
    marks = [i for i in marks if i > first.verb]
    if not marks:
        return None
    colon = next((i for i in range(marks[0]) if words[i].tag == ":"), None)
    if colon:
        return colon + 1, marks
    verb = max((i for i in range(marks[0]) if words[i].tag in FINITE | {"V"}), default=0)
    told = first.verb + 1 if words[first.verb].tag == "M" and words[first.verb + 1].tag == "V" else first.verb
    if words[told].low in _LISTS and words[told + 1].tag not in ("E", "G", "R") and told < verb:
        return told + 1, marks
    if words[verb].tag == "V" and _may_act(words[marks[0] + 1].low) and words[verb - 1].tag in "MT":
        return verb, marks
    prep = max((i for i in range(verb, marks[0]) if words[i].tag == "I"), default=0)
    while words[verb + 1].tag == "R":
        verb += 1
    if words[verb + 1].tag == "T" and _may_act(words[marks[0] + 1].low):
        return verb + 2, marks
    if not prep or mark == ";":
        return verb + 1, marks
    if words[prep - 1].tag == "M":
        return None
    if words[prep].low == "as" and words[prep - 1].low == "such":
        return prep + 1, marks
    close = words[prep - 1].tag in ("V", "E", "Z", "B", "A")
    others = any(word.tag == "I" for word in words[marks[0] :])
    if words[verb].low in _LISTS and words[verb + 1].tag not in ("E", "G") and not close:
        return (verb + 1, marks) if others else None
    return (prep + 1, marks) if words[prep].low in _PLACES else None


def _joined(parsed: Parsed, items: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join what is only an adjective to the thing behind it ("awkward, unsteady movements")."""
    done: list[tuple[int, int]] = []
    held: int | None = None
    for start, end in items:
        if start >= end:
            continue
        begin = start if held is None else held
        if parsed.tags(start, end) <= {"J", "R", "E", "D", "Q"} and (start, end) != items[-1]:
            held = begin
            continue
        done.append((begin, end))
        held = None
    return done


def _is_item(parsed: Parsed, start: int, end: int) -> bool:
    words = parsed.words[start:end]
    if (
        not 0 < len(words) <= (28 if words[-1].tag == ")" else 14)
        or words[0].tag not in "DJNSQEGR"
        or words[-1].tag in "DCIT"
    ):
        return False
    if words[0].tag == "R" and (noun_end(parsed.words[:end], start) is None or words[1].low in ("called", "known")):
        return False
    tags = {word.tag for word in words}
    return not tags & {"U", ":", "H"} and (not tags & FINITE or "W" in tags)


def _clear_lead(parsed: Parsed, start: int) -> bool:
    words = parsed.words
    if (
        words[start - 1].low in ("is", "was")
        or parsed.lows(0, start) & _BARS_LEAD
        or any(word.low.endswith("n't") for word in words[:start])
    ):
        return False
    if words[0].tag == "U" or parsed.depth[start] or not parsed.tags(0, start) & FINITE:
        return False
    at = [i for i, word in enumerate(words[:start]) if word.tag == "U"]
    if at and (words[at[-1]].low != "if" or words[at[-1] + 1].low not in ("you", "they") or start - at[-1] > 4):
        return False
    commas = [i for i, word in enumerate(words[:start]) if word.tag == "," and i != start - 3]
    return not commas or (len(commas) == 1 and commas[0] < 8 and clause_at(words, commas[0] + 1) is not None)


_RUN = re.compile(r"(?<=[a-z)]) (?=[A-Z][a-z]*\b)")


def run_on(sentence: str) -> list[str] | None:
    """Mark up a list whose line breaks were lost ("Signs include: Chest pain Pale skin Headache These can ...")."""
    lead, mark, rest = sentence.partition(": ")
    if not mark or not rest[:1].isupper() or len(lead.split()) > 14 or not grammar.has_finite(lead):
        return None
    items: list[str] = []
    for piece in _RUN.split(rest.removesuffix(".")):
        last = tag(items[-1])[-1].tag if items else ""
        if items and last in ("I", "D", "C", "J", "W", "T", "E", "R"):
            items[-1] += " " + piece
        else:
            items.append(piece)
    tail = next((i for i, item in enumerate(items) if i and _sentence_start(" ".join(items[i:]))), len(items))
    if tail < 3 or any(len(item.split()) > 26 for item in items[:tail]):
        return None
    lines = "\n".join(f"- {finish(item)}" for item in items[:tail])
    return [f"{lead}:\n{lines}", *([finish(" ".join(items[tail:]))] if tail < len(items) else [])]


def _sentence_start(text: str) -> bool:
    """Tell whether a whole sentence starts here, and not one more item."""
    first = text.split(" ")[0].lower()
    if first not in (
        "these",
        "this",
        "some",
        "if",
        "when",
        "the",
        "other",
        "most",
        "many",
        "people",
        "you",
        "your",
        "it",
    ):
        return False
    words = parse(text).words
    if first in ("if", "when"):
        return clause_at(words, 1) is not None
    end = phrase_end(words, 0)
    return end is not None and (words[end].tag in FINITE | {"W", "R"})


_VERBS = grammar.AUX | grammar.VERBS_S | grammar.SURE_BASE


def _is_clausal(item: str) -> bool:
    found = tokens(item)
    second = any(a == "and" and b in _VERBS for a, b in pairwise(found))
    return second or grammar.finite_index(found, 12) is not None


def _introduces(lead: str) -> bool:
    """Tell whether a lead can stand before a list: a whole statement without a not, a condition or a comma."""
    words = tokens(lead)
    barred = {"not", "no", "never", "without", "between", "neither", "either", "if", "when", "because", "although"}
    clear = not barred & set(words) and "n't" not in lead and not inside_brackets(lead)
    return (
        clear
        and grammar.has_finite(lead)
        and ", " not in re.sub(r"^\w+(?: \w+){0,4}, |, (?=such as$|including$)", "", lead)
    )


def _items(text: str) -> list[str] | None:
    """Read "a, b, and c" as its items; None when it is not a clean enumeration of short things."""
    if "; and " in text and ", " not in text:
        text = text.replace("; ", ", ")
    elif ";" in text:
        return None
    head, mark, last = text.rpartition(", and ")
    if not mark:
        head, mark, last = text.rpartition(", or ")
    if not mark and ", " in text:
        match = re.fullmatch(r"(.+, \S+(?: \S+)?) (?:and|or) (\S+(?: \S+)?)", text)
        if match:
            head, last = match.groups()
            mark = "and"
    if not mark:
        return None
    items = [*head.split(", "), last]
    clean = all(0 < len(item.split()) <= 7 for item in items)
    if not clean or any(
        re.match(r"(?:of|by|and|or|but|which|who|where|especially|in|with|as|also|called|including|such|known)\b", item)
        for item in items
    ):
        return None
    if len(items[0].split()) == 1 and len(items[1].split()) > 1 and _ADJECTIVE.search(items[0]):
        return None
    shared = [bool(_LINK.search(item)) for item in items]
    return None if shared[0] and not any(shared[1:]) else items


def including(sentence: str) -> list[str] | None:
    match = re.search(r", (including|such as) (?=\w)", sentence)
    if not match:
        return None
    left, right = sentence[: match.start()], sentence[match.end() :]
    if inside_brackets(left) or not complete(left) or not _is_enumeration(right):
        return None
    return [finish(left), finish(("These include " if match.group(1) == "including" else "Examples are ") + right)]


def _is_enumeration(text: str) -> bool:
    items = _items(text.rstrip("."))
    return bool(items) and not any(grammar.finite_index(tokens(item), 12) is not None for item in items or ())
