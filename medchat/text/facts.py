"""The facts a rewrite must keep: numbers, how often, what not to do, medicines, conditions, warnings, who acts."""

import re
import unicodedata
from dataclasses import dataclass, fields

from medchat.text.markdown import plain
from medchat.text.terms import LEAST_SHAPED, by_shape, terms
from medchat.text.words import wordset

_ONES = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
    "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "nueve": 9,
    "diez": 10,
}  # fmt: skip
_BIG = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "cien": 100, "mil": 1000}
_PARTS = {
    "half": 50, "one third": 33.3, "a third": 33.3, "two thirds": 66.7, "one quarter": 25, "a quarter": 25,
    "one fourth": 25, "three quarters": 75, "two-thirds": 66.7, "one-third": 33.3, "one-half": 50, "one half": 50,
}  # fmt: skip
_UNIT_FORMS = {
    "mg": "milligram", "milligrams": "milligram", "mcg": "microgram", "µg": "microgram", "μg": "microgram",
    "micrograms": "microgram", "g": "gram", "grams": "gram", "kg": "kilogram", "kilograms": "kilogram",
    "kilos": "kilogram", "ml": "milliliter", "milliliters": "milliliter", "dl": "deciliter", "l": "liter",
    "liters": "liter", "mmol": "millimole", "millimoles": "millimole", "lb": "pound", "lbs": "pound", "pounds": "pound",
    "oz": "ounce", "ounces": "ounce", "cm": "centimeter", "centimeters": "centimeter", "mm": "millimeter",
    "millimeters": "millimeter", "in": "", "inches": "inch", "feet": "foot", "ft": "foot", "hours": "hour",
    "hrs": "hour",
    "hr": "hour", "h": "hour", "minutes": "minute", "min": "minute", "mins": "minute", "seconds": "second",
    "sec": "second", "days": "day", "weeks": "week", "wks": "week", "months": "month", "years": "year", "yrs": "year",
    "yr": "year", "times": "time", "units": "unit", "iu": "unit", "tablets": "tablet", "pills": "pill", "cups": "cup",
    "drops": "drop", "puffs": "puff", "teaspoons": "teaspoon", "tsp": "teaspoon", "tablespoons": "tablespoon",
    "tbsp": "tablespoon", "quarts": "quart", "gallons": "gallon", "calories": "calorie", "kcal": "calorie",
    "°f": "fahrenheit", "°c": "celsius", "f": "fahrenheit", "mmhg": "mmhg", "dollars": "dollar", "percent": "percent",
    "días": "day", "día": "day", "horas": "hour", "hora": "hour", "semanas": "week", "semana": "week", "meses": "month",
    "mes": "month", "años": "year", "año": "year", "veces": "time", "miligramos": "milligram", "decades": "decade",
}  # fmt: skip
_UNITS = _UNIT_FORMS | {unit: unit for unit in set(_UNIT_FORMS.values()) if unit and unit != "second"}
_COMPARE = (
    (r"(?:no|not) (?:more|over|higher|greater|longer) than|at most|up to|as (?:much|many|long) as", "<="),
    (r"(?:no|not) (?:less|fewer|under) than|at least|a minimum of", ">="),
    (r"more than|over|above|greater than|older than|higher than|longer than|exceeding|beyond|over the age of", ">"),
    (r"less than|fewer than|under|below|younger than|lower than|shorter than|within", "<"),
)
_NUM = r"\d+(?:\.\d+)?"
_COMPARED = tuple(
    (re.compile(rf"\b(?:{words}) (?:age |about |the age of |ages )?(?={_NUM})"), f"{sign} ") for words, sign in _COMPARE
)
_DIGIT = re.compile(r"\d")
_TOKEN = re.compile(rf"{_NUM}%?|[^\W\d_]+(?:['-][^\W_]+)*(?:\.[^\W\d_]\b)*|[^\W_]+|[<>]=?|°[fc]|[/%–]")
_RANGE = re.compile(
    rf"(?:between |from )?({_NUM})\s?(%?)\s?(?:-|–|—|to|and|a)\s?({_NUM})(?![\d-])(?!\.\d)\s?(%|[^\W\d_]+)?"
)
_PERCENT = re.compile(rf"({_NUM}) ?(?:%|percent(?!age)|per cent\b|por ciento)")
_OUT_OF = re.compile(rf"\b(one|a|an|{_NUM})(?: \w+)? (?:in|out of|in every|of every|per|de cada) ({_NUM})\b")
_EVERY = re.compile(rf"\bevery ({_NUM}) (hours?|days?|weeks?|months?|years?|minutes?)")
_TIMES = re.compile(rf"({_NUM}) times (?:(?:a|an|per|each|every) )?(day|daily|week|month|year|hour)\b")
_OR_MORE = re.compile(rf"({_NUM})((?: \w+){{0,3}}) (?:or|and) (?:more|older|higher|over|above|greater|longer|up)\b")
_OR_LESS = re.compile(rf"({_NUM})((?: \w+){{0,3}}) (?:or|and) (?:less|younger|lower|under|below|fewer|shorter)\b")
_CODE = re.compile(r"\b(?=[a-z\d-]*\d)(?=[a-z\d-]*[a-z])[a-z\d]+(?:-[a-z\d]+)*\b")
_NOT = wordset(
    "not no never without none neither nor cannot unable lack lacks lacking absence absent nobody nothing "
    "unless except asymptomatic painless nunca sin ni tampoco nadie ninguno ninguna"
)
_SKIP = wordset(
    "a an the to be been is are was were it its any of have has do does did you your usually often always yet also "
    "only that this in el la los las un una que se"
)
_SPLIT_NOT = re.compile(r"\b(can|do|does|did|is|are|was|were|would|should|could|has|have|had|must|need|wo)n't\b")


