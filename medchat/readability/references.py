"""Name a long thing once and point back to it: by its short form, or as "this disease" where nothing else is meant."""

import re
from collections import Counter
from dataclasses import dataclass

from medchat.readability.counts import lexicon
from medchat.readability.grammar import capital
from medchat.readability.phrases import FINITE, clause_at, noun_end
from medchat.readability.tagging import Word, tag
from medchat.text.facts import facts
from medchat.text.terms import by_shape
from medchat.text.words import wordset

LEAST_SYLLABLES = 5
_KINDS = wordset(
    "disease disorder condition cancer syndrome tumor infection problem illness test surgery medicine drug treatment"
)
_SHORT = re.compile(r"((?:[A-Za-z][\w'’-]* ){1,6}[A-Za-z][\w'’-]*) \(([A-Z][A-Za-z\d]{1,6})\)")
_PLAIN_KIND = {"condition": "problem", "disorder": "disease"}
_LASTING = ("osis", "asis", "itis", "pathy", "trophy", "emia", "plasia", "genesis")
_FELT = wordset(
    "pain swelling fever nausea vomiting seizure rash itching bleeding diarrhea constipation headache dizziness numbness "
    "tiredness fainting paralysis death shock pregnancy coma deafness"
)
_SMALL = wordset("of and the in for with to a an")
_BEFORE = frozenset(["I", "V", "Z", "B", "A", "U", "C", ""])
_AFTER = frozenset(["M", "A", "Z", "B", "I", ".", ",", "C", "R", "W", "E", ";", "U", ":"])


@dataclass(frozen=True, slots=True)
class Name:
    """A long name, what may stand for it, and the line from which on it may."""

    name: str
    short: str
    line: int
    acronym: bool
    conditions: frozenset[str]


def names(texts: list[str]) -> list[Name]:
    """Find the long names that a text explains: "Long Name (LN)" and the thing its first sentence is about."""
    found = [name for i, text in enumerate(texts) for name in _acronyms(text, i)]
    topic = _topic(texts) or _often_named(texts)
    if topic and not any(topic.name.lower() == name.name.lower() for name in found):
        found.append(topic)
    return found


def _acronyms(text: str, line: int) -> list[Name]:
    done: list[Name] = []
    if "(" not in text:
        return done
    for match in _SHORT.finditer(text):
        words = match.group(1).split()
        letters = [c for c in match.group(2).lower() if c.isalpha()]
        for start in range(len(words) - 1):
            part = words[start:]
            initials = [w[0].lower() for w in part if w.lower() not in _SMALL]
            if initials == letters and part[0].lower() not in _SMALL and len(part) >= 2:
                name = " ".join(part)
                done.append(Name(name, match.group(2), line, True, frozenset(facts(name).conditions)))
                break
    return done


def _topic(texts: list[str]) -> Name | None:
    """Read "X is a rare disease ...": X may be "this disease" later, if X is long."""
    for line, text in enumerate(texts[:2]):
        words = tag(text)
        clause = clause_at(words, 0) if words else None
        if clause is None or clause.start or words[clause.verb].tag not in FINITE:
            continue
        name = re.sub(r" \([^()]*\)$", "", text[: words[clause.end - 1].end])
        kind = _own_kind(name) or _kind(words, clause.verb + 1)
        if kind is None or name.split()[0].lower() in ("the", "a", "an", "this", "these", "it", "some", "many", "most"):
            continue
        if "(" in name or re.search(r"\b(?:of|in|for|with|and|or)\b", name):
            continue
        if _syllables(name) < LEAST_SYLLABLES:
            continue
        return Name(name, f"this {kind}", line, False, frozenset(facts(name).conditions))
    return None


_MENTION = re.compile(
    r"(?:\b(?:people|men|women|children|babies|infants|adults|those|patients|person|males|females) with|\b(?:cases|signs|"
    r"symptoms|risk|forms?|types?|features|diagnosis|treatment|copy) of|\b(?:cause|causes|caused|causing|get|gets|getting|have|"
    r"has|having|linked to|developing|develop)) (?=[\w'-]+)"
)
_DEFINES = re.compile(
    r"\b(?:is|are) (?:an?|the|one of the) [^.,]*?\b(?:disease|disorder|condition|problem|syndrome|cancer|tumor|illness)s?\b"
)
LEAST_USES = 3


