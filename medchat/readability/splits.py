"""The rules over tagged words that cut one long sentence into two, in order. Every rule would rather do nothing than be wrong."""

import re

from medchat.readability import tails
from medchat.readability.cut_conditions import (
    apposition,
    bracket_gloss,
    condition_first,
    condition_last,
    contrast,
    purpose,
)
from medchat.readability.cut_phrases import comma_tail, degree_tail, two_clauses, verb_phrase
from medchat.readability.cut_relatives import object_relative, people_who, reduced_relative
from medchat.readability.cut_remarks import (
    also_to,
    dash,
    dash_pair,
    done_to,
    each_with,
    middle_remark,
    middle_which,
    named_last,
    rare,
    when_last,
    with_tail,
)
from medchat.readability.grammar import capital, lower_first
from medchat.readability.phrases import (
    parse,
)

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
