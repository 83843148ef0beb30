"""Tell which language a message is typed in, without a model: scripts, then the small words of each language."""

import re
from collections import Counter

COVERED = frozenset(("en", "es"))
"""Languages that every check reads."""

UNKNOWN = "unknown"

_SCRIPTS = (
    ("ko", re.compile("[\u1100-\u11ff\uac00-\ud7af]")),
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("zh", re.compile("[\u3400-\u9fff]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("ar", re.compile("[\u0600-\u06ff\u0750-\u077f]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    (UNKNOWN, re.compile("[\u0530-\u058f\u0980-\u0fff\u1000-\u10ff\u1200-\u13ff\u1780-\u17ff]")),
)
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_ASCII_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
_SMALL: dict[str, str] = {
    "en": "the of and to in is it that you for are with this have from what how does why when can i my me do should "
    "he she they be was were will not or but an at by on if about your there their would could which who his her has "
    "had been am im dont cant ive whats its any some so just feel feeling need want get got help tell please pain "
    "take taking after before because since mean means today now than then them him we our out up more other safe",
    "es": "el la los las un una que de del y en por para con es son esta está estoy tengo tiene mi me se no como cómo "
    "qué cuál cuáles cuando pero más muy hay le lo su sus al este esto puedo puede debo quiero necesito ayuda dolor "
    "tomar hola gracias usted yo él ella porque desde siento duele mucho hijo hija mamá papá sobre sin todo ya soy fue "
    "quiero morir cansado cansada mareado mareada fiebre pecho cabeza sangre respirar cita doctora medicina pastillas "
    "puede siento embarazada bebé tratamiento enfermedad presión azúcar",
    "fr": "le les des une est et je vous ne pas que qui dans pour avec sur mon ma mes j'ai c'est où être suis au aux "
    "du ce cette mais comme depuis très ai fait mal quoi quel quelle sont nous il elle puis plus votre",
    "pt": "não uma os dos das é está estou tenho tem meu minha você eu o e ou com para por mais como quando mas muito "
    "isso são dor ele ela pelo pela à ao um foi preciso obrigado fazer meus minhas no na nos nas em do da que",
    "de": "der die das und ist nicht ich ein eine einen mit von zu auf für mein meine meinen habe hat haben wie was "
    "warum seit bei dem den sie er wir auch noch kann sehr schmerzen mir mich im bin sind es aber oder",
    "it": "il lo gli di che è non un una per con sono ho ha mio mia come cosa perché quando più anche della del nel "
    "mi ti si questo questa da ma molto fa male dolore sto le dei delle alla al",
    "vi": "tôi là và của có không cho được một với này bị đau khi người trong các những đến bạn làm thế nào uống thuốc",
    "tl": "ang ng mga sa ako ko na ay hindi po ba kung siya may mo naman lang ito yung ano paano bakit masakit ni nang "
    "para kasi wala aking gusto akong",
    "ht": "mwen gen pou nan yo li ki sa pa ou kijan poukisa ak yon te ap kè doulè m'ap m'pa fè mal tèt lè genyen",
    "pl": "nie jest się na do że jak co mam mnie czy to po od ale dla przez jestem boli mój moja ma są już tak",
    "nl": "het een van ik niet is dat op te zijn met voor heb mijn wat hoe naar maar ook pijn kan bij ben",
    "id": "saya yang dan di ini itu tidak dengan untuk apa ada bagaimana sakit dari ke aku sudah bisa karena",
    "sw": "ni na ya wa kwa nina sana mimi yangu nini hii hiyo kama katika maumivu",
    "ro": "și este nu sunt am ce cu care mai din pentru mă că durere",
    "tr": "bir ve bu için çok ne nasıl var mi ben benim ağrı değil da",
}
_VOTES: dict[str, tuple[str, ...]] = {}
"""The languages that a small word may be of."""
for _code, _list in _SMALL.items():
    for _word in _list.split():
        _VOTES[_word] = (*_VOTES.get(_word, ()), _code)
_SPANISH_SIGNS = re.compile("[¿¡]")


def detect(text: str, hint: str = "en") -> str:
    """Return the ISO code of the language, `hint` when a short text could be anything, or "unknown".

    Names, medicines and misspelt English carry no small words of another language and stay with the hint.
    """
    script = _script(text)
    if script:
        return script
    lower = text.lower()[:1500]
    words = _ASCII_WORD.findall(lower) if lower.isascii() else _WORD.findall(lower.replace("’", "'"))
    votes: Counter[str] = Counter()
    for codes, times in Counter(map(_votes if "'" in lower or "’" in lower else _VOTES.get, words)).items():
        for code in codes or ():
            votes[code] += times * (2 if codes and len(codes) == 1 else 1)
    if not text.isascii() and _SPANISH_SIGNS.search(text):
        votes["es"] += 3
    return _decide(votes, len(words), text, hint)


def _votes(word: str) -> tuple[str, ...] | None:
    return _VOTES.get(word) or _VOTES.get(word.replace("'", "") if word.isascii() else word)


def _script(text: str) -> str:
    if text.isascii():
        return ""
    letters = sum(c.isalpha() for c in text)
    for code, pattern in _SCRIPTS:
        count = len(pattern.findall(text))
        if count >= 2 and count * 4 >= letters:
            return code
    return ""


def _decide(votes: Counter[str], words: int, text: str, hint: str) -> str:
    if not votes:
        foreign = sum(c.isalpha() and not c.isascii() for c in text)
        return UNKNOWN if (words >= 7 and hint == "en") or foreign >= 4 else hint
    best, top = votes.most_common(1)[0]
    if votes["en"] >= top or (votes["en"] >= 2 and votes["en"] * 3 >= top * 2):
        return "en" if votes["en"] * 12 >= words or words < 7 else UNKNOWN
    if hint in COVERED and votes[hint] == top:
        return hint
    rare = words >= 3 or not text.isascii() or best == "es"
    if not votes["en"] and words < 7 and top >= 2 and rare and words > 1 + (best != hint and top < 3):
        return best
    if top < 3 or top * 4 < words:
        return hint if words < 7 or votes["en"] else (best if top * 8 >= words else UNKNOWN)
    return best
