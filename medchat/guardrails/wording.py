"""The language of patterns over plain text, and how a pattern of it is looked for.

In a pattern `~` is a gap of up to four words inside a sentence, `~~` up to nine, `%` any word ending, a space one space, and
`<pain>` one of the word families below. It begins and ends where a word does; `^ ` before it is the beginning of the text.
Its alternatives are entered into the index one by one, so that of a long list only what the text has words for is tried.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from medchat.guardrails.anchors import needs
from medchat.guardrails.index import Indexed, index

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
_WORD = re.compile(r"[a-z0-9]+(?:\\w\*)?")
_SIGN = re.compile(r"\\.|\[[^\]]*\]|[()|]")


class Phrases:
    """A pattern that stands for itself, such as the marks of a question or the words of a denial."""

    def __init__(self, source: str) -> None:
        self.source = source
        self._owner = index.add(alternatives(source))

    def found(self, text: str, within: str | None = None) -> bool:
        """Tell whether the pattern matches in plain `text`, or in a part of the plain text `within`."""
        whole = within is None and text[:1] == " " == text[-1:]
        tried = index.find(text if within is None else within).get(self._owner, ())
        return any((whole and each.worded) or each.pattern.search(text) for each in tried)

    def spans(self, text: str, within: str | None = None) -> Iterator[tuple[int, int]]:
        """Yield the bounds of each match in plain `text`, or in a part of the plain text `within`."""
        return matches(index.find(text if within is None else within).get(self._owner, ()), text)

    def replaced(self, text: str, by: str) -> str:
        """Return plain `text` with `by` in place of each match."""
        parts, at = [], 0
        for start, end in self.spans(text):
            parts += [text[at:start], by]
            at = end
        return "".join((*parts, text[at:])) if parts else text


def matches(tried: Sequence[Indexed], text: str) -> Iterator[tuple[int, int]]:
    """Yield the bounds of each match of several alternatives, as their alternation has them: leftmost, then first in order."""
    ahead = [match for each in tried if (match := each.pattern.search(text))]
    while ahead:
        match = min(ahead, key=re.Match.start)
        yield match.start() + 1, match.end()
        at = max(match.end() - 1, match.start() + 1)  # the space behind a match may be the one before the next
        again = (found if found.start() >= at else found.re.search(text, at) for found in ahead)
        ahead = [found for found in again if found]


def compile_pattern(source: str) -> Phrases:
    """Compile one pattern of the language; raise `re.error` or `KeyError` when it is not well formed."""
    return Phrases(source)


def alternatives(source: str) -> list[Indexed]:
    """Compile each alternative of a pattern by itself; neighbours that are single words stay together."""
    written = expression(source)
    before = "^ " if written.startswith("^ ") else " "
    after = "" if written.endswith("$") else "(?= )"
    runs: list[list[str]] = []
    for part in _parts(written.removeprefix("^ ")):
        if runs and _WORD.fullmatch(part) and _WORD.fullmatch(runs[-1][-1]):
            runs[-1].append(part)
        else:
            runs.append([part])
    return [_indexed(run, before, after) for run in runs]


def _indexed(run: list[str], before: str, after: str) -> Indexed:
    pattern = f"{before}(?:{'|'.join(run)}){after}"
    if before == " " and after and _WORD.fullmatch(run[0]):
        return Indexed(re.compile(pattern), (frozenset(word.replace(r"\w*", "*") for word in run),), worded=True)
    return Indexed(re.compile(pattern), needs(pattern))


def expression(source: str) -> str:
    """Write a pattern of the language as a regular expression."""
    for _ in range(2):
        source = re.sub(r"<(\w+)>", lambda m: _FAMILIES[m[1]], source)
    source = source.replace("| [.?]| $)", "|(?= [.?])|(?= $))")
    source = source.replace(")*", "){0,5}").replace(")+", "){1,6}")  # a bound on repeats bounds backtracking
    return source.replace("%", r"\w*").replace("~~", _LONG_GAP).replace("~", _GAP)


def _parts(written: str) -> list[str]:
    """Cut an expression at the bars outside its groups; a group that is all of it, or all of a part, is opened first."""
    depth, bars, closed = 0, [], len(written)
    for sign in _SIGN.finditer(written):
        depth += (sign[0] == "(") - (sign[0] == ")")
        if sign[0] == "|" and depth == 0:
            bars.append(sign.start())
        if sign[0] == ")" and depth == 0:
            closed = min(closed, sign.start())
    if bars:
        cuts = pairwise((-1, *bars, len(written)))
        return [part for start, end in cuts for part in _parts(written[start + 1 : end])]
    if written.startswith("(?:") and closed == len(written) - 1:
        return _parts(written[3:-1])
    return [written]
