"""What each word of an English sentence is: a small tagger of closed lists, verb forms and endings.

Tags: D determiner, J adjective, N noun, S plural noun, P pronoun, H pronoun with its verb ("it's"), M modal, A finite
be/have/do, Z verb in -s, B plural or base form that is finite, K past, V base form behind "to" or a modal, E past
participle, G -ing form, T "to" before a verb, I preposition, C and/or/but, U conjunction, W relative, R adverb,
Q number; a mark of punctuation is its own tag.
"""

from dataclasses import dataclass
from functools import cache

from medchat.readability.inflect import verb_forms
from medchat.readability.tag_words import (
    ADJECTIVE_END,
    ADJECTIVES,
    BARE_NOUNS,
    BE,
    CLOSED_TAG,
    FIELDS,
    FILE,
    NOT_PLURAL,
    NOUNS,
    PLURALS,
    TOKEN,
)
from medchat.text.words import wordset


@dataclass(frozen=True, slots=True)
class Word:
    """One word or mark: lower-case text, its tag and where it stands."""

    low: str
    tag: str
    start: int
    end: int


@cache
def _forms() -> tuple[dict[str, str], frozenset[str], dict[str, str]]:
    """Return form to kinds (B base, Z -s, G -ing, E participle, K past), the forms often nouns, form to base."""
    sure, _, both = FILE.read_text("utf-8").partition("\n=\n")
    kinds: dict[str, str] = {}
    base_of: dict[str, str] = {}
    nouns: set[str] = set()
    sure = "\n".join(line for line in sure.splitlines() if not line.startswith("#"))
    for words, amid in ((sure, False), (both, True)):
        for verb in words.split():
            base, third, ing, past, participle = verb_forms(verb)
            for form, kind in ((base, "B"), (third, "Z"), (ing, "G"), (participle, "E"), (past, "K")):
                if kind == "K" and past == participle:
                    continue
                kinds[form] = kinds.get(form, "") + kind
                base_of.setdefault(form, base)
                if amid and kind in "BZ":
                    nouns.add(form)
    kinds |= {"done": "E", "gone": "E", "doing": "G", "having": "G", "born": "E"}
    return kinds, frozenset(nouns), base_of


_IRREGULAR = {
    "is": "be", "are": "be", "was": "be", "were": "be", "been": "be", "being": "be", "be": "be",
    "has": "have", "had": "have", "having": "have", "have": "have",
    "does": "do", "did": "do", "done": "do", "doing": "do", "do": "do",
}  # fmt: skip


def base_form(word: str) -> str | None:
    """Return the base form of a verb form, None for a word that is no known verb."""
    return _IRREGULAR.get(word) or _forms()[2].get(word)


def tag(text: str) -> list[Word]:
    """Tag the words of one sentence."""
    found = [(m.group().lower().replace("’", "'"), m.start(), m.end()) for m in TOKEN.finditer(text)]
    words: list[Word] = []
    lows = [low for low, _, _ in found]
    shouts = text.isupper()
    finite = False
    outside: list[bool] = []
    for i, (low, start, end) in enumerate(found):
        acronym = not shouts and low in _ALSO_NAMES and text[start:end].isupper()
        name = "N" if acronym else _one(low, text[start], lows, i, words, finite)
        if name == "(":
            outside.append(finite)
        elif name == ")" and outside:
            finite = outside.pop()
        finite = finite and name not in ("U", "W", ";", ":", "(")
        finite = finite or name in ("M", "A", "Z", "B", "K", "H")
        if name == "," and words and words[0].tag in ("U", "I") and "," not in {word.tag for word in words}:
            finite = False
        words.append(Word(low, name, start, end))
    if words and words[0].tag == "B":
        words = _no_order(words)
    return words if any(word.tag in "MAZBKH" for word in words) else _with_verb(words)


