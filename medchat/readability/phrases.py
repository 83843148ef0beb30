"""Noun phrases and clauses over tagged words: where they end, their number, how to name them again."""

from dataclasses import dataclass

from medchat.readability.grammar import capital
from medchat.readability.tagging import Word, tag
from medchat.text.words import wordset

FINITE = frozenset("MAZBK")
_SINGULAR = wordset("is was has does isn't wasn't hasn't doesn't")
_PLURAL = wordset("are were have do aren't weren't haven't don't")
PERSONS = wordset(
    "doctor person child patient woman man mother father parent male female carrier surgeon nurse provider baby infant "
    "adult therapist dietitian dentist specialist teen sibling expert brother sister son daughter boy girl newborn "
    "worker technician counselor "
    "caregiver partner friend helper member"
)
_CANNOT_REPEAT = wordset(
    "no each every neither either few less there someone anyone everyone nobody none what someone one another nothing "
    "everything something anything not any both"
)
_LONG_NAME = 15
_NEGATIVE = wordset("not no never without neither nor cannot none nobody nothing")


@dataclass(frozen=True, slots=True)
class Clause:
    """A subject (words `start` to `end`) and its finite verb."""

    start: int
    end: int
    verb: int


@dataclass(frozen=True, slots=True)
class Parsed:
    """A sentence with its tagged words; `depth` says for each word how many brackets are open before it."""

    text: str
    words: list[Word]
    depth: list[int]

    def part(self, start: int, end: int) -> str:
        """Return the text of the words from `start` up to `end`."""
        return self.text[self.words[start].start : self.words[end - 1].end] if start < end else ""

    def before(self, at: int) -> str:
        """Return the text before a word."""
        return self.text[: self.words[at].start]

    def after(self, at: int) -> str:
        """Return the text from a word on."""
        return self.text[self.words[at].start :]

    def tags(self, start: int, end: int) -> set[str]:
        """Return the tags of some words."""
        return {word.tag for word in self.words[start:end]}

    def lows(self, start: int, end: int) -> set[str]:
        """Return some words in lower case."""
        return {word.low for word in self.words[start:end]}


def parse(text: str) -> Parsed:
    """Tag a sentence."""
    words = tag(text)
    depth: list[int] = []
    level = 0
    for word in words:
        level += (word.low in ("(", "“")) - (word.low in (")", "”"))
        depth.append(level)
    return Parsed(text, words, depth)


def noun_end(words: list[Word], at: int) -> int | None:
    """Return where a noun phrase without its prepositions ends, None when none starts here."""
    last = None
    i = at
    while i < len(words):
        name = words[i].tag
        after = words[i + 1].tag if i + 1 < len(words) else "."
        if name == "P":
            return i + 1 if i == at else last
        if name in "NSQ":
            last = i + 1
        elif name in "DJ" or (name == "R" and after in ("J", "E", "R", "Q")):
            if name == "D" and last:
                pass
        elif (
            (name == "E" or (name == "G" and i > at and words[i - 1].tag in "DJNCI"))
            and after in "NSJG"
            and after != "."
        ) or (name in (",", "C") and i > at and words[i - 1].tag == "J" and after == "J"):
            pass
        else:
            break
        if name == "D" and last:
            break
        i += 1
    return last


def phrase_end(words: list[Word], at: int) -> int | None:
    """Return where a noun phrase ends, with "of the lung", "(SCA)", "and nerves", "caused by a germ" behind it."""
    end = noun_end(words, at)
    if end is None or words[at].low in ("it", "they", "you", "we", "he", "she", "i", "there"):
        return end
    while end < len(words) - 1:
        word = words[end]
        more: int | None = None
        if word.tag == "I" or (word.tag == "C" and word.low != "but"):
            more = noun_end(words, end + 1)
            if word.tag == "I" and more is None and words[end + 1].tag == "G":
                more = noun_end(words, end + 2)
        elif word.low == "(":
            close = next((i for i in range(end, len(words)) if words[i].low == ")"), None)
            more = close + 1 if close else None
        elif word.tag == "E" and words[end + 1].tag == "I":
            more = noun_end(words, end + 2)
        elif word.tag == "T" and words[end + 1].tag in ("V", "B"):
            after = end + 2 + (words[end + 2].tag in ("I", "R"))
            more = noun_end(words, after) if after < len(words) else None
        elif word.low in ("called", "named"):
            more = noun_end(words, end + 1)
        if more is None:
            return end
        end = more
    return end


