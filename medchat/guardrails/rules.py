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
    def _place(self) -> "tuple[int, frozenset[int]]":
        """Enter the rules into the common index; returns this set's number there and the rules that are always tried."""
        return _index.add([rule.anchors for rule in self.all])

    def warm(self) -> None:
        """Compile every pattern now."""
        _ = self._place

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
        number, always = self._place
        return {*always, *_found(text).get(number, ())}


LONGEST = 14
"""Letters of the longest beginning that is indexed; a longer anchor is cut to it."""


class _Index:
    """Which rules of which set need which word, for all sets at once: a text's words are looked up a single time."""

    def __init__(self) -> None:
        self.sets = 0
        self.whole: dict[str, list[tuple[int, int]]] = {}
        self.begins: dict[str, list[tuple[int, int]]] = {}
        self.sizes: tuple[int, ...] = ()
        self.adding = threading.Lock()

    def add(self, anchors: "Iterable[frozenset[str] | None]") -> tuple[int, frozenset[int]]:
        """Enter a set's rules by their anchors; returns the set's number and the rules without anchors."""
        always = set()
        with self.adding:
            at = self.sets
            for number, needed in enumerate(anchors):
                if needed is None:
                    always.add(number)
                for anchor in needed or ():
                    begins = anchor.endswith("*")
                    key = anchor.rstrip("*")[:LONGEST] if begins else anchor
                    (self.begins if begins else self.whole).setdefault(key, []).append((at, number))
            self.sizes = tuple(sorted({len(key) for key in self.begins}))
            self.sets += 1  # last: what was found before is then out of date, and known to be
        return at, frozenset(always)

    def find(self, words: Iterable[str]) -> dict[int, set[int]]:
        """Return the rules whose needed word is there, by set."""
        found: dict[int, set[int]] = {}
        for word in words:
            for at, number in self.whole.get(word, ()):
                found.setdefault(at, set()).add(number)
            for size in self.sizes:
                if size > len(word):
                    break
                for at, number in self.begins.get(word[:size], ()):
                    found.setdefault(at, set()).add(number)
        return found


_index = _Index()


class _Memo(threading.local):
    text: str | None = None
    sets: int = 0
    found: dict[int, set[int]] | None = None


_memo = _Memo()


def _found(text: str) -> dict[int, set[int]]:
    """Return what the index finds in a text, worked out once for all rule sets of a thread."""
    if _memo.text is not text or _memo.sets != _index.sets or _memo.found is None:
        _memo.text, _memo.sets, _memo.found = text, _index.sets, _index.find(set(text.split()))
    return _memo.found


def forget() -> None:
    """Drop the thread's last text."""
    _memo.text = _memo.found = None


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
