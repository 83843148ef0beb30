"""The sections of an explanation: which a topic's kind has, in which order, and what they are called."""

from django.utils.translation import gettext_lazy

KINDS: dict[str, tuple[str, ...]] = {
    "condition": ("what_it_is", "why", "symptoms", "treatment", "what_to_expect", "questions", "when_to_call"),
    "medicine": ("what_it_is", "why", "side_effects", "what_to_expect", "questions", "when_to_call"),
    "test": ("what_it_is", "why", "what_to_expect", "results", "questions", "when_to_call"),
    "procedure": ("what_it_is", "why", "what_to_expect", "questions", "when_to_call"),
    "everyday": ("what_it_is", "why", "what_to_expect", "questions", "when_to_call"),
}
"""Section kinds by topic kind, in reading order."""

KIND_NAMES = {
    "condition": gettext_lazy("Condition"),
    "medicine": gettext_lazy("Medicine"),
    "test": gettext_lazy("Test"),
    "procedure": gettext_lazy("Procedure"),
    "everyday": gettext_lazy("Everyday matter"),
}

SECTION_KINDS: tuple[str, ...] = tuple(dict.fromkeys(kind for kinds in KINDS.values() for kind in kinds))

LEVELS: tuple[str, ...] = ("easy", "detailed")
"""The written levels of a section: FKGL at or under 6, and 8 to 10."""

LONGEST_QUESTION = 200
"""Letters of the question that checks understanding: one short question, on a phone too."""

CEILINGS: dict[str, float] = {"easy": 6.0, "detailed": 10.0}
"""The FKGL grade each written level should stay under (AMA and HHS targets for easy)."""

FLOORS: dict[str, float] = {"detailed": 7.0}
"""The FKGL grade under which a level says little that the easier one does not (English only)."""

_COMMON: dict[str, dict[str, str]] = {
    "en": {
        "what_it_is": "What it is",
        "why": "Why it is done",
        "symptoms": "Signs and symptoms",
        "treatment": "How it is treated",
        "side_effects": "Side effects",
        "results": "What results can mean",
        "what_to_expect": "What to expect",
        "questions": "Questions to ask your care team",
        "when_to_call": "When to call",
    },
    "es": {
        "what_it_is": "Qué es",
        "why": "Por qué se hace",
        "symptoms": "Señales y síntomas",
        "treatment": "Cómo se trata",
        "side_effects": "Efectos secundarios",
        "results": "Qué pueden significar los resultados",
        "what_to_expect": "Qué esperar",
        "questions": "Preguntas para su equipo de salud",
        "when_to_call": "Cuándo llamar",
    },
}

_OF_KIND: dict[str, dict[tuple[str, str], str]] = {
    "en": {
        ("condition", "why"): "What causes it and what it does",
        ("condition", "what_to_expect"): "Living with it",
        ("medicine", "why"): "What it does and why it is given",
        ("medicine", "what_to_expect"): "How it is used and checked",
        ("everyday", "why"): "Why it matters",
        ("everyday", "what_to_expect"): "How it works day to day",
    },
    "es": {
        ("condition", "why"): "Qué la causa y qué hace en el cuerpo",
        ("condition", "what_to_expect"): "Vivir con ella",
        ("medicine", "why"): "Qué hace y por qué se da",
        ("medicine", "what_to_expect"): "Cómo se usa y se controla",
        ("everyday", "why"): "Por qué importa",
        ("everyday", "what_to_expect"): "Cómo se hace día a día",
    },
}


LANGUAGES = tuple(_COMMON)
"""Languages an explanation can be written in: those with headings."""


def title(section: str, *, kind: str, language: str = "en") -> str:
    """Return a section's heading for this kind of topic; English stands in for a language without headings."""
    known = language if language in _COMMON else "en"
    return _OF_KIND[known].get((kind, section)) or _COMMON[known][section]


def order(kind: str, section: str) -> int:
    """Return the place of a section in its kind's reading order."""
    return KINDS[kind].index(section) if section in KINDS[kind] else len(KINDS[kind])