@dataclass(frozen=True, slots=True)
class FactSet:
    """What a text states, each fact in a normal form ("3 percent" for 3 %, 3 in 100 and three percent).

    `negations` holds the word each "not" stands before, in order; the other fields are sorted, without doubles.
    """

    numbers: tuple[str, ...] = ()
    ranges: tuple[str, ...] = ()
    frequencies: tuple[str, ...] = ()
    negations: tuple[str, ...] = ()
    medicines: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()


_FIELD_OF = {
    "medicine": "medicines", "condition": "conditions", "warning": "warnings", "actor": "actors",
    "frequency": "frequencies",
}  # fmt: skip


def facts(text: str, language: str = "en") -> FactSet:
    """List the facts of a text (English lists; numbers, units and negations also in Spanish)."""
    clean = _normal(text)
    found: dict[str, set[str]] = {name: set() for name in _FIELD_OF.values()}
    numbers: set[str] = set()
    ranges: set[str] = set()
    if _DIGIT.search(clean) or "half" in clean or "third" in clean or "quarter" in clean:
        _numbers(clean, numbers, ranges, found["frequencies"])
    tokens = _TOKEN.findall(clean)
    _terms(tokens, found)
    return FactSet(
        numbers=tuple(sorted(numbers)),
        ranges=tuple(sorted(ranges)),
        negations=tuple(_negations(tokens)),
        **{name: tuple(sorted(values)) for name, values in found.items()},
    )


def lost(before: FactSet, after: FactSet) -> tuple[str, ...]:
    """Name what `before` states and `after` does not, as "kind: fact"."""
    gone: list[str] = []
    for field in fields(FactSet):
        old, new = getattr(before, field.name), getattr(after, field.name)
        if field.name == "negations":
            missing = [word for word in old if word not in new] or list(old)
            gone += [f"negations: not {word}".strip() for word in missing[: max(0, len(old) - len(new))]]
        else:
            gone += [f"{field.name}: {fact}" for fact in old if fact not in new]
    return tuple(gone)


def added(before: FactSet, after: FactSet) -> tuple[str, ...]:
    """Name what `after` states and `before` does not, as "kind: fact"."""
    return lost(after, before)


def _normal(text: str) -> str:
    clean = unicodedata.normalize("NFKC", plain(text)).lower().replace("’", "'")
    clean = re.sub(r"(?<=\d),(?=\d{3}\b)", "", clean)
    if "n't" in clean:
        clean = _SPLIT_NOT.sub(lambda m: ("will" if m.group(1) == "wo" else m.group(1)) + " not", clean)
        clean = clean.replace("can't", "can not")
    clean = clean.replace("cannot", "can not")
    return _number_words(clean) if not _HINT.isdisjoint(_LETTERS.findall(clean)) else clean


_HINT = frozenset([*_ONES, *_BIG])
_LETTERS = re.compile(r"[^\W\d_]+")


def _number_words(text: str) -> str:
    """Write number words as figures: "two hundred" is 200. "One" stays, it is mostly a pronoun."""

    def figure(match: re.Match[str]) -> str:
        total = 0.0
        for word in re.split(r"[\s-]+", match.group()):
            if word in _BIG:
                total = (total or 1) * _BIG[word]
            else:
                total += float(word) if word[0].isdigit() else _ONES[word]
        return f"{total:g}" if total < 10**6 else str(int(total))

    return _WORD_NUMBER.sub(figure, text)


