"""Make a text simpler without a model: plain words, short sentences, lists. A fact is never given up for a grade."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from medchat.readability import clauses, lists
from medchat.readability.counts import lexicon as dictionary
from medchat.readability.counts import words as list_words
from medchat.readability.lexicon import Hit, PlainWords, hits, plain_words, replace
from medchat.readability.references import names, shorten
from medchat.readability.score import Score, score
from medchat.readability.spoken import inline_lists, sentences, spoken
from medchat.readability.trims import trim
from medchat.text.facts import FactSet, added, facts, lost
from medchat.text.sentences import Piece, split

SHORT_SENTENCE = 8
"""Words under which a sentence is not cut any further."""

_LONG_WORD = 4
_LONG_TERM = 3
_MOST_CUTS = 6
_WITHOUT_KEEPING = 1
_PERCENT = re.compile(
    r"(?<![\d.,–-])(\d{1,2}(?:\.\d)?)(?: ?%| percent)(?= of (?:\w+ ){0,2}(?:people|adults|children|men|women|"
    r"patients|babies|infants|cases|Americans|those|these|all)\b)"
)
_MARK = re.compile(r"\s*(?:(?:>[ \t]?)+)?(?:(?:[-*+•‣▪–]|\d{1,3}[.)])[ \t]+)?")
_CALLED = re.compile(r"\b(?:called|known as|named|termed) (?:an? |the )?((?:[\w-]+ ?){1,3})")
_RANGE_BEFORE = re.compile(r"(?:\d ?(?:-|–|to|and) ?|than |\()$")


@dataclass(frozen=True, slots=True)
class Simplified:
    """A simplified text; `met` says whether its FKGL grade is at or under the target, `lost` which facts are gone.

    `facts_kept` is always true of an accepted rewrite: a step that would lose or add a fact is not taken.
    """

    text: str
    before: Score
    after: Score
    met: bool
    facts_kept: bool
    lost: tuple[str, ...]


@dataclass(slots=True)
class _Line:
    """One sentence of the text on its way: `now` holds the sentences it has become."""

    piece: Piece
    now: list[str]
    counts: tuple[int, int, int] = (0, 0, 0)
    seen: set[str] = field(default_factory=set)

    def count(self) -> None:
        self.counts = _count("\n".join(self.now)) if self.piece.block != "h" else (0, 0, 0)


class _Check:
    """Compares the facts of two texts, and remembers those of this one call's sentences while it runs."""

    def __init__(self, *, may_list: bool) -> None:
        self.may_list = may_list
        self._seen: dict[str, FactSet] = {}

    def facts(self, text: str) -> FactSet:
        found = self._seen.get(text)
        if found is None:
            found = self._seen[text] = facts(text)
        return found

    def same(self, before: str, after: str, known: frozenset[str] = frozenset()) -> bool:
        """Compare facts; `known` may go from a sentence: an earlier one has said what now stands for them."""
        old, new = self.facts(before), self.facts(after)
        return old == new or not (set(lost(old, new)) - known or added(old, new))


def simplify(
    text: str, *, target: float, language: str = "en", lexicon: PlainWords | None = None, may_list: bool = True
) -> Simplified:
    """Rewrite a text down to an FKGL target; unchanged where it meets it already, or in a language but English.

    `may_list` False makes no lists: one sentence of a streaming answer has no lines of its own.
    """
    before = score(text, language)
    if language.split("-")[0] != "en" or before.fkgl is None or before.fkgl <= target:
        met = before.grade is not None and before.grade <= target if before.fkgl is None else before.fkgl <= target
        return Simplified(text, before, before, met, True, ())
    lines = [_Line(piece, [piece.text]) for piece in split(inline_lists(text), language)]
    for line in lines:
        line.count()
    check = _Check(may_list=may_list)
    _use_plain_words(lines, lexicon or plain_words(), check)
    _cut(lines, target, check)
    _point_back(lines, target, check)
    _speak_percents(lines, check)
    result = _join(lines)
    old, new = facts(text), facts(result)
    gone = lost(old, new) + added(old, new)
    after = score(result, language)
    if gone or (after.fkgl or 0) >= before.fkgl:
        return Simplified(text, before, before, False, True, ())
    return Simplified(result, before, after, (after.fkgl or 0) <= target, True, ())


def simplify_sentence(text: str, language: str = "en") -> str:
    """Rewrite one sentence as simply as it can be, for use while an answer streams; unchanged if nothing helps."""
    return simplify(text, target=-10.0, language=language, may_list=False).text


