"""Stop text that is broken in form: markup that could run or load something, and loops."""

import re

from medchat.guardrails.checks.reply_view import fold
from medchat.guardrails.types import Judgement, Reply, ReplyVerdict

REPEATED_WORDS = 6
"""A sentence of at least this many words may not come back within an answer more than once, nor right after itself."""

_MARKUP = re.compile(
    r"<\s*[/!?]?\s*[a-zA-Z][^<>]{0,300}>|<\s*(?:script|iframe|img|svg|object|embed|style|link|meta|form|"
    r"a)\b|<!--|&(?:lt|gt|#\d+|#x[0-9a-f]+);|"
    r"!?\[[^\]\n]{0,200}\]\s?\([^)\n]{1,300}\)|!?\[[^\]\n]{0,200}\]\[[^\]\n]*\]|^\s*\[[^\]\n]+\]:\s|```|"
    r"\bjavascript\s*:|\bdata:text/|"
    r"\bon(?:error|load|click|mouseover|focus)\s*=|\|\s*:?-{2,}|\{\{|\{%|\$\{|\x00|<\?",
    re.IGNORECASE | re.MULTILINE,
)
_WORD = re.compile(r"\w+")
LONGEST_RUN = 8
"""Words in the longest phrase whose immediate repetition (three times in a row; a single word four times) is a loop."""
_STRETCH = re.compile(r"([^\s.\-_=])\1{9,}|([^\w\s])\2{15,}")


def reply_markup(reply: Reply) -> Judgement | None:
    """Object to HTML, Markdown links and images, code fences, tables and template marks."""
    match = _MARKUP.search(reply.text)
    return Judgement(ReplyVerdict.UNSAFE, "markup", (match.group()[:40],)) if match else None


def _repeated_run(words: list[str]) -> str:
    """Return the phrase that comes three times in a row (a single word four times), or an empty text."""
    if len(set(words)) == len(words):
        return ""
    for size in range(1, LONGEST_RUN + 1):
        needed = size * (3 if size == 1 else 2)
        equal = 0
        for i in range(len(words) - size):
            equal = equal + 1 if words[i] == words[i + size] else 0
            if equal >= needed:
                return " ".join(words[i : i + size])
    return ""


def reply_loop(reply: Reply) -> Judgement | None:
    """Object to runs of the same words and to sentences that come back."""
    text = fold(reply.text)
    if match := _STRETCH.search(text):
        return Judgement(ReplyVerdict.UNSAFE, "loop", (match.group()[:40],))
    if run := _repeated_run(_WORD.findall(text)):
        return Judgement(ReplyVerdict.UNSAFE, "loop", (run,))
    own = [fold(part) for part in re.split(r"(?<=[.!?])\s+|\n+", reply.text)]
    said = [fold(part) for part in reply.before] + own
    for index, sentence in enumerate(said):
        if len(sentence.split()) < REPEATED_WORDS or (sentence not in own and not reply.whole):
            continue
        if said.count(sentence) > 2 or (index and said[index - 1] == sentence):
            return Judgement(ReplyVerdict.UNSAFE, "loop", (sentence[:40],))
    return None
