"""What code can see of understandable and actionable text: one check each, a list of the places that fail.

An empty list means no fault. None means that there is nothing of the kind to judge; `CannotJudge` that a person must.
"""

import re
from dataclasses import dataclass, field

from medchat.library.pemat_acts import said_to
from medchat.library.sections import CEILINGS
from medchat.readability.explain import what_raises
from medchat.readability.lexicon import plain_words
from medchat.readability.score import score
from medchat.text.sentences import Piece, split
from medchat.text.terms import by_shape
from medchat.text.words import wordset

MOST_HARD = 0.02
"""Share of an easy level's words that may have a plainer one."""

MOST_PASSIVE = 0.2
"""Share of sentences that may hide who acts ("nearly always" active, as raters of the instrument understand it)."""

MOST_ABOUT_OTHERS = 0.2
"""Share of actions that may be told about others: the instrument asks for "nearly all", 80 % or more."""

LONGEST_PARAGRAPH = 120
"""Words of a paragraph that still is one short piece: some eight plain sentences."""

SHORT_TEXT = 150
"""Words under which a text needs no pieces."""

_KNOWN_SHORT = wordset("US USA UK TV COVID AM PM OK ID HIV AIDS DNA CT MRI CAT CDC NIH NHS FDA")
_SHORT = re.compile(r"\b(?=[A-Z0-9]*[A-Z][A-Z0-9]*[A-Z])[A-Z][A-Z0-9]{1,5}(?=s?\b)")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_IRREGULAR = (
    "given taken made done found seen known shown held kept put sent told felt left lost built brought bought caught "
    "chosen driven drawn grown hidden hurt led paid read said sold spread taught thought worn written begun broken cut "
    "set run let"
)
_PASSIVE = re.compile(
    rf"\b(?:is|are|was|were|be|been|being)\b(?: (?:not|often|usually|also|always|never|sometimes|\w+ly))* "
    rf"(?:(?!(?:need|relat|suppos|interest|worri|tir|concern|excit|scar|marri|us)ed\b)\w{{2,}}ed|"
    rf"{'|'.join(_IRREGULAR.split())})\b(?! to (?:the|a|be)\b)",
    re.IGNORECASE,
)
_PERCENT = re.compile(
    r"(?:\d ?%|\bpercent|\bpor ciento) (?:of|de) (?:\w+ ){0,3}(?:people|adults|children|men|women|patients|babies|infants|"
    r"cases|personas|adultos|niños|hombres|mujeres|pacientes|bebés|casos)\b",
    re.IGNORECASE,
)
_IN_HUNDRED = re.compile(r"\b(?:in|out of|de cada) (?:every )?1(?:00|,?000)\b", re.IGNORECASE)
_DECIMALS = re.compile(r"\d[.,]\d{2,}(?!\d)(?<!,\d{3})")
_ONE_IN = re.compile(r"\b(?:one|una?o?|\d+) (?:in|out of|de cada) (?:every )?(\d[\d,]*)\b", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_SUM = re.compile(
    r"\b(?:multipl(?:y|ied) by|divided? (?:it |this |that |the \w+ )?by|subtract|"
    r"add (?:up|together) (?:the|your|all|both|how)\b|times your|"
    r"for (?:each|every) (?:kilogram|kilo|pound|kg|lb)\b|per (?:kilogram|kilo|pound|kg|lb)\b|percent of your|"
    r"work out (?:the|your)|calculate|(?:half|twice|double) (?:of )?your (?:usual )?dose|"
    r"multipli\w+ por|divid\w+ (?:entre|por)|rest(?:e|ar)\b|sum(?:e|ar)\b|calcul(?:e|ar)\b|por (?:cada )?kilo)",
    re.IGNORECASE,
)
_EXPLAINS = r"(?:called|named|known as|term for|or|word for)"


class CannotJudge(Exception):
    """Code cannot see this in the text's language; a person has to."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that fails: the section, its level ("" for both), and the words there."""

    kind: str
    level: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Written:
    """One text of a revision, cut into sentences once."""

    kind: str
    level: str
    title: str
    body: str
    sentences: tuple[Piece, ...]

    def at(self, text: str) -> Spot:
        return Spot(self.kind, self.level, self.title, text)


@dataclass(frozen=True, slots=True)
class Whole:
    """What a check looks at: every text that is not empty, and what stands beside the sections."""

    language: str
    texts: tuple[Written, ...]
    names: tuple[str, ...] = ()
    key_points: tuple[str, ...] = ()
    glossary: tuple[str, ...] = ()
    empty: tuple[Spot, ...] = field(default=())

    def of(self, *kinds: str) -> list[Written]:
        return [one for one in self.texts if one.kind in kinds]

    def levels(self) -> list[list[Written]]:
        """Group the texts by level."""
        levels = dict.fromkeys(one.level for one in self.texts)
        return [[one for one in self.texts if one.level == level] for level in levels]

    @property
    def words(self) -> int:
        return sum(len(one.body.split()) for one in self.texts)

    @property
    def root(self) -> str:
        return self.language.split("-")[0]


def written(kind: str, level: str, title: str, body: str, language: str) -> Written:
    """Cut a section's text into its sentences."""
    return Written(kind, level, title, body, tuple(one for one in split(body, language) if one.text))


def everyday_words(whole: Whole) -> list[Spot]:
    """Find easy texts above their grade, words with a plainer one where they are many, short forms left unexplained."""
    easy = [one for one in whole.texts if one.level == "easy"]
    spots = [one.at(one.title) for one in easy if _grade(one.body, whole.language) > CEILINGS["easy"]]
    if whole.root != "en":
        if spots:
            return spots
        raise CannotJudge
    known = (*whole.names, *whole.glossary)
    plainer = [
        one.at(place.old)
        for one in easy
        for word in what_raises(one.body, whole.language, explained=known).words
        if not word.plain.endswith(")")
        for place in word.places
    ]
    if len(plainer) > MOST_HARD * sum(len(one.body.split()) for one in easy):
        spots += dict.fromkeys(plainer)
    return spots + _short_forms(whole)


def _short_forms(whole: Whole) -> list[Spot]:
    text = " ".join(one.body for one in whole.texts)
    known = {word.upper() for name in (*whole.names, *whole.glossary) for word in _SHORT.findall(name)}
    found: dict[str, Spot] = {}
    for one in whole.texts:
        for short in _SHORT.findall(one.body):
            told = (
                rf"\({short}s?\)|\b{short}s? \(|\b{_EXPLAINS} (?:an? |the )?{short}\b|\b{short}s? (?:means|stands for)"
            )
            if short not in known | _KNOWN_SHORT and not re.search(told, text):
                found.setdefault(short, one.at(short))
    return list(found.values())


def terms_explained(whole: Whole) -> list[Spot] | None:
    """Find medical words that neither the text nor the glossary explains. Raises CannotJudge but in English."""
    if whole.root != "en":
        raise CannotJudge
    known = " ".join((*whole.names, *whole.glossary)).lower()
    text = " ".join(one.body for one in whole.texts).lower()
    found: dict[str, Spot] = {}
    seen = False
    for one in whole.texts:
        for term in _medical(one.body):
            seen = True
            low = re.escape(term.lower())
            told = (
                rf"\({low}\)|\b{low} \(|\b{_EXPLAINS} (?:an? |the )?{low}\b|\b{low}s?,? (?:which )?(?:means?|is|are) "
            )
            if term.lower() not in known and term.lower().rstrip("s") not in known and not re.search(told, text):
                found.setdefault(term.lower(), one.at(term))
    return list(found.values()) if seen else None


def _medical(text: str) -> list[str]:
    """List the words of a text that are a clinician's: those a plain word stands for, and illness by its ending."""
    forms, tokens = plain_words().forms, _WORD.findall(text)
    found, at = [], 0
    while at < len(tokens):
        phrases = ((size, " ".join(tokens[at : at + size]).lower()) for size in (3, 2, 1))
        size = next((size for size, phrase in phrases if any(entry.keep for entry in forms.get(phrase, ()))), 0)
        shaped = by_shape(tokens[at].lower()) if not size else None
        if size or (shaped and shaped[0] == "condition"):
            found.append(" ".join(tokens[at : at + max(size, 1)]))
        at += max(size, 1)
    return found


def active_voice(whole: Whole) -> list[Spot] | None:
    """Find passive sentences where they are more than the share allowed. Raises CannotJudge but in English."""
    if whole.root != "en":
        raise CannotJudge
    pairs = [(one, piece) for one in whole.texts for piece in one.sentences]
    passive = [one.at(piece.text) for one, piece in pairs if _PASSIVE.search(piece.text)]
    if not pairs:
        return None
    return passive if len(passive) > MOST_PASSIVE * len(pairs) else []


def clear_numbers(whole: Whole) -> list[Spot] | None:
    """Find percents not also said "in 100", long decimals, and shares told out of different totals."""
    if not any(_DIGIT.search(one.body) for one in whole.texts):
        return None
    spots, totals = [], set()
    for one in whole.texts:
        for piece in one.sentences:
            percent = _PERCENT.search(piece.text) and not _IN_HUNDRED.search(piece.text)
            if percent or _DECIMALS.search(piece.text):
                spots.append(one.at(piece.text))
            shares = _ONE_IN.findall(piece.text)
            totals |= set(shares)
            if shares and len(totals) > 1:
                spots.append(one.at(piece.text))
    return list(dict.fromkeys(spots))


def no_sums(whole: Whole) -> list[Spot]:
    """Find sentences that leave a sum to the reader."""
    return [one.at(piece.text) for one in whole.texts for piece in one.sentences if _SUM.search(piece.text)]


def short_pieces(whole: Whole) -> list[Spot] | None:
    """Find paragraphs that are longer than one short piece."""
    if whole.words < SHORT_TEXT:
        return None
    return [
        one.at(paragraph)
        for one in whole.texts
        for paragraph in re.split(r"\n\s*\n|\n(?=\s*(?:[-*+•]|\d{1,3}[.)]) )", one.body)
        if len(paragraph.split()) > LONGEST_PARAGRAPH
    ]


def headings(whole: Whole) -> list[Spot]:
    """Find headings with nothing under them; the headings themselves are the product's, one for each question."""
    return list(whole.empty)


def summary(whole: Whole) -> list[Spot] | None:
    """Ask for key points where the text is long enough to need them."""
    return [] if whole.key_points else [Spot("", "", "", "")] if whole.words >= SHORT_TEXT else None


def cues(whole: Whole) -> list[Spot]:
    """Ask each level for something that catches the eye: a list, or bold words."""
    return [
        Spot("", texts[0].level, "", "")
        for texts in whole.levels()
        if not any(_has_list(one) or "**" in one.body for one in texts)
    ]


def an_action(whole: Whole) -> list[Spot]:
    """Ask each level for one thing that a reader can do, whoever it is said to."""
    return [
        Spot("", texts[0].level, "", "")
        for texts in whole.levels()
        if not any(said_to(piece.text, whole.root) for one in texts for piece in one.sentences)
    ]


def speaks_to_the_reader(whole: Whole) -> list[Spot]:
    """Find what to do said about others where that is more than the share allowed, and levels that tell the reader nothing."""
    others: list[Spot] = []
    silent: list[Spot] = []
    direct = 0
    for texts in whole.levels():
        told = [(one, piece.text, said_to(piece.text, whole.root)) for one in texts for piece in one.sentences]
        here = sum(to == "reader" for _, _, to in told)
        direct += here
        others += [one.at(text) for one, text, to in told if to == "others"]
        silent += [] if here else [Spot("", texts[0].level, "", "")]
    many = len(others) > MOST_ABOUT_OTHERS * (direct + len(others))
    return [*(others if many else ()), *silent]


def steps(whole: Whole) -> list[Spot] | None:
    """Ask for a list where a level says when to act."""
    acting = whole.of("when_to_call")
    return [one.at(one.title) for one in acting if not _has_list(one)] if acting else None


def a_tool(whole: Whole) -> list[Spot] | None:
    """Ask for a list of questions to take along: the one thing in the text that a reader can use as it is."""
    asking = whole.of("questions")
    return [one.at(one.title) for one in asking if one.body.count("?") < 2 or not _has_list(one)] if asking else None


def _has_list(one: Written) -> bool:
    return sum(piece.block == "li" for piece in one.sentences) > 1


def _grade(text: str, language: str) -> float:
    found = score(text, language)
    return (found.fkgl if found.fkgl is not None else found.grade) or 0.0