def warm() -> None:
    """Load every word list now, so that no patient waits for it."""
    plain_words()
    simplify("Physicians utilize numerous examinations.", target=0.0)


def _use_plain_words(lines: list[_Line], words: PlainWords, check: _Check) -> None:
    """Put plain words in; a medical word used more than once stays beside its first plain one."""
    whole = " ".join(line.piece.text.lower() for line in lines)
    for line in lines:
        _drop_doubles(line, words, whole, check)
        _trim(line, check)
    defined = named(line.piece.text for line in lines)
    found = [
        [hit for hit in hits(line.now[0], words) if defined.isdisjoint(hit.entry.term.split())] if _prose(line) else []
        for line in lines
    ]
    uses = Counter(hit.entry.term for line_hits in found for hit in line_hits if hit.entry.keep)
    explained: set[str] = set()
    for line, line_hits in zip(lines, found, strict=True):
        chosen = [hit for hit in line_hits if not hit.entry.keep or uses[hit.entry.term] > _WITHOUT_KEEPING]
        first: set[int] = set()
        for number, hit in enumerate(chosen):
            if hit.entry.keep and hit.entry.term not in explained:
                explained.add(hit.entry.term)
                first.add(number)
        if not chosen:
            continue
        known = _known(chosen, first)
        changed = replace(line.now[0], chosen, frozenset(first))
        if check.same(line.now[0], changed, known):
            _keep_if_easier(line, [changed], anyway=bool(first))
            continue
        for hit in reversed([h for n, h in enumerate(chosen) if n not in first]):
            changed = replace(line.now[0], [hit])
            if check.same(line.now[0], changed, _known([hit], set())):
                _keep_if_easier(line, [changed])


_BRACKET = re.compile(r"(?P<word>[\w-]+) \((?P<gloss>[a-z][a-z -]{2,25})\)")


def _drop_doubles(line: _Line, words: PlainWords, whole: str, check: _Check) -> None:
    """Say once what a text says twice: "changes (mutations)" is "changes", "malignant (cancerous)" is "cancerous"."""
    if "(" not in line.now[0] or not _prose(line):
        return
    text = line.now[0]
    for match in reversed(list(_BRACKET.finditer(text))):
        word, gloss = match["word"], match["gloss"]
        if _plain_for(gloss, words) or (_bare_term(gloss, word) and whole.count(gloss) == 1):
            changed = text[: match.end("word")] + text[match.end() :]
        elif _plain_for(word.lower(), words) and word.islower() and not _hard(gloss):
            changed = text[: match.start()] + gloss + text[match.end() :]
        else:
            continue
        if check.same(text, changed) and _keep_if_easier(line, [changed]):
            text = changed


def _trim(line: _Line, check: _Check) -> None:
    if _prose(line) and not line.now[0].isupper():
        changed = trim(line.now[0])
        if changed != line.now[0] and check.same(line.now[0], changed):
            _keep_if_easier(line, [changed])


def _hard(text: str) -> bool:
    look = dictionary("en").look
    return any(look(word)[0] >= _LONG_WORD for word in list_words(text))


def _bare_term(gloss: str, word: str) -> bool:
    """Tell whether a bracket holds one long hard word behind an easy one, which has said it already."""
    look = dictionary("en").look
    syllables, hard = look(gloss)
    return " " not in gloss and hard and syllables >= _LONG_TERM and not look(word.lower())[1]


def _plain_for(term: str, words: PlainWords) -> bool:
    """Tell whether a term is one a patient need not meet again: the list has a plain word that may stand alone."""
    return any(not entry.keep for entry in words.forms.get(term, ()))


def _known(chosen: list[Hit], first: set[int]) -> frozenset[str]:
    """Name the conditions whose plain words stand in for them because their first use said both."""
    later = {hit.entry.term for n, hit in enumerate(chosen) if hit.entry.keep and n not in first}
    return frozenset(f"conditions: {condition}" for term in later for condition in facts(term).conditions)


def named(texts: Iterable[str]) -> set[str]:
    """Collect the words of names the text itself explains ("this is called chronic pain"): they must stay."""
    names = (name for text in texts for name in _CALLED.findall(text))
    return {word for name in names for word in list_words(name)}


def _prose(line: _Line) -> bool:
    return line.piece.block != "h" and bool(line.piece.text) and not line.piece.raw.lstrip().startswith("|")


def _keep_if_easier(line: _Line, now: list[str], *, anyway: bool = False) -> bool:
    counts = _count("\n".join(now))
    if not anyway and _grade(counts) >= _grade(line.counts):
        return False
    line.now, line.counts = now, counts
    return True


