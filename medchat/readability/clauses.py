"""Cut one long English sentence into shorter ones. Every rule would rather do nothing than be wrong."""

import re
from collections.abc import Callable

from medchat.readability import grammar
from medchat.readability.grammar import AUX, PLURAL_AUX, RELATIVE, VERBS_BASE, VERBS_S, finish, is_clause, tokens
from medchat.readability.inflect import verb_forms

Rule = Callable[[str], list[str] | None]

_SUBORDINATE_START = re.compile(r"(?:If|When|While|Because|Although|Though|Since|Unless|After|Before|Once|Until|As)\b")
_CONJUNCTION = re.compile(
    r"(?:,|;) (and|but|so|or|yet)(?: then)? (?=\w)|(?<=\w) (and|but|so) (?=(?:it|they|you|he|she|we) )|"
    r"(?<=\w) (and) (?=(?:the|a|an|your|this|these|their|its|some|many|other) )"
)
_WHICH = re.compile(r", which (?=(\w+)(?: (\w+))?)")
_ING = {
    verb_forms(verb)[2]: verb
    for verb in [
        "cause",
        "lead",
        "result",
        "make",
        "allow",
        "help",
        "prevent",
        "increase",
        "reduce",
        "form",
        "produce",
        "affect",
        "put",
        "create",
        "block",
        "damage",
        "give",
        "raise",
        "destroy",
        "disrupt",
        "require",
        "interfere",
        "trigger",
        "impair",
        "remove",
        "change",
        "slow",
        "keep",
        "protect",
        "lower",
        "turn",
        "bring",
        "weaken",
        "kill",
        "spread",
        "stop",
        "release",
        "carry",
        "let",
    ]
}
_ING_CLAUSE = re.compile(rf",(?: thereby| thus)? ({'|'.join(_ING)}) (?=\w)")
_IS_A = re.compile(
    r"^(?P<left>(?:\S+ ){1,9}?(?P<be>is|are|was|were) (?:(?:an?|the|one|two|any|often|usually|part) )?(?:\S+ ){1,9}?)"
    r"(?:that|which) (?P<right>(?:(?:\w+ly|most often|often|also|usually|can|may) )?(?P<verb>\w+) .+)$"
)
_REDUCED = re.compile(
    r"^(?P<left>(?:\S+ ){1,8}?(?P<be>is|are) an? (?:\S+ ){1,7}?\S+[^\W,]),? "
    r"(?P<part>characterized by|marked by|caused by|used (?:to|for|in|by)|made (?:of|by|from|up of)|found in|"
    r"associated with|linked to|related to|passed down|located in|inherited in|produced (?:by|in)|affecting|causing|involving) (?P<right>.+)$"
)
_IN_WHICH = re.compile(
    r"^(?P<left>.+? (?P<noun>disease|condition|disorder|illness|process|test|procedure|surgery|form|cancer|syndrome|"
    r"problem|type|pattern|treatment|stage|operation|health problem)) (?:in|by|during) which (?P<right>.+)$"
)
_MIDDLE = re.compile(
    r"^(?P<noun>(?:[^\s,()]+ ){0,4}[^\s,()]+), (?P<kind>which|also called|also known as|sometimes called|or|an?|the) "
    r"(?P<gloss>[^,()]+), (?P<verb>\w+) (?P<rest>.+)$"
)
_ENUM = re.compile(
    r"^(?P<lead>[^,:()]*?\b(?:includes?|including|such as|are|causes?|involves?|affects?|contains?|the following|these|"
    r"(?:caused|triggered|treated|marked|made worse) by|treated with|(?:made up|consists?|made|risk|signs|symptoms) of|"
    r"risk for|(?:may|can|might|also|often) have|leads? to|such as)|[^,:()]+:) "
    r"(?P<items>[^:;()]+?,? (?:and|or)(?:/or)? [^,:;()]+)\.$"
)


def split_once(sentence: str) -> list[str] | None:
    """Cut a sentence in two by the first rule that fits; None when no rule is safe."""
    if not sentence.endswith(".") or sentence.count("(") != sentence.count(")") or "\n" in sentence:
        return None
    for rule in RULES:
        parts = rule(sentence)
        if parts and all(_sound(part) for part in parts):
            return parts
    return None


def _sound(part: str) -> bool:
    quotes = part.count('"') % 2 == 0 and part.count("“") == part.count("”")
    return len(tokens(part)) >= 3 and part.count("(") == part.count(")") and quotes