def _no_order(words: list[Word]) -> list[Word]:
    """Take a first word for an adjective where a noun and its verb follow ("Stem cells (...) are")."""
    i, nouns, level = 1, 0, 0
    while i < len(words) and (level or words[i].tag in ("N", "S", "J", "(")):
        level += (words[i].tag == "(") - (words[i].tag == ")")
        nouns += words[i].tag in ("N", "S")
        i += 1
    if nouns and i < len(words) and words[i].tag in ("A", "M", "Z", "B", "R") and words[i].low not in ("also", "often"):
        return [Word(words[0].low, "J", words[0].start, words[0].end), *words[1:]]
    return words


def _with_verb(words: list[Word]) -> list[Word]:
    """Take the first word that can be a verb in -s for one, where a sentence shows no other verb."""
    kinds = _forms()[0]
    if len(words) > 2 and "B" in kinds.get(words[0].low, "") and words[1].tag in "DPNSJEQ" and words[0].tag == "N":
        return [Word(words[0].low, "B", words[0].start, words[0].end), *words[1:]]
    for i, word in enumerate(words[1:-1], 1):
        may_be = word.tag == "S" and "Z" in kinds.get(word.low, "")
        if (
            may_be
            and words[i - 1].tag in ("N", ")", "R", "P", ".")
            and words[i + 1].tag in ("I", "D", "J", "R", "N", "S", "T", ",")
        ):
            return [*words[:i], Word(word.low, "Z", word.start, word.end), *words[i + 1 :]]
    return words


def _one(low: str, first: str, lows: list[str], i: int, done: list[Word], finite: bool) -> str:
    if not (first.isalnum()):
        return low
    prev = done[-1].tag if done else ""
    after = lows[i + 1] if i + 1 < len(lows) else "."
    if first.isdigit():
        return "Q"
    if low in _SPECIAL:
        return _special(low, prev, after, done)
    closed = CLOSED_TAG.get(low)
    if closed == "I" and low in ("about", "around", "over") and (after[0].isdigit() or CLOSED_TAG.get(after) == "Q"):
        return "R"
    if closed:
        return closed
    kinds = _forms()[0].get(low)
    if kinds:
        verb = _verb(low, kinds, prev, after, done, finite)
        if verb:
            return verb
    return _by_ending(low, kinds, prev, after)


_SPECIAL = wordset("because had that to this these those one some many most more both all few several others like before after "
                   "since until as so no her what less any each another such either neither none much enough well "
                   "once being been be long likely early fast back better")  # fmt: skip


def _nominal(word: str) -> bool:
    """Tell whether a word can go on a noun phrase."""
    if word in ADJECTIVES or word in NOUNS:
        return True
    if word in CLOSED_TAG:
        return CLOSED_TAG[word] in "Q" or word in ("other", "more", "such", "few", "very")
    if not word[:1].isalpha():
        return word[:1].isdigit()
    kinds, nouns, _ = _forms()
    return word not in kinds or word in nouns or kinds[word][0] in "GE"


def _special(low: str, prev: str, after: str, done: list[Word]) -> str:
    if low == "that":
        if prev in ("N", "S", "Q", ")", "P") or (prev == "," and not _nominal(after)):
            return "W" if not _plain_subject(after) or prev in ("N", "S") else "U"
        if prev == "," and "Z" in _forms()[0].get(after, "") and after not in _MOSTLY_NOUNS:
            return "W"
        if prev == "," and _nominal(after):
            return "D"
        if prev in ("", "I") or (prev == "C" and not _plain_subject(after)):
            return "D" if _nominal(after) else "P"
        return "U"
    if low == "to":
        return (
            "T"
            if (after in _forms()[0] and "B" in _forms()[0][after] and after not in ("end",))
            or after
            in ("be", "have", "do", "not", "help", "also", "better", "fully", "properly", "first", "fit", "rule")
            else "I"
        )
    if low in ("this", "these", "those", "some", "many", "most", "more", "both", "all", "few", "several", "one", "any",
               "each", "another", "such", "either", "neither", "none", "much", "enough", "less", "others", "no", "her",
               "what"):  # fmt: skip
        return _determiner(low, after)
    if low == "because" and after == "of":
        return "I"
    if low == "had" and prev == "A" and done[-1].low in ("have", "has"):
        return "E"
    if low in ("be", "been", "being"):
        return {"be": "V", "been": "E", "being": "G"}[low]
    if low in ("long", "likely", "early", "fast", "better", "well", "back"):
        if low == "back" and prev in ("D", "J", "I"):
            return "N"
        return "J" if prev in ("D", "R", "A", "V") or _nominal(after) else "R"
    return {"like": "I", "so": "U", "once": "U", "had": "A", "because": "U"}.get(low, "I")