_WORD_NUMBER = re.compile(
    rf"\b(?:(?:{'|'.join(_ONES)})(?:[ -](?:{'|'.join(list(_ONES)[:9])}))?|one(?= (?:hundred|thousand|million)))"
    rf"(?: (?:{'|'.join(_BIG)}))*\b(?!-year)|{_NUM}(?: (?:{'|'.join(_BIG)}))+\b"
)


def _numbers(text: str, numbers: set[str], ranges: set[str], frequencies: set[str]) -> None:
    for phrase, share in _PARTS.items():
        if phrase in text and re.search(rf"\b{phrase}\b", text):
            numbers.add(f"{share:g} percent")
    frequencies |= {f"every {count} {_unit(unit)}" for count, unit in _EVERY.findall(text)}
    frequencies |= {f"{count}/{unit.replace('daily', 'day')}" for count, unit in _TIMES.findall(text)}
    text = _TIMES.sub(" ", _EVERY.sub(" ", text))
    text = _OUT_OF.sub(lambda m: _share(m, numbers), text)
    text = _RANGE.sub(lambda m: _range(m, ranges), text)
    text = _PERCENT.sub(lambda m: f"{m.group(1)} percent", text)
    text = _OR_MORE.sub(r">= \1\2", text)
    text = _OR_LESS.sub(r"<= \1\2", text)
    for pattern, sign in _COMPARED:
        text = pattern.sub(sign, text)
    for code in _CODE.findall(text):
        if _unit_glued(code) is None:
            numbers.add(code)
            text = text.replace(code, " ")
    tokens = _TOKEN.findall(text)
    for i, token in enumerate(tokens):
        if token[0].isdigit():
            _one_number(tokens, i, token, numbers)


def _one_number(tokens: list[str], i: int, token: str, numbers: set[str]) -> None:
    glued = _unit_glued(token)
    if glued:
        value, unit = glued
    elif token.replace(".", "").isdigit():
        value, unit = token, _unit(tokens[i + 1]) if i + 1 < len(tokens) else ""
    else:
        return
    per = tokens[i + 2 : i + 4] if not glued else tokens[i + 1 : i + 3]
    if unit and len(per) == 2 and per[0] in ("/", "per") and _unit(per[1]):
        unit = f"{unit}/{_unit(per[1])}"
    sign = tokens[i - 1] + " " if i and tokens[i - 1] in ("<", ">", "<=", ">=") else ""
    numbers.add(f"{sign}{float(value):g} {unit}".strip() if "." in value else f"{sign}{value} {unit}".strip())


def _unit(word: str) -> str:
    return _UNITS.get(word, "")


def _unit_glued(token: str) -> tuple[str, str] | None:
    match = re.fullmatch(rf"({_NUM})-?([^\W\d_]+)", token)
    if match and _unit(match.group(2)):
        return match.group(1), _unit(match.group(2))
    return None


def _share(match: re.Match[str], numbers: set[str]) -> str:
    top, bottom = match.group(1), float(match.group(2))
    value = 1.0 if not top[0].isdigit() else float(top)
    if not bottom or value > bottom or bottom < 2:
        return match.group()
    numbers.add(f"{round(100 * value / bottom, 2):g} percent")
    return " "


def _range(match: re.Match[str], ranges: set[str]) -> str:
    low, share, high, unit = match.groups()
    if match.group().startswith(("between", "from")) or " and " not in match.group():
        kind = "percent" if "%" in (share, unit) or unit == "percent" else _unit(unit or "")
        ranges.add(f"{float(low):g}-{float(high):g} {kind}".strip())
        return " " if kind or not unit else f" {unit} "
    return match.group()


def _terms(tokens: list[str], found: dict[str, set[str]]) -> None:
    known, i, end = terms(), 0, len(tokens)
    reach = known.reach
    while i < end:
        token = tokens[i]
        taken, longest = 0, reach.get(token, 0)
        for size in range(min(longest, end - i), 0, -1) if longest else ():
            hit = known.phrases.get(" ".join(tokens[i : i + size]))
            if hit:
                found[_FIELD_OF[hit[0]]].add(hit[1])
                taken = size
                break
        if not taken and len(token) >= LEAST_SHAPED:
            shaped = by_shape(token)
            if shaped:
                found[_FIELD_OF[shaped[0]]].add(shaped[1])
        i += taken or 1


def _negations(tokens: list[str]) -> list[str]:
    heads: list[str] = []
    for i, token in enumerate(tokens):
        if token in _NOT and tokens[i + 1 : i + 2] != ["only"]:
            rest = [word for word in tokens[i + 1 : i + 6] if word not in _SKIP]
            heads.append(rest[0] if rest else "")
    return heads
