"""Just enough English grammar to cut a sentence safely: finite verbs, subjects, number, capitals."""

import re

from medchat.text.words import wordset

SINGULAR_AUX = wordset("is was has does isn't wasn't hasn't doesn't")
PLURAL_AUX = wordset("are were have do aren't weren't haven't don't")
MODALS = wordset("can may will might could should must would cannot can't won't shouldn't couldn't had did didn't")
AUX = SINGULAR_AUX | PLURAL_AUX | MODALS
_BASES = wordset(
    "affect allow appear attack become begin belong block bring build carry cause come consist contain contribute "
    "control create damage decrease depend destroy develop differ disappear does enter exist fail feel fight filter "
    "find flow follow get give go grow happen harden hear help hold increase include improve involve keep kill know "
    "lead leave let live look lose lower make mean move need occur pass perform prevent produce protect provide pump "
    "push put raise reach receive recommend reduce regulate release remain remove require run say seem send show "
    "slow spread start stay stop store suggest surround swell take tell tend thicken think travel treat turn use "
    "vary wear weaken widen work worsen break suffer select return stick strengthen collect connect relax press "
    "regulate play represent range result arise account form want die survive believe agree expect hope try suspect "
    "recover heal notice respond react rise drain shrink multiply diagnose prescribe last impair conduct serve act "
    "thrive "
    "weigh span boost trigger disrupt restore drop influence experience expand carry inherit detect"
)


def third(verb: str) -> str:
    """Put a verb in the third person: carry, carries."""
    if verb in ("have", "be", "do", "go"):
        return {"have": "has", "be": "is", "do": "does", "go": "goes"}[verb]
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return verb[:-1] + "ies"
    return verb + ("es" if verb.endswith(("s", "x", "z", "ch", "sh")) else "s")


_NOUN_TOO = wordset(
    "causes uses forms needs stops results ranges plays works runs looks shows starts moves helps turns "
    "acts drains drops lasts rises spans triggers experiences influences boosts "
    "controls blocks attacks increases decreases breaks falls feels flows filters presses leads"
)
VERBS_S = frozenset(third(verb) for verb in _BASES)
SURE_S = VERBS_S - _NOUN_TOO
VERBS_BASE = _BASES
SURE_BASE = _BASES - wordset(
    "attack block cause control damage decrease need fight flow form help hold hear increase know look "
    "make move need pass play press range release result return run show slow start stop "
    "act drain drop experience influence last rise span trigger boost try hope notice "
    "stick stay swell tend turn use work want break travel treat feel mean lower live"
)
PRONOUNS = wordset("it they you he she we this these those there i")
PEOPLE_MANY = wordset(
    "people others some many most doctors patients women men children adults experts researchers "
    "scientists males females babies infants parents families carriers teens smokers"
)
DETERMINERS = wordset(
    "the a an your their its his her this that these those each every some many most several other "
    "another all both few no our my any such one two three"
)
ADVERBS = wordset(
    "also often usually sometimes most mostly then still never always now typically generally rarely "
    "commonly likely probably possibly quickly slowly can't not only just even mainly already may more"
)
SUBORDINATORS = wordset(
    "if when because although though while since unless after before once until as whether where "
    "whenever during even wherever by to in for with without despite besides instead depending"
)
RELATIVE = wordset("that who which whose whom where when what how why if because although though while unless whether")
_PERSON = wordset(
    "doctor person child patient woman man mother father parent male female carrier surgeon nurse "
    "provider baby infant adult therapist dietitian dentist someone anyone everyone specialist"
)
_ACRONYM = re.compile(r" \([A-Za-z][\w-]{0,9}\)")
_NOT_PLURAL = ("ss", "us", "is", "sis")
SUBORDINATE_START = re.compile(r"(?:If|When|While|Because|Although|Though|Since|Unless|After|Before|Once|Until|As)\b")
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")


def tokens(text: str) -> list[str]:
    """List the words of a text in lower case."""
    return _WORD.findall(text.lower().replace("’", "'"))


def finite_index(found: list[str], reach: int = 9) -> int | None:
    """Find the first finite verb among the first words; None when a relative or a second clause comes before it."""
    for i, word in enumerate(found[:reach]):
        if word in ("have", "do") and "to" in found[max(0, i - 2) : i]:
            continue
        if word in AUX or (i and word in SURE_S):
            return i
        if i and word in VERBS_S and found[i - 1] not in ("the", "a", "an", "of", "and", "or", "to", "other"):
            singular = found[0] in ("it", "this", "he", "she") or not _plural_word(found[i - 1])
            return i if singular and found[0] in DETERMINERS | PRONOUNS else None
        if i and word in VERBS_BASE and (found[i - 1] in ("they", "you", "we", "these") or found[i - 1] in PEOPLE_MANY):
            return i
        if i and word in VERBS_BASE and found[0] in PEOPLE_MANY and found[i - 1] in ADVERBS:
            return i
        if word in RELATIVE and i:
            return None
    return None


def has_finite(text: str) -> bool:
    """Tell whether some finite verb stands anywhere in the text."""
    found = tokens(text)
    return any(
        (word in AUX and not (word in ("have", "do") and "to" in found[max(0, i - 2) : i]))
        or (i and word in SURE_S)
        or (i and word in VERBS_S | VERBS_BASE and found[i - 1] not in ("to", "the", "a", "of"))
        for i, word in enumerate(found)
    )


