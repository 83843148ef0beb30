"""Rules that turn an enumeration into a list."""

import re
from itertools import pairwise

from medchat.readability import grammar
from medchat.readability.grammar import complete, finish, inside_brackets, tokens

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
        if items and len(items) >= 3 and _introduces(lead) and not any(_is_clausal(item) for item in items):
            for tail, start in ((" such as", "Examples are"), (" including", "These include")):
                if lead.endswith(tail):
                    lead = f"{lead.removesuffix(tail).rstrip(',')}. {start}"
            return [f"{lead.rstrip(':')}:\n" + "\n".join(f"- {finish(item)}" for item in items)]
    return None


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
        re.match(r"(?:and|or|but|which|who|where|especially|in|with|as|also|called|including|such|known)\b", item)
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
