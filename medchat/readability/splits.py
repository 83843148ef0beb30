"""Rules over tagged words that cut one long sentence into two. Every rule would rather do nothing than be wrong."""

import re

from medchat.readability import grammar, tails
from medchat.readability.counts import lexicon
from medchat.readability.grammar import capital, finish, lower_first
from medchat.readability.phrases import (
    FINITE,
    PERSONS,
    Clause,
    Parsed,
    clause_at,
    head,
    is_plural,
    name_again,
    negative,
    noun_end,
    parse,
    phrase_end,
    sentence_at,
)
from medchat.readability.tagging import Word, base_form
from medchat.text.words import wordset

_SUPERLATIVE = wordset("only same first last next best worst most least main whole right very such than")
_NO_SOME = wordset("any every each all no most many few several both some only such another either neither")
_CAUSATIVE = wordset("have has had get gets keep keeps make makes see sees hear hears feel feels find finds leave leaves "
                     "want wants need needs")  # fmt: skip
_STATIVE_G = wordset(
    "surrounding covering containing causing affecting involving lining connecting linking carrying controlling lacking "
    "producing having occurring leading resulting supplying supporting performing providing offering receiving needing "
    "specializing measuring controlling"
)
_GOES_ON = wordset("by in for to with from of at on as during through into after before within around between")
_NOT_PARTICIPLE = wordset("based compared followed according need used-to called named termed known provided given")
_TIMES = wordset("beginning starting ranging lasting varying occurring appearing")
_NO_EVENT = wordset("including according depending regarding following being concerning considering during")
_DOES = wordset("use uses used do does done take takes taken give gives given order orders ordered place places placed "
                "put puts add adds added perform performs performed make prescribe prescribes prescribed insert inserts "
                "inserted remove removes removed check checks checked test tests tested study studies studied "
                "inject injects injected recommended tried need needs needed treatment")  # fmt: skip
_NO_PURPOSE = wordset("way ways time times chance chances risk risks ability need needs power right order able likely "
                      "how failure trouble hard easy ready enough too tendency attempt attempts effort efforts plan "
                      "steps step reason reasons place used things thing something nothing anything what care if "
                      "who when where best important necessary known thought found said believed shown expected "
                      "response similar due linked lead leads related")  # fmt: skip
_HELPS = wordset("help prevent avoid reduce lower keep protect ease")
_NAMED = re.compile(r", (called|known as|named) ([^,]+), (?=(?:that|which) )")
_LONG = 18
_LONG_ENOUGH = 13
_OPENS = wordset("as after before since until")
_OBLIGES = wordset("should must shouldn't")
_DEGREE = wordset("mainly mostly especially particularly usually often sometimes typically generally chiefly")
_MANY_OF_THEM = wordset("gene protein enzyme part virus germ medicine drug test condition disease problem substance "
                        "chemical structure tube hormone region area copy change infection")  # fmt: skip
_PEOPLE = wordset("people patients women men children adults infants babies persons teens those")
_REPORTS = wordset("say says know knows think thinks believe believes show shows find suggest suggests means mean found "
                   "shown learn see feel ask hope hopes expect suspect suspects")  # fmt: skip


def _main(parsed: Parsed) -> Clause | None:
    """Read the main clause; None for an order, a question, or a sentence that starts with a condition."""
    return clause_at(parsed.words, 0)


def people_who(parsed: Parsed) -> list[str] | None:
    """Turn "People who smoke get sick more often" into "Some people smoke. They get sick more often"."""
    words = parsed.words
    end = phrase_end(words, 0)
    if end is None or end + 2 >= len(words) or words[end].low not in ("who", "that", "which"):
        return None
    first = words[0].low
    main = head(words, 0, end)
    verb = _skip_adverbs(words, end + 1)
    if words[verb].tag not in FINITE or parsed.lows(0, end) & ((_NO_SOME | _SUPERLATIVE) - {"other"}):
        return None
    second = _second_finite(parsed, verb)
    if second is None or second >= len(words) - 2 or second - verb < 2:
        return None
    begin = _back_over_adverbs(words, second)
    plural = main.tag == "S" or "and" in parsed.lows(0, end)
    if words[0].tag == "P" or not _agrees(words[verb].low, words[verb].tag, plural=plural):
        return None
    if not _agrees(words[second].low, words[second].tag, plural=plural):
        return None
    noun = parsed.part(1 if first in ("the", "those", "these") else 0, end)
    if plural:
        lead = f"{'These' if first == 'these' else 'Some'} {lower_first(noun) if first not in ('the',) else noun}"
        return [finish(f"{_some(lead)} {parsed.part(end + 1, begin)}"), finish("They " + parsed.after(begin))]
    if first in ("a", "an") and main.low in PERSONS and words[second].tag == "M":
        stated = _possible(parsed, Clause(0, end, verb), begin, "may", 0)
        noun = parsed.part(0, end)
        if stated and stated.startswith(f"{noun} {words[end].low} "):
            return [
                finish(noun + stated[len(f"{noun} {words[end].low}") :]),
                finish("If so, they " + parsed.after(begin)),
            ]
        return None
    if first == "the" and main.low not in PERSONS and main.tag == "N":
        return [
            finish(f"{_a(noun)} {parsed.part(end + 1, begin)}"),
            finish("It " + parsed.after(begin)),
        ]
    return None


def _some(lead: str) -> str:
    """Lower the first letter of the noun behind "Some", unless it looks like a name."""
    start, _, noun = lead.partition(" ")
    word = noun.split(" ")[0]
    return f"{start} {noun[0].lower() + noun[1:] if word[1:].islower() or len(word) == 1 else noun}"


