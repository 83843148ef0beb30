"""Stop addresses, links and telephone numbers that are not the clinic's or the country's own."""

import re

from medchat.guardrails.types import Judgement, Reply, ReplyVerdict

EMERGENCY_NUMBERS = frozenset({"911", "999", "112", "111", "000", "988", "13 11 14", "116 123", "1737", "024"})
"""National emergency and crisis numbers (US, UK, EU, AU, NZ, ES); allowed unless the reply's own list names short numbers."""

_DOMAINS = (
    r"com|org|net|gov|edu|info|io|co|uk|us|eu|es|mx|health|ly|me|app|biz|ru|cn|xyz|site|online|club|top|"
    r"ai|int|de|fr|au|ca|nz"
)
_LINK = re.compile(
    rf"(?:\b(?:https?|ftp|tel|sms|mailto|javascript|data|file)\s*:(?://|(?=[\w+])\S)\S*|\bwww\.\S+|"
    rf"[\w.+-]+@[\w-]+\.[\w.-]+|"
    rf"\b(?:[a-z0-9-]{{2,40}}\.){{1,4}}(?:{_DOMAINS})\b(?:/\S*)?|"
    rf"\b(?:[a-z][a-z0-9-]{{1,40}}\.){{1,4}}[a-z]{{2,12}}/\S+|\b[\w-]+ ?\(?(?:\[dot\]|\(dot\)| dot "
    rf")\)? ?(?:{_DOMAINS})\b|"
    r"\b(?:\d{1,3}\.){3}\d{1,3}\b)",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"(?<![\w./])(?:\+\d[\d\s().-]{6,17}\d|\(?\d{3}\)?[\s.-]\d{3}[\s.-]\d{4}|1-\d{3}-[\dA-Z-]{7,12}|"
    r"(?<!\d[ ,])\d{10,13}|"
    r"\d{3}-\d{4}|0\d{2,4}[\s-]\d{3,4}[\s-]\d{3,4}|\d{2,3}(?:[\s-]\d{2,3}){3,4})(?![\w%/])(?! ?(?:mg|ml|"
    r"g|mcg|mmol|units?|iu)\b)",
    re.IGNORECASE,
)
_DIALLED = re.compile(
    r"\b(?:call|dial|phone|text|ring|llame|marque|llama|marca|envie|calling|dialing)(?: (?:or text|us|"
    r"them|now|to|at|on|al|el|a|the|number|toll-free|your|emergency|line|free))*"
    r" (\d{2,6}(?:[ -]\d{2,4}){0,2})\b(?![/\d])(?! (?:or (?:more|higher|above)|over|days?|hours?|"
    r"minutes?|weeks?|times|mg|people))",
    re.IGNORECASE,
)
_POSTAL = re.compile(
    r"\b\d{1,5} (?:[NSEW]\.? )?(?:[A-Za-z]+ ){1,3}(?:street|st|avenue|ave|road|rd|boulevard|blvd|lane|"
    r"ln|drive|dr|court|ct|plaza|"
    r"highway|hwy|parkway|pkwy|suite)\b(?! (?:later|ago))|\bP\.? ?O\.? Box \d+|\b(?:calle|avenida|"
    r"carrera) [A-Za-z]+ \d+",
    re.IGNORECASE,
)


_HINT = re.compile(r"\d|\w[.:@]\S|\bdot\b|\bP\.? ?O\.? Box", re.IGNORECASE)
"""Nothing that these patterns find is without a figure or a mark inside a word; most sentences end here."""


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _allowed(found: str, allowed: frozenset[str]) -> bool:
    plain = found.casefold().rstrip(".,;:!?)/")
    digits = _digits(found)
    for entry in allowed:
        own = entry.casefold().rstrip("/")
        if plain == own or _bare(plain) == _bare(own):
            return True
        if len(digits) > 5 and _digits(entry).lstrip("01") == digits.lstrip("01") and digits == _digits(plain):
            return True
    return False


def _bare(address: str) -> str:
    return re.sub(r"^(?:https?://|mailto:|tel:)?(?:www\.)?", "", address)


def _short_allowed(number: str, allowed: frozenset[str]) -> bool:
    own = {_digits(entry) for entry in allowed}
    if any(1 < len(entry) < 7 for entry in own):
        return _digits(number) in own
    return _digits(number) in {_digits(entry) for entry in EMERGENCY_NUMBERS} | own


def reply_links(reply: Reply) -> Judgement | None:
    """Object to any link, mail or street address, or telephone number that `reply.allowed` does not hold."""
    text = reply.text
    if not _HINT.search(text):
        return None
    for pattern, name in ((_LINK, "link"), (_PHONE, "phone"), (_POSTAL, "address")):
        for match in pattern.finditer(text):
            if not _allowed(match.group().strip(), reply.allowed) and not _is_emergency(match.group(), reply.allowed):
                return Judgement(ReplyVerdict.UNSAFE, name, (match.group().strip(),))
    for match in _DIALLED.finditer(text):
        if not _short_allowed(match.group(1), reply.allowed) and not _allowed(match.group(1), reply.allowed):
            return Judgement(ReplyVerdict.UNSAFE, "phone", (match.group(1),))
    return None


def _is_emergency(found: str, allowed: frozenset[str]) -> bool:
    return 1 < len(_digits(found)) < 7 and _PHONE.fullmatch(found) is not None and _short_allowed(found, allowed)
