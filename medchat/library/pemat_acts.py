"""Who a sentence tells what to do: the reader, others, or nobody. Words are matched, meaning is not known."""

import re
from typing import Literal

To = Literal["reader", "others", ""]

_ORDERS = {
    "en": "call ask tell talk bring write keep eat get go come see take try make avoid read learn find wear say carry",
    "es": "llame pregunte diga hable lleve escriba guarde lave use beba coma revise mire vaya vea tome trate evite "
    "descanse lea muestre anote pida busque vigile mantenga consulte acuda avise deje pare",
}
_NOUNS_TOO = "wash use drink check look rest store show share plan note watch stop start clean cover stay"
"""Orders that are nouns or adjectives as well ("Rest can help", "Clean skin"): the next word tells."""
_THEN = (
    "the a an your it them this these any all each every up out off for with in on at to only plenty some more less lots "
    "water hands how if when what until taking using well calm still away"
)
_VERBS = "|".join((*_ORDERS["en"].split(), *_NOUNS_TOO.split()))
_ORDER = {
    "en": rf"(?:do not |don't |never |always |please )?(?:(?:{'|'.join(_ORDERS['en'].split())}) "
    rf"(?!(?:is|are|was|can|may|might|will|of)\b)|(?:{'|'.join(_NOUNS_TOO.split())}) (?:{'|'.join(_THEN.split())})\b)",
    "es": rf"¡?(?:no |nunca |siempre )?(?:{'|'.join(_ORDERS['es'].split())}) ",
}
_OPENS = {
    "en": "if|when|before|after|until|once|while|for|to|in|on|at|with|each|every|first|then|also|next",
    "es": "si|cuando|antes|después|hasta|mientras|para|en|al|con|cada|primero|luego|también",
}
_SO = {"en": "so|then|and then|please", "es": "así que|entonces|y|por favor,?"}
_TO_READER = {
    language: re.compile(
        rf"^{order}|^(?:{_OPENS[language]})\b.*?, (?:(?:{_SO[language]}) )?{order}|[,;:] (?:{_SO[language]}) {order}",
        re.IGNORECASE | re.DOTALL,
    )
    for language, order in _ORDER.items()
}
_MODAL = {
    "en": rf"\byou (?:can|could|may|should|must|need to|have to)(?: \w+ly| also| always| never| not)? (?:{_VERBS})\b"
    r"|\byou (?:are|will be)(?: usually| often)? (?:told|asked|advised) to\b",
    "es": r"\busted(?:es)? (?:puede|pueden|debe|deben|tiene que|tienen que|necesita|necesitan)\b"
    r"|\bse le (?:pide|dice|aconseja|indica)\b",
}
_MAY_READER = {language: re.compile(pattern, re.IGNORECASE) for language, pattern in _MODAL.items()}
_ABOUT = {
    "en": re.compile(
        r"\b(?:people|patients|adults|individuals|everyone|anyone|a person)\b[^.]*?\b(?:(?:are|is) (?:usually |often |"
        r"also )*(?:told|asked|advised|urged|given advice) to|should|must)\b|"
        r"\b(?:people|patients|adults)\b(?:,? [\w-]+){0,9},? (?:call|contact|go to) (?:their|the|an?)\b",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"\b(?:personas|pacientes|adultos|quienes)\b[^.]*?\b(?:se les (?:dice|pide|aconseja|indica|suele)|deben)\b|"
        r"\b(?:se (?:les )?(?:dice|pide|aconseja|indica|suele decir)) a\b|"
        r"\b(?:se les (?:dice|pide|aconseja|indica)) (?:que|\w+[aei]r)\b|"
        r"\b(?:personas|pacientes)\b[^.]*?\b(?:llaman|se comunican|acuden)\b|"
        r"\b(?:personas|pacientes)\b[^.]*?\bsuelen (?:llamar|comunicarse|acudir|avisar|consultar|preguntar)\b|"
        r"\bhay que (?:llamar|acudir|avisar|consultar|preguntar|ir|pedir|tomar|usar|lavar|evitar)\b|"
        r"\bse (?:llama|avisa|acude|consulta) (?:de inmediato|enseguida|ese mismo día|al?|con)\b",
        re.IGNORECASE,
    ),
}
"""Said about others, or in Spanish to nobody ("hay que llamar", "se llama al")."""


def said_to(sentence: str, language: str) -> To:
    """Tell who a sentence says what to do: "" when it says nothing to do, as a question never does."""
    known = language if language in _ORDER else "en"
    if sentence.rstrip().endswith("?"):
        return ""
    if _TO_READER[known].search(sentence) or _MAY_READER[known].search(sentence):
        return "reader"
    return "others" if _ABOUT[known].search(sentence) else ""
