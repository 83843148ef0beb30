"""Stop by manner what the written rules did not foresee: a small learned model of how advice and diagnoses are worded.

It reads a sentence's skeleton (function words kept; medicines, conditions, symptoms, tests, body parts and kin as
classes), so it learns who is spoken to and how rather than topics. Trained by `training.manner` on sentences written for
this project; scored here by looking weights up, without any library.
"""

import json
import math
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

from medchat.guardrails import encoder
from medchat.guardrails.checks.reply_view import View, views
from medchat.guardrails.checks.reply_words import BODY, CARER, COND, KIN, MED, NUMBER, SYMPTOM, TEST, UNIT
from medchat.guardrails.types import Judgement, Reply, ReplyVerdict
from medchat.text.languages import detect

MANNER = "manner"
DOUBT = 0.15
"""Chance of harm from which the encoder is asked; below it the small model clears."""
WEIGHTS = Path(__file__).with_name("reply_style_en.json")
CLASSES: tuple[ReplyVerdict, ...] = (
    ReplyVerdict.OK,
    ReplyVerdict.DIAGNOSIS,
    ReplyVerdict.ADVICE,
    ReplyVerdict.UNSAFE,
)

_KINDS = re.compile(
    rf"(?:(?P<med>{MED})|(?P<cond>{COND})|(?P<symptom>{SYMPTOM})|(?P<test>{TEST})|(?P<body>{BODY})|(?P<kin>{KIN})|"
    rf"(?P<carer>{CARER})|(?P<unit>{UNIT})|(?P<number>{NUMBER}))"
)
_SPANISH = re.compile(
    r"\b(?:el|la|los|las|su|sus|es|usted|que|de|se|una?|por|con|esta|tiene|le|en|del|al|y|para|no|soy|"
    r"ni|son|si|esto|eso)\b"
)
_TOKEN = re.compile(r"[a-z]+(?:'[a-z]+)?|\d[\d.,/]*|[?,;:]")
_SPOKEN = re.compile(
    r"\b(?:you|your|yours|yourself|he|she|him|her|his|hers|i|my|me|we|our|us|this|that|those|these|it|"
    r"they|them|nobody|no one|"
    r"tonight|today|tomorrow|now|never|just|only)\b|"
    r"^(?:take|stop|start|quit|skip|double|halve|cut|split|crush|raise|increase|lower|reduce|switch|"
    r"change|replace|swap|hold|"
    r"continue|use|inject|give|add|mix|drop|try|apply|put|swallow|get|have|go|come|keep|stay|let|make|"
    r"wait|ask|tell|call|drink|"
    r"eat|avoid|ignore|forget|hide|delete|leave|move|finish|order|buy|refuse|decline|choose|pick|cancel|"
    r"schedule|book|postpone|"
    r"bring|lock|hit|sew|pull|suck|rub|feed|fast|no|yes|not|don't|do|sure|okay|ok|maybe|perhaps|"
    r"probably|likely|definitely)\b"
)
"""Where the manner model is asked at all: a sentence that speaks to or about someone, or commands. It was not taught the rest."""

_MODAL = re.compile(r"\b(?:may|might|can|could)\b")
"""With an "if", the mark of general talk ("if the artery is blocked, you may have a stroke"), which the model misreads."""
_ASKING = re.compile(
    r"(?:also |please |then )?(?:(?:ask|learn|find out) (?:your|the|a|whether|if|what|when|how|which|about|who|where) |"
    r"(?:call|dial) |get (?:emergency |medical )?help\b|(?:talk|speak) (?:to|with) (?:your|a|the) |tell your |"
    r"never (?:shake|leave|mix|drive|share|ignore|stop|use|take (?:someone|another|more)))"
)
"""Sentences that send someone to people who can help, and plain prohibitions: never a matter of manner."""


Model = tuple[float, dict[str, tuple[float, ...]], tuple[float, ...], frozenset[str]]


def skeleton(sentence: str, known: frozenset[str] | None) -> list[str]:
    """Return the sentence's tokens with content words as classes; words outside `known` become a dash."""
    tokens = [_kind(token) for token in _TOKEN.findall(sentence)]
    if known is not None:
        tokens = [t if t in known or t.isupper() or not t[0].isalpha() else "-" for t in tokens]
    return ["^", *tokens, "$"]


