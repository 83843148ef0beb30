"""Plain words for medical and official ones, in every inflected form, where the context allows it."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from medchat.readability.inflect import noun_forms, verb_forms
from medchat.text.words import wordset

_FILE = Path(__file__).parent / "data" / "plain_words_en.tsv"
_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
_GLOSSED = re.compile(r" \((?![A-Z]{2})|, (?:or|also) \w+ ?\w*,")
_DEFINED = frozenset(["called", "named", "term", "termed", "or", "as", "abbreviated", "mean", "means"])
_PARTICIPLE_AFTER = frozenset(
    [
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "has",
        "have",
        "had",
        "not",
        "often",
        "usually",
        "also",
        "get",
        "yet",
        "never",
        "already",
        "just",
        "ever",
        "recently",
    ]
)
_OBJECT_AFTER = wordset(
    "the a an your their its his her this that these those it them you how whether more many some any by in from for to "
    "with at on as through during when if and or . , because of several two three about into"
)
_PARTICIPLE_BEFORE = frozenset(["by", "in", "from", "for", "to", "with", "at", "during", "as", "through", "on", "when"])


@dataclass(frozen=True, slots=True)
class Entry:
    """One form of a term: what replaces it, and where it may.

    `participle` replaces it after "is" and "has" and before "by". `verb_form` marks -ed and -ing, which may be
    adjectives. `keep`: the first use keeps the medical word. `after` and `before` list neighbours that forbid the
    change, or the only ones that allow it when `only_*`.
    """

    term: str
    plain: str
    participle: str
    verb_form: bool
    keep: bool
    after: frozenset[str]
    before: frozenset[str]
    only_after: bool = False
    only_before: bool = False


@dataclass(frozen=True, slots=True)
class PlainWords:
    """Forms (lower case) to their entries, first fit first, and the most words a term starting with a word has."""

    forms: dict[str, tuple[Entry, ...]]
    reach: dict[str, int]

    @property
    def terms(self) -> frozenset[str]:
        """Return the terms as the file lists them."""
        return frozenset(entry.term for entries in self.forms.values() for entry in entries)


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a term stands in a sentence, and what may replace it."""

    start: int
    end: int
    entry: Entry
    plain: str


def read(text: str) -> PlainWords:
    """Read plain words from the lines of a data file (see the head of plain_words_en.tsv)."""
    forms: dict[str, tuple[Entry, ...]] = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            term, plain, kind, *rest = line.split("\t")
            after, before = ([*rest, "", ""])[:2]
            for form, replacement, participle in _inflect(term, plain, kind[0]):
                entry = Entry(
                    term,
                    replacement,
                    participle,
                    kind[0] == "v" and form.lower().endswith(("ed", "ing")),
                    kind.endswith("+k"),
                    frozenset(filter(None, after.removeprefix("+").split("|"))),
                    frozenset(filter(None, before.removeprefix("+").split("|"))),
                    after.startswith("+"),
                    before.startswith("+"),
                )
                forms[form.lower()] = (*forms.get(form.lower(), ()), entry)
    reach: dict[str, int] = {}
    for form in forms:
        first = form.split(" ")[0]
        reach[first] = max(reach.get(first, 0), form.count(" ") + 1)
    return PlainWords(forms, reach)


@cache
def plain_words() -> PlainWords:
    """Read the English plain words that come with medchat, once."""
    return read(_FILE.read_text("utf-8"))


def _inflect(term: str, plain: str, kind: str) -> list[tuple[str, str, str]]:
    if kind == "n":
        return [(a, b, b) for a, b in zip(noun_forms(term), noun_forms(plain), strict=True)]
    if kind == "v":
        base, s, ing, past, participle = verb_forms(term)
        new = verb_forms(plain)
        both = [(base, new[0], new[0]), (s, new[1], new[1]), (ing, new[2], new[2]), (past, new[3], new[4])]
        return [*both, (participle, new[4], new[4])] if participle != past else both
    return [(term, plain, plain)]