def _complete(left: str) -> bool:
    """Tell whether what stands left of a cut is a sentence of its own."""
    if not grammar.has_finite(left):
        return False
    if _SUBORDINATE_START.match(left):
        comma = [m.end() for m in re.finditer(", ", left)]
        return any(is_clause(left[at:]) for at in comma)
    words = tokens(left)
    return words[-1] not in RELATIVE | {"and", "or", "to", "of", "both", "either", "not", "but", "such"}


def _semicolon(sentence: str) -> list[str] | None:
    left, mark, right = sentence.partition("; ")
    if not mark or ";" in right or ("(" in left and ")" not in left):
        return None
    for old, new in (("however, ", "But "), ("therefore, ", "So "), ("and ", ""), ("thus, ", "So "), ("but ", "But ")):
        if right.startswith(old):
            right = right[len(old) :]
            return [finish(left), finish(new + right)] if is_clause(right) and _complete(left) else None
    return [finish(left), finish(right)] if is_clause(right) and _complete(left) else None


def _conjunction(sentence: str) -> list[str] | None:
    for match in _CONJUNCTION.finditer(sentence):
        word = match.group(1) or match.group(2) or match.group(3)
        left, right = sentence[: match.start()], sentence[match.end() :]
        if _inside_brackets(left) or not is_clause(right) or not _complete(left):
            continue
        if word == "or" and re.search(r"\b(?:either|whether|if)\b", left, re.IGNORECASE):
            continue
        if _hangs_on(left) or (match.group(3) and (RELATIVE & set(tokens(left)) or ", " in left)):
            continue
        start = {"and": "", "but": "But ", "yet": "But ", "so": "So ", "or": "Or "}[word]
        return [finish(left), finish(start + right if start else right)]
    return None


def _hangs_on(left: str) -> bool:
    """Tell whether the last clause of `left` is a condition or a report that the next clause shares."""
    tail = tokens(left)[-14:]
    return any(word in ("if", "whether", "unless", "until", "how", "why", "so", "when", "because") for word in tail[1:])


def _which(sentence: str) -> list[str] | None:
    for match in _WHICH.finditer(sentence):
        left, right = sentence[: match.start()], sentence[match.end() :]
        if _inside_brackets(left) or not _complete(left) or _goes_on(right) or ":" in left:
            continue
        verb = match.group(1).lower()
        if verb in ADVERB_LED and match.group(2):
            verb = match.group(2).lower()
        if verb not in AUX | VERBS_S | VERBS_BASE:
            continue
        plural = verb in PLURAL_AUX | (VERBS_BASE - AUX) or (verb in grammar.MODALS and grammar.is_plural(_tail(left)))
        return [finish(left), finish(("These " if plural else "This ") + right)]
    return None


ADVERB_LED = frozenset(["also", "often", "usually", "then", "normally", "typically", "sometimes", "in", "most"])


def _tail(left: str) -> str:
    return " ".join(left.split()[-2:])


def _goes_on(right: str) -> bool:
    """Tell whether a comma ends the relative clause and the main verb follows it."""
    if re.fullmatch(r"[^,]+, (?:and|or) [^,]+", right):
        return True
    after = [tokens(part)[:2] for part in right.split(", ")[1:]]
    verbs = AUX | VERBS_S | VERBS_BASE
    return any(words and (words[0] in verbs or (words[0] in grammar.ADVERBS and words[-1] in verbs)) for words in after)


def _participle(sentence: str) -> list[str] | None:
    match = _ING_CLAUSE.search(sentence)
    if not match:
        return None
    left, right = sentence[: match.start()], sentence[match.end() :]
    if _inside_brackets(left) or not _complete(left) or _hangs_on(left) or "?" in sentence:
        return None
    verb = _ING[match.group(1)]
    hedged = any(word in ("may", "can", "could", "might") for word in tokens(left))
    head = f"This can {verb} " if hedged else f"This {grammar.third(verb)} "
    return [finish(left), finish(head + right)]


def _including(sentence: str) -> list[str] | None:
    match = re.search(r", (including|such as) (?=\w)", sentence)
    if not match:
        return None
    left, right = sentence[: match.start()], sentence[match.end() :]
    if _inside_brackets(left) or not _complete(left) or not _is_enumeration(right):
        return None
    return [finish(left), finish(("These include " if match.group(1) == "including" else "Examples are ") + right)]