def _often_named(texts: list[str]) -> Name | None:
    """Find the long name a text comes back to most often ("people with X", "cases of X")."""
    found: Counter[str] = Counter()
    first: dict[str, tuple[int, str]] = {}
    for line, text in enumerate(texts):
        for match in _MENTION.finditer(text):
            words = tag(text[match.end() : match.end() + 80])
            end = noun_end(words, 0)
            if end is None or words[0].tag in ("D", "P", "Q") or words[end - 1].tag != "N":
                continue
            name = text[match.end() : match.end() + words[end - 1].end]
            found[name.lower()] += 1
            first.setdefault(name.lower(), (line, name))
    whole = " ".join(texts).lower()
    for name, _ in found.most_common(3):
        if whole.count(name) < LEAST_USES or _syllables(name) < LEAST_SYLLABLES or not name[0].isalpha():
            continue
        line = next(i for i, text in enumerate(texts) if name in text.lower())
        kind = _own_kind(name) or "problem"
        return Name(first[name][1], f"this {kind}", line, False, frozenset(facts(name).conditions))
    return None


def _syllables(name: str) -> int:
    look = lexicon("en").look
    return sum(look(word)[0] for word in re.findall(r"[\w'-]+", name.lower()))


def _own_kind(name: str) -> str | None:
    """Read what a name says of itself: "X syndrome" is a syndrome, "-itis" is a disease."""
    last = name.split()[-1].lower()
    if last in _KINDS:
        return _PLAIN_KIND.get(last, last)
    return "disease" if by_shape(last) == ("condition", last) and last.endswith(_LASTING) else None


def _kind(words: list[Word], at: int) -> str | None:
    at += at < len(words) and words[at].tag == "R"
    if at >= len(words) or words[at].low not in ("a", "an"):
        return None
    for i in range(at + 1, min(at + 8, len(words))):
        if words[i].tag in ("I", "W", ".", ",", "E", "G") and words[i - 1].low in _KINDS:
            return _PLAIN_KIND.get(words[i - 1].low, words[i - 1].low)
        if words[i].tag in ("W", "."):
            return None
    return None


def shorten(text: str, name: Name, before: str) -> str:
    """Put the short form in for the later uses of a name; `before` is the sentence in front."""
    pattern = re.compile(rf"(?<![\w-]){re.escape(name.name)}(?![\w'’-])", re.IGNORECASE)
    if not pattern.search(text):
        return text
    if not name.acronym and _rivals(before + " " + text, name):
        return text

    def put(match: re.Match[str]) -> str:
        if not name.acronym and not _alone(match):
            return match.group()
        if name.acronym and match.string[match.end() : match.end() + 2] == " (":
            return match.group()
        first = not match.string[: match.start()].strip() or match.string[: match.start()].endswith((". ", "\n- "))
        return capital(name.short) if first else name.short

    return pattern.sub(put, text)


def _rivals(text: str, name: Name) -> bool:
    """Tell whether the text names something else that "this disease" could mean."""
    kind = name.short.split()[-1]
    other = {c for c in facts(text).conditions if c.split()[-1] not in _FELT} - name.conditions
    spoken = re.sub(re.escape(name.name), "", text, flags=re.IGNORECASE)
    spoken = _DEFINES.sub("", spoken)
    if re.search(r"\b\w+(?:plasia|trophy|pathy|osis) |\b(?!this )\w+ (?:syndrome|disease|disorder|cancer)\b", spoken):
        return True
    return (
        bool(other)
        or re.search(
            rf"(?<!\bis )(?<!\bare )\b(?:other|an?|another|some|many|these|similar) (?:\w+ )*{kind}s?\b", spoken
        )
        is not None
    )


def _alone(match: re.Match[str]) -> bool:
    """Tell whether a name stands by itself: no word before it belongs to it, and none behind it."""
    words = tag(match.string)
    at = next((i for i, word in enumerate(words) if word.start >= match.start()), None)
    end = next((i for i, word in enumerate(words) if word.start >= match.end()), len(words))
    if at is None:
        return False
    left = words[at - 1] if at else None
    right = words[end].tag if end < len(words) else "."
    if left is not None and (left.tag not in _BEFORE or left.low in ("called", "named", "as", "or", "and", "like")):
        return False
    return right in _AFTER and not (end < len(words) and words[end].low in ("type", "types", "and", "or"))
