"""Pairs of signs that are a red flag only together, also when they come in different turns."""

from medchat.guardrails.context import EVERY, allowed
from medchat.guardrails.rules import Rules
from medchat.guardrails.view import View

SIGNS = Rules("signs", excuses=EVERY)
"""Single signs; the name of a rule is the name of the sign."""

PAIRS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "chest-pair": (frozenset(("chest",)), frozenset(("arm", "sweat", "breath", "faint", "jaw", "vomit"))),
    "heart-pair": (frozenset(("arm", "jaw")), frozenset(("sweat", "breath"))),
    "meningitis-pair": (frozenset(("fever",)), frozenset(("stiff-neck", "purple-rash", "confused"))),
    "headache-pair": (frozenset(("headache",)), frozenset(("stiff-neck", "confused", "one-sided", "vision"))),
    "infant-pair": (frozenset(("young-infant",)), frozenset(("fever", "floppy", "breath", "not-feeding"))),
    "pregnancy-pair": (
        frozenset(("pregnant",)),
        frozenset(("bleeding", "headache", "vision", "breath", "faint", "bad-pain", "face-swelling", "still-baby")),
    ),
    "head-pair": (frozenset(("head-hit",)), frozenset(("vomit", "drowsy", "confused", "vision", "faint"))),
    "allergy-pair": (frozenset(("hives", "sting")), frozenset(("breath", "face-swelling", "vomit", "faint"))),
    "chemo-pair": (frozenset(("chemo",)), frozenset(("fever", "chills"))),
    "overdose-pair": (frozenset(("extra-dose",)), frozenset(("drowsy", "vomit", "confused", "faint", "child"))),
    "stroke-pair": (frozenset(("one-sided",)), frozenset(("speech", "confused", "vision", "face"))),
    "sugar-pair": (frozenset(("high-sugar",)), frozenset(("vomit", "drowsy", "confused", "breath"))),
    "back-pair": (frozenset(("back",)), frozenset(("no-control",))),
    "clot-pair": (frozenset(("leg-swelling",)), frozenset(("breath", "chest"))),
    "bleed-pair": (frozenset(("thinner",)), frozenset(("head-hit", "bleeding", "black-stool"))),
    "sepsis-pair": (frozenset(("infection", "fever")), frozenset(("confused", "drowsy-bad", "mottled"))),
}


def pair(view: View) -> tuple[str, tuple[str, ...]] | None:
    """Return the first pair whose signs are both there over the last turns, at least one of them in this message."""
    here = {hit.rule.name: hit.words for hit in SIGNS.hits(view.text, allowed)}
    if not here:
        return None
    seen = dict(here)
    for turn in view.earlier:
        seen |= {hit.rule.name: hit.words for hit in SIGNS.hits(turn.text, allowed)}
    for name, (one, other) in PAIRS.items():
        first, second = one & seen.keys(), other & seen.keys()
        if first and second and (first | second) & here.keys():
            return name, (seen[min(first)], seen[min(second)])
    return None
