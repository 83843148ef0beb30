"""Bring typed text into one plain form: what rules and the lexical model read instead of the raw message."""

import base64
import binascii
import codecs
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

from medchat.text import spelling
from medchat.text.words import wordset

MAX_CHARACTERS = 6000
"""Longer input is read from both ends: a message may hold 4,000 characters, the rest is room."""

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_TAGS = re.compile("[\U000e0020-\U000e007e]")
_TOKEN = re.compile(r"\d+[.,]\d+|[a-z0-9]+|[.!?;\n]+|[,:()\[\]]")
_LOOKALIKE = str.maketrans("авекмнорстухіјѕԁһӏԛԝυαβεικνοτχρ", "abekmhopctyxijsdhlqwuabeikvotxp")
_MIXED = re.compile(r"[^\W\d_]+")
_EMOJI = {
    "🔫": " gun ",
    "🔪": " knife ",
    "💊": " pills ",
    "🩸": " blood ",
    "🤮": " vomiting ",
    "☠": " death ",
    "💀": " death ",
    "⚰": " death ",
    "🤒": " fever ",
    "😵": " dizzy ",
    "🤰": " pregnant ",
    "👶": " baby ",
    "🆘": " help me emergency ",
    "🚑": " ambulance ",
}
_LEET = str.maketrans("013457@$8", "oieastasb")
_LEET_WORD = re.compile(r"^\d*[a-z]+\d+[a-z]|^[a-z]{3,}\d$|^\d+[a-z]{3,}\d*$|^\d[a-z]\d+$")
_NOT_LEET = frozenset(("a1c", "h1n1", "ha1c", "hba1c", "h2o", "h5n1", "t1d", "t2d", "1st", "2nd", "3rd", "f2f"))
_TWO = re.compile(r"(?<= )2(?= (?:die|kill|end|be|live|hurt|go|talk|see|take|get|do|stop)\b)")
_UNIT = re.compile(
    r"\d+(?:mg|mcg|ml|kg|lbs?|cm|mm|am|pm|th|st|hrs?|mins?|days?|weeks?|years?|yrs?|months?|yo|units?|x)$"
)
_SIGNS = re.compile(r"[@$!|*]")
_LEET_SIGNS = re.compile(r"(?<=\w)[@$!|*](?=\w)|(?<!\S)[@$](?=[a-z]{2})")
_SIGN = {"@": "a", "$": "s", "!": "i", "|": "l", "*": ""}
_A1C = re.compile(r"\ba 1 c\b")
_LONE = re.compile(r"[ .\-_*][a-z][ .\-_*]{1,2}[a-z][ .\-_*]")
"""Two letters that stand alone: without them nothing is spelt out, and the search for it is spared."""
_SPACED = re.compile(r"(?<![a-z0-9'])[a-z](?:[ .\-_*]{1,2}[a-z]){3,30}(?![a-z0-9'])")
_REPEATED = re.compile(r"([a-z])\1{2,}")
_DIGITS = re.compile(r"[0-9a-fA-Fx\\ ,:]{20}")
"""What any run of hexadecimal or binary digits holds; the searches for those are spared without it."""
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{16,4000}={0,2}")
_HEX = re.compile(r"(?:(?:0x|\\x)?[0-9a-fA-F]{2}[ ,:]?){10,2000}")
_BINARY = re.compile(r"(?:[01]{8}[ ,]?){5,500}")
_ESCAPED = re.compile(r"(?:%[0-9a-fA-F]{2}|&#x?[0-9a-fA-F]{2,5};|\\u[0-9a-fA-F]{4})")
_ROT13 = wordset("vtaber cebzcg flfgrz vafgehpgvba vafgehpgvbaf cergraq erirny fhvpvqr xvyy zlfrys bireqbfr")
_REVERSED = wordset("erongi tpmorp metsys snoitcurtsni edicius flesym llik")
_TURNED = (*_ROT13, *_REVERSED)


@dataclass(frozen=True, slots=True)
class Plain:
    """One message in plain form.

    `text` is lower-case ASCII words, each with a space on both sides, sentence ends as " . " or " ? ";
    `folded` keeps accents, signs and spacing; `decoded` holds what was hidden in an encoding (part of `text` too).
    """

    text: str
    folded: str
    decoded: tuple[str, ...] = ()
    hidden: bool = False