def _is_enumeration(text: str) -> bool:
    items = _items(text.rstrip("."))
    return bool(items) and not any(grammar.finite_index(tokens(item), 12) is not None for item in items or ())


_APPOSED = re.compile(r", (?=(?:an?|the|one of the) [a-z])")


def _apposition(sentence: str) -> list[str] | None:
    """Turn ", the largest nerve in the body." at a sentence's end into a sentence of its own."""
    match = _APPOSED.search(sentence)
    if not match or sentence.count(", ") != 1 or _SUBORDINATE_START.match(sentence):
        return None
    left, right = sentence[: match.start()], sentence[match.end() :]
    head = re.split(r"\b(?:that|which|who|where)\b", right)[0]
    if _inside_brackets(left) or not _complete(left) or grammar.has_finite(head) or grammar.is_plural(_tail(left)):
        return None
    if re.search(r"\b(?:and|or|but)\b", head) or tokens(sentence)[0] in grammar.SUBORDINATORS:
        return None
    return [finish(left), finish("This is " + right)]


def _because(sentence: str) -> list[str] | None:
    match = re.search(r",? because (?=\w)", sentence)
    if not match or match.start() < 8:
        return None
    left, right = sentence[: match.start()], sentence[match.end() :]
    if _inside_brackets(left) or not _complete(left) or _hangs_on(left + " x"):
        return None
    if re.search(r"\b(?:not|only|just|mainly|mostly|simply|partly|perhaps|possibly|maybe|n't)\s*$", left):
        return None
    if re.search(r"\b(?:not|n't|never|no)\b", left) and "," not in match.group():
        return None
    return [finish(left), finish("This is because " + right)]


def _contrast(sentence: str) -> list[str] | None:
    match = re.search(r", (?:although|though|whereas|while) (?=\w)", sentence)
    if match and match.start() > 8:
        left, right = sentence[: match.start()], sentence[match.end() :]
        if _complete(left) and is_clause(right) and not _inside_brackets(left) and not right.startswith("other "):
            return [finish(left), finish("But " + grammar.lower_first(right))]
    match = re.match(r"(Although|Though|While|Because|Since|Even though) ", sentence)
    if not match:
        return None
    commas = [m for m in re.finditer(", ", sentence) if is_clause(sentence[m.end() :])]
    if not commas:
        return None
    left, right = sentence[match.end() : commas[0].start()], sentence[commas[0].end() :]
    joint = "So " if match.group(1) in ("Because", "Since") else "But "
    if not is_clause(left) or "," in left:
        return None
    return [finish(left), finish(joint + grammar.lower_first(right))]


def _is_a_that(sentence: str) -> list[str] | None:
    match = _IS_A.match(sentence)
    if not match:
        return None
    left, right, verb, be = match["left"].strip(), match["right"], match["verb"].lower(), match["be"]
    words = tokens(left)
    if words[0] in ("there", "if", "when", "what", "here", "one", "some", "not", "because") or verb not in _verbs(be):
        return None
    if "," in left or any(w in RELATIVE | {"only", "first", "than", "not", "so", "no"} for w in words) or "(" in left:
        return None
    predicate = left.split(f" {be} ", 1)[-1].lower().split()
    if predicate[0].endswith(("ed", "ing")) or set(predicate) & _LOOSE or predicate[0] in grammar.ADVERBS | {"like"}:
        return None
    subject = grammar.subject(sentence)
    if subject is None or subject[2] != be:
        return None
    name = _short_name(subject[1], be)
    return [finish(left), finish(f"{name} {right}")] if name else None


_LOOSE = frozenset(["to", "for", "by", "with", "from", "about", "into", "on", "at", "used", "found", "made", "caused"])


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


def _reduced_relative(sentence: str) -> list[str] | None:
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


def _in_which(sentence: str) -> list[str] | None:
    match = _IN_WHICH.match(sentence)
    if not match or not is_clause(match["right"]) or not _complete(match["left"]) or _inside_brackets(match["left"]):
        return None
    return [finish(match["left"]), finish(f"In this {match['noun']}, {match['right']}")]


def _middle_gloss(sentence: str) -> list[str] | None:
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