def _determiner(low: str, after: str) -> str:
    if low in ("others", "none"):
        return "P"
    if low == "what":
        return "W"
    if low in ("more", "most", "less", "much") and (after in ADJECTIVES or after.endswith(("ly", "ous", "ive", "al"))
                                                   or after in ("likely", "often", "common", "than")):  # fmt: skip
        return "R"
    if low == "one" and after in ("or", "of"):
        return "Q"
    return "D" if _nominal(after) or after in ("the", "a", "your", "these", "those") else "P"


def _plain_subject(word: str) -> bool:
    return CLOSED_TAG.get(word) in ("D", "P")


def _verb(low: str, kinds: str, prev: str, after: str, done: list[Word], finite: bool) -> str | None:
    noun_too = low in _forms()[1] or low in NOUNS
    before = [word for word in done[-3:] if word.tag != "R"]
    left = before[-1].tag if before else ""
    left_low = before[-1].low if before else ""
    if "B" in kinds and (left in ("T", "M") or (left == "A" and left_low in _DO)):
        return "V"
    if ("G" in kinds or "E" in kinds) and (kinds[0] in "G" or ("E" in kinds and "B" not in kinds)):
        return _participle(low, kinds, prev, left, left_low, after)
    if "Z" in kinds:
        return _third(low, prev, left, left_low, after, noun_too, finite, done)
    if "K" in kinds and "B" not in kinds:
        return "K" if left in ("N", "S", "P", "W", ")", "Q", "C", ",") else None
    return _base(low, left, left_low, after, noun_too, finite, done)


_ALSO_NAMES = wordset("as us it all an who he she me")


_DO = wordset("do does did don't doesn't didn't")


def _participle(low: str, kinds: str, prev: str, left: str, left_low: str, after: str) -> str | None:
    if kinds[0] == "G":
        if low in NOUNS and left_low not in BE:
            return None
        return "N" if _named(prev, after) else "G"
    if left in ("D", "J") and low not in NOUNS:
        return "E"
    if left == "P" and left_low in ("it", "they", "he", "she", "we", "i", "you"):
        return "K"
    return None if low in NOUNS else "E"


def _third(
    low: str, prev: str, left: str, left_low: str, after: str, noun_too: bool, finite: bool, done: list[Word]
) -> str | None:
    if left == "J" and not finite and CLOSED_TAG.get(after) == "D" and len(done) > 1 and done[-2].tag in "NDJ":
        return "Z"
    if left in ("D", "J", "I", "Q", "T", "M", "") or (left == "A" and left_low not in _DO):
        return None
    if left in ("W", "P") and left_low not in ("whose", "you", "they", "we", "i"):
        return "Z"
    if left == "G" and not finite and not noun_too:
        return "Z"
    if left in ("S", "E", "G"):
        return None if noun_too or left != "S" else ("Z" if not finite else None)
    if not noun_too:
        return "Z"
    if low in _MOSTLY_NOUNS and after not in ("the", "a", "an", "your", "into", "from"):
        return None
    follows = CLOSED_TAG.get(after)
    opens = (
        follows in ("D", "P", "R")
        or after in ("that", "to", "from", "into", "by", "through", "up", "out", "as", "down", "off", "apart")
        or (_nominal(after) and after not in _AFTER_NOUN)
    )
    if left == "C":
        return "Z" if opens and finite else None
    if after in (".", ",") and left == "N" and not finite:
        return "Z"
    if left == "," and follows in ("I", "D", "R", "P") and any(word.tag == "W" for word in done):
        return "Z"
    opens = opens or ("B" in _forms()[0].get(after, "") and after not in _forms()[1])
    return "Z" if opens and not finite and left in ("N", ")", ",") else None


