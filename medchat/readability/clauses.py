"""Cut one long English sentence into shorter ones. Every rule would rather do nothing than be wrong."""

import re
from collections.abc import Callable

from medchat.readability import grammar, lists, relatives
from medchat.readability.cut_phrases import joins_clauses
from medchat.readability.cut_relatives import stands
from medchat.readability.grammar import (
    AUX,
    PLURAL_AUX,
    RELATIVE,
    SUBORDINATE_START,
    VERBS_S,
    complete,
    finish,
    hangs_on,
    inside_brackets,
    is_clause,
    tokens,
)
from medchat.readability.inflect import verb_forms
from medchat.readability.phrases import parse, sentence_at
from medchat.readability.splits import split_tagged
from medchat.readability.tagging import tag
from medchat.readability.tails import lost_heading

Rule = Callable[[str], list[str] | None]

_CONJUNCTION = re.compile(
    r"(?:,|;) (and|but|so|or|yet|however,)(?: then)? (?=\w)|(?<=\w) (and|but|so) (?=(?:it|they|you|he|she|we) )|"
    r"(?<=\w) (and) (?=(?:the|a|an|your|this|these|their|its|some|many|most|other) )"
)


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


_CAPITAL_INSIDE = re.compile(r"[a-z)] [A-Z]")
_IT_IS_FOR = re.compile(r"\b[Ii]t(?: i|'|’)s \w+ for .+ to ")
_AND_THAT = re.compile(r"^((?:These|This|They|It) [^,]+ (?:and|or)) (?:who|that|which) (?=\w)")


def split_once(sentence: str) -> list[str] | None:
    """Cut a sentence in two by the first rule that fits; None when no rule is safe."""
    if not sentence.endswith(".") or sentence.count("(") != sentence.count(")") or "\n" in sentence:
        return None
    if _IT_IS_FOR.search(sentence):
        return None
    parts = lists.run_on(sentence) if ": " in sentence else None
    parts = parts or (lost_heading(parse(sentence)) if _CAPITAL_INSIDE.search(sentence) else None)
    if parts:
        return parts
    for rule in RULES:
        parts = rule(sentence)
        if parts and all(_sound(part) for part in parts):
            return [_AND_THAT.sub(r"\1 ", part) for part in parts]
    parts = split_tagged(sentence)
    return parts if parts and all(_sound(part) for part in parts) else None


def _sound(part: str) -> bool:
    quotes = part.count('"') % 2 == 0 and part.count("“") == part.count("”")
    return len(tokens(part)) >= 3 and part.count("(") == part.count(")") and quotes


def _semicolon(sentence: str) -> list[str] | None:
    left, mark, right = sentence.partition("; ")
    if not mark or ";" in right or ("(" in left and ")" not in left):
        return None
    for old, new in (("however, ", "But "), ("therefore, ", "So "), ("and ", ""), ("thus, ", "So "), ("but ", "But ")):
        if right.startswith(old):
            right = right[len(old) :]
            return [finish(left), finish(new + right)] if is_clause(right) and complete(left) else None
    orders = all(tag(part)[0].tag == "B" for part in (left, right))
    return [finish(left), finish(right)] if orders or (_starts_clause(right) and complete(left)) else None


def _starts_clause(text: str) -> bool:
    return is_clause(text) or sentence_at(tag(text), 0) is not None


def _conjunction(sentence: str) -> list[str] | None:
    for match in _CONJUNCTION.finditer(sentence):
        word = match.group(1) or match.group(2) or match.group(3)
        left, right = sentence[: match.start()], sentence[match.end() :]
        if inside_brackets(left) or not is_clause(right) or not complete(left) or not stands(left):
            continue
        if joins_clauses(left):
            continue
        if tag(right)[0].tag in ("B", "V") or (word in ("so", "or") and right.startswith("that ")):
            continue
        if word == "or" and re.search(r"\b(?:either|whether|if)\b", left, re.IGNORECASE):
            continue
        if hangs_on(left) or (match.group(3) and (RELATIVE & set(tokens(left)) or _commas(left))):
            continue
        start = {"and": "", "but": "But ", "yet": "But ", "however,": "But ", "so": "So ", "or": "Or "}[word]
        if word == "so" and not match.group(1) and set(tokens(right)[:4]) & {"can", "could", "may", "will"}:
            start = "This way, "
        return [finish(left), finish(start + right if start else right)]
    return None


def _commas(left: str) -> bool:
    """Tell whether commas could mean an enumeration; the one behind "As it grows" does not."""
    return left.count(", ") > (1 if SUBORDINATE_START.match(left) else 0)


def _participle(sentence: str) -> list[str] | None:
    match = _ING_CLAUSE.search(sentence)
    if not match:
        return None
    left, right = sentence[: match.start()], sentence[match.end() :]
    if inside_brackets(left) or not complete(left) or hangs_on(left) or "?" in sentence:
        return None
    verb = _ING[match.group(1)]
    hedged = any(word in ("may", "can", "could", "might") for word in tokens(left))
    head = f"This can {verb} " if hedged else f"This {grammar.third(verb)} "
    return [finish(left), finish(head + right)]


