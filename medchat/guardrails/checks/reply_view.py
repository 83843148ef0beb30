"""How the reply rules read a sentence: one plain form, cut into sentences, with reported speech and conditions set aside."""

import re
import threading
import unicodedata
from collections.abc import Container, Iterable
from dataclasses import dataclass

from medchat.guardrails.anchors import needs as words_needed
from medchat.guardrails.checks.reply_words import CARER
from medchat.guardrails.index import Indexed, replies
from medchat.guardrails.types import Judgement, ReplyVerdict

_last = threading.local()
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]")
_QUOTES = str.maketrans(
    {"\u2019": "'", "\u2018": "'", "\u02bc": "'", "`": "'", "\u2013": "-", "\u2014": ", ", "\u2011": "-"}
)
_MARKS = re.compile(r"[*_~#>\"\u201c\u201d\u00ab\u00bb\u00a1\u00bf()\[\]]+")
_SPACE = re.compile(r"\s+")
_END = re.compile(r"(?<=[.!?;:])\s+|\n+")
_ABBREVIATIONS = re.compile(r"\b(dr|mr|mrs|ms|vs|e\.g|i\.e|u\.s|no|approx|st)\. ")
_CONTRACTIONS = (
    (re.compile(r"\b(ca)n'?t\b"), "can not"),
    (re.compile(r"\bcannot\b"), "can not"),
    (re.compile(r"\bwon't\b"), "will not"),
    (re.compile(r"\b(do|does|did|is|are|was|were|have|has|had|would|should|could|must|need)n'?t\b"), r"\1 not"),
    (re.compile(r"\b(you|they|we)'re\b|\b(you|they)re\b"), r"\1\2 are"),
    (re.compile(r"\b(i|you|they|we)'ve\b"), r"\1 have"),
    (re.compile(r"\byouve\b"), "you have"),
    (re.compile(r"\b(i|you|he|she|it|they|we|that|this)'ll\b"), r"\1 will"),
    (re.compile(r"\b(you|he|she|they|we|i)'d (better)\b"), r"\1 had \2"),
    (re.compile(r"\b(you|he|she|they|we|i|it)'d\b"), r"\1 would"),
    (re.compile(r"\b(it|that|this|he|she|there|what|here)'s\b"), r"\1 is"),
    (re.compile(r"\bthats\b"), "that is"),
    (re.compile(r"\blet'?s\b(?= (?:[a-z]+))"), "let us"),
    (re.compile(r"\bi'?m\b"), "i am"),
    (re.compile(r"\by'?all\b"), "you"),
)

_BARE_CONTRACTION = re.compile(
    r"\b(?:cannot|cant|youre|theyre|youve|thats|im|lets|yall|(?:do|does|did|is|are|was|were|have|has|"
    r"had|would|should|could|must)nt)\b"
)
_PERSON = re.compile(r"\b(?:you|your|yours|he|she|his|her|him)\b")
_CARER = re.compile(rf"\b{CARER}\b")
_AIDS = (
    r"(?:may|might|will|can|could|should|would|must|has|have|had|is|are|also|often|usually|then|"
    r"sometimes|often|first|probably|likely)"
)
_SAY = (
    r"(?:ask|tell|say|recommend|suggest|advise|prescribe|decide|want|explain|instruct|give|teach|talk|"
    r"discuss|show|help|check|"
    r"diagnose|order|find|use|do|perform|consider|review|adjust|change|look|make|take|test|need|start|"
    r"stop|switch|choose|"
    r"treat|measure|look|monitor|examine|refer|place|remove|insert|inject|feel|know|believe|think|agree|"
    r"increase|lower|reduce)"
)
_REST = (
    r"(?:(?!, (?:but|then|and then|so|you|take|stop|skip|it|that|this)\b|(?: but| and) (?:you (?!are|"
    r"have|may)|take|stop|skip|then)\b)[^;.!?])*"
)
_REPORTED = re.compile(
    rf"\b(?:(?:your|a|the|an|his|her|their|our|another|any|some|many|most|these|that) )?(?:[a-z']+ "
    rf")?{CARER}(?: or [a-z ]{{3,20}})? "
    rf"(?:{_AIDS} )*{_SAY}(?:s|es|ed|ing)?\b{_REST}"
)
_POINTING = re.compile(
    r"\b(?:ask|tell|talk|speak|check|consult|discuss|call|contact|phone|see|visit|let|work|follow|meet|"
    r"inform|report|remind|"
    r"seek|get|learn|find out|review|agree|bring)(?:ing|s)? "
    rf"(?:(?!,|\bthem\b)[a-z0-9'-]+ ){{0,7}}{CARER}\b{_REST}"
)
_PERMITTED = re.compile(
    rf"\b(?:as|unless|until|when|if|what|how|the way|exactly as|only if|only when|whatever|that) "
    rf"(?:(?:your|the|a|his|her|their) )?"
    rf"(?:(?:[a-z']+ )?{CARER}\b[^;.!?]*|(?:directed|prescribed|instructed|told|advised|recommended|"
    rf"ordered|needed by))"
)
_CONDITION = re.compile(
    r"\b(?:if|when|whenever|unless|whether|in case|even if|even though|as long as|once|while|until|"
    r"where|who|whose|which|"
    r"that (?=you|your)|because|since(?= (?:birth|childhood))|how|what|why|so that|before|after)\b[^,;:.!?]*"
)
_QUESTION = re.compile(
    r"\b(?:i|my|me|mine|we|our)\b|^(?:and |or |but )?(?:what|which|how|who|when|where|is|are|do|does|"
    r"can|could|should|will|would|am|has|have|did|was|may)\b"
)
_VEILED = re.compile(
    r"\b(?:why not|how about|what about|what if you|have you (?:thought|tried|considered)|is it not|are "
    r"you not|i think|i believe|kill|die|how (?:many|much) .{0,30} to (?:die|kill|overdose))\b"
)
_IF = re.compile(
    r"\b(?:if|unless|whether|in case|suppose|imagine|for example|such as|some people|many people|people "
    r"with)\b"
)
_GENERAL_SUBJECT = re.compile(
    r"^(?:and |but |so |also,? |for example,? |in general,? |often,? |sometimes,? )?(?:a|an|any|each|"
    r"every|most|many|some|other|these|"
    r"all|both|several|few|doctors|people|patients|adults|children|women|men|babies|infants|persons|"
    r"individuals|someone|anyone|"
    r"everyone)\b"
)


