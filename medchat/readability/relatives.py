"""Rules that give a relative clause, an apposition or a bracket a sentence of its own."""

import re

from medchat.readability import grammar
from medchat.readability.grammar import (
    AUX,
    PLURAL_AUX,
    RELATIVE,
    SUBORDINATE_START,
    VERBS_BASE,
    VERBS_S,
    complete,
    finish,
    inside_brackets,
    is_clause,
    tail,
    tokens,
)

_WHICH = re.compile(r", which (?=(\w+)(?: (\w+))?)")


_IS_A = re.compile(
    r"^(?P<left>(?:\S+ ){1,9}?(?P<be>is|are|was|were) (?:(?:an?|the|one|two|any|often|usually|part) )?(?:\S+ ){1,9}?)"
    r"(?:that|which) (?P<right>(?:(?:\w+ly|most often|often|also|usually|can|may) )?(?P<verb>\w+) .+)$"
)


_REDUCED = re.compile(
    r"^(?P<left>(?:\S+ ){1,8}?(?P<be>is|are) an? (?:\S+ ){1,7}?\S+[^\W,]),? "
    r"(?P<part>characterized by|marked by|caused by|used (?:to|for|in|by)|made (?:of|by|from|up of)|found in|"
    r"associated with|linked to|related to|passed down|located in|inherited in|produced (?:by|in)|"
    r"affecting|causing|involving) (?P<right>.+)$"
)


_IN_WHICH = re.compile(
    r"^(?P<left>.+? (?P<noun>disease|condition|disorder|illness|process|test|procedure|surgery|form|cancer|syndrome|"
    r"problem|type|pattern|treatment|stage|operation|health problem)) (?:in|by|during) which (?P<right>.+)$"
)


_MIDDLE = re.compile(
    r"^(?P<noun>(?:[^\s,()]+ ){0,4}[^\s,()]+), (?P<kind>which|also called|also known as|sometimes called|or|an?|the) "
    r"(?P<gloss>[^,()]+), (?P<verb>\w+) (?P<rest>.+)$"
)


ADVERB_LED = frozenset(["also", "often", "usually", "then", "normally", "typically", "sometimes", "in", "most"])


_APPOSED = re.compile(r", (?=(?:an?|the|one of the) [a-z])")


_LOOSE = frozenset(["to", "for", "by", "with", "from", "about", "into", "on", "at", "used", "found", "made", "caused"])


_A_THAT = re.compile(
    r"^(?P<left>.+?\b(?:(?P<one>an?) (?:(?!(?:in|of|the|on|to|from|with|by|for|and|or|at) )[\w-]+ ){0,3}"
    r"(?P<noun>[a-z][\w-]+)|(?:[\w-]+ )(?P<many>[a-z][\w-]+s))) that "
    r"(?P<right>(?:(?:also|often|usually|sometimes|most often|then|can|may|normally) )?(?P<verb>\w+) .+)$"
)


_BARS_THAT = frozenset(
    ["not", "no", "never", "without", "any", "every", "only", "all", "first", "same", "such", "those", "than", "if",
     "when", "unless", "whether", "other", "so", "neither", "nor", "called", "likely", "there", "one", "each"]
)  # fmt: skip


_REPORTS = frozenset(["means", "shows", "says", "suggests", "indicates", "finds", "thinks", "states", "researchers"])


_BRACKET = re.compile(
    r"(?P<noun>\b(?:[a-z]+s|people|women|men|children)) \((?P<kind>who|which) (?P<gloss>(?P<verb>\w+) [^()]+)\)"
)


def which(sentence: str) -> list[str] | None:
    for match in _WHICH.finditer(sentence):
        left, right = sentence[: match.start()], sentence[match.end() :]
        if inside_brackets(left) or not complete(left) or _goes_on(right) or ":" in left:
            continue
        verb = match.group(1).lower()
        if verb in ADVERB_LED and match.group(2):
            verb = match.group(2).lower()
        if verb not in AUX | VERBS_S | VERBS_BASE:
            continue
        if left.count(", ") > 1 and re.search(r", (?:and|or) [^,]+$", left):
            continue
        plural = verb in PLURAL_AUX | (VERBS_BASE - AUX) or (verb in grammar.MODALS and grammar.is_plural(tail(left)))
        return [finish(left), finish(("These " if plural else "This ") + right)]
    return None


def _goes_on(right: str) -> bool:
    """Tell whether a comma ends the relative clause and the main verb follows it."""
    if re.fullmatch(r"[^,]+, (?:and|or) [^,]+", right):
        return True
    after = [tokens(part)[:2] for part in right.split(", ")[1:]]
    verbs = AUX | VERBS_S | VERBS_BASE
    return any(words and (words[0] in verbs or (words[0] in grammar.ADVERBS and words[-1] in verbs)) for words in after)


def apposition(sentence: str) -> list[str] | None:
    """Turn ", the largest nerve in the body." at a sentence's end into a sentence of its own."""
    match = _APPOSED.search(sentence)
    if not match or sentence.count(", ") != 1 or SUBORDINATE_START.match(sentence):
        return None
    left, right = sentence[: match.start()], sentence[match.end() :]
    head = re.split(r"\b(?:(?:that|which|who) (?:is|are|has|have|can|may|\w+s)|where)\b", right)[0]
    if (
        RELATIVE & set(tokens(left))
        or inside_brackets(left)
        or not complete(left)
        or grammar.has_finite(head)
        or grammar.is_plural(tail(left))
    ):
        return None
    if re.search(r"\b(?:and|or|but)\b", head) or tokens(sentence)[0] in grammar.SUBORDINATORS:
        return None
    return [finish(left), finish("This is " + right)]


