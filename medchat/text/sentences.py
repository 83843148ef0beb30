"""Cut text into sentences, whole or while it streams in. No character is lost, none released early."""

import re
from dataclasses import dataclass
from typing import Literal

from medchat.text.markdown import HEADING_MARK, LIST_MARK, plain, strip_mark
from medchat.text.words import wordset

Block = Literal["p", "li", "h", ""]

LONGEST = 600
"""Characters after which a run without an end is cut at a space, so that a screen never waits for ever."""

_BRACKET_REACH = 200
_LOOK = 40
_NEVER_END = wordset(
    "dr mr mrs ms prof st rev gen sen rep capt lt sgt vs cf viz eg ie e.g i.e approx fig figs eq ed eds vol pp "
    "al dept univ incl esp resp tel ext sr sra srta dra ud uds pág p.ej p núm art avda gral hno tab tabs inj sol "
    "temp vit wt ht hosp pt pts"
)
_NUMBER_FOLLOWS = wordset("no nos nr num fig p pp vol ch sec approx ca n.º")
_MAY_END = wordset(
    "mg mcg g kg ml dl l oz lb lbs tsp tbsp cm mm in ft hr hrs min mins sec wk wks mo mos yr yrs etc jr inc ltd co "
    "corp jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun a.m p.m am pm "
    "b.i.d t.i.d q.i.d u.s u.k u.n ee.uu ph.d m.d r.n d.o"
)
_STARTERS = wordset(
    "the this that these those it its if you your yours in a an as when while where people many some most more each "
    "every all any both few he she his her we our they their there here for from call ask but and or so to what how "
    "why who do does is are was can may not no on at by with without after before during until since because "
    "although although however also then talk tell take use keep try get go see el la los las un una si usted su sus "
    "es son en para por con cuando llame pregunte este esta"
)
_END = re.compile(r"([.!?…؟।]+)([\"'”’»)\]*_]*)(?=(\s)|([A-Z](?:[a-z]|$))|$)|[。！？]+[”’」』）]*|\n")
_TOKEN = re.compile(r"[^\s(\[\"“‘¿¡*_]+$")
_WORD = re.compile(r"[\s\"'“‘«(\[*_]*([^\W\d_]{1,15})?")
_OPENERS = " \t\n\r\"'“‘«([*_"
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]$")
_ORDINAL = re.compile(r"\s*(?:[-*+•]\s+)?\d{1,3}$")
_GLUED = re.compile(r"(?!www)[^\W\d_]{3,}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Piece:
    """One sentence: `text` as shown, the `block` it starts ("" goes on in the same), `raw` as it came in."""

    text: str
    block: Block
    raw: str


class SentenceBuffer:
    """Take text as it streams and release the sentences whose end is certain."""

    def __init__(self, language: str = "en") -> None:
        self.language = language
        self._held = ""
        self._seen = 0
        self._fresh = True
        self._inside: Block = "p"

    def feed(self, delta: str) -> list[Piece]:
        """Add text; return the sentences that are now complete, in order."""
        self._held += delta
        return self._release(final=False)

    def flush(self) -> list[Piece]:
        """Return what is still held: call it once the text has ended."""
        pieces = self._release(final=True)
        if self._held:
            pieces.append(self._piece(len(self._held)))
        return pieces

    def _release(self, *, final: bool) -> list[Piece]:
        pieces: list[Piece] = []
        while self._held:
            end = self._next_end(final=final)
            if end is None:
                break
            pieces.append(self._piece(end))
        return pieces

    def _piece(self, end: int) -> Piece:
        raw, self._held = self._held[:end], self._held[end:]
        self._seen = 0
        kind, rest = strip_mark(raw) if self._fresh else ("", raw)
        block: Block = ("li" if kind == "li" else "h" if kind == "h" else "p") if self._fresh else ""
        if block:
            self._inside = block
        self._fresh = self._starts_block(raw)
        return Piece(plain(rest), block, raw)

    def _starts_block(self, raw: str) -> bool:
        """Tell whether what follows `raw` begins a new block."""
        gap = raw[len(raw.rstrip()) :]
        if not raw.strip() or gap.count("\n") > 1:
            return True
        if "\n" not in gap:
            return False
        indent = len(gap) - gap.rfind("\n") - 1
        continued = self._inside == "p" or (self._inside == "li" and indent >= 2)
        return not continued or _marked(self._held[:9])

    def _next_end(self, *, final: bool) -> int | None:
        """Find the first certain end; None while more text could still change the answer."""
        held = self._held
        for match in _END.finditer(held, self._seen):
            if match.start() >= LONGEST:
                break
            answer = self._judge(match, final=final)
            if answer is None:
                self._seen = match.start()
                return None
            if answer:
                return answer
            self._seen = match.end()
        return self._forced_end(final=final)

    def _forced_end(self, *, final: bool) -> int | None:
        held = self._held
        if len(held) <= LONGEST + _LOOK and not (final and len(held) > LONGEST):
            return None
        space = max(held.rfind(" ", 1, LONGEST), held.rfind("\n", 1, LONGEST))
        return space + 1 if space > 0 else LONGEST

    def _judge(self, match: re.Match[str], *, final: bool) -> int | None:
        """Judge a candidate: the piece's end, 0 when it is no end, None when it is too early to say."""
        held, start, end = self._held, match.start(), match.end()
        if match.group() == "\n":
            return self._judge_newline(start, final=final)
        after = end
        while after < len(held) and held[after].isspace():
            after += 1
        if after == len(held):
            return None if not final else after
        if match.group(1) is None:
            return after
        if "\n" in held[end:after]:
            line = self._judge_newline(held.index("\n", end), final=final)
            if line != 0:
                return line
        return self._judge_stop(match, after, final)

    def _judge_newline(self, at: int, *, final: bool) -> int | None:
        held, after = self._held, at
        while after < len(held) and held[after].isspace():
            after += 1
        if after == len(held):
            return after if final else None
        if not held[:at].strip():
            return 0
        gap = held[at:after]
        if gap.count("\n") > 1:
            return after
        if not final and len(held) - after < 8 and "\n" not in held[after:]:
            return None
        if _marked(held[after : after + 9]):
            return after
        inside = self._inside if not self._fresh else (strip_mark(held[:at])[0] or "p")
        indent = len(gap) - gap.rfind("\n") - 1
        if inside == "h" or (inside == "li" and indent < 2):
            return after
        return 0

    def _judge_stop(self, match: re.Match[str], after: int, final: bool) -> int | None:
        held, start = self._held, match.start()
        word = _WORD.match(held, after, after + _LOOK)
        assert word is not None  # every part of the pattern is optional
        if not final and (word.end() == len(held) < after + _LOOK or (match.group(4) and after + 1 == len(held))):
            return None
        follower = word.group(1) or held[min(word.end(), len(held) - 1)]
        before = _TOKEN.search(held, max(0, start - 40), start)
        token = before.group() if before else ""
        if after == match.end() and not (match.group(4) and _GLUED.match(token)):
            return 0
        if _open_bracket(held[:start]) and ")" not in match.group(2):
            return 0
        return after if self._ends(match, token, follower) else 0

    def _ends(self, match: re.Match[str], token: str, follower: str) -> bool:
        stops, closers = match.group(1), match.group(2)
        lower = follower[0].islower()
        if stops != ".":
            return not lower if stops[0] in ".…" or closers else True
        word = token.casefold().rstrip("*_")
        if self._fresh and _ORDINAL.match(self._held[: match.start()]):
            return False
        if word in _NUMBER_FOLLOWS and follower[0].isdigit():
            return False
        if word in _NEVER_END:
            return False
        if lower:
            plain_word = len(word) > 2 and word.isalpha() and word not in _MAY_END
            return plain_word or word.endswith(("%", ")"))
        if word in _MAY_END or _INITIALS.match(word):
            measured = word.isalpha() and follower[0].isupper() and word not in ("inc", "co", "jr")
            return measured or follower.casefold() in _STARTERS or not follower[0].isalnum()
        return not (len(word) == 1 and word.isalpha() and word not in "aio" and follower[0].isalpha())


def split(text: str, language: str = "en") -> list[Piece]:
    """Cut a whole text into sentences; the raw parts joined are the text."""
    buffer = SentenceBuffer(language)
    return buffer.feed(text) + buffer.flush()


def _marked(line: str) -> bool:
    return bool(LIST_MARK.match(line) or HEADING_MARK.match(line))


def _open_bracket(text: str) -> bool:
    near = text[-_BRACKET_REACH:]
    return near.rfind("(") > near.rfind(")")