@dataclass(frozen=True, slots=True)
class View:
    """One sentence in three readings: whole, without pointers to carers, and without conditions as well."""

    all: str
    own: str
    main: str
    conditional: bool
    permitted: bool
    generic: bool
    personal: bool
    matchable: Container[int]
    """The numbers of the rules whose words it has."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern over one reading of a sentence; `unless` names what makes it harmless, looked for in the whole sentence."""

    name: str
    pattern: re.Pattern[str]
    reading: str = "own"
    unless: re.Pattern[str] | None = None
    conditional: bool = True
    permitted: bool = True
    generic: bool = True
    personal: bool = False
    needs: tuple[str, ...] = ()
    number: int = -1


def rule(
    name: str,
    pattern: str,
    *,
    on: str = "own",
    unless: str = "",
    conditional: bool = True,
    permitted: bool = True,
    generic: bool = True,
    personal: bool = False,
    needs: str = "",
) -> Rule:
    """Build a rule; `conditional`, `permitted` and `generic` False mean that such sentences are spared.

    `personal` and `needs` (comma-separated parts of words) only save time: without them the pattern cannot match.
    """
    compiled = re.compile(pattern)
    return Rule(
        name,
        compiled,
        on,
        re.compile(unless) if unless else None,
        conditional,
        permitted,
        generic,
        personal,
        tuple(needs.split(",")) if needs else (),
        replies.add([Indexed(compiled, words_needed(pattern))]),
    )


def fold(text: str) -> str:
    """Return the plain form: NFKC, no invisible characters, lower case, no accents, single spaces."""
    if not text.isascii():
        text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).translate(_QUOTES)
        decomposed = unicodedata.normalize("NFKD", text.casefold())
        text = "".join(char for char in decomposed if not unicodedata.combining(char))
    return _SPACE.sub(" ", _MARKS.sub(" ", text.casefold().replace("`", "'"))).strip()


def sentences(text: str) -> list[str]:
    """Cut folded-to-be text into sentences; a line break ends one too."""
    cut = _ABBREVIATIONS.sub(
        r"\1 ", text.casefold().replace("...", ", ") if text.isascii() else text.replace("...", ", ")
    )
    return [part for part in map(fold, _END.split(cut)) if part]


def view(sentence: str) -> View:
    """Read one folded sentence."""
    text = sentence
    if "'" in text or _BARE_CONTRACTION.search(text):
        for pattern, written in _CONTRACTIONS:
            text = pattern.sub(written, text)
    carer = _CARER.search(text) is not None
    own = _squeeze(_POINTING.sub(" ~ ", _REPORTED.sub(" ~ ", text))) if carer else text
    permitted = bool(_PERMITTED.search(text))
    bare = _squeeze(_PERMITTED.sub(" ~ ", own)) if permitted else own
    main = _squeeze(_CONDITION.sub(" ~ ", bare))
    return View(
        text,
        bare,
        main,
        bool(_IF.search(text)),
        permitted,
        bool(_GENERAL_SUBJECT.search(text)),
        bool(_PERSON.search(text)),
        replies.read(text if main == text else f"{text} {bare} {main}"),
    )


def views(text: str) -> list[View]:
    """Read every sentence of a text; the last text's reading is kept for the checks that follow in the same thread."""
    if getattr(_last, "text", None) != text:
        _last.views, _last.text = [view(sentence) for sentence in sentences(text)], text
    found: list[View] = _last.views
    return found


def asked(seen: View) -> bool:
    """Tell whether the sentence is a question to ask a care team, or a plain question, rather than a veiled claim."""
    return seen.all.endswith("?") and bool(_QUESTION.search(seen.all)) and not _VEILED.search(seen.all)


def first(text: str, rules: Iterable[Rule], verdict: ReplyVerdict) -> Judgement | None:
    """Return the judgement of the first rule that fires on a sentence of the text, or None."""
    return among((seen for seen in views(text) if not asked(seen)), rules, verdict)


def among(claims: Iterable[View], rules: Iterable[Rule], verdict: ReplyVerdict) -> Judgement | None:
    """Return the judgement of the first rule that fires on one of these sentences, or None."""
    for seen in claims:
        for each in rules:
            if (found := fires(each, seen)) is not None:
                return Judgement(verdict, each.name, (found,))
    return None


def fires(each: Rule, seen: View) -> str | None:
    """Return the words on which a rule fires in a sentence, or None."""
    if each.number not in seen.matchable:
        return None
    if (seen.conditional and not each.conditional) or (seen.permitted and not each.permitted):
        return None
    if (seen.generic and not each.generic) or (each.personal and not seen.personal):
        return None
    if each.needs and not any(part in seen.all for part in each.needs):
        return None
    match = each.pattern.search(getattr(seen, each.reading))
    if match is None or (each.unless is not None and each.unless.search(seen.all)):
        return None
    return match.group()


def _squeeze(text: str) -> str:
    return _SPACE.sub(" ", text).strip()