def _a(noun: str) -> str:
    """Put "A" or "An" before a noun; letters said one by one go by their names (an HTT gene)."""
    letters = noun.split(" ")[0][:2].isupper()
    return ("An " if noun[0] in ("AEFHILMNORSX" if letters else "aeioAEIO") else "A ") + noun


def _skip_adverbs(words: list[Word], at: int) -> int:
    while at < len(words) - 1 and words[at].tag == "R":
        at += 1
    return at


def _back_over_adverbs(words: list[Word], at: int) -> int:
    while at > 1 and words[at - 1].tag == "R":
        at -= 1
    return at


def _second_finite(parsed: Parsed, verb: int) -> int | None:
    """Find the verb of the main clause behind a relative clause whose verb is given."""
    words = parsed.words
    coordinated = False
    for i in range(verb + 1, len(words)):
        name = words[i].tag
        if name in ("W", "U", ";", ":", ",", "H") or (
            name == "P" and words[i].low in ("they", "it", "you", "he", "she")
        ):
            return None
        if parsed.depth[i]:
            continue
        if name == "C":
            coordinated = True
            continue
        if name in FINITE:
            near = words[_back_over_adverbs(words, i) - 1]
            if near.tag in ("A", "M"):
                continue
            if not coordinated or words[i - 1].tag not in ("C", "R"):
                return i
        if name != "R":
            coordinated = False
    return None


def _agrees(verb: str, name: str, *, plural: bool) -> bool:
    if name == "M" or verb in ("had", "did"):
        return True
    if name == "K":
        return True
    single = name == "Z" or verb in ("is", "was", "has", "does", "isn't", "doesn't", "hasn't")
    return single is not plural


def stands(text: str) -> bool:
    """Tell whether a text that starts with a noun and "that ..." has a main verb behind it."""
    parsed = parse(text)
    words = parsed.words
    end = phrase_end(words, 0) if words else None
    if end is None or end >= len(words) - 1 or "W" not in (words[end].tag, words[end + 1].tag):
        return True
    if words[end].tag != "W":
        return words[end].tag != "I"  # "dishes in which ...": its verb is too far away to find
    verb = _skip_adverbs(words, end + 1)
    return verb < len(words) and _second_finite(parsed, verb) is not None


def _left_complete(parsed: Parsed, at: int) -> Clause | None:
    """Return the clause that stands before a word and is whole; nothing in it may reach over the cut."""
    words = parsed.words
    clause = _main(parsed)
    if clause is None:
        comma = next((i for i, word in enumerate(words[:at]) if word.tag == ","), None)
        if comma is None or (words[0].tag != "U" and words[0].low not in _OPENS):
            return None
        clause = clause_at(words, comma + 1)
    if clause is None or clause.verb >= at or parsed.depth[at]:
        return None
    return clause


def object_relative(parsed: Parsed) -> list[str] | None:
    """Turn "... by a defect in the gene that directs it" into "... in a gene. This gene directs it"."""
    named = _NAMED.sub(r" \1 \2 ", parsed.text)
    if named != parsed.text:
        parsed = parse(named)
    words = parsed.words
    for at in range(4, len(words) - 3):
        if words[at].low not in ("that", "which", "who"):
            continue
        if words[at - 1].tag == ")":
            parts = _behind_bracket(parsed, at)
            if parts:
                return parts
        if words[at].tag != "W" or words[at - 1].tag not in "NS":
            continue
        clause = _left_complete(parsed, at)
        verb = _skip_adverbs(words, at + 1)
        if clause is None or parsed.tags(clause.verb, at) & {"W", "U"} or words[verb].tag not in FINITE:
            continue
        return _noun_again(parsed, clause, at, at + 1, verb, "")
    return None


def _behind_bracket(parsed: Parsed, at: int) -> list[str] | None:
    """Cut at "cells (lymphocytes) that": as if the bracket were not there, and put it back."""
    opened = parsed.text.rfind(" (", 0, parsed.words[at].start)
    bracket = parsed.text[opened : parsed.words[at - 1].end]
    parts = (
        object_relative(parse(parsed.text[:opened] + parsed.text[parsed.words[at - 1].end :])) if opened > 0 else None
    )
    return [finish(parts[0].rstrip(".") + bracket), parts[1]] if parts else None


def _noun_again(parsed: Parsed, clause: Clause, at: int, rest: int, verb: int | None, be: str) -> list[str] | None:
    """Give what follows the noun before `at` a sentence that starts with that noun."""
    words = parsed.words
    start = _noun_start(parsed, at)
    noun = words[at - 1]
    if start <= clause.verb and parsed.words[clause.verb].tag != "M" and start < clause.verb:
        return None
    lows = parsed.lows(start, at)
    if lows & (_NO_SOME - {"some", "many", "several"}) or lows & _SUPERLATIVE or negative(parsed, clause.verb, at):
        return None
    if any(word.endswith("est") for word in lows) or parsed.lows(max(0, start - 3), start) & {"than", "as", "such"}:
        return None
    if noun.low in ("way", "ways", "time", "times", "reason", "fact", "point", "amount", "one", "those", "everything"):
        return None
    plural = noun.tag == "S"
    if verb is not None and not _agrees(words[verb].low, words[verb].tag, plural=plural):
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
        owner = _noun_start(parsed, start - 1)
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


def _noun_start(parsed: Parsed, at: int) -> int:
    start = at - 1
    while start > 0 and parsed.words[start - 1].tag in ("D", "J", "N", "S", "Q", "E"):
        start -= 1
        if parsed.words[start].tag == "D" and parsed.words[start].low not in ("other", "more"):
            break
    return start


