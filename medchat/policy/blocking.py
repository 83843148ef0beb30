"""Which messages a clinic does not want explained here. It can only make the guard's answer stricter."""

import re
from collections.abc import Iterable
from dataclasses import replace

from medchat.guardrails.types import Action, Route, Screening
from medchat.policy.types import Policy
from medchat.text.normal import plain

RULE = "policy"
_WORD = re.compile(r"[a-z0-9]+")


def under(policy: Policy, screening: Screening, text: str, topic: str = "") -> Screening:
    """Return the screening as this policy has it; it only ever becomes stricter.

    What would be answered is refused when message or found topic name a blocked topic, or no allowed one where only some
    are; a refusal is handed over where the policy says so. A red flag, an attack or a wish for a person passes untouched.
    """
    if screening.action is Action.BLOCK and screening.route in policy.handed_over and not screening.failed:
        return replace(screening, action=Action.HANDOVER)
    if screening.action is not Action.ANSWER or screening.route is not Route.EDUCATION:
        return screening
    hit = named(policy.blocked_topics, (text, topic))
    if hit:
        return replace(screening, action=Action.BLOCK, rule=RULE, words=(hit,))
    if topic and policy.allowed_topics and not named(policy.allowed_topics, (text, topic)):
        return replace(screening, action=Action.BLOCK, rule=RULE, words=())
    return screening


def named(topics: Iterable[str], texts: Iterable[str]) -> str:
    """Return the first of these topics that one of the texts names, whatever its ending, accents or letter case."""
    read = [f" {' '.join(_stems(text))} " for text in texts if text]
    for topic in topics:
        phrase = " ".join(_stems(topic))
        if phrase and any(f" {phrase} " in text for text in read):
            return topic
    return ""


def _stems(text: str) -> list[str]:
    return [_stem(word) for word in _WORD.findall(plain(text).text)]


def _stem(word: str) -> str:
    """Fold singular and plural, English and Spanish, into one form: pregnancies and pregnancy, inyecciones, inyección."""
    if len(word) <= 3:
        return word
    cut = word.removesuffix("s").removesuffix("e")
    return f"{cut[:-1]}i" if cut.endswith("y") else cut
