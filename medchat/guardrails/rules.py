"""The rules of the input checks: lines of data, each a pattern of `wording` with a name and the contexts that excuse it.

One rule a line: `name | pattern` or `name | pattern | policy`. The policy letters say which context excuses a match.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path

from medchat.guardrails.index import Indexed, index
from medchat.guardrails.wording import alternatives, matches

_FOLDER = Path(__file__).parent / "data" / "rules"


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One line of a rule text; `excuses` names the contexts that silence it."""

    name: str
    source: str
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
    def _indexed(self) -> tuple[int, dict[Indexed, Rule]]:
        """Enter the rules into the index; returns the number of this set there and the rule of each alternative."""
        rule_of = {each: rule for rule in self.all for each in alternatives(rule.source)}
        return index.add(list(rule_of)), rule_of

    def warm(self) -> None:
        """Compile every pattern now."""
        _ = self._indexed

    def hits(self, text: str, allowed: Callable[[str, Hit], bool]) -> Iterable[Hit]:
        """Yield each rule's first match in plain `text` that `allowed` does not excuse, in the order of the rules."""
        number, _ = self._indexed
        tried = index.find(text).get(number)
        return self._hits(text, allowed, tried) if tried else ()

    def _hits(self, text: str, allowed: Callable[[str, Hit], bool], tried: Sequence[Indexed]) -> Iterable[Hit]:
        for rule, its_own in groupby(tried, self._indexed[1].__getitem__):
            for start, end in matches([*its_own], text):
                hit = Hit(rule, start, end, text[start:end].strip())
                if allowed(text, hit):
                    yield hit
                    break

    def first(self, text: str, allowed: Callable[[str, Hit], bool]) -> Hit | None:
        """Return the first match that is not excused."""
        return next(iter(self.hits(text, allowed)), None)


def _parse(line: str, excuses: str) -> Rule:
    name, source, *own = (part.strip() for part in line.split(" | "))
    return Rule(name, source, own[0] if own else excuses)
