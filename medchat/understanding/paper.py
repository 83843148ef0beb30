"""Draw a take-home sheet as PDF: large print, page numbers, title, language, bookmarks, and headings and paragraphs tagged."""

import logging
import unicodedata
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from fpdf import FPDF, ViewerPreferences
from fpdf.enums import MethodReturnValue

from medchat.understanding.sheet import Sheet, SheetSource, TopicPart

# fpdf names letters that a font lacks in its log; those may be a patient's words.
logging.getLogger("fpdf").setLevel(logging.CRITICAL)
logging.getLogger("fontTools").setLevel(logging.ERROR)

FONTS = Path(__file__).parent / "fonts"
FAMILY = "Atkinson"
TEXT, HEADINGS = 16, (26, 21, 18)
"""Points: nothing on the sheet is smaller than large print, 16."""
FOLLOW = (3, 6, 3)
"""Lines that stand under a heading of each level at least; a topic keeps its first heading with it."""
LEADING, MARGIN, INDENT = 1.4, 20, 8
POINT_MM = 25.4 / 72
LETTER = {"US", "CA"}
BLANK_LINES = 5


def pdf_of(sheet: Sheet) -> bytes:
    """Return the sheet as a PDF in the language that is active. Letters no font here can draw become "?", and it says so."""
    with closing(Paper(sheet)) as paper:
        return _drawn(paper, sheet)


def _drawn(paper: "Paper", sheet: Sheet) -> bytes:
    paper.add_page()
    paper.heading(_("Take-home sheet"), 0)
    paper.say(f"{sheet.clinic}, {date_format(sheet.made_at)}")
    paper.say(sheet.education)
    for topic in sheet.topics:
        _topic(paper, topic)
    for name in sheet.gone:
        text = _("%(name)s: your clinic does not show its text on this topic any more. Ask your care team about it.")
        paper.say(text % {"name": name})
    if not sheet.topics and not sheet.gone:
        paper.say(_("No topic has been explained in this conversation yet."))
    _own(paper, sheet)
    return bytes(paper.output())


def _topic(paper: "Paper", topic: TopicPart) -> None:
    paper.heading(topic.name, 1)
    if topic.key_points:
        paper.heading(_("Key points"), 2)
        for point in topic.key_points:
            paper.say(point, mark="•")
    if topic.help:
        paper.heading(_("When to get help"), 2)
        for block in topic.help:
            if block.kind == "h":
                paper.say(block.text, tag="/H4", bold=True)
            else:
                paper.say(block.text, mark="•" if block.kind == "li" else "")
    paper.heading(_("Sources"), 2)
    for source in topic.sources:
        paper.say(_source(source), mark="•")
    if not topic.sources:
        paper.say(_("No source is named."))
    approved = {"name": topic.approved_by, "day": date_format(topic.approved_at)}
    paper.say(_("Approved by %(name)s on %(day)s.") % approved)


def _source(source: SheetSource) -> str:
    when = _("checked on %(day)s") % {"day": source.checked} if source.checked else _("not yet checked")
    return f"{source.name}, {source.publisher}, {when}\n{source.url}"


def _own(paper: "Paper", sheet: Sheet) -> None:
    paper.heading(_("My questions"), 1)
    for number, text in enumerate(sheet.questions, start=1):
        paper.say(text, mark=f"{number}.")
    if not sheet.questions:
        paper.say(_("No questions on your list."))
    paper.drawable(sheet.own_words)
    if paper.missed:
        paper.say(_("Some letters could not be printed here and show as “?”. The page in your browser has them all."))
    paper.heading(_("In my own words"), 1, room=0 if sheet.own_words else 2 * BLANK_LINES)
    if sheet.own_words:
        paper.say(sheet.own_words)
    else:
        paper.lines_to_write_on()


