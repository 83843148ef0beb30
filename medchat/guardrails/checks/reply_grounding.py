"""Stop what no approved passage carries: a number, medicine, condition or strong claim the answer was not given."""

import re
import threading
from dataclasses import dataclass

from medchat.guardrails.checks.reply_view import asked, sentences, views
from medchat.guardrails.types import Judgement, Reply, ReplyVerdict
from medchat.text.facts import FactSet, facts
from medchat.text.passages import Passage
from medchat.text.words import wordset

CARRIED = 0.5
"""Share of a claim's content words that one passage must hold (its topic's names count as held)."""
SAME = 0.75
"""Share of content words from which two sentences are taken to speak of the same, so that a "not" must agree."""

_WORD = re.compile(r"[a-z][a-z'-]{2,}")
_LIGHT = wordset(
    """milligram milligrams microgram micrograms gram grams percent unit units hour hours minute minutes
the and for are but not you your yours with this that these those they them their its can may might will would
should could must have has had was were been being from into onto about over under more most less least very
also such than then when while where which who whom whose what how why some many few any all each every other
another one two both either neither here there out off own just only even still often usually sometimes always
never does did doing done make makes made get gets got take takes taken use uses used help helps helped need
needs called call tell ask talk know learn find people person someone body thing things way ways kind kinds
part parts time times day days week weeks month months year years example likely common different important
general doctor doctors nurse nurses care team provider providers health because before after during between
through within without until since if unless him her his she our we us let like para por con los las una uno
del que como sus este esta estos estas pero mas muy son ser puede pueden cuando"""
)
_POINTER = re.compile(
    r"^(?:(?:please|you can|you may|if you (?:have|need)|for (?:more|other)|here (?:is|are)|below (?:is|are)|these are|this is "
    r"(?:general|education)|i (?:can|can not|am)|let me|thank|hello|hi|sorry|of course|sure|you could|questions?)\b|"
    r"(?:haga|hable|pregunte|puede|si tiene|aqui|gracias|hola|soy|no puedo)\b)|~"
)
_STRONG = re.compile(
    r"\b(?:always|never|cures?|cured|prevents?|guarantees?|safe|safest|best|only|proven|cause[sd]?|kills?|stops?|"
    r"must|every|all|none|no|most|deadly|fatal|harmless|dangerous|effective|approved|recommended|first choice|siempre|nunca|"
    r"cura|previene|causa|mejor|seguro)\b"
)
_FIGURE = re.compile(r"\d")
_SIGN = re.compile(r"^[<>]=? ")
_NEGATED = re.compile(r"\b(?:not|no|never|without|none|neither|nor|cannot|nunca|sin|ni)\b")


def _stem(word: str) -> str:
    for ending in ("ations", "ation", "ings", "ing", "ments", "ment", "ies", "ied", "es", "ed", "ly", "s", "e", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def content(text: str) -> frozenset[str]:
    """Return the stems of a text's content words (lower case, English and Spanish light words left out)."""
    return frozenset(_stem(word) for word in _WORD.findall(text) if word not in _LIGHT)


@dataclass(frozen=True, slots=True)
class Known:
    """What the passages of one answer hold: their facts, and each passage's sentences with their content words."""

    facts: FactSet
    sources: list[list[tuple[str, frozenset[str]]]]
    held: list[frozenset[str]]


_last = threading.local()


def _known(passages: tuple[Passage, ...], language: str) -> Known:
    """Read the passages, once for all sentences of an answer that hand over the same tuple in the same thread."""
    if getattr(_last, "passages", None) is not passages:
        texts = [_text(passage) for passage in passages]
        sources = [[(found, content(found)) for found in sentences(text)] for text in texts]
        held = [frozenset[str]().union(*(words for _, words in source)) for source in sources]
        _last.known = Known(facts("\n".join(texts), language), sources, held)
        _last.passages = passages
    known: Known = _last.known
    return known


def _missing(claim: FactSet, known: FactSet) -> str:
    """Name the first number, range, frequency, medicine or condition of the claim that is not known."""
    figures = {_unsigned(figure) for figure in (*known.numbers, *known.ranges, *known.frequencies)}
    for figure in (*claim.numbers, *claim.ranges, *claim.frequencies):
        if _FIGURE.search(figure) and _unsigned(figure) not in figures:
            return figure
    for kind in ("medicines", "conditions"):
        for name in getattr(claim, kind):
            if name not in getattr(known, kind):
                return str(name)
    return ""


def _unsigned(figure: str) -> str:
    return _SIGN.sub("", figure)


def _text(passage: Passage) -> str:
    return f"{passage.topic_name}. {passage.title}. {passage.text}"


def reply_grounding(reply: Reply) -> Judgement | None:
    """Object to a sentence whose figures, medicines, conditions or claims no passage carries; needs `reply.passages`."""
    if reply.passages is None:
        return None
    known = _known(reply.passages, reply.language)
    for seen in views(reply.text):
        if asked(seen) or seen.all.endswith("?"):
            continue
        if gone := _missing(facts(seen.all, reply.language), known.facts):
            return Judgement(ReplyVerdict.UNGROUNDED, "fact", (gone,))
        if _POINTER.search(seen.own) and not _STRONG.search(seen.own):
            continue
        words = content(seen.all)
        if (rule := _claim(seen.all, words, known)) != "":
            return Judgement(ReplyVerdict.UNGROUNDED, rule, tuple(sorted(words))[:5])
    return None


def _claim(sentence: str, words: frozenset[str], known: Known) -> str:
    """Return why a claim is not carried, or an empty text."""
    if len(words) < 2:
        return ""
    share = max((len(words & source) / len(words) for source in known.held), default=0.0)
    if share < (CARRIED + 0.1 if _STRONG.search(sentence) else CARRIED):
        return "claim"
    near = [text for source in known.sources for text, held_words in source if _same(words, held_words)]
    negated = bool(_NEGATED.search(sentence))
    if near and all(bool(_NEGATED.search(text)) != negated for text in near):
        return "negation"
    return ""


def _same(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(other) and len(one & other) / max(len(one), len(other)) >= SAME