def reduced_relative(parsed: Parsed) -> list[str] | None:
    """Turn "... the nerves used for movement" into "... some nerves. These nerves are used for movement"."""
    words = parsed.words
    for at in range(4, len(words) - 3):
        word = words[at]
        if words[at - 1].tag not in "NS":
            continue
        passive = word.tag == "E" and words[at + 1].low in _GOES_ON and word.low not in _NOT_PARTICIPLE
        active = word.tag == "G" and word.low in _STATIVE_G and words[at - 1].low not in ("by", "of", "without")
        able = word.low in ("responsible", "similar", "common", "available", "rich", "due") and words[at + 1].tag == "I"
        if not (passive or active or able):
            continue
        clause = _left_complete(parsed, at)
        if clause is None or parsed.tags(clause.verb, at) & {"W", "U"} or len(words) - at < 5:
            continue
        if words[clause.verb].tag == "K" or words[clause.verb].low in ("was", "were", "had") or _causes(parsed, clause):
            continue
        if parsed.tags(at + 1, len(words)) & FINITE and not parsed.tags(at + 1, len(words)) & {"W", "U"}:
            continue
        if "," in {w.low for w in words[clause.verb : at]}:
            continue
        if active:
            return _active_again(parsed, clause, at)
        parts = _noun_again(parsed, clause, at, at, None, "be")
        if parts:
            return parts
    return None


def _causes(parsed: Parsed, clause: Clause) -> bool:
    verbs = {word.low for word in parsed.words[clause.verb : clause.verb + 3] if word.tag in ("A", "Z", "B", "V")}
    return bool(verbs & _CAUSATIVE)


def _active_again(parsed: Parsed, clause: Clause, at: int) -> list[str] | None:
    base = base_form(parsed.words[at].low)
    parts = _noun_again(parsed, clause, at, at + 1, None, "")
    if not parts or base is None:
        return None
    plural = parsed.words[at - 1].tag == "S"
    start, noun = parts[1].split(" ")[:2]
    verb = base if plural else grammar.third(base)
    return [parts[0], finish(f"{start} {noun} {verb} {parsed.after(at + 1)}")]


def comma_tail(parsed: Parsed) -> list[str] | None:
    """Turn ", often starting in the arms" and ", found in the lung" at the end into a sentence of their own."""
    words = parsed.words
    for at in range(3, len(words) - 3):
        if words[at].tag != "," or parsed.depth[at]:
            continue
        first = _skip_adverbs(words, at + 3 if words[at + 1].low == "in" and words[at + 2].low == "time" else at + 1)
        word = words[first]
        if word.tag not in ("G", "E") or word.low in _NO_EVENT | _NOT_PARTICIPLE:
            continue
        clause = _left_complete(parsed, at)
        if clause is None or parsed.tags(first, len(words)) & {",", ";", ":"} or words[first + 1].tag == "C":
            continue
        if _a_list(parsed, clause.verb, at) or (
            first + 1 < len(words) and words[first + 1].tag in "NS" and word.tag == "E"
        ):
            continue
        if parsed.tags(first, len(words)) & FINITE and not parsed.tags(first, len(words)) & {"W", "U"}:
            continue
        return _tail_sentence(parsed, clause, at, first)
    return None


def _a_list(parsed: Parsed, start: int, end: int) -> bool:
    """Tell whether an enumeration is still open: a comma that no "and" behind it has closed."""
    words = parsed.words
    commas = [
        i for i in range(start, end) if words[i].tag == "," and (words[i - 1].tag, words[i + 1].tag) != ("J", "J")
    ]
    if not commas:
        return False
    return not (words[commas[-1] + 1].tag == "C" and end - commas[-1] > 2)


def _tail_sentence(parsed: Parsed, clause: Clause, at: int, first: int) -> list[str] | None:
    words = parsed.words
    word = words[first]
    adverbs = parsed.part(at + 1, first)
    adverbs = adverbs + " " if adverbs else ""
    if words[at + 1].low in ("not", "thus", "thereby", "then"):
        return None
    plural = words[at - 1].tag == "S"
    left = finish(parsed.before(at))
    if word.tag == "E":
        if words[first + 1].tag != "I":
            return None
        return [left, finish(f"{'These are' if plural else 'This is'} {adverbs}{parsed.after(first)}")]
    base = base_form(word.low)
    if base is None or words[first + 1].tag in ("C", "."):
        return None
    if word.low in _TIMES:
        verb = base if plural else grammar.third(base)
        return [left, finish(f"{'These' if plural else 'This'} {adverbs}{verb} {parsed.after(first + 1)}")]
    hedged = bool(parsed.lows(0, at) & {"may", "can", "could", "might"})
    verb = f"can {adverbs}{base}" if hedged else f"{adverbs}{grammar.third(base)}"
    return [left, finish(f"This {verb} {parsed.after(first + 1)}")]