class Paper(FPDF):
    """A page that knows large print; what is read out is tagged in order, what only decorates is not."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(format="letter" if sheet.country in LETTER else "a4")
        self.sheet = sheet
        self.missed = False
        self.add_font(FAMILY, "", FONTS / "atkinson-hyperlegible-400.ttf")
        self.add_font(FAMILY, "B", FONTS / "atkinson-hyperlegible-700.ttf")
        self.letters = set(self.fonts[FAMILY.lower()].cmap)  # type: ignore[union-attr]
        self.set_margin(MARGIN)
        self.set_auto_page_break(auto=True, margin=MARGIN + 2 * TEXT * LEADING * POINT_MM)
        self.set_title(f"{_('Take-home sheet')}, {sheet.clinic}")
        self.set_author(sheet.clinic)
        self.set_lang(sheet.language)
        self.viewer_preferences = ViewerPreferences(display_doc_title=True)

    def close(self) -> None:
        """Close the font files, which the library reads as it draws and leaves open."""
        for font in self.fonts.values():
            font.ttfont.close()  # type: ignore[union-attr]

    def header(self) -> None:
        """Say on every page that demo content was not reviewed; it is read out once."""
        if not self.sheet.demo:
            return
        self.set_font(FAMILY, "B", TEXT)
        with self.tagged("/P") if self.page == 1 else self.artifact():
            self.cell(self.epw, self.step(TEXT), _("Demo, not clinically reviewed"), border=1, align="C")
        self.ln(2 * self.step(TEXT))

    def footer(self) -> None:
        """Number the page and repeat that it is no diagnosis, with the number to call."""
        self.set_y(-MARGIN - self.step(TEXT))
        self.set_font(FAMILY, "", TEXT)
        with self.artifact():
            self.cell(self.epw / 2, self.step(TEXT), _("For learning, not a diagnosis"))
            page = _("Page %(page)s of %(pages)s") % {"page": self.page_no(), "pages": self.str_alias_nb_pages}
            self.cell(self.epw / 2, self.step(TEXT), page, align="R")

    def heading(self, text: str, level: int, *, room: int = 0) -> None:
        """Write a heading, with a bookmark, never at the end of a page; `room`: lines under it at least, where it needs more."""
        self.ln(self.step(TEXT) * (0.6 if level else 0))
        self.need(self.step(HEADINGS[level]) + max(room, FOLLOW[level]) * self.step(TEXT))
        self.start_section(self.drawable(text), level)
        self.say(text, tag=f"/H{level + 1}", size=HEADINGS[level], bold=True)

    def say(self, text: str, *, tag: str = "/P", size: int = TEXT, bold: bool = False, mark: str = "") -> None:
        """Write a paragraph, over as many pages as it takes, with a bullet or number before it."""
        self.set_font(FAMILY, "B" if bold else "", size)
        shift = INDENT + 4 if len(mark) > 2 else INDENT if mark else 0
        width, height = self.epw - shift, self.step(size)
        found = self.multi_cell(width, height, self.drawable(text), dry_run=True, output=MethodReturnValue.LINES)
        lines = [str(line) for line in found]  # type: ignore[union-attr]
        while lines:
            self.need(height * min(2, len(lines)))
            fits = int((self.page_break_trigger - self.y) / height + 0.001)
            with self.tagged(tag):
                for line in lines[:fits]:
                    self.set_x(self.l_margin)
                    if mark:
                        self.cell(shift, height, mark)
                    mark = ""
                    self.set_x(self.l_margin + shift)
                    self.cell(width, height, line)
                    self.ln(height)
            lines = lines[fits:]
        self.ln(height * 0.3)

    def lines_to_write_on(self) -> None:
        """Draw lines for words written by hand."""
        with self.artifact():
            for _line in range(BLANK_LINES):
                self.ln(self.step(TEXT) * 1.5)
                if self.y < self.page_break_trigger:
                    self.line(self.l_margin, self.y, self.l_margin + self.epw, self.y)
        self.ln(self.step(TEXT))

    def need(self, height: float) -> None:
        """Go on on a new page when less than this is left."""
        if self.y + height > self.page_break_trigger:
            self.add_page()

    @staticmethod
    def step(size: int) -> float:
        """Return the height of a line of this size, in mm."""
        return size * LEADING * POINT_MM

    def drawable(self, text: str) -> str:
        """Return the text with "?" for what the font has no letter for."""
        plain = unicodedata.normalize("NFC", text).replace("\t", " ").replace("\u00ad", "")
        shown = "".join(char if char == "\n" or ord(char) in self.letters else "?" for char in plain)
        self.missed = self.missed or shown != plain
        return shown

    @contextmanager
    def tagged(self, kind: str) -> Iterator[None]:
        """Put what is drawn in the document's structure, in reading order; a page must not end inside.

        The library offers its structure tree to pictures alone so far, so its inner call is used, pinned and tested.
        """
        number = self.struct_builder.next_mcid_for_page(self.page)
        self._add_marked_content(struct_type=kind, mcid=number)
        self._out(f"{kind} <</MCID {number}>> BDC")
        yield
        self._out("EMC")

    @contextmanager
    def artifact(self) -> Iterator[None]:
        """Keep what is drawn out of what is read out."""
        self._out("/Artifact BMC")
        yield
        self._out("EMC")