def _cut(lines: list[_Line], target: float, check: _Check) -> None:
    """Cut the longest sentences until the whole text meets the target or nothing more can be cut."""
    open_lines = {id(line): (_longest(line), line) for line in lines if _prose(line)}
    while open_lines and _grade(_total(lines)) > target:
        _, line = max(open_lines.values(), key=lambda item: item[0])
        if _cut_one(line, check):
            open_lines[id(line)] = (_longest(line), line)
        else:
            del open_lines[id(line)]


def _longest(line: _Line) -> int:
    return max((len(part.split()) for part in line.now if part not in line.seen), default=0)


def _cut_one(line: _Line, check: _Check) -> bool:
    open_parts = [part for part in line.now if part not in line.seen and "\n" not in part]
    if not open_parts:
        return False
    part = max(open_parts, key=lambda text: len(text.split()))
    if len(part.split()) <= SHORT_SENTENCE or len(line.now) > _MOST_CUTS:
        return False
    for cut in (clauses.split_once, lists.to_list):
        if cut is lists.to_list and (line.piece.block == "li" or not check.may_list):
            continue
        parts = cut(part)
        if parts and not check.may_list and any("\n" in found for found in parts):
            continue
        if parts and check.same(part, " ".join(parts)):
            at = line.now.index(part)
            if _keep_if_easier(line, [*line.now[:at], *parts, *line.now[at + 1 :]]):
                return True
    line.seen.add(part)
    return True


def _speak_percents(lines: list[_Line], check: _Check) -> None:
    """Say a share of people as "12 in 100" beside the figure."""
    for line in lines:
        if _prose(line) and not any(" in 100" in part or " in 1,000" in part for part in line.now):
            changed = [_PERCENT.sub(_in_hundred, part) for part in line.now]
            if changed != line.now and check.same(" ".join(line.now), " ".join(changed)):
                line.now = changed
                line.count()


def _in_hundred(match: re.Match[str]) -> str:
    if _RANGE_BEFORE.search(match.string[: match.start()]):
        return match.group()
    whole, _, tenth = match.group(1).partition(".")
    share = f"{whole} in 100" if not tenth else f"{int(whole) * 10 + int(tenth)} in 1,000"
    return f"{match.group()} ({share})"


def _point_back(lines: list[_Line], target: float, check: _Check) -> None:
    """Where sentences alone do not do it, use the short form of a name the text has explained."""
    if _grade(_total(lines)) <= target:
        return
    prose = [line for line in lines if _prose(line)]
    for name in names([" ".join(line.now) for line in prose]):
        known = frozenset(f"conditions: {condition}" for condition in name.conditions)
        for before, line in pairwise(prose[name.line :]):
            changed = [shorten(part, name, " ".join(before.now)) for part in line.now]
            if changed != line.now and check.same(" ".join(line.now), " ".join(changed), known):
                _keep_if_easier(line, changed)


def _join(lines: list[_Line]) -> str:
    out: list[str] = []
    for line in lines:
        raw, text = line.piece.raw, line.piece.text
        if line.now == [text]:
            out.append(raw)
            continue
        mark = _MARK.match(raw) if line.piece.block else None
        space = raw[len(raw.rstrip()) :]
        body = "".join(part + ("\n\n" if "\n- " in part else " ") for part in line.now).rstrip()
        if "\n- " in line.now[-1] and "\n" not in space:
            space = "\n\n"
        out.append((mark.group() if mark else "") + re.sub(r"(?<=\.) (?=[A-Z][^.\n]*:\n)", "\n\n", body) + space)
    return "".join(out).rstrip() if not lines or not lines[-1].piece.raw.endswith("\n") else "".join(out)


def _count(text: str) -> tuple[int, int, int]:
    """Count (words, syllables, sentences)."""
    look = dictionary("en").look
    found = [list_words(spoken(part)) for part in text.split("\n") for part in _parts(part)]
    found = [part for part in found if part]
    return sum(map(len, found)), sum(look(word)[0] for part in found for word in part), len(found)


def _parts(text: str) -> list[str]:
    return sentences(text) if ". " in text else [text]


def _total(lines: list[_Line]) -> tuple[int, int, int]:
    return (
        sum(line.counts[0] for line in lines),
        sum(line.counts[1] for line in lines),
        sum(line.counts[2] for line in lines),
    )


def _grade(counts: tuple[int, int, int]) -> float:
    words, syllables, count = counts
    return 0.39 * words / count + 11.8 * syllables / words - 15.59 if words and count else 0.0