def verb_phrase(parsed: Parsed) -> list[str] | None:
    """Give the second verb of one subject a sentence of its own."""
    words = parsed.words
    clause = _main(parsed)
    if clause is None or words[clause.start].low == "there" or words[clause.verb].low in _REPORTS:
        return None
    name = name_again(parsed, clause)
    if name is None:
        return None
    verb = words[clause.verb]
    plural = is_plural(words, clause)
    for at in range(clause.verb + 1, len(words) - 2):
        word = words[at]
        inside = parsed.tags(clause.verb + 1, at)
        if inside & ({"W", "U"} | FINITE) or parsed.lows(clause.verb, at) & {"both", "either"}:
            return None
        if "between" in parsed.lows(clause.verb, at) and "C" not in inside:
            continue
        if (
            word.low not in ("and", "but", "or", ",")
            or parsed.depth[at]
            or (negative(parsed, clause.verb, at) and word.low == "or")
        ):
            continue
        second = _skip_adverbs(words, at + 1)
        again = _verb_again(parsed, clause, at, second, verb.tag, plural=plural)
        if again is None or (word.low == "or" and verb.tag != "M"):
            continue
        if at - clause.verb < (3 if verb.tag in "MA" else 2):
            continue
        if word.low == "," and (words[second].tag not in ("Z", "A") or verb.tag not in ("Z", "A", "B")):
            continue
        start = name if word.low in ("and", ",") else f"{capital(word.low)} {_pronoun(name, plural=plural)}"
        cut = at - 1 if words[at - 1].tag == "," else at
        return [finish(parsed.part(0, cut)), finish(f"{start} {again}{parsed.after(at + 1)}")]
    return None


def _pronoun(name: str, *, plural: bool) -> str:
    """Name a subject inside a sentence."""
    if name.startswith("The ") or name in ("You", "We", "He", "She"):
        return name[0].lower() + name[1:]
    return "they" if plural else "it"


def _verb_again(parsed: Parsed, clause: Clause, at: int, second: int, kind: str, *, plural: bool) -> str | None:
    """Return what stands before the second verb ("may ", "is ", ""), None when it is no verb of this subject."""
    words = parsed.words
    word, verb = words[second], words[clause.verb]
    listed = _a_list(parsed, clause.verb, at - (words[at - 1].tag == ","))
    if word.tag in ("M", "A"):
        return "" if word.tag == "M" or _agrees(word.low, word.tag, plural=plural) else None
    if listed:
        return None
    infinitive = "T" in parsed.tags(clause.verb, at)
    if word.tag == "Z" or (word.tag == "B" and plural and kind in ("B", "A") and not infinitive):
        return "" if _agrees(word.low, word.tag, plural=plural) else None
    if kind == "M" and word.tag in ("B", "V") and not infinitive and not negative(parsed, clause.verb, at):
        return f"{verb.low} "
    first = words[_skip_adverbs(words, clause.verb + 1)]
    if verb.low in ("have", "has") and first.tag == "E" and word.tag == "E" and not negative(parsed, clause.verb, at):
        return f"{verb.low} "
    be = verb.low in ("is", "are")
    if be and word.tag == "E" and first.tag == "E" and words[second + 1].tag == "I" and not infinitive:
        return f"{verb.low} " if not negative(parsed, clause.verb, at) else None
    return None


def two_clauses(parsed: Parsed) -> list[str] | None:
    """Cut at "and", "but", "so" before a clause with its own subject."""
    words = parsed.words
    clause = _main(parsed)
    if clause is None:
        return None
    for at in range(clause.verb + 2, len(words) - 3):
        word = words[at]
        if word.low not in ("and", "but", "so") or parsed.depth[at] or words[at + 1].low == "that":
            continue
        comma = words[at - 1].tag == ","
        second = sentence_at(words, at + 1) if comma else clause_at(words, at + 1)
        if second is None or (parsed.tags(clause.verb, at) & {"W", "U"} and not comma):
            continue
        if words[clause.verb].low in _REPORTS or words[second.verb].tag == "K":
            continue
        if _splice(parsed, clause.verb, at):
            continue
        if "U" in parsed.tags(0, at) and not (comma and words[0].tag != "U"):
            continue
        if _a_list(parsed, clause.verb, at - 1) or (
            not comma and words[second.verb].tag in "BZ" and words[at + 1].tag not in "DP"
        ):
            continue
        start = {"and": "", "but": "But ", "so": "So "}[word.low]
        if word.low == "so" and not comma and words[second.verb].tag == "M":
            start = "This way, "
        rest = parsed.after(at + 1)
        return [finish(parsed.part(0, at - 1 if comma else at)), finish(start + lower_first(rest) if start else rest)]
    return None


def _splice(parsed: Parsed, start: int, end: int) -> bool:
    """Tell whether a comma or semicolon between two verbs already joins two clauses without "and"."""
    words = parsed.words
    return any(
        words[i].tag == ";"
        or (
            words[i].tag == ","
            and words[i + 1].tag in "DNSJP"
            and (words[i - 1].tag, words[i + 1].tag) != ("J", "J")
            and clause_at(words, i + 1)
        )
        for i in range(start, end - 2)
    )


def joins_clauses(text: str) -> bool:
    """Tell whether a text is itself two clauses joined by a comma, or ends inside an enumeration."""
    parsed = parse(text)
    words = parsed.words
    clause = clause_at(words, 0)
    if clause is None:
        return False
    joint = next(
        (i for i in range(clause.verb, len(words) - 1) if words[i].tag == "," and words[i + 1].tag == "C"), None
    )
    opened = (
        joint is not None and "," in parsed.tags(joint + 1, len(words)) and not parsed.tags(joint, len(words)) & FINITE
    )
    return opened or _splice(parsed, clause.verb, len(words))


def degree_tail(parsed: Parsed) -> list[str] | None:
    """Turn ", mainly when you run" into "This is mainly true when you run"."""
    words = parsed.words
    for at in range(4, len(words) - 3):
        if words[at].tag != "," or parsed.depth[at]:
            continue
        adverb = words[at + 1].low
        behind = at + 2
        if adverb == "most" and words[at + 2].low == "often":
            adverb, behind = "most often", at + 3
        elif adverb == "even":
            pass
        elif adverb not in _DEGREE:
            continue
        clause = _left_complete(parsed, at)
        opens = words[behind].low in (
            "when", "if", "in", "during", "after", "among", "for", "at", "on", "with", "as", "within", "those")  # fmt: skip
        if clause is None or not opens or parsed.tags(behind, len(words)) & {",", ";"}:
            continue
        tags = parsed.tags(behind, len(words))
        if _a_list(parsed, clause.verb, at) or (tags & FINITE and words[behind].tag != "U" and "W" not in tags):
            continue
        how = "true even" if adverb == "even" else f"{adverb} true"
        link = "for " if words[behind].low == "those" else ""
        return [finish(parsed.before(at)), finish(f"This is {how} {link}{parsed.after(behind)}")]
    return None


