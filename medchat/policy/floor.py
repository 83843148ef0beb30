"""What no clinic can lower. This is code, reviewed like code, and not data.

A policy holds no route and no replacement for a text, so it cannot say that a red flag, an attack, a diagnosis or advice
is answered, nor leave a number out; the rules below keep what it adds from undoing the same.
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from medchat.guardrails.checks.reply_links import reply_links
from medchat.guardrails.gate import judge
from medchat.guardrails.types import Action, Reply, Route
from medchat.policy import wording
from medchat.policy.types import Breach, Number, Policy
from medchat.readability.score import score
from medchat.text.normal import plain
from medchat.text.sentences import split

GUARDED: dict[Route, Action] = {
    Route.CRISIS: Action.ALERT,
    Route.EMERGENCY: Action.ALERT,
    Route.ATTACK: Action.BLOCK,
    Route.DIAGNOSIS: Action.BLOCK,
    Route.ADVICE: Action.BLOCK,
}
"""Routes whose action stands whatever a policy says."""

HANDED_OVER: tuple[Route, ...] = (Route.DIAGNOSIS, Route.ADVICE, Route.OFFTOPIC)
"""Routes whose messages a clinic may send to its care team at once; a red flag is always alerted, an attack refused."""

ADDABLE = (
    "emergency", "crisis", "diagnosis", "advice", "attack", "offtopic", "policy", "check_failed", "handover",
    "handover_again",
)  # fmt: skip
"""Fixed texts that a clinic may add sentences to."""

RED_FLAGS = ("emergency", "crisis")
WAYS = ("call", "text", "link")
HIGHEST_GRADE = 6.0  # FKGL; AMA and NIH targets for patient text
LOWEST_INFLESZ = 60.0  # the same ease on the Spanish scale (readability.score.spanish_grade)
LONGEST_ADDITION, MOST_SENTENCES = 300, 3
LONGEST_LABEL, LONGEST_TOPIC, MOST_TOPICS, MOST_LINES = 60, 60, 100, 12
MOST_HISTORY = 6

_FIGURES = re.compile(r"\d(?:[\s().+-]{0,3}\d){4,}")
_SPOKEN = re.compile(
    r"\b(?:(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve)"
    r"[\s,-]+){2,}(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve)\b",
    re.IGNORECASE,
)
_PHONE = re.compile(r"\+?[\d\s().-]{3,20}")
_DELAY = re.compile(
    r"\b(?:no|not|never|dont|cannot|cant|wont|wait|waiting|instead|unless|until|before|later|only|first|rather|except|"
    r"nunca|jamas|espere|esperar|lugar|vez|salvo|excepto|hasta|antes|despues|luego|solo|solamente|primero|sin)\b"
)
"""Words that could hold a patient back from the number: none may stand in what is added to a red-flag text."""
_PROMISE = re.compile(
    r"\b(?:seen|saw|read|reads|reading|watch|watches|watching|coming|notified|visto|vio|leido|leyendo|mirando|viene|"
    r"on (?:the|its|their|his|her) way|(?:will|ll) (?:call|see|reach|contact|be there|come)|"
    r"(?:llamara|llamaremos|vera|contactara|en camino))\b"
)
"""Words that say or promise that a person has seen this, before one has."""


def check(policy: Policy, *, country: str) -> tuple[Breach, ...]:
    """Return everything in a policy that goes below the floor, for a clinic of this country."""
    return (
        *_topics(policy),
        *_routes(policy),
        *_lines(policy),
        *_history(policy),
        *_additions(policy, country),
        *_hours(policy, country),
        *_texts(policy),
    )


def _topics(policy: Policy) -> Iterator[Breach]:
    for field, topics in (("blocked_topics", policy.blocked_topics), ("allowed_topics", policy.allowed_topics)):
        if len(topics) > MOST_TOPICS:
            yield Breach("topic.many", field, _("Name at most %(n)s topics.") % {"n": MOST_TOPICS})
        for topic in topics:
            letters = re.sub(r"[^a-z]", "", plain(topic).text)
            if len(letters) < 3 or len(topic) > LONGEST_TOPIC:
                message = _("Rule “topic”: “%(topic)s” must have 3 letters or more and %(most)s characters at most.")
                yield Breach("topic", field, message % {"topic": topic, "most": LONGEST_TOPIC})


def _routes(policy: Policy) -> Iterator[Breach]:
    for route in policy.handed_over:
        if route not in HANDED_OVER:
            message = _("Rule “route”: messages of the kind “%(route)s” cannot be handed over at once.")
            yield Breach("route", "handed_over", message % {"route": route})


def _history(policy: Policy) -> Iterator[Breach]:
    if not 0 <= policy.history <= MOST_HISTORY:
        message = _("Rule “history”: an engine is given 0 to %(n)s earlier messages.") % {"n": MOST_HISTORY}
        yield Breach("history", "history", message)


def _lines(policy: Policy) -> Iterator[Breach]:
    if len(policy.numbers) > MOST_LINES:
        yield Breach("line.many", "lines", _("Name at most %(n)s lines.") % {"n": MOST_LINES})
    for line in policy.numbers:
        why = _line(line)
        if why:
            yield Breach("line", "lines", _("Rule “line”, at “%(label)s”: %(why)s") % {"label": line.label, "why": why})


def _line(line: Number) -> str:
    """Say what is wrong with a line of the clinic, or nothing."""
    if line.kind not in wording.LINES_UNDER:
        return _("its kind must be one of %(kinds)s.") % {"kinds": ", ".join(wording.LINES_UNDER)}
    if line.way not in WAYS:
        return _("its way must be one of %(ways)s.") % {"ways": ", ".join(WAYS)}
    if not line.label.strip() or len(line.label) > LONGEST_LABEL or re.search(r"[\d<>@/]", line.label):
        return _("its name must be words alone, without figures or addresses, %(n)s characters at most.") % {
            "n": LONGEST_LABEL
        }
    if line.way != "link":
        return "" if _PHONE.fullmatch(line.value) and len(re.sub(r"\D", "", line.value)) >= 3 else _("not a number.")
    address = urlsplit(line.value)
    safe = address.scheme == "https" and address.hostname and "@" not in address.netloc and " " not in line.value
    return "" if safe else _("an address must start with https://.")


def _additions(policy: Policy, country: str) -> Iterator[Breach]:
    for language, texts in policy.additions.items():
        for kind, text in texts.items():
            field = f"{language}-{kind}"
            if kind not in ADDABLE or language not in wording.LANGUAGES:
                yield Breach("kind", field, _("Rule “kind”: nothing can be added to this text."))
            elif text.strip():
                yield from _words(text, field, kind, language, policy, country)


def _hours(policy: Policy, country: str) -> Iterator[Breach]:
    for language, text in policy.hours.items():
        if language not in wording.LANGUAGES:
            yield Breach("kind", f"{language}-hours", _("Rule “kind”: there are no texts in this language."))
        elif text.strip():
            yield from _words(text, f"{language}-hours", "handover", language, policy, country)


def _words(text: str, field: str, kind: str, language: str, policy: Policy, country: str) -> Iterator[Breach]:
    sentences = [piece.text for piece in split(text, language) if piece.text.strip()]
    if len(text) > LONGEST_ADDITION or len(sentences) > MOST_SENTENCES:
        values = {"n": MOST_SENTENCES, "most": LONGEST_ADDITION}
        message = _("Rule “length”: at most %(n)s sentences and %(most)s characters can be added.")
        yield Breach("length", field, message % values)
    whole = wording.fixed(kind, language=language, country=country, policy=policy).text
    if not (easy(text, language, wording.allowed_lines(country, policy)) and easy(whole, language)):
        yield Breach("grade", field, _("Rule “grade”: this is harder to read than grade 6. Use shorter words."))
    if _has_foreign_line(text, language, wording.allowed_lines(country, policy)):
        message = _("Rule “line”: a number or address here must be one of the country's or of your clinic's lines.")
        yield Breach("line", field, message)
    yield from _gate(sentences, field, language, wording.allowed_lines(country, policy))
    if kind in RED_FLAGS:
        yield from _red_flag(text, field)


def easy(text: str, language: str, lines: frozenset[str] = frozenset()) -> bool:
    """Say whether a text is at or under grade 6, in Spanish at or above INFLESZ 60; `lines` are dialled, not read."""
    found = score(text, language, masked=lines)
    if found.inflesz is not None:
        return found.inflesz >= LOWEST_INFLESZ
    return found.fkgl is None or found.fkgl <= HIGHEST_GRADE


def _has_foreign_line(text: str, language: str, allowed: frozenset[str]) -> bool:
    if reply_links(Reply(text, allowed=allowed, language=language)) is not None or _SPOKEN.search(text):
        return True
    own = {re.sub(r"\D", "", line) for line in allowed}
    return any(re.sub(r"\D", "", found) not in own for found in _FIGURES.findall(text))


def _gate(sentences: list[str], field: str, language: str, allowed: frozenset[str]) -> Iterator[Breach]:
    for number, sentence in enumerate(sentences):
        found = judge(Reply(sentence, before=tuple(sentences[:number]), allowed=allowed, language=language))
        if not found.ok:
            message = _("Rule “gate”: an answer could not say this either (%(verdict)s, %(rule)s). Say it another way.")
            message %= {"verdict": found.verdict, "rule": found.rule}
            yield Breach("gate", field, message)
            return


def _red_flag(text: str, field: str) -> Iterator[Breach]:
    words = plain(text.replace("'", "").replace("’", "")).text
    if _DELAY.search(words):
        message = _("Rule “no delay”: nothing added here may hold a person back: no “not”, “wait”, “before” or “only”.")
        yield Breach("no delay", field, message)
    if _PROMISE.search(words):
        message = _("Rule “no promise”: nothing added here may say that a person has seen this or will come.")
        yield Breach("no promise", field, message)


def _texts(policy: Policy) -> Iterator[Breach]:
    """Compare each whole text with the floor's own: it must begin with it, keep its buttons, and stay easy."""
    for language in wording.LANGUAGES:
        for country in (*wording.countries(), wording.UNKNOWN_COUNTRY):
            for kind in RED_FLAGS:
                ours = wording.fixed(kind, language=language, country=country)
                theirs = wording.fixed(kind, language=language, country=country, policy=policy)
                kept = all(action in theirs.actions for action in ours.actions)
                last = theirs.actions[-1] == ours.actions[-1]
                if not (theirs.text.startswith(ours.text) and kept and last and theirs.actions[0] == ours.actions[0]):
                    message = _("Rule “number”: the emergency and crisis texts can be added to, never shortened.")
                    yield Breach("number", f"{language}-{kind}", message)
                    return