_MOSTLY_NOUNS = wordset(
    "factors changes tests types levels signs drugs parts rates cases names places plans stages states records steps "
    "models designs doses studies names codes costs lists numbers marks matters minds bases burns houses guards scores "
    "shapes shops spots studies views voices votes wounds frames images rooms units answers"
)


_AFTER_NOUN = wordset("caused called used found made known seen given linked done")


def _base(low: str, left: str, left_low: str, after: str, noun_too: bool, finite: bool, done: list[Word]) -> str | None:
    if left == "N" and noun_too and CLOSED_TAG.get(after) in ("D", "P") and _of_many(done):
        return "B"
    if left == "N" and noun_too and CLOSED_TAG.get(after) in ("I", "D", "R", "P") and _many_of(done):
        return "B"
    if low in ADJECTIVES and _nominal(after) and left not in ("T", "C"):
        return None
    if left in ("D", "J", "I", "Q", "N", "E", "G", "Z", "B", "V") and not (left == "Q" and not noun_too):
        if noun_too or left in ("D", "J"):
            return None
        return "V" if left in ("V", "B") else ("B" if left == "N" else None)
    if left == "" or left in ("'", '"', ":", "-"):
        return "B" if not noun_too or CLOSED_TAG.get(after) in ("D", "P", "I") else None
    if left == "P" or left == "W":
        return "B" if left_low not in ("it", "he", "she", "one", "this", "that") or left == "W" else None
    if left == "S":
        if finite and not any(word.tag in ("W", "U", "C", ",") for word in done[-8:]):
            return None
        follows = CLOSED_TAG.get(after)
        return "B" if not noun_too or follows in ("D", "P", "I", "R", "U") or _nominal(after) else None
    if left == "C" or left == ",":
        return "B" if not noun_too or (CLOSED_TAG.get(after) in ("D", "P")) else None
    return "B" if left in (")", "Q") and not noun_too else None


def _named(prev: str, after: str) -> bool:
    """Tell whether a form in -ing is a noun here ("a curving of the spine")."""
    return prev in ("D", "J") and (not after[0].isalnum() or CLOSED_TAG.get(after, "") in ("I", "W", "C", "A", "M"))


def _of_many(done: list[Word]) -> bool:
    """Tell whether a plural subject waits for its verb: "people who use insulin (check)", "age and alcohol (raise)"."""
    if len(done) > 2 and done[-2].low == "and" and done[-3].tag in "NS":
        return True
    relative = next((i for i, word in enumerate(done) if word.tag == "W"), 0)
    return bool(relative) and done[relative - 1].tag == "S" and "," not in {word.tag for word in done[relative:]}


def _many_of(done: list[Word]) -> bool:
    """Tell whether the words before are "medicines of this kind": plural, and still without a verb."""
    plural = preposition = False
    for word in reversed(done):
        if word.tag in ("M", "A", "Z", "B", "K", "H", "G", "E", "T", "V"):
            return False
        if word.tag in (",", "C", "U", "W", ";", ":"):
            break
        preposition = preposition or word.low == "of"
        plural = word.tag == "S" and preposition
        if plural:
            break
    return plural


def _by_ending(low: str, kinds: str | None, prev: str, after: str) -> str:
    if low in ADJECTIVES:
        return "J"
    if low in PLURALS:
        return "S"
    if low in NOUNS or low in BARE_NOUNS or low.endswith("fish"):
        return "N"
    if low.endswith("ly") and len(low) > 4:
        return "R"
    if prev == "W" and kinds is None and low.endswith("s") and not low.endswith("ss") and after not in _forms()[0]:
        return "Z"
    if low.endswith("s") and not low.endswith(NOT_PLURAL) and len(low) > 3 and low not in FIELDS and "'" not in low:
        return "S"
    if low.endswith(("'s", "s'")):
        return "D"
    if kinds is None and low.endswith("ed") and len(low) > 4:
        return "E" if prev not in ("D",) else "J"
    if kinds is None and low.endswith("ing") and len(low) > 5:
        return "N" if _named(prev, after) else "G"
    if kinds is None and ADJECTIVE_END.search(low) and len(low) > 4:
        return "J"
    return "N"