def is_clause(text: str) -> bool:
    """Tell whether a text can stand alone: a subject, then a finite verb near it."""
    found = tokens(text.split(",")[0] if text.split(" ")[0].lower() not in SUBORDINATORS else text)
    if len(found) < 3 or found[0] in SUBORDINATORS | RELATIVE - {"that"} | {"and", "or", "of", "on", "at"}:
        return False
    at = finite_index(found)
    if at is None or at == 0 or all(word in ADVERBS for word in found[:at]):
        return False
    if found[0] in PRONOUNS - {"this", "these", "those"}:
        return at <= 2 or (at <= 3 and found[1] in ADVERBS | {"are"})
    between = found[:at]
    return not any(word in ("and", "or", "to", "than", "such") for word in between[:1]) and "such" not in between


def _plural_word(word: str) -> bool:
    irregular = word in ("people", "children", "men", "women", "bacteria", "they", "these", "those", "feet", "teeth")
    return irregular or (word.endswith("s") and not word.endswith(_NOT_PLURAL) and len(word) > 3)


_HEAD_END = re.compile(r"\b(?:of|in|on|with|for|to|from|at|by|called|caused|who|that)\b")
_FIRST_END = re.compile(r"[\s,]")
_LOOSE_MARK = re.compile(r"\s+([,.;:])")


def is_plural(noun: str, verb: str = "") -> bool:
    """Judge number by the verb where it shows it, else by the words of the noun phrase."""
    if verb in SINGULAR_AUX or verb in VERBS_S:
        return False
    if verb in PLURAL_AUX or verb in VERBS_BASE:
        return True
    found = tokens(noun)
    if not found:
        return False
    if " and " in noun.lower() or found[0] in ("these", "those", "many", "most", "several", "they", "both", "few"):
        return True
    head = _HEAD_END.split(noun.lower())[0].split()
    return _plural_word(head[-1].strip(".,;:")) if head else False


def subject(sentence: str) -> tuple[str, str, str] | None:
    """Split a sentence into (lead-in, subject, first finite verb); None when that is not safe to say."""
    lead, body = "", sentence
    comma = sentence.find(", ")
    if 0 < comma < 60 and sentence.split(" ")[0].lower() in SUBORDINATORS | {"sometimes", "often", "also", "but", "so"}:
        lead, body = sentence[: comma + 2], sentence[comma + 2 :]
    if body.startswith(("But ", "So ", "Also ", "And ")):
        body = body.split(" ", 1)[1]
    short = _ACRONYM.sub("", body)
    found = tokens(short)
    at = finite_index(found, 12)
    if at is None or at == 0 or any(word in RELATIVE - {"that"} for word in found[:at]):
        return None
    match = re.search(rf"(?<![\w-]){re.escape(found[at])}(?![\w-])", short, re.IGNORECASE)
    if match is None or "," in short[: match.start()] or "(" in short[: match.start()]:
        return None
    return lead, short[: match.start()].strip(), found[at]


_LONG_NAME = 15
_SHARES = frozenset(["some", "many", "most", "several", "other", "few", "these", "those", "this", "affected"])


def again(noun: str, verb: str) -> str | None:
    """Name a subject a second time: a short one by itself, a long one by its pronoun."""
    found = tokens(noun)
    if not found or found[0] in SUBORDINATORS | {"what", "how", "that", "there"}:
        return None
    for adverb in ADVERBS:
        if found[-1] == adverb:
            return None
    if len(found) == 1 and found[0] in PRONOUNS:
        return capital(noun)
    if (
        len(found) <= 3
        and "of" not in found
        and found[0] not in _SHARES
        and (len(noun) < _LONG_NAME or found[-1] in _PERSON)
    ):
        plain = re.sub(r"^(?:an?) ", "the ", noun, flags=re.IGNORECASE)
        return capital(plain)
    if any(word in _PERSON for word in found):
        return None
    return "They" if is_plural(noun, verb) else "It"


def capital(text: str) -> str:
    """Put the first letter in upper case, past quotes and brackets."""
    for i, char in enumerate(text):
        if char.isalpha():
            return text[:i] + char.upper() + text[i + 1 :]
        if char not in "\"'“‘([":
            return text
    return text


def lower_first(text: str) -> str:
    """Put the first letter in lower case, unless the word is a name or an abbreviation."""
    first = _FIRST_END.split(text, maxsplit=1)[0]
    if first.lower() in DETERMINERS | PRONOUNS - {"i"} | PEOPLE_MANY | SUBORDINATORS | {"it's", "there's", "you're"}:
        return text[:1].lower() + text[1:]
    return text


def finish(text: str) -> str:
    """Make a sentence of a clause: capital, one full stop, no loose commas."""
    text = _LOOSE_MARK.sub(r"\1", text.strip().strip(",;").strip())
    text = text if text.endswith((".", "!", "?", ".)", ":", '."', ".”")) else text + "."
    return capital(text)


def complete(left: str) -> bool:
    """Tell whether what stands left of a cut is a sentence of its own."""
    if not has_finite(left):
        return False
    if SUBORDINATE_START.match(left):
        comma = [m.end() for m in re.finditer(", ", left)]
        return any(is_clause(left[at:]) for at in comma)
    words = tokens(left)
    return words[-1] not in RELATIVE | {"and", "or", "to", "of", "both", "either", "not", "but", "such"}


def hangs_on(left: str) -> bool:
    """Tell whether the last clause of `left` is a condition or a report that the next clause shares."""
    tail = tokens(left)[-14:]
    return any(word in ("if", "whether", "unless", "until", "how", "why", "so", "when", "because") for word in tail[1:])


def tail(left: str) -> str:
    """Return the last two words."""
    return " ".join(left.split()[-2:])


def inside_brackets(left: str) -> bool:
    """Tell whether a bracket or a quotation is open at the end of the text."""
    return left.count("(") > left.count(")") or left.count("“") > left.count("”") or left.count('"') % 2 == 1