def apposition(parsed: Parsed) -> list[str] | None:
    """Turn ", one of the lower rooms of the heart" at the end into a sentence of its own."""
    words = parsed.words
    for at in range(4, len(words) - 3):
        if words[at].tag != "," or words[at + 1].low not in ("a", "an", "the", "one") or words[at - 1].tag not in "NS)":
            continue
        clause = _left_complete(parsed, at)
        rest = words[at + 1 :]
        if (
            clause is None
            or parsed.depth[at]
            or _a_list(parsed, clause.verb, at)
            or parsed.tags(clause.verb, at) & {"W"}
        ):
            continue
        end = noun_end(words, at + 1)
        tags = {word.tag for word in rest}
        if end is None or tags & {",", ";", ":"} or (tags & FINITE and not tags & {"W"}):
            continue
        if {"and", "or"} & {word.low for word in words[at + 1 : end + 2]} or words[0].tag == "U":
            continue
        plural = words[end - 1].tag == "S" and words[at + 1].low != "one"
        if plural != (words[at - 1].tag == "S"):
            continue
        return [finish(parsed.before(at)), finish(f"{'These are' if plural else 'This is'} {parsed.after(at + 1)}")]
    return None


def bracket_gloss(parsed: Parsed) -> list[str] | None:
    """Move "(a curving of the spine)" behind its sentence: "Scoliosis is a curving of the spine"."""
    words = parsed.words
    for at in range(1, len(words) - 4):
        if words[at].low != "(" or words[at - 1].tag not in "NS" or parsed.depth[at] != 1:
            continue
        close = next((i for i in range(at, len(words)) if words[i].low == ")"), None)
        if close is None or close - at < 4 or not _is_gloss(parsed, at, close):
            continue
        start = _noun_start(parsed, at)
        while words[start].tag in "DQ" and start < at - 1:
            start += 1
        noun = parsed.part(start, at)
        if at - start > 3 or len(words) - (close - at) < 5:
            continue
        plural = words[at - 1].tag == "S" and not words[at - 1].low.endswith("sis")
        told = words[at + 1].low in ("a", "an", "the")
        if start and words[start - 1].low == "the":
            noun = f"the {noun}"
        verb = ("are" if plural else "is") if told else ("mean" if plural else "means")
        rest = parsed.text[words[close].end :]
        second = finish(f"{capital(noun)} {verb} {parsed.part(at + 1, close)}")
        return [finish(parsed.text[: words[at - 1].end] + rest), second]
    return None


def _is_gloss(parsed: Parsed, at: int, close: int) -> bool:
    words = parsed.words
    inner = words[at + 1 : close]
    end = noun_end(words[:close], at + 1)
    tags = {word.tag for word in inner}
    told = inner[0].tag == "D" and "W" in tags
    if end is None or tags & {"U", "(", ":", ";", "Q", "M"} or inner[0].tag in ("P", "R", "I"):
        return False
    if not told and tags & (FINITE | {"W"}):
        return False
    if inner[0].low in (
        "or",
        "see",
        "such",
        "this",
        "these",
        "any",
        "for",
        "your",
        "about",
        "including",
        "more",
        "less",
    ):
        return False
    look = lexicon("en").look
    hard_noun = any(look(word.low)[1] for word in words[max(0, at - 2) : at] if word.tag in ("N", "S", "J"))
    return hard_noun and (inner[0].tag == "D" or not any(look(word.low)[1] for word in inner if word.low[0].isalpha()))


def purpose(parsed: Parsed) -> list[str] | None:
    """Turn "X is used ... to find Y" into two sentences, the second about the aim."""
    words = parsed.words
    for at in range(5, len(words) - 3):
        if words[at].tag != "T" or parsed.depth[at] or words[at - 1].low in _NO_PURPOSE or words[at - 1].tag in "TJWU":
            continue
        clause = _left_complete(parsed, at)
        order = words[0].tag == "B" and not parsed.tags(1, at) & {"W", "U", "T", ":", ","}
        if order and words[at + 1].low in _HELPS and not negative(parsed, 0, len(words)):
            return [finish(parsed.before(at)), finish("This can " + parsed.after(at + 1))]
        if clause is None or words[0].tag == "U" or parsed.tags(clause.verb, at) & {"W", "U", ":"}:
            continue
        first = next((i for i in range(clause.verb, at) if words[i].tag == "T"), None)
        if first is not None and words[first - 1].low not in (
            "is",
            "are",
            "want",
            "wants",
            "need",
            "needs",
            "like",
            "try",
        ):
            continue
        done = [word for word in words[clause.verb : at] if word.tag in ("E", "V", "Z", "B", "A")][-2:]
        aim = first is not None and first == clause.verb + 1 and words[at - 1].tag in "NS"
        asked = aim or re.search(r"\basks? for\b", parsed.before(at))
        if not (asked or any(word.low in _DOES for word in done)) or negative(parsed, 0, len(words)):
            continue
        if "," in {word.low for word in words[clause.verb : at]} or parsed.lows(clause.verb, at) & {"if"}:
            continue
        if words[at + 1].low in ("be", "have", "do"):
            continue
        return [finish(parsed.before(at)), finish("This is done " + parsed.after(at))]
    return None


