"""What Markdown looks like to a reader: block markers and inline marks taken away."""

import re

LIST_MARK = re.compile(r"(?:[-*+•‣▪–]|\d{1,3}[.)])[ \t]+")
HEADING_MARK = re.compile(r"#{1,6}[ \t]+")
QUOTE_MARK = re.compile(r"(?:>[ \t]?)+")
_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\([^()\s]*(?:\s+\"[^\"\n]*\")?\)")
_STRONG = re.compile(r"\*\*|__(?=\w)|(?<=\w)__|`+")
_STAR = re.compile(r"(?<![\w*])\*(?=[^\s*])|(?<=[^\s*])\*(?![\w*])")
_UNDERSCORE = re.compile(r"(?<!\w)_(?=[^\W_])|(?<=[^\W_])_(?!\w)")


def plain(text: str) -> str:
    """Drop inline marks (bold, italic, code, link addresses) and fold white space."""
    if "[" in text:
        text = _LINK.sub(r"\1", text)
    if "*" in text or "`" in text or "_" in text:
        text = _UNDERSCORE.sub("", _STAR.sub("", _STRONG.sub("", text)))
    return " ".join(text.split())


def strip_mark(line: str) -> tuple[str, str]:
    """Split a line's block marker off: ("li" | "h" | "", the rest)."""
    rest = line.lstrip()
    quote = QUOTE_MARK.match(rest)
    if quote:
        rest = rest[quote.end() :]
    mark = LIST_MARK.match(rest)
    if mark:
        return "li", rest[mark.end() :]
    mark = HEADING_MARK.match(rest)
    if mark:
        return "h", rest[mark.end() :].rstrip().rstrip("#")
    return "", rest