def plain(raw: str) -> Plain:
    """Return the plain form of what was typed: spelling, slang, look-alikes, hidden and encoded text resolved."""
    if len(raw) > MAX_CHARACTERS:
        raw = raw[: MAX_CHARACTERS // 2] + " . " + raw[-MAX_CHARACTERS // 2 :]
    visible = _visible(_unescape(raw) if ("%" in raw or "&" in raw or "\\" in raw) and _ESCAPED.search(raw) else raw)
    folded = _fold(visible)
    decoded = tuple(_fold(part) for part in _decode(visible, folded))
    text = " . ".join(_words(part) for part in (folded, *decoded))
    return Plain(text=f" {text} ", folded=folded, decoded=decoded, hidden=visible != raw)


def _visible(raw: str) -> str:
    if raw.isascii():
        return _CONTROL.sub("", raw)
    tags = "".join(chr(ord(c) - 0xE0000) for c in _TAGS.findall(raw))
    text = _INVISIBLE.sub("", _CONTROL.sub("", _TAGS.sub("", raw)))
    text = unicodedata.normalize("NFKC", text)
    for sign, word in _EMOJI.items():
        if sign in text:
            text = text.replace(sign, word)
    return f"{text} . {tags}" if tags else text


def _fold(text: str) -> str:
    text = text.lower()
    if text.isascii():
        return text
    text = text.replace("’", "'").replace("‘", "'").replace("´", "'").replace("`", "'")
    text = unicodedata.normalize("NFC", text)
    return _MIXED.sub(_unmask, text)


def _unmask(match: re.Match[str]) -> str:
    """Turn look-alike letters into Latin ones, only in a word that mixes scripts or has nothing else."""
    word = match[0]
    if word.isascii():
        return word
    swapped = word.translate(_LOOKALIKE)
    plain_letters = sum(c.isascii() for c in word)
    return swapped if swapped.isascii() and (plain_letters or spelling.known(swapped)) else word


def _decode(visible: str, folded: str) -> list[str]:
    found: list[str] = []
    for match in _BASE64.findall(visible):
        found += _printable(_base64(match))
    if _DIGITS.search(visible):
        found += _decode_digits(visible)
    if any(map(folded.__contains__, _TURNED)):
        words = re.findall(r"\w+", folded)
        found += [codecs.decode(folded, "rot13")] if not _ROT13.isdisjoint(words) else []
        found += [folded[::-1]] if not _REVERSED.isdisjoint(words) else []
    return found[:5]


def _decode_digits(visible: str) -> list[str]:
    found: list[str] = []
    for match in _BINARY.findall(visible):
        bits = re.sub(r"[^01]", "", match)
        found += _printable(bytes(int(bits[i : i + 8], 2) for i in range(0, len(bits) - 7, 8)))
    for match in _HEX.findall(visible):
        digits = re.sub(r"0x|\\x|[^0-9a-fA-F]", "", match)
        found += _printable(bytes.fromhex(digits[: len(digits) // 2 * 2]))
    return found


def _unescape(text: str) -> str:
    def letter(match: re.Match[str]) -> str:
        body = match[0].strip("&#;%\\u")
        base = 16 if match[0][0] in "%\\" or "x" in match[0] else 10
        try:
            return chr(int(body.lstrip("x"), base))
        except (ValueError, OverflowError):
            return " "

    return _ESCAPED.sub(letter, unquote(text))


def _base64(text: str) -> bytes:
    body = text.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        return base64.b64decode(body + "=" * (-len(body) % 4))
    except (ValueError, binascii.Error):
        return b""


def _printable(data: bytes) -> list[str]:
    """Return the text of `data` when it reads as words, else nothing: long words decode to noise, not to letters."""
    if len(data) < 8:
        return []
    text = data.decode("utf-8", "replace")
    good = sum(c.isalpha() or c in " .,!?'\n" for c in text)
    return [text] if good >= 0.9 * len(text) and " " in text and text.isprintable() else []


def _words(folded: str) -> str:
    text = folded
    if "'" in text:
        text = text.replace("'", "")
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
        text = text.replace("¿", " ").replace("¡", " ")
    if _SIGNS.search(text):
        text = _LEET_SIGNS.sub(lambda m: _SIGN[m[0]] if m[0] in _SIGN else m[0], text)
    if ("." in text or " " in text) and _LONE.search(text):
        text = _SPACED.sub(_join, text)
    if " 1 c" in text:
        text = _A1C.sub("a1c", text)
    tokens = _TOKEN.findall(text)
    if _REPEATED.search(text):
        tokens = [_squeeze(token) if token.isalpha() else token for token in tokens]
    signs = [token for token in tokens if not token.isalpha()]
    leet = len(signs) >= 3 and sum(map(_is_leet, signs)) >= 3
    text = " ".join([_word(token) if token.isalpha() else _token(token, leet) for token in tokens])
    return _TWO.sub("to", text) if " 2 " in text else text


def _join(match: re.Match[str]) -> str:
    return re.sub(r"[^a-z]", "", match[0])


def _is_leet(token: str) -> bool:
    return _LEET_WORD.search(token) is not None and token not in _NOT_LEET


@lru_cache(maxsize=8192)
def _word(word: str) -> str:
    """Return what a word of letters stands for; single words are remembered, never texts."""
    return spelling.CHAT.get(word) or spelling.correct(word)


def _token(token: str, leet: bool) -> str:
    first = token[0]
    if first in ".!;\n":
        return "?" if "?" in token else "."
    if first == "?":
        return "?"
    if first in ",:()[]":
        return ","
    if token.isdigit():
        return token
    if token in spelling.CHAT:
        return spelling.CHAT[token]
    return _unleet(token, leet)


def _squeeze(token: str) -> str:
    if not _REPEATED.search(token):
        return token
    one = _REPEATED.sub(r"\1", token)
    two = _REPEATED.sub(r"\1\1", token)
    return two if spelling.known(two) and not spelling.known(one) else one


def _unleet(token: str, leet: bool) -> str:
    if not _is_leet(token):
        return token.replace(",", ".")
    letters = token.translate(_LEET)
    if not letters.isalpha() or _UNIT.match(token):
        return token
    for guess in (letters, token.replace("1", "l").translate(_LEET)):
        if spelling.known(guess) or spelling.known(spelling.correct(guess)):
            return spelling.correct(guess)
    return letters if leet and len(letters) > 2 else token