def _because(sentence: str) -> list[str] | None:
    match = re.search(r",? because (?=\w)", sentence)
    if not match or match.start() < 8:
        return None
    left, right = sentence[: match.start()], sentence[match.end() :]
    if inside_brackets(left) or not complete(left) or hangs_on(left + " x"):
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
        if complete(left) and is_clause(right) and not inside_brackets(left) and not right.startswith("other "):
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


def _verb_phrase(sentence: str) -> list[str] | None:
    """Give the second verb of one subject a sentence of its own."""
    parsed = grammar.subject(sentence)
    if parsed is None or parsed[0].lower().startswith(("if", "when", "to ", "unless", "while", "as ", "because")):
        return None
    lead, noun, verb = parsed
    if verb in _REPORTS:
        return None
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
        if second not in wanted or not _plain_phrase(left[start:]) or len(tokens(left[start:])) < (4 if modal else 3):
            continue
        if name == "It" and re.search(r"\bit\b", right):
            continue
        joint = f"But {grammar.lower_first(name)}" if match.group(2) == "but" else name
        again = f"{modal} " if modal and second not in AUX else ""
        return [finish(left), finish(f"{joint} {again}{right}")]
    return None


_REPORTS = frozenset(
    ["hope", "hopes", "think", "thinks", "believe", "believes", "suggest", "suggests", "show", "shows", "know", "knows",
     "say", "says", "suspect", "suspects", "find", "finds"]
)  # fmt: skip
_BARS_AND = RELATIVE | {"to", "not", "as", "than", "after", "before", "until", "since", "once", "between", "both"}


def _plain_phrase(text: str) -> bool:
    """Tell whether a verb phrase holds no second clause, enumeration or open bracket that a cut would break."""
    return not inside_brackets(text) and ", " not in text and _BARS_AND.isdisjoint(tokens(text))


def _colon(sentence: str) -> list[str] | None:
    """Turn a label and its sentence into two sentences ("Wear long sleeves: When outdoors, ...")."""
    left, mark, right = sentence.partition(": ")
    if mark and right[:1].isupper() and tag(left)[0].tag == "B" and len(left.split()) <= _LONG_ORDER and (
        _starts_clause(right) or right.startswith("When ")
    ):  # fmt: skip
        return [finish(left), finish(right)]
    if not mark or len(left.split()) > 6 or len(right.split()) < 5 or not right[0].isupper():
        return None
    if not grammar.has_finite(right) and tokens(right)[0] not in _IMPERATIVES:
        return None
    if grammar.has_finite(left) and tokens(left)[0] not in _IMPERATIVES:
        return None
    order = tag(left)[0].tag == "B" and len(left.split()) == _SHORT_ORDER
    return [finish(left), finish(right)] if len(left.split()) >= 3 or order else None


_LONG_ORDER = 9
_SHORT_ORDER = 2
_IMPERATIVES = frozenset(
    ["use", "wear", "keep", "have", "avoid", "do", "take", "ask", "eat", "drink", "get", "make", "call", "talk", "wash"]
)


def _trailing(sentence: str) -> list[str] | None:
    match = re.search(r", (during which|depending on|based on) (?=\w)", sentence)
    if not match:
        return None
    left, right = sentence[: match.start()], sentence[match.end() :]
    if inside_brackets(left) or not complete(left) or ", " in right:
        return None
    if match.group(1) in ("depending on", "based on"):
        return [finish(left), finish(("This depends on " if match.group(1)[0] == "d" else "This is based on ") + right)]
    return [finish(left), finish("During this time, " + right)] if is_clause(right) else None


def _however(sentence: str) -> list[str] | None:
    """Say "But" for "However": one sentence stays one."""
    match = re.match(
        r"(?:However, )(?=\w)|(?:Therefore|Thus|Consequently|As a result|"
        r"Because of this|For (?:this|these) reasons?|Because of these problems), (?=\w)",
        sentence,
    )
    if match:
        start = "But " if sentence.startswith("However") else "So "
        return [finish(start + grammar.lower_first(sentence[match.end() :]))]
    match = re.match(r"((?:[\w-]+ ){0,4}[\w-]+), however, ", sentence)
    if match:
        return [finish("But " + grammar.lower_first(match.group(1)) + " " + sentence[match.end() :])]
    return None


RULES: tuple[Rule, ...] = (
    _however,
    _semicolon,
    _colon,
    _conjunction,
    relatives.middle_gloss,
    relatives.in_which,
    relatives.which,
    _participle,
    lists.including,
    _contrast,
    relatives.is_a_that,
    relatives.reduced_relative,
    relatives.apposition,
    relatives.a_that,
    _because,
    _verb_phrase,
    _trailing,
    relatives.bracket,
)