def _verb_phrase(sentence: str) -> list[str] | None:
    """Give the second verb of one subject a sentence of its own."""
    parsed = grammar.subject(sentence)
    if parsed is None or parsed[0].lower().startswith(("if", "when", "to ", "unless", "while", "as ", "because")):
        return None
    lead, noun, verb = parsed
    plural = grammar.is_plural(noun, verb)
    modal = verb if verb in grammar.MODALS - {"had", "did", "didn't"} else ""
    wanted = (PLURAL_AUX | grammar.SURE_BASE) if plural else (grammar.SINGULAR_AUX | VERBS_S)
    wanted = grammar.MODALS | (grammar.SURE_BASE if modal else wanted)
    name = grammar.again(noun, verb)
    at = re.search(rf"(?<![\w-]){re.escape(verb)}(?![\w-])", sentence[len(lead) :], re.IGNORECASE)
    if name is None or at is None:
        return None
    start = len(lead) + at.start()
    for match in re.finditer(
        r"(,? (and|but)) (?=(?:also |then |often |sometimes |most often )?(\w+))", sentence[start:]
    ):
        left, right = sentence[: start + match.start()], sentence[start + match.end() :]
        second = match.group(3).lower()
        if second not in wanted or not _plain_phrase(left[start:]) or len(tokens(left)) < 4:
            continue
        joint = f"But {grammar.lower_first(name)}" if match.group(2) == "but" else name
        again = f"{modal} " if modal and second not in AUX else ""
        return [finish(left), finish(f"{joint} {again}{right}")]
    return None


def _plain_phrase(text: str) -> bool:
    """Tell whether a verb phrase holds no second clause, enumeration or open bracket that a cut would break."""
    return (
        not _inside_brackets(text) and ", " not in text and not any(w in RELATIVE | {"to", "not"} for w in tokens(text))
    )


_A_THAT = re.compile(
    r"^(?P<left>.+?\b(?:(?P<one>an?) (?:[\w-]+ ){0,3}(?P<noun>[a-z][\w-]+)|(?:[\w-]+ )(?P<many>[a-z][\w-]+s))) that "
    r"(?P<right>(?:(?:also|often|usually|sometimes|most often|then|can|may|normally) )?(?P<verb>\w+) .+)$"
)
_BARS_THAT = frozenset(
    ["not", "no", "never", "without", "any", "every", "only", "all", "first", "same", "such", "those", "than", "if",
     "when", "unless", "whether", "other", "so", "neither", "nor", "called", "likely", "there", "one", "each"]
)  # fmt: skip
_REPORTS = frozenset(["means", "shows", "says", "suggests", "indicates", "finds", "thinks", "states", "researchers"])


def _a_that(sentence: str) -> list[str] | None:
    """Turn "... a protein that controls X" at a sentence's end into "... a protein. This protein controls X"."""
    match = _A_THAT.match(sentence)
    if not match or "n't" in match["left"] or _inside_brackets(match["left"]) or not _complete(match["left"]):
        return None
    words = tokens(match["left"])
    noun, verb = match["noun"] or match["many"], match["verb"].lower()
    if _BARS_THAT & set(words) or RELATIVE & set(words) or noun in _REPORTS or "," in match["left"] + match["right"]:
        return None
    plural = match["one"] is None
    if (plural and not grammar.is_plural(noun)) or verb not in _verbs("are" if plural else "is"):
        return None
    return [finish(match["left"]), finish(f"{'These' if plural else 'This'} {noun} {match['right']}")]


def _colon(sentence: str) -> list[str] | None:
    """Turn a label and its sentence into two sentences ("Wear long sleeves: When outdoors, ...")."""
    left, mark, right = sentence.partition(": ")
    if not mark or len(left.split()) > 6 or len(right.split()) < 5 or not right[0].isupper():
        return None
    if not grammar.has_finite(right) and tokens(right)[0] not in _IMPERATIVES:
        return None
    if grammar.has_finite(left) and tokens(left)[0] not in _IMPERATIVES:
        return None
    return [finish(left), finish(right)] if len(left.split()) >= 3 else None


_IMPERATIVES = frozenset(
    ["use", "wear", "keep", "have", "avoid", "do", "take", "ask", "eat", "drink", "get", "make", "call", "talk", "wash"]
)


def _trailing(sentence: str) -> list[str] | None:
    match = re.search(r", (during which|depending on|based on) (?=\w)", sentence)
    if not match:
        return None
    left, right = sentence[: match.start()], sentence[match.end() :]
    if _inside_brackets(left) or not _complete(left) or ", " in right:
        return None
    if match.group(1) in ("depending on", "based on"):
        return [finish(left), finish(("This depends on " if match.group(1)[0] == "d" else "This is based on ") + right)]
    return [finish(left), finish("During this time, " + right)] if is_clause(right) else None


