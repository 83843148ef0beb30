"""Which messages a clinic does not want explained here. It can only make the guard's answer stricter."""

import re
from collections.abc import Iterable
from dataclasses import replace

from medchat.guardrails.types import Action, Route, Screening
from medchat.policy.types import Policy
from medchat.text.normal import plain

RULE = "policy"
_WORD = re.compile(r"[a-z0-9]+")


def under(policy: Policy, screening: Screening, *texts: str) -> Screening:
    """Return the screening as this policy has it: what would be answered is refused when a text names a blocked topic.

    Every other route passes untouched, so a red flag, an attack or a wish for a person always wins over a policy.
    `texts` are the message and the names of the topic that was found for it.
    """
    if screening.action is not Action.ANSWER or screening.route is not Route.EDUCATION:
        return screening
    hit = blocked(policy.blocked_topics, texts)
    return replace(screening, action=Action.BLOCK, rule=RULE, words=(hit,)) if hit else screening


def blocked(topics: Iterable[str], texts: Iterable[str]) -> str:
    """Return the first blocked topic that one of the texts names, whatever its ending, accents or letter case."""
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
