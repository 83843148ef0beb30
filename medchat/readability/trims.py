"""Leave out words that say nothing new: lead-ins, a needless "also", a thing said twice."""

import re

from medchat.readability.grammar import capital

_TRIMS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), put)
    for pattern, put in (
        (r"^(?:It is (?:important|worth|useful|good) to (?:note|remember|know|point out)|It should be noted|Please note|"
         r"Keep in mind|It is important to keep in mind|Note|Remember) that (?=\w)", ""),
        (r"^(?:In other words|In fact|Of course|Indeed|Essentially|Basically|Specifically|In particular|Unfortunately|"
         r"Fortunately|Interestingly|As mentioned above|As noted above|As described above), (?=\w)", ""),
        (r"(?<=[a-z]) also (?=(?!called|known|named|referred|termed|not\b)[a-z])", " "),
        (r"(?<=[a-z]),? as well(?=[.,])", " too"),
        (r"\bthe United States(?= [a-z]|,)", "the U.S."),
        (r"\b([Aa]) total of (?=\d)", ""),
        (r"\b[Tt]he process of (?=\w+ing\b)", ""),
        (r"\b(\w{4,}) (?:and|or) \1\b", r"\1"),
        (r"\beither (?=\w+ or \w+[.,])", ""),
    )
)  # fmt: skip
_KEEP_ALSO = re.compile(r"(?:\b(?:and|but|or|not|only|see|so|there) also)\b|\balso,")


def trim(sentence: str) -> str:
    """Return a sentence without its idle words; "also" stays where it joins two things."""
    for pattern, put in _TRIMS:
        if put == " " and _KEEP_ALSO.search(sentence):
            continue
        if pattern.search(sentence):
            sentence = pattern.sub(put, sentence)
    return capital(sentence)
