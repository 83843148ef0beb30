"""What the rules that cut a sentence share: small words, and looks at a tagged sentence."""

import re

from medchat.readability.grammar import finish
from medchat.readability.phrases import (
    FINITE,
    Clause,
    Parsed,
    clause_at,
    negative,
)
from medchat.readability.tagging import Word, base_form
from medchat.text.words import wordset

SUPERLATIVE = wordset("only same first last next best worst most least main whole right very such than")


NO_SOME = wordset("any every each all no most many few several both some only such another either neither")


NOT_PARTICIPLE = wordset("based compared followed according need used-to called named termed known provided given")


_OPENS = wordset("as after before since until")


OBLIGES = wordset("should must shouldn't")


_MANY_OF_THEM = wordset("gene protein enzyme part virus germ medicine drug test condition disease problem substance "
                        "chemical structure tube hormone region area copy change infection")  # fmt: skip


_PEOPLE = wordset("people patients women men children adults infants babies persons teens those")


REPORTS = wordset("say says know knows think thinks believe believes show shows find suggest suggests means mean found "
                   "shown learn see feel ask hope hopes expect suspect suspects")  # fmt: skip


def main_clause(parsed: Parsed) -> Clause | None:
    """Read the main clause; None for an order, a question, or a sentence that starts with a condition."""
    return clause_at(parsed.words, 0)


def skip_adverbs(words: list[Word], at: int) -> int:
    while at < len(words) - 1 and words[at].tag == "R":
        at += 1
    return at


def agrees(verb: str, name: str, *, plural: bool) -> bool:
    if name == "M" or verb in ("had", "did"):
        return True
    if name == "K":
        return True
    single = name == "Z" or verb in ("is", "was", "has", "does", "isn't", "doesn't", "hasn't")
    return single is not plural


def left_complete(parsed: Parsed, at: int) -> Clause | None:
    """Return the clause that stands before a word and is whole; nothing in it may reach over the cut."""
    words = parsed.words
    clause = main_clause(parsed)
    if clause is None:
        comma = next((i for i, word in enumerate(words[:at]) if word.tag == ","), None)
        if comma is None or (words[0].tag != "U" and words[0].low not in _OPENS):
            return None
        clause = clause_at(words, comma + 1)
    if clause is None or clause.verb >= at or parsed.depth[at]:
        return None
    return clause


def noun_again(parsed: Parsed, clause: Clause, at: int, rest: int, verb: int | None, be: str) -> list[str] | None:
    """Give what follows the noun before `at` a sentence that starts with that noun."""
    words = parsed.words
    start = noun_start(parsed, at)
    noun = words[at - 1]
    if start <= clause.verb and parsed.words[clause.verb].tag != "M" and start < clause.verb:
        return None
    lows = parsed.lows(start, at)
    if lows & (NO_SOME - {"some", "many", "several"}) or lows & SUPERLATIVE or negative(parsed, clause.verb, at):
        return None
    if any(word.endswith("est") for word in lows) or parsed.lows(max(0, start - 3), start) & {"than", "as", "such"}:
        return None
    if noun.low in ("way", "ways", "time", "times", "reason", "fact", "point", "amount", "one", "those", "everything"):
        return None
    plural = noun.tag == "S"
    if verb is not None and not agrees(words[verb].low, words[verb].tag, plural=plural):
        return None
    left = parsed.before(at)
    first = words[start].low
    named = at - 1
    listing = parsed.lows(clause.verb, start) & {"include", "includes", "are", "have", "has"}
    if listing and re.search(r", [^,]+, (?:and|or) ", parsed.after(at)):
        return None
    if start and words[start - 1].tag in (",", "C") and "," in parsed.tags(clause.verb, start):
        return None
    if start and words[start - 1].low == "of":
        owner = noun_start(parsed, start - 1)
        if first == "the" and words[owner].low in ("a", "an") and words[start - 2].tag == "N":
            named, first = start - 2, ""
        elif first == "the":
            return None
    elif start and words[start - 1].tag == "C" and not plural:
        return None
    if first == "the" and (plural or noun.low in _MANY_OF_THEM):
        article = "some" if plural else ("an" if words[start + 1].low[0] in "aeio" else "a")
        left = parsed.before(start) + article + " " + parsed.text[words[start + 1].start : words[at].start]
    elif first in ("this", "these", "that") or (at - start == 1 and noun.low in _PEOPLE and not be):
        return None
    if (be and words[clause.verb].low in ("is", "are") and re.search(
            r"\b(?:and|or) (?:your|the|an?) ", parsed.after(at))):  # fmt: skip
        return None
    again = f"{'These' if plural else 'This'} {parsed.part(named, named + 1)}"
    link = f" {'are' if plural else 'is'}" if be else ""
    right = re.sub(r" (and|or) (?:who|that|which) (?=\w)", r" \1 ", parsed.after(rest))
    return [finish(left), finish(f"{again}{link} {right}")]


def noun_start(parsed: Parsed, at: int) -> int:
    start = at - 1
    while start > 0 and parsed.words[start - 1].tag in ("D", "J", "N", "S", "Q", "E"):
        start -= 1
        if parsed.words[start].tag == "D" and parsed.words[start].low not in ("other", "more"):
            break
    return start


def a_list(parsed: Parsed, start: int, end: int) -> bool:
    """Tell whether an enumeration is still open: a comma that no "and" behind it has closed."""
    words = parsed.words
    commas = [
        i for i in range(start, end) if words[i].tag == "," and (words[i - 1].tag, words[i + 1].tag) != ("J", "J")
    ]
    if not commas:
        return False
    return not (words[commas[-1] + 1].tag == "C" and end - commas[-1] > 2)


def possible(parsed: Parsed, clause: Clause, end: int, modal: str, start: int = 1) -> str | None:
    """Put the verb of a clause behind "may" or "can": "you have X" is "you may have X"."""
    words = parsed.words
    verb = words[clause.verb]
    subject = parsed.part(start, clause.verb)
    if words[clause.start].low in ("someone", "anyone", "there", "no") or any(
        word.tag in FINITE for word in words[clause.verb + 1 : end]
    ):
        return None
    if verb.tag == "M":
        return parsed.part(start, end)
    after = parsed.part(clause.verb + 1, end)
    if verb.low in ("has", "have") and modal == "can" and words[clause.verb + 1].tag == "E":
        return None
    if verb.low in ("isn't", "aren't", "don't", "doesn't"):
        return f"{subject} {modal} not {'be ' if verb.low[0] in 'ia' else ''}{after}"
    if verb.low in ("do", "does"):
        return f"{subject} {modal} {after}" if words[clause.verb + 1].low == "not" else None
    base = base_form(verb.low)
    if base is None or verb.tag == "K" or verb.low in ("was", "were", "had", "did") or verb.low.endswith("n't"):
        return None
    if words[clause.verb + 1].low == "not":
        return f"{subject} {modal} not {base} {parsed.part(clause.verb + 2, end)}"
    return f"{subject} {modal} {base} {after}"