def condition_first(parsed: Parsed) -> list[str] | None:
    """Turn "If you have X, you may get Y" into "You may have X. If so, you may get Y"."""
    prefix = re.match(r"(?:But|So|And|For example,|In other words,) (?=(?:if|when) )", parsed.text)
    if prefix:
        parts = condition_first(parse(capital(parsed.text[prefix.end() :])))
        return [finish(prefix.group() + lower_first(parts[0])), parts[1]] if parts else None
    words = parsed.words
    opener = words[0].low
    if opener not in ("if", "when", "as", "after", "once", "whenever"):
        return None
    first = clause_at(words, 1)
    comma = next((i for i in range(3, len(words) - 3) if words[i].tag == "," and not parsed.depth[i]
                  and clause_at(words, i + 1)), None)  # fmt: skip
    if first is None or comma is None or first.verb >= comma or first.start != 1:
        return None
    second = clause_at(words, comma + 1)
    if second is None or parsed.lows(comma, len(words)) & _OBLIGES or words[second.verb].tag == "K":
        return None
    if parsed.tags(first.verb, comma) & {"U", "H", ",", ";"} or "that" in parsed.lows(0, comma):
        return None
    eventive = words[first.verb].tag in ("Z", "B") or words[first.verb + 1].tag in ("E", "G")
    if words[first.start].low == "this" or (opener in ("when", "whenever", "once") and not eventive):
        return None
    if opener in ("when", "whenever") and words[first.end - 1].low in (
        "people",
        "you",
        "they",
        "patients",
        "person",
        "we",
    ):
        return None
    if opener == "as":
        if not eventive:
            return None
        stated: str | None = parsed.part(1, comma)
    else:
        modal = "may" if opener == "if" else "can"
        stated = _possible(parsed, first, comma, modal) or _second_possible(parsed, first, comma, modal)
    if stated is None:
        return None
    link = {
        "if": "If so, ",
        "as": "As this happens, ",
        "after": "After this, ",
        "once": "Then ",
    }.get(opener, "When this happens, " if eventive else "Then ")
    return [finish(stated), finish(link + lower_first(parsed.after(comma + 1)))]


def condition_last(parsed: Parsed) -> list[str] | None:
    """Turn "You may need X if you have Y" into "You may have Y. If so, you may need X"."""
    words = parsed.words
    for at in range(4, len(words) - 3):
        if (
            words[at].low != "if"
            or parsed.depth[at]
            or words[0].low in ("this", "these")
            or words[at - 1].tag in ("R", "C", "V", "B", "Z", "T", "I", "W")
        ):
            continue
        main = clause_at(words, 0)
        clause = clause_at(words, at + 1)
        left = parsed.part(0, at).rstrip(" ,")
        if main is None or clause is None or main.verb >= at or parsed.tags(0, at) & {"W", "U"} or words[0].tag == "C":
            continue
        if (
            parsed.lows(0, at) & _OBLIGES
            or negative(parsed, 0, at)
            or parsed.tags(clause.verb, len(words)) & {"U", ";"}
        ):
            continue
        if words[main.verb].low in _REPORTS or parsed.lows(main.verb, at) & _REPORTS:
            continue
        end = len(words) - 1 if words[-1].tag == "." else len(words)
        stated = _possible(parsed, clause, end, "may", at + 1)
        if stated:
            return [finish(stated), finish("If so, " + lower_first(left))]
    return None


def _possible(parsed: Parsed, clause: Clause, end: int, modal: str, start: int = 1) -> str | None:
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


def _second_possible(parsed: Parsed, clause: Clause, end: int, modal: str) -> str | None:
    """Put both verbs of "you have X and the clot grows" behind "may" or "can"."""
    words = parsed.words
    joint = next((i for i in range(clause.verb + 1, end) if words[i].low == "and" and clause_at(words, i + 1)), None)
    second = clause_at(words, joint + 1) if joint else None
    if joint is None or second is None or second.verb >= end:
        return None
    left = _possible(parsed, clause, joint, modal)
    right = _possible(parsed, second, end, modal, joint + 1)
    return f"{left} and {right}" if left and right else None


def contrast(parsed: Parsed) -> list[str] | None:
    """Turn "X, although Y" and "Although X, Y" into two sentences, the second with "But" (or "So" for a reason)."""
    words = parsed.words
    if words[0].low in ("although", "though", "while", "because", "since"):
        comma = next((i for i in range(3, len(words) - 3) if words[i].tag == "," and not parsed.depth[i]
                      and clause_at(words, i + 1)), None)  # fmt: skip
        first = clause_at(words, 1)
        if comma is None or first is None or first.verb >= comma or first.start != 1 or "," in parsed.tags(1, comma):
            return None
        joint = "So " if words[0].low in ("because", "since") else "But "
        return [finish(parsed.part(1, comma)), finish(joint + lower_first(parsed.after(comma + 1)))]
    for at in range(4, len(words) - 3):
        if words[at].low not in ("although", "though", "whereas", "while") or words[at - 1].tag != ",":
            continue
        main = _left_complete(parsed, at - 1)
        if main is None or sentence_at(words, at + 1) is None or words[0].tag == "U":
            continue
        return [finish(parsed.part(0, at - 1)), finish("But " + lower_first(parsed.after(at + 1)))]
    return None


def each_with(parsed: Parsed) -> list[str] | None:
    """Turn ", each with its own signs" into "Each has its own signs"."""
    left, mark, right = parsed.text.partition(", each with ")
    if not mark or "," in right or clause_at(parsed.words, 0) is None:
        return None
    return [finish(left), finish("Each has " + right)]