_BRACKET = re.compile(
    r"(?P<noun>\b(?:[a-z]+s|people|women|men|children)) \((?P<kind>who|which) (?P<gloss>(?P<verb>\w+) [^()]+)\)"
)


def _bracket(sentence: str) -> list[str] | None:
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
    if match and len(match.group(1).split()) >= 2 and _complete(sentence[: match.start()]):
        be = "Examples are" if re.search(r",| and | or ", match.group(1)) else "An example is"
        return [finish(sentence[: match.start()]), finish(f"{be} {match.group(1)}")]
    return None


def _however(sentence: str) -> list[str] | None:
    """Say "But" for "However": one sentence stays one."""
    match = re.match(r"(?:However, )(?=\w)|(?:Therefore|Thus|Consequently|As a result), (?=\w)", sentence)
    if match:
        start = "But " if sentence.startswith("However") else "So "
        return [finish(start + grammar.lower_first(sentence[match.end() :]))]
    match = re.match(r"((?:[\w-]+ ){0,4}[\w-]+), however, ", sentence)
    if match:
        return [finish("But " + grammar.lower_first(match.group(1)) + " " + sentence[match.end() :])]
    return None


def _enumeration(sentence: str) -> list[str] | None:
    """Make a list of three and more short things at the end of a sentence."""
    match = _ENUM.match(sentence)
    if not match:
        return None
    lead, items = match["lead"], _items(match["items"])
    if not items or len(items) < 3 or not grammar.has_finite(lead):
        return None
    words = tokens(lead)
    if (
        any(word in ("not", "no", "never", "without", "between", "neither", "either") for word in words)
        or "n't" in lead
    ):
        return None
    if words[0] in ("if", "when", "because", "although", "while"):
        return None
    if any(grammar.finite_index(tokens(item), 12) is not None for item in items):
        return None
    if lead.endswith(" such as"):
        lead = lead[: -len(" such as")].rstrip(",") + ". Examples are"
    if lead.endswith(" including"):
        lead = lead[: -len(" including")].rstrip(",") + ". These include"
    return [f"{lead.rstrip(':')}:\n" + "\n".join(f"- {finish(item)}" for item in items)]


def _items(text: str) -> list[str] | None:
    """Read "a, b, and c" as its items; None when it is not a clean enumeration of short things."""
    head, mark, last = text.rpartition(", and ")
    if not mark:
        head, mark, last = text.rpartition(", or ")
    if not mark and ", " in text:
        match = re.fullmatch(r"(.+, \S+(?: \S+)?) (?:and|or) (\S+(?: \S+)?)", text)
        if match:
            head, last = match.groups()
            mark = "and"
    if not mark:
        return None
    items = [*head.split(", "), last]
    clean = all(0 < len(item.split()) <= 7 for item in items)
    if not clean or any(
        re.match(r"(?:and|or|but|which|who|where|especially|in|with|as|also|called|including|such|known)\b", item)
        for item in items
    ):
        return None
    if len(items[0].split()) == 1 and len(items[1].split()) > 1 and _ADJECTIVE.search(items[0]):
        return None
    shared = [bool(_LINK.search(item)) for item in items]
    return None if shared[0] and not any(shared[1:]) else items


_ADJECTIVE = re.compile(
    r"(?:ed|ous|ful|al|ive|ic|ward|less|able|ent|ant|ish|like)$|^(?:dry|itchy|watery|bloody|red|pale|loose|hard|soft|slow|"
    r"fast|small|large|thin|thick|sore|dark|weak|stiff|clumsy|jerky|shaky|severe|rapid|high|low|new|old)$"
)
_LINK = re.compile(r" (?:such as|with|of|in|to|for|like|from|about|between|by|on) ")


def _inside_brackets(left: str) -> bool:
    return left.count("(") > left.count(")") or left.count("“") > left.count("”") or left.count('"') % 2 == 1


RULES: tuple[Rule, ...] = (
    _however, _semicolon, _colon, _conjunction, _middle_gloss, _in_which, _which, _participle, _including, _contrast,
    _is_a_that, _reduced_relative, _apposition, _a_that, _because, _verb_phrase, _trailing, _bracket,
)  # fmt: skip


def to_list(sentence: str) -> list[str] | None:
    """Turn a sentence that ends in an enumeration into a lead and list items, in one text."""
    return _enumeration(sentence)