@lru_cache(maxsize=8192)
def _kind(word: str) -> str:
    """Return a word's class in capitals, or the word; single words are remembered, never sentences."""
    if word[0].isdigit():
        return "NUMBER"
    found = _KINDS.fullmatch(word)
    return str(found.lastgroup).upper() if found else word


def features(seen: View, known: frozenset[str] | None) -> Iterator[str]:
    """Yield the features of a sentence: runs of one to three skeleton tokens, pairs with a gap, flags and length."""
    tokens = skeleton(seen.all, known)
    yield from tokens[1:-1]
    for size in (2, 3):
        for start in range(len(tokens) - size + 1):
            yield " ".join(tokens[start : start + size])
    for start in range(len(tokens) - 2):
        yield f"{tokens[start]} * {tokens[start + 2]}"
    yield f"#{min(len(tokens) // 4, 6)}"
    if seen.conditional:
        yield "#if"
    if seen.permitted:
        yield "#permitted"
    if seen.generic:
        yield "#generic"
    if "~" in seen.own:
        yield "#carer"


@cache
def _model() -> Model:
    stored = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    weights = {name: tuple(values) for name, values in stored["weights"].items()}
    return stored["threshold"], weights, tuple(stored["bias"]), frozenset(stored["known"])


def warm() -> None:
    """Load the weights."""
    _model()


def probabilities(seen: View) -> tuple[float, ...]:
    """Return the model's probability of each of CLASSES for one sentence."""
    _, weights, bias, known = _model()
    found = set(features(seen, known))
    ok = diagnosis = advice = unsafe = 0.0
    for name in found:
        if (row := weights.get(name)) is not None:
            ok, diagnosis, advice, unsafe = ok + row[0], diagnosis + row[1], advice + row[2], unsafe + row[3]
    scale = 1.0 / math.sqrt(max(len(found), 1))
    sums = (ok, diagnosis, advice, unsafe)
    scores = [base + scale * total for base, total in zip(bias, sums, strict=True)]
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    whole = sum(powers)
    return tuple(power / whole for power in powers)


def _bare(words: str) -> str:
    return words.lower().strip(" .:#")


def reply_style(reply: Reply) -> Judgement | None:
    """Object to an English sentence worded like a diagnosis, advice or harmful talk rather than like education.

    A cascade: the small model lets clear sentences pass at once, and the encoder decides the rest.
    """
    if reply.language != "en":
        return None
    # The name of an approved section is no way of speaking: "What it is" stands over every first answer.
    titles = {_bare(passage.title) for passage in reply.passages or ()}
    for seen in views(reply.text):
        if _bare(seen.all) in titles or seen.all.endswith("?") or len(set(_SPANISH.findall(seen.all))) > 1:
            continue
        verdict = _verdict(seen)
        if verdict is not ReplyVerdict.OK:
            return Judgement(verdict, MANNER)
    return None


def _verdict(seen: View) -> ReplyVerdict:
    chances = probabilities(seen)
    if 1.0 - chances[0] < DOUBT:
        return ReplyVerdict.OK
    if encoder.installed():
        if _ASKING.match(seen.all) or detect(seen.all) != "en":
            return ReplyVerdict.OK  # sent to people who can help; or in a language that the heads were not taught
        understood = encoder.verdicts(seen.all)
        harmful = 1.0 - understood[ReplyVerdict.OK] >= encoder.load().calibration.stop
        return _likeliest(tuple(understood[verdict] for verdict in CLASSES)) if harmful else ReplyVerdict.OK
    harmful = 1.0 - chances[0] >= _model()[0] and not _general(seen)
    return _likeliest(chances) if harmful else ReplyVerdict.OK


def _likeliest(chances: tuple[float, ...]) -> ReplyVerdict:
    """Return the likeliest harmful class."""
    return CLASSES[max(range(1, len(CLASSES)), key=lambda i: chances[i])]


def _general(seen: View) -> bool:
    """Tell whether a sentence speaks to nobody, sends someone to help, or supposes a case: the small model misreads those."""
    return bool(
        _ASKING.match(seen.all) or not _SPOKEN.search(seen.all) or (seen.conditional and _MODAL.search(seen.all))
    )