def with_tail(parsed: Parsed) -> list[str] | None:
    """Turn ", with signs often lasting for years" into "Signs often last for years"."""
    words = parsed.words
    for at in range(4, len(words) - 4):
        if words[at].tag != "," or words[at + 1].low != "with" or parsed.depth[at]:
            continue
        end = noun_end(words, at + 2)
        verb = _skip_adverbs(words, end) if end else None
        if end is None or verb is None or words[verb].tag != "G" or _left_complete(parsed, at) is None:
            continue
        base = base_form(words[verb].low)
        if base is None or base == "be" or parsed.tags(verb, len(words)) & (FINITE | {",", ";"}):
            continue
        form = base if words[end - 1].tag == "S" else grammar.third(base)
        adverbs = parsed.part(end, verb)
        told = f"{parsed.part(at + 2, end)} {adverbs + ' ' if adverbs else ''}{form} {parsed.after(verb + 1)}"
        return [finish(parsed.before(at)), finish(told)]
    return None


def middle_remark(parsed: Parsed) -> list[str] | None:
    """Turn "X, called Y, grows" and "X, found in Y, grows" into "X is called Y. It grows"."""
    words = parsed.words
    end = phrase_end(words, 0)
    if end is None or end >= len(words) - 5 or words[end].tag != "," or words[0].tag == "P":
        return None
    close = next((i for i in range(end + 1, len(words)) if words[i].tag == "," and not parsed.depth[i]), None)
    if close is None or close > len(words) - 3 or words[end + 1].tag not in ("E", "R", "D") or close - end < 3:
        return None
    participle = _skip_adverbs(words, end + 1)
    verb = _skip_adverbs(words, close + 1)
    if words[participle].tag not in "ED" or words[verb].tag not in FINITE or words[verb].tag == "K":
        return None
    if words[participle].tag == "D" and words[participle].low not in ("a", "an", "the", "one"):
        return None
    if parsed.tags(end + 1, close) & (FINITE | {"W", "U"}) or parsed.lows(0, end) & (_NO_SOME - {"some", "another"}):
        return None
    if words[participle].low in ("compared", "based", "followed", "combined", "given"):
        return None
    clause = Clause(0, end, verb)
    plural = is_plural(words, clause)
    if head(words, 0, end).low in PERSONS:
        return None
    first = f"{parsed.part(0, end)} {'are' if plural else 'is'} {parsed.part(end + 1, close)}"
    return [finish(first), finish(f"{'They' if plural else 'It'} {parsed.after(close + 1)}")]


def done_to(parsed: Parsed) -> list[str] | None:
    """Turn "This is done to find X or to rule out Y" into two sentences."""
    match = re.match(r"This is done to (.+?),? (and|or) to (\w.+)", parsed.text)
    if match is None or len(match.group(3).split()) < 4:
        return None
    return [
        finish(f"This is done to {match.group(1)}"),
        finish(f"{capital(match.group(2))} it is done to {match.group(3)}"),
    ]


def middle_which(parsed: Parsed) -> list[str] | None:
    """Turn "... the virus, which likes heat, can grow" into "... the virus can grow. This virus likes heat"."""
    words = parsed.words
    for at in range(2, len(words) - 5):
        if words[at].tag != "," or words[at + 1].low not in ("which", "who") or words[at - 1].tag not in "NS":
            continue
        close = next((i for i in range(at + 2, len(words) - 1) if words[i].tag == ","
                      and words[_skip_adverbs(words, i + 1)].tag in FINITE), None)  # fmt: skip
        verb = _skip_adverbs(words, at + 2)
        if close is None or close >= len(words) - 2 or words[verb].tag not in FINITE or parsed.depth[at]:
            continue
        after = _skip_adverbs(words, close + 1)
        if words[after].tag not in FINITE or words[0].tag == "U" or parsed.tags(0, at) & {"W"}:
            continue
        plural = words[at - 1].tag == "S"
        if not _agrees(words[verb].low, words[verb].tag, plural=plural):
            continue
        rest = parsed.part(0, at) + " " + parsed.after(close + 1)
        noun = f"{'These' if plural else 'This'} {words[at - 1].low}"
        return [finish(rest), finish(f"{noun} {parsed.part(at + 2, close)}")]
    return None


def also_to(parsed: Parsed) -> list[str] | None:
    """Turn "The goal is to learn and to help" into "The goal is to learn. It is also to help"."""
    words = parsed.words
    clause = _main(parsed)
    if clause is None or words[clause.verb].low not in ("is", "are") or words[clause.verb + 1].tag != "T":
        return None
    for at in range(clause.verb + 4, len(words) - 3):
        if words[at].low == "and" and words[at + 1].tag == "T" and not parsed.depth[at]:
            left = parsed.part(0, at).rstrip(", ")
            if "," in parsed.tags(clause.verb, at - 1) or len(words) < _LONG:
                return None
            return [finish(left), finish(f"It is also {parsed.after(at + 1)}")]
    return None


def rare(parsed: Parsed) -> list[str] | None:
    """Turn "Although rare, X can kill" into "X is rare. But it can kill"."""
    match = re.match(r"(?:Although|Though|While) (?:it is |they are )?(\w+), (?=\w)", parsed.text)
    if match is None:
        return None
    rest = parse(parsed.text[match.end() :])
    clause = clause_at(rest.words, 0)
    if clause is None or clause.start or parsed.words[1].tag not in ("J", "R", "N", "E") or clause.end == clause.start:
        return None
    plural = is_plural(rest.words, clause)
    noun = rest.part(0, clause.end)
    if noun.lower() in ("it", "they", "you", "this"):
        return None
    return [
        finish(f"{noun} {'are' if plural else 'is'} {match.group(1)}"),
        finish(f"But {'they' if plural else 'it'} {rest.after(clause.end)}"),
    ]