def clause_at(words: list[Word], at: int) -> Clause | None:
    """Read a clause that starts here: perhaps a lead-in ("At birth,"), a subject, a finite verb."""
    if at >= len(words):
        return None
    at += at == 0 and words[0].tag == "C" and len(words) > 1
    start = at
    if words[at].tag == "I":
        at += words[at].low == "because"  # "because of"
        short = noun_end(words, at + 1)
        if short and short < len(words) and words[short].tag in ("D", "P") and words[short - 1].tag in "NS":
            return clause_at(words, short)
        lead = phrase_end(words, at + 1) or at + 2
        if lead >= len(words) or words[lead].tag != ",":
            return None
        start = lead + 1
    elif words[at].tag == "R" and at + 1 < len(words):
        start = at + 2 if words[at + 1].tag == "," else at + 1
    if start >= len(words):
        return None
    if words[start].tag == "H":
        return Clause(start, start, start)
    end = _gerund_end(words, start) if words[start].tag == "G" else phrase_end(words, start)
    if end is None:
        return None
    verb = end
    while verb < len(words) and (words[verb].tag == "R" or words[verb].low in ("each", "both", "all")):
        verb += 1
    return Clause(start, end, verb) if verb < len(words) and words[verb].tag in FINITE else None


def sentence_at(words: list[Word], at: int) -> Clause | None:
    """Read a clause that may have a condition in front of it ("as it grows, the pain gets worse")."""
    clause = clause_at(words, at)
    if clause or at >= len(words) or (words[at].tag != "U" and words[at].low not in ("as", "after", "before")):
        return clause
    comma = next((i for i in range(at + 2, len(words)) if words[i].tag == ","), None)
    return clause_at(words, comma + 1) if comma and clause_at(words, at + 1) else None


def _gerund_end(words: list[Word], start: int) -> int | None:
    """Return where a subject such as "Breathing in fumes from the road" ends."""
    for i in range(start + 1, min(len(words), start + 16)):
        if words[i].tag in FINITE:
            while words[i - 1].tag == "R":
                i -= 1
            return i
        if words[i].tag in (",", "W", "U", ";", ":", "(", "H", "P"):
            return None
    return None


def head(words: list[Word], start: int, end: int) -> Word:
    """Return the main noun of a noun phrase."""
    base = noun_end(words[:end], start) or end
    return words[base - 1]


def is_plural(words: list[Word], clause: Clause) -> bool:
    """Judge the number of a subject: by its verb where that shows it, else by its words."""
    verb = words[clause.verb]
    if verb.low in _SINGULAR or verb.tag == "Z":
        return False
    if verb.low in _PLURAL or verb.tag == "B":
        return True
    if words[clause.start].low in ("they", "we", "you", "these", "those", "many", "most", "several"):
        return True
    both = any(word.low == "and" for word in words[clause.start : clause.end])
    return both or head(words, clause.start, clause.end).tag == "S"


def name_again(parsed: Parsed, clause: Clause) -> str | None:
    """Name a subject a second time, None where that is not certain."""
    words = parsed.words
    first = words[clause.start].low
    if clause.start == clause.end or first in _CANNOT_REPEAT or "no" in parsed.lows(clause.start, clause.end):
        return None
    if first in ("it", "they", "you", "we", "he", "she"):
        return capital(first)
    plural = is_plural(words, clause)
    main = head(words, clause.start, clause.end)
    if main.low in PERSONS:
        return f"The {main.low}"
    opens = words[clause.start].tag
    rivals = [word for word in words[clause.verb :] if word.tag == ("S" if plural else "N")]
    if not rivals and clause.end - clause.start > 1:
        return "They" if plural else "It"
    short = parsed.words[clause.end - 1].end - parsed.words[clause.start].start < _LONG_NAME
    short = short and clause.end - clause.start <= 2 and main.tag in "NS" and opens not in ("E", "J")
    if short and first not in ("this", "these", "those", "other", "some", "many", "most"):
        text = parsed.part(clause.start, clause.end)
        return "The " + text.split(" ", 1)[1] if first in ("a", "an") else capital(text)
    return "They" if plural else "It"


def negative(parsed: Parsed, start: int, end: int) -> bool:
    """Tell whether some of the words deny."""
    return any(word.low in _NEGATIVE or word.low.endswith("n't") for word in parsed.words[start:end])
