"""Make a text simpler without a model: plain words, short sentences, lists. A fact is never given up for a grade."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from medchat.readability import clauses, lists
from medchat.readability.counts import lexicon as dictionary
from medchat.readability.counts import words as list_words
from medchat.readability.lexicon import PlainWords, hits, plain_words, replace
from medchat.readability.score import Score, score
from medchat.readability.spoken import inline_lists, sentences, spoken
from medchat.text.facts import added, facts, lost
from medchat.text.sentences import Piece, split

SHORT_SENTENCE = 9
"""Words under which a sentence is not cut any further."""

_MOST_CUTS = 5
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
    stuck: bool = False
    seen: set[str] = field(default_factory=set)

    def count(self) -> None:
        self.counts = _count("\n".join(self.now)) if self.piece.block != "h" else (0, 0, 0)


def simplify(text: str, *, target: float, language: str = "en", lexicon: PlainWords | None = None) -> Simplified:
    """Rewrite a text down to an FKGL target; unchanged where it meets it already, or in a language but English."""
    before = score(text, language)
    if language.split("-")[0] != "en" or before.fkgl is None or before.fkgl <= target:
        met = before.grade is not None and before.grade <= target if before.fkgl is None else before.fkgl <= target
        return Simplified(text, before, before, met, True, ())
    lines = [_Line(piece, [piece.text]) for piece in split(inline_lists(text), language)]
    for line in lines:
        line.count()
    _use_plain_words(lines, lexicon or plain_words())
    _cut(lines, target)
    _speak_percents(lines)
    result = _join(lines)
    old, new = facts(text), facts(result)
    gone = lost(old, new) + added(old, new)
    after = score(result, language)
    if gone or (after.fkgl or 0) >= before.fkgl:
        return Simplified(text, before, before, False, True, ())
    return Simplified(result, before, after, (after.fkgl or 0) <= target, True, ())


def simplify_sentence(text: str, language: str = "en") -> str:
    """Rewrite one sentence as simply as it can be, for use while an answer streams; unchanged if nothing helps."""
    return simplify(text, target=-10.0, language=language).text


def warm() -> None:
    """Load every word list now, so that no patient waits for it."""
    plain_words()
    simplify("Physicians utilize numerous examinations.", target=0.0)


def _use_plain_words(lines: list[_Line], words: PlainWords) -> None:
    """Put plain words in; a medical word used more than once stays beside its first plain one."""
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
        changed = replace(line.now[0], chosen, frozenset(first))
        if _same_facts(line.now[0], changed):
            _keep_if_easier(line, [changed], anyway=bool(first))
            continue
        for hit in reversed([h for n, h in enumerate(chosen) if n not in first]):
            changed = replace(line.now[0], [hit])
            if _same_facts(line.now[0], changed):
                _keep_if_easier(line, [changed])


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


def _cut(lines: list[_Line], target: float) -> None:
    """Cut the longest sentences until the whole text meets the target or nothing more can be cut."""
    while _grade(_total(lines)) > target:
        open_lines = [line for line in lines if not line.stuck and _prose(line)]
        if not open_lines:
            return
        line = max(open_lines, key=_longest)
        if not _cut_one(line):
            line.stuck = True


def _longest(line: _Line) -> int:
    return max((len(part.split()) for part in line.now if part not in line.seen), default=0)


def _cut_one(line: _Line) -> bool:
    open_parts = [part for part in line.now if part not in line.seen and "\n" not in part]
    if not open_parts:
        return False
    part = max(open_parts, key=lambda text: len(text.split()))
    if len(part.split()) <= SHORT_SENTENCE or len(line.now) > _MOST_CUTS:
        return False
    for cut in (clauses.split_once, lists.to_list):
        if cut is lists.to_list and line.piece.block == "li":
            continue
        parts = cut(part)
        if parts and _same_facts(part, " ".join(parts)):
            at = line.now.index(part)
            if _keep_if_easier(line, [*line.now[:at], *parts, *line.now[at + 1 :]]):
                return True
    line.seen.add(part)
    return True


def _speak_percents(lines: list[_Line]) -> None:
    """Say a share of people as "12 in 100" beside the figure."""
    for line in lines:
        if _prose(line) and not any(" in 100" in part or " in 1,000" in part for part in line.now):
            changed = [_PERCENT.sub(_in_hundred, part) for part in line.now]
            if changed != line.now and _same_facts(" ".join(line.now), " ".join(changed)):
                line.now = changed
                line.count()


def _in_hundred(match: re.Match[str]) -> str:
    if _RANGE_BEFORE.search(match.string[: match.start()]):
        return match.group()
    whole, _, tenth = match.group(1).partition(".")
    share = f"{whole} in 100" if not tenth else f"{int(whole) * 10 + int(tenth)} in 1,000"
    return f"{match.group()} ({share})"


def _same_facts(before: str, after: str) -> bool:
    old, new = facts(before), facts(after)
    return old == new or not (lost(old, new) or added(old, new))


def _join(lines: list[_Line]) -> str:
    out: list[str] = []
    for line in lines:
        raw, text = line.piece.raw, line.piece.text
        if line.now == [text]:
            out.append(raw)
            continue
        mark = _MARK.match(raw) if line.piece.block else None
        space = raw[len(raw.rstrip()) :]
        body = " ".join(line.now)
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