def dash_pair(parsed: Parsed) -> list[str] | None:
    """Turn "Women - mainly older women - have it" into "Women have it. This is mainly true for older women"."""
    if " -" not in parsed.text and "–" not in parsed.text and "—" not in parsed.text:
        return None
    match = re.search(r" (?:-{1,2}|–|—) ?(particularly|especially|mainly|mostly) ([^-–—]+?(?:\w-\w[^-–—]*)*) (?:-{1,2}|–|—) ",
                      parsed.text)  # fmt: skip
    if match is None:
        return None
    rest = parsed.text[: match.start()] + " " + parsed.text[match.end() :]
    return [finish(rest), finish(f"This is {match.group(1)} true for {match.group(2)}")]


def dash(parsed: Parsed) -> list[str] | None:
    """Turn " -- the use of drugs" at the end into a sentence of its own."""
    for mark in (" -- ", " – ", " — "):
        left, found, right = parsed.text.partition(mark)
        if not found or mark.strip() in right or len(right.split()) < 4:
            continue
        words = parsed.words
        at = next(i for i, word in enumerate(words) if word.start >= len(left + mark))
        clause = clause_at(words, at)
        before = _main(parsed)
        if before is None or before.verb >= at:
            return None
        if clause is not None and words[at].tag != "C":
            return [finish(left), finish(right)]
        end = phrase_end(words, at)
        if words[at].tag == "D" and end is not None:
            plural = head(words, at, end).tag == "S"
            return [finish(left), finish(f"{'These are' if plural else 'This is'} {right}")]
    return None


def named_last(parsed: Parsed) -> list[str] | None:
    """Turn "... through a tube called the urethra." into "... through a tube. This tube is called the urethra"."""
    words = parsed.words
    if len(words) < _LONG_ENOUGH:
        return None
    for at in range(5, len(words) - 2):
        if words[at].low not in ("called", "named", "known") or words[at - 1].tag not in "NS":
            continue
        clause = _left_complete(parsed, at)
        rest = parsed.tags(at, len(words))
        if clause is None or rest & (
            FINITE | {",", "W", "U", "I", ":"} - ({"I"} if words[at].low == "known" else set())
        ):
            continue
        if parsed.tags(clause.verb, at) & {"W", "U"} or words[clause.verb].low in ("was", "were"):
            continue
        if words[max(0, _noun_start(parsed, at) - 1)].low == "of":
            continue
        return _noun_again(parsed, clause, at, at, None, "be")
    return None


def when_last(parsed: Parsed) -> list[str] | None:
    """Turn "X is found when Y shows Z" into "X is found. This happens when Y shows Z"."""
    words = parsed.words
    if len(words) < _LONG_ENOUGH:
        return None
    for at in range(4, len(words) - 5):
        if words[at].low not in ("when", "before", "after") or parsed.depth[at] or words[at - 1].tag not in "NSE":
            continue
        clause = _left_complete(parsed, at)
        if parsed.lows(0, at) & {"needed", "used", "given", "all", "is", "are", "advised"} and words[at - 1].tag != "E":
            continue
        if words[at - 1].low in ("needed", "used", "given", "advised") or "," in parsed.tags(0, at):
            continue
        if clause is None or clause_at(words, at + 1) is None or words[0].tag in "UIC" or words[0].low == "this":
            continue
        if (
            parsed.tags(0, at) & {"W", "U", "T"}
            or negative(parsed, 0, at)
            or parsed.lows(0, at) & (_OBLIGES | _REPORTS)
        ):
            continue
        if (
            words[clause.verb].low in ("was", "were", "had")
            or words[clause.verb].tag == "K"
            or ";" in parsed.tags(at, len(words))
        ):
            continue
        if words[at - 1].low in (
            "time",
            "times",
            "day",
            "days",
            "period",
            "periods",
            "years",
            "months",
            "weeks",
            "hours",
        ):
            continue
        return [finish(parsed.before(at)), finish("This happens " + parsed.after(at))]
    return None


RULES = (
    rare,
    dash_pair,
    done_to,
    middle_which,
    middle_remark,
    two_clauses,
    contrast,
    dash,
    also_to,
    verb_phrase,
    comma_tail,
    each_with,
    with_tail,
    degree_tail,
    tails.bracket_examples,
    tails.where_last,
    tails.such_as_inside,
    tails.example_last,
    apposition,
    tails.in_which,
    people_who,
    tails.by_doing,
    tails.reason_last,
    object_relative,
    reduced_relative,
    tails.reduced_subject,
    bracket_gloss,
    tails.done_by,
    tails.orders,
    purpose,
    condition_first,
    condition_last,
    named_last,
    when_last,
)


_LEAD_IN = re.compile(
    r"(?:For example|For instance|Also|Sometimes|Often|Over time|Rarely), (?=an? |the |this |these |some )"
)


def split_tagged(sentence: str) -> list[str] | None:
    """Cut a sentence in two by the first rule over tagged words that fits."""
    parsed = parse(sentence)
    for rule in RULES:
        parts = rule(parsed)
        if parts and all(len(part.split()) >= 3 for part in parts):
            return parts
    lead = _LEAD_IN.match(sentence)
    parts = split_tagged(capital(sentence[lead.end() :])) if lead else None
    return [lead.group() + lower_first(parts[0]), *parts[1:]] if lead and parts else None