def is_a_that(sentence: str) -> list[str] | None:
    match = _IS_A.match(sentence)
    if not match:
        return None
    left, right, verb, be = match["left"].strip(), match["right"], _lead_verb(match), match["be"]
    words = tokens(left)
    if words[0] in ("there", "if", "when", "what", "here", "one", "some", "not", "because") or verb not in _verbs(be):
        return None
    if "," in left or any(w in RELATIVE | {"only", "first", "than", "not", "so", "no"} for w in words) or "(" in left:
        return None
    predicate = left.split(f" {be} ", 1)[-1].lower().split()
    if (
        predicate[0].endswith(("ed", "ing"))
        or set(predicate) & _LOOSE
        or predicate[0] in grammar.ADVERBS | {"like", "the"}
    ):
        return None
    subject = grammar.subject(sentence)
    if subject is None or subject[2] != be:
        return None
    name = _short_name(subject[1], be)
    return [finish(left), finish(f"{name} {right}")] if name else None


def _lead_verb(match: re.Match[str]) -> str:
    first: str = tokens(match["right"])[0]
    return first if first in AUX else match["verb"].lower()


def _verbs(be: str) -> frozenset[str]:
    number = VERBS_S | grammar.SINGULAR_AUX if be in ("is", "was") else VERBS_BASE | PLURAL_AUX
    return number | grammar.MODALS


def _short_name(noun: str, verb: str) -> str | None:
    found = tokens(noun)
    if found[0] in ("this", "these", "it", "they"):
        return "They" if found[0] in ("these", "they") else "It"
    if found[0] in ("you", "he", "she", "we"):
        return None
    return "They" if grammar.is_plural(noun, verb) else "It"


def reduced_relative(sentence: str) -> list[str] | None:
    match = _REDUCED.match(sentence)
    if not match or "," in match["left"] or any(word in RELATIVE | {"not", "than"} for word in tokens(match["left"])):
        return None
    subject = grammar.subject(sentence)
    if subject is None or subject[2] != match["be"]:
        return None
    name = _short_name(subject[1], match["be"])
    if name is None:
        return None
    part = match["part"]
    if part.endswith("ing"):
        verb = {"affecting": "affect", "causing": "cause", "involving": "involve"}[part]
        return [
            finish(match["left"]),
            finish(f"{name} {verb if name == 'They' else grammar.third(verb)} {match['right']}"),
        ]
    return [finish(match["left"]), finish(f"{name} {match['be']} {part} {match['right']}")]


def in_which(sentence: str) -> list[str] | None:
    match = _IN_WHICH.match(sentence)
    if not match or not is_clause(match["right"]) or not complete(match["left"]) or inside_brackets(match["left"]):
        return None
    return [finish(match["left"]), finish(f"In this {match['noun']}, {match['right']}")]


def middle_gloss(sentence: str) -> list[str] | None:
    """Turn "X, which is A, does B" and "X, a Y, does B" into two sentences."""
    match = _MIDDLE.match(sentence)
    if not match:
        return None
    noun, kind, gloss, verb, rest = match.group("noun", "kind", "gloss", "verb", "rest")
    found = tokens(noun)
    if verb.lower() not in AUX | VERBS_S | VERBS_BASE or found[0] in grammar.SUBORDINATORS | {"there", "however"}:
        return None
    if grammar.has_finite(noun) or any(word in RELATIVE | {"of", "and", "or"} for word in found):
        return None
    plural = grammar.is_plural(noun, verb.lower())
    be = "are" if plural else "is"
    if kind == "which":
        first_verb = tokens(gloss)[0]
        if first_verb not in AUX | VERBS_S | VERBS_BASE:
            return None
        first = f"{noun} {gloss}"
    elif kind in ("a", "an", "the"):
        if grammar.has_finite(gloss) or plural:
            return None
        first = f"{noun} {be} {kind} {gloss}"
    elif kind == "or":
        first = f"{noun} {be} also called {gloss}"
    else:
        first = f"{noun} {be} {kind} {gloss}"
    return [finish(first), finish(f"{'They' if plural else 'It'} {verb} {rest}")]


def a_that(sentence: str) -> list[str] | None:
    """Turn "... a protein that controls X" at a sentence's end into "... a protein. This protein controls X"."""
    match = _A_THAT.match(sentence)
    if not match or "n't" in match["left"] or inside_brackets(match["left"]) or not complete(match["left"]):
        return None
    words = tokens(match["left"])
    noun, verb = match["noun"] or match["many"], _lead_verb(match)
    if _BARS_THAT & set(words) or RELATIVE & set(words) or noun in _REPORTS or "," in match["left"] + match["right"]:
        return None
    plural = match["one"] is None
    if (plural and not grammar.is_plural(noun)) or verb not in _verbs("are" if plural else "is"):
        return None
    return [finish(match["left"]), finish(f"{'These' if plural else 'This'} {noun} {match['right']}")]


def bracket(sentence: str) -> list[str] | None:
    """Move "(who have two X chromosomes)" out of the sentence, behind it."""
    match = _BRACKET.search(sentence)
    if match:
        if match["verb"].lower() not in PLURAL_AUX | VERBS_BASE | grammar.MODALS:
            return None
        rest = sentence[: match.end("noun")] + sentence[match.end() :]
        return [finish(rest), finish(f"{match['noun']} {match['gloss']}")]
    match = re.search(r" \((?:such as|for example,|e\.g\.,?) ([^()]+)\)\.$", sentence)
    if match and match.group(1).split()[0] in grammar.SUBORDINATORS:
        return None
    if match and len(match.group(1).split()) >= 2 and complete(sentence[: match.start()]):
        be = "Examples are" if re.search(r",| and | or ", match.group(1)) else "An example is"
        return [finish(sentence[: match.start()]), finish(f"{be} {match.group(1)}")]
    return None
