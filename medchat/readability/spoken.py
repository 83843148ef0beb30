"""Chat text as it is read aloud: lists, units, numbers and addresses made countable."""

import re

from medchat.text.sentences import split
from medchat.text.words import wordlist

_INLINE_ITEM = re.compile(r"(?<=[\w:.,;)”\"]) [-–•] (?=[A-Z“\"*])")
_URL = re.compile(r"(?:https?://|www\.)[^\s)>\]]+|\S+@\S+\.\w+")
_SHORT = {
    "Dr.": "doctor", "Mr.": "mister", "Mrs.": "missus", "Ms.": "miss", "vs.": "versus", "etc.": "and so on",
    "e.g.": "for example", "i.e.": "that is", "approx.": "about", "a.m.": "am", "p.m.": "pm", "No.": "number",
    "w/": "with", "St.": "saint", "Jr.": "junior", "U.S.": "us", "U.K.": "uk",
}  # fmt: skip
_SHORT_RE = re.compile(r"(?<![\w.])(?:" + "|".join(map(re.escape, _SHORT)) + r")(?!\w)")
_INITIALS = re.compile(r"\b(?:[A-Za-z]\.){2,}")
UNITS = {
    "mg": "milligrams", "mcg": "micrograms", "µg": "micrograms", "μg": "micrograms", "ug": "micrograms", "g": "grams",
    "kg": "kilograms", "ml": "milliliters", "dl": "deciliter", "l": "liters", "mmol": "millimoles", "mol": "moles",
    "mmhg": "millimeters of mercury", "cm": "centimeters", "mm": "millimeters", "m": "meters", "km": "kilometers",
    "oz": "ounces", "lb": "pounds", "lbs": "pounds", "tsp": "teaspoons", "tbsp": "tablespoons", "iu": "units",
    "miu": "milliunits", "meq": "milliequivalents", "hr": "hours", "hrs": "hours", "min": "minutes", "sec": "seconds",
    "kcal": "calories", "cal": "calories", "bpm": "beats a minute", "ft": "feet", "in": "inches", "ng": "nanograms",
    "pg": "picograms", "wk": "weeks", "mo": "months", "yr": "years", "yrs": "years", "h": "hours",
}  # fmt: skip
_UNIT_NAMES = "|".join(sorted((re.escape(u) for u in UNITS if u not in ("in", "m", "h")), key=len, reverse=True))
_PER = re.compile(rf"(?<![A-Za-z])({_UNIT_NAMES})\s?/\s?({_UNIT_NAMES}|m2|day|week|hour|minute)\b", re.IGNORECASE)
_UNIT = re.compile(rf"(?<=\d)\s?({_UNIT_NAMES})\b(?!/)", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_RATIO = re.compile(r"(\d)\s?/\s?(\d)")
_RANGE = re.compile(r"(\d)\s?[-–—]\s?(\d)")
_DEGREE = re.compile(r"°\s?([FC])\b")
_NUMBER = re.compile(r"(?<![A-Za-z\d])\$?(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?(?:st|nd|rd|th)?(?![A-Za-z\d])")
_ONES = wordlist(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS = wordlist("zero ten twenty thirty forty fifty sixty seventy eighty ninety")


def inline_lists(text: str) -> str:
    """Put list items that run on in a line ("include: - Pain - Fever") on lines of their own."""
    if " - " not in text and " – " not in text and " • " not in text:
        return text
    return _INLINE_ITEM.sub("\n- ", text)


def sentences(text: str, language: str = "en") -> list[str]:
    """Cut text into the sentences a formula counts: list items count, headings do not (unless all is heading)."""
    pieces = split(inline_lists(text), language)
    body = [p.text for p in pieces if p.block != "h" and p.text]
    return body or [p.text for p in pieces if p.text]


def spoken(sentence: str) -> str:
    """Write out what a voice would say for units, numbers, short forms and addresses (English)."""
    if "@" in sentence or "://" in sentence or "www." in sentence:
        sentence = _URL.sub("link", sentence)
    if "." in sentence[:-1] or "w/" in sentence or sentence.endswith(("etc.", ".m.", ".S.")):
        sentence = _SHORT_RE.sub(lambda m: _SHORT[m.group()], sentence)
        sentence = _INITIALS.sub(lambda m: m.group().replace(".", ""), sentence)
    if "/" in sentence:
        sentence = _PER.sub(_per, sentence)
    if _DIGIT.search(sentence):
        sentence = _UNIT.sub(lambda m: " " + UNITS[m.group(1).lower()], sentence)
        sentence = _RATIO.sub(r"\1 over \2", sentence)
        sentence = _RANGE.sub(r"\1 to \2", sentence)
        sentence = _NUMBER.sub(lambda m: number(m.group(1), m.group(2) or ""), sentence)
    if "%" in sentence:
        sentence = sentence.replace("%", " percent")
    if "°" in sentence:
        sentence = _DEGREE.sub(" degrees", sentence)
    return sentence


def _per(match: re.Match[str]) -> str:
    top, bottom = match.group(1).lower(), match.group(2).lower()
    return f"{UNITS.get(top, top)} per {UNITS.get(bottom, bottom)}"


def number(whole: str, decimals: str = "") -> str:
    """Say a number in words: 2,500 is "two thousand five hundred", 1998 "nineteen ninety eight"."""
    value = int(whole.replace(",", "")[:12])
    if "," not in whole and len(whole) == 4 and 1100 <= value <= 2099 and value % 1000 > 9 and not decimals:
        said = f"{_below_hundred(value // 100)} {_below_hundred(value % 100) if value % 100 else 'hundred'}"
    else:
        said = _large(value)
    if decimals:
        said += " point " + " ".join(_ONES[int(d)] for d in decimals[:6])
    return said


def _below_hundred(value: int) -> str:
    if value < 20:
        return _ONES[value]
    tens, ones = divmod(value, 10)
    return _TENS[tens] + (f" {_ONES[ones]}" if ones else "")


def _large(value: int) -> str:
    for size, name in ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if value >= size:
            rest = value % size
            return f"{_large(value // size)} {name}" + (f" {_large(rest)}" if rest else "")
    return _below_hundred(value)
