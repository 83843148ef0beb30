"""A small rule language over plain text, and its index: a rule is tried only when a word it needs is there.

One rule a line: `name | pattern` or `name | pattern | policy`. In a pattern `~` is a gap of up to four words inside a
sentence, `~~` up to nine, `%` any word ending, a space one space, and `<pain>` one of the word families below. The policy
letters say which context excuses a match.
"""

import re
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from medchat.guardrails.anchors import anchors

_FOLDER = Path(__file__).parent / "data" / "rules"
_FAMILIES: dict[str, str] = {
    "kin": r"(?:mom|mother|dad|father|parents?|son|daughter|kids?|child|children|baby|infant|newborn|toddler|boy|girl|"
    r"husband|wife|spouse|partner|boyfriend|girlfriend|fiance|brother|sister|sibling|grandma|grandmother|grandpa|"
    r"grandfather|grandson|granddaughter|uncle|aunt|cousin|nephew|niece|friend|roommate|neighbor|coworker|colleague|"
    r"buddy|mate|ex|teen\w*|patient|man|woman|guy|lady|coworker|student|classmate|stepson|stepdaughter)",
    "they": r"(?:he|she|they|someone|somebody|<kin>)",
    "who": r"(?:i|we|he|she|they|it|<kin>)",
    "my": r"(?:my|his|her|their|our|the|a|your)",
    "pain": r"(?:pain\w*|hurt\w*|ach\w+|pressure|tight\w*|squeez\w+|crush\w*|heav\w+|burn\w*|stab\w+|discomfort|cramp\w*|"
    r"sore|killing)",
    "bad": r"(?:severe\w*|terribl\w+|awful\w*|horribl\w+|extreme\w*|intense\w*|excruciating\w*|unbearabl\w+|worst|really "
    r"bad|very bad|so bad|agonizing|agony|insane|crazy|unreal|10 out of 10|10 10|crippling)",
    "now": r"(?:right now|just now|now|just|currently|today|tonight|this (?:morning|afternoon|evening|minute)|suddenly|"
    r"all of a sudden|sudden|out of nowhere|minutes? ago|hours? ago|an hour|last hour)",
    "be": r"(?:am|is|are|be|being|been|was|were|feel\w*|felt|get\w*|got|look\w*|seem\w*|becom\w+|has|have|keep\w*|went|"
    r"turn\w*|go\w*)",
    "no": r"(?:cant|can not|could not|couldnt|unable to|not able to|wont|will not|isnt able to|doesnt|does not|not|is not|"
    r"isnt|stopped|no longer|cannot|barely|hardly|never|struggling to|having trouble|trouble|hard to|difficult to)",
    "self": r"(?:myself|himself|herself|themself|themselves|yourself|me self)",
}
_GAP = r"(?: (?![.?] )\S+){0,4}? "
_LONG_GAP = r"(?: (?![.?] )\S+){0,9}? "


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of a rule text; `excuses` names the contexts that silence it."""

    name: str
    anchors: frozenset[str] | None
    pattern: re.Pattern[str]
    excuses: str

    @property
    def weak(self) -> bool:
        """A weak rule only proposes: a sure lexical model may still read the message as education."""
        return "w" in self.excuses


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a rule matched in a plain text."""

    rule: Rule
    start: int
    end: int
    words: str


class Rules:
    """The rules of one check, from data/rules/<name>.rules; read and compiled on first use (`warm`)."""

    def __init__(self, name: str, *, excuses: str = "") -> None:
        self._name = name
        self._excuses = excuses

    @cached_property
    def all(self) -> tuple[Rule, ...]:
        text = (_FOLDER / f"{self._name}.rules").read_text(encoding="utf-8")
        lines = (line.strip() for line in text.splitlines())
        return tuple(_parse(line, self._excuses) for line in lines if line and not line.startswith("#"))

    @cached_property
    def _index(self) -> tuple[dict[str, list[int]], dict[str, list[int]], frozenset[int]]:
        whole: dict[str, list[int]] = {}
        begins: dict[str, list[int]] = {}
        for number, rule in enumerate(self.all):
            for anchor in rule.anchors or ():
                table = begins if anchor.endswith("*") else whole
                table.setdefault(anchor.rstrip("*")[:LONGEST] if table is begins else anchor, []).append(number)
        always = frozenset(number for number, rule in enumerate(self.all) if rule.anchors is None)
        return whole, begins, always

    def warm(self) -> None:
        """Compile every pattern now."""
        _ = self._index

    def hits(self, text: str, allowed: Callable[[str, Hit], bool]) -> Iterable[Hit]:
        """Yield every match in plain `text` that `allowed` does not excuse, in the order of the rules."""
        for number in sorted(self._candidates(text)):
            rule = self.all[number]
            for match in rule.pattern.finditer(text):
                hit = Hit(rule, match.start(), match.end(), match[0].strip())
                if allowed(text, hit):
                    yield hit
                    break

    def first(self, text: str, allowed: Callable[[str, Hit], bool]) -> Hit | None:
        """Return the first match that is not excused."""
        return next(iter(self.hits(text, allowed)), None)

    def _candidates(self, text: str) -> set[int]:
        whole, begins, always = self._index
        words, beginnings = _parts(text)
        found = set(always)
        for word in whole.keys() & words:
            found.update(whole[word])
        for beginning in begins.keys() & beginnings:
            found.update(begins[beginning])
        return found


LONGEST = 14
"""Letters of the longest beginning that is indexed; a longer anchor is cut to it."""


class _Memo(threading.local):
    text: str | None = None
    parts: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())


_memo = _Memo()


def _parts(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words of a text and all their beginnings, worked out once for all rule sets of a thread."""
    if _memo.text is not text:
        words = frozenset(text.split())
        beginnings = frozenset(w[:size] for w in words for size in range(2, min(len(w), LONGEST) + 1))
        _memo.text, _memo.parts = text, (words, beginnings)
    return _memo.parts


def forget() -> None:
    """Drop the thread's last text."""
    _memo.text, _memo.parts = None, (frozenset(), frozenset())


def _parse(line: str, excuses: str) -> Rule:
    name, source, *own = (part.strip() for part in line.split(" | "))
    pattern = compile_pattern(source)
    return Rule(name, anchors(pattern.pattern), pattern, own[0] if own else excuses)


def compile_pattern(pattern: str) -> re.Pattern[str]:
    """Compile one pattern of the rule language; raise `re.error` or `KeyError` when it is not well formed."""
    for _ in range(2):
        pattern = re.sub(r"<(\w+)>", lambda m: _FAMILIES[m[1]], pattern)
    pattern = pattern.replace("| [.?]| $)", "|(?= [.?])|(?= $))")
    pattern = pattern.replace(")*", "){0,5}").replace(")+", "){1,6}")  # a bound on repeats bounds backtracking
    pattern = pattern.replace("%", r"\w*").replace("~~", _LONG_GAP).replace("~", _GAP)
    before = "(?<=^ )" if pattern.startswith("^ ") else "(?<= )"
    after = "" if pattern.endswith("$") else "(?= )"
    return re.compile(f"{before}(?:{pattern.removeprefix('^ ')}){after}")