def hits(sentence: str, words: PlainWords) -> list[Hit]:
    """Find the terms that may be replaced, longest first at each place, left to right."""
    found = list(_WORD.finditer(sentence))
    lower = [match.group().lower().replace("’", "'") for match in found]
    result: list[Hit] = []
    i = 0
    while i < len(found):
        step = 1
        for size in range(min(words.reach.get(lower[i], 0), len(found) - i), 0, -1):
            span = sentence[found[i].start() : found[i + size - 1].end()]
            entries = words.forms.get(" ".join(lower[i : i + size]))
            if entries is None or span.lower().replace("’", "'") != " ".join(lower[i : i + size]):
                continue
            hit = _first_fit(sentence, found, lower, i, size, entries)
            if hit:
                result.append(hit)
                step = size
                break
        i += step
    return result


def _first_fit(
    sentence: str, found: list[re.Match[str]], lower: list[str], i: int, size: int, entries: tuple[Entry, ...]
) -> Hit | None:
    for entry in entries:
        plain = _fits(sentence, found, lower, i, size, entry)
        if plain:
            return Hit(found[i].start(), found[i + size - 1].end(), entry, plain)
    return None


def _fits(sentence: str, found: list[re.Match[str]], lower: list[str], i: int, size: int, entry: Entry) -> str | None:
    start, end = found[i].start(), found[i + size - 1].end()
    before = lower[i - 1] if i else ""
    after = lower[i + size] if i + size < len(found) else ""
    mark = sentence[end : end + 1]
    if mark in (".", ",", ";", ":"):
        after = "," if mark == "," else "."
    elif sentence[end + 1 : end + 2].isdigit():
        after = "#"
    if _is_name(sentence, found, i, size) or before in _DEFINED or _GLOSSED.match(sentence, end):
        return None
    if (before in entry.after) is not entry.only_after and entry.after:
        return None
    if (after in entry.before) is not entry.only_before and entry.before:
        return None
    if (sentence[start - 1 : start] in "-/" and start) or mark in ("-", "/", "'", "’"):
        return None
    if entry.verb_form and after not in _OBJECT_AFTER and not after.endswith("ly"):
        return None
    if sentence[start - 1 : start] == "(" and mark == ")":
        return None
    near = " ".join(lower[max(0, i - 3) : i]) + " | " + " ".join(lower[i + size : i + size + 3])
    if entry.plain in near:
        return None
    wants_participle = before in _PARTICIPLE_AFTER or after in _PARTICIPLE_BEFORE or before.endswith("ly")
    return entry.participle if wants_participle else entry.plain


def _is_name(sentence: str, found: list[re.Match[str]], i: int, size: int) -> bool:
    """Tell whether a capital inside a sentence marks a proper name (a text all in capitals has none)."""
    if sentence.isupper():
        return False
    words = [match.group() for match in found[i : i + size]]
    starts = i == 0 or sentence[: found[i].start()].rstrip().endswith((":", "“", '"', "-"))
    return any(word[0].isupper() for word in words[1 if starts else 0 :])


def replace(sentence: str, chosen: list[Hit], first: frozenset[int] = frozenset()) -> str:
    """Put the plain words in; the hits numbered in `first` keep the medical word in brackets behind them."""
    parts: list[str] = []
    at = 0
    for number, hit in enumerate(chosen):
        head = sentence[at : hit.start]
        old = sentence[hit.start : hit.end]
        new = hit.plain.upper() if sentence.isupper() else hit.plain
        if old[0].isupper() and not sentence.isupper():
            new = new[0].upper() + new[1:]
        if number in first:
            new += f" ({old.lower() if old[1:].islower() else old})"
        parts += [_article(head, new), new]
        at = hit.end
    return "".join(parts) + sentence[at:]


def _article(head: str, new: str) -> str:
    """Fit "a" or "an" at the end of `head` to the word that follows."""
    match = re.search(r"\b(a|an)( )$", head, re.IGNORECASE)
    if not match:
        return head
    vowel = new[0].lower() in "aeiou" and not new.lower().startswith(("us", "uni", "eu", "one", "ur"))
    word = "an" if vowel else "a"
    return head[: match.start()] + (word.capitalize() if match.group(1)[0].isupper() else word) + " "
