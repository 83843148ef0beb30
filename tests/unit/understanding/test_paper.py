"""The take-home sheet as PDF: opens, holds Spanish letters, large print, structure, and no patient's name."""

import io
import re
import zlib
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.utils import translation
from fontTools.ttLib import TTFont

from medchat.understanding.explained import Block
from medchat.understanding.paper import FONTS, Paper, pdf_of
from medchat.understanding.sheet import Sheet, SheetSource, TopicPart

NOW = datetime(2026, 11, 26, tzinfo=UTC)
SOURCE = SheetSource("Presión arterial alta", "MedlinePlus", "https://medlineplus.gov/spanish/presion.html", "")
TOPIC = TopicPart(
    name="Presión alta",
    language="es",
    key_points=("Los riñones y el corazón pueden sufrir daños.",),
    help_title="Cuándo llamar",
    help=(Block("p", "Señales de emergencia:"), Block("li", "Dolor en el pecho. ¿Mareo? ¡Llame!")),
    sources=(SOURCE,),
    approved_by="Ravi Menon",
    approved_at=NOW,
)
SHEET = Sheet(
    clinic="Clínica Ñandú",
    country="ES",
    language="es",
    demo=False,
    made_at=NOW,
    topics=(TOPIC,),
    gone=(),
    questions=("¿Qué puedo comer?",),
    own_words="",
    education="En una emergencia, llame al 112.",
)


class Opened:
    """A PDF read back by its own tables: the letters of each font, the sizes used, the objects as they are."""

    def __init__(self, data: bytes) -> None:
        assert data.startswith(b"%PDF-")
        assert data.rstrip().endswith(b"%%EOF")
        self.raw = data.decode("latin-1")
        self.streams = [self._open(body) for body in re.findall(rb"stream\n(.*?)\nendstream", data, re.DOTALL)]
        maps = [stream for stream in self.streams if b"beginbfchar" in stream or b"beginbfrange" in stream]
        self.letters = [self._letters(one.decode("latin-1")) for one in maps]
        self.pages = [stream.decode("latin-1") for stream in self.streams if b" Tf" in stream]

    @staticmethod
    def _open(body: bytes) -> bytes:
        try:
            return zlib.decompress(body)
        except zlib.error:
            return body

    @staticmethod
    def _letters(table: str) -> dict[str, str]:
        pairs = re.findall(r"^<(\w{4})> <(\w{4})>$", table, re.MULTILINE)
        ranges = re.findall(r"^<(\w{4})> <(\w{4})> <(\w{4})>$", table, re.MULTILINE)
        found = {code: chr(int(letter, 16)) for code, letter in pairs}
        for first, last, letter in ranges:
            for step in range(int(last, 16) - int(first, 16) + 1):
                found[f"{int(first, 16) + step:04X}"] = chr(int(letter, 16) + step)
        return found

    @property
    def sizes(self) -> set[float]:
        return {float(size) for page in self.pages for size in re.findall(r"/F\d+ ([\d.]+) Tf", page)}

    @property
    def kinds(self) -> list[str]:
        """The structure, in order."""
        return re.findall(r"/S /(\w+)\n/Type /StructElem", self.raw)


def test_it_opens_and_every_font_in_it_can_write_spanish() -> None:
    with translation.override("es"):
        opened = Opened(pdf_of(SHEET))
    written = {letter for letters in opened.letters for letter in letters.values()}
    assert set("áéíóñÑ¿¡") <= written
    assert "/Lang (es)" in opened.raw
    assert "/DisplayDocTitle true" in opened.raw


def test_nothing_on_it_is_smaller_than_large_print() -> None:
    opened = Opened(pdf_of(replace(SHEET, demo=True)))
    assert opened.sizes
    assert min(opened.sizes) >= 16


def test_headings_and_paragraphs_are_tagged_in_reading_order() -> None:
    opened = Opened(pdf_of(SHEET))
    assert opened.kinds[:6] == ["Document", "H1", "P", "P", "H2", "H3"]
    assert opened.kinds.count("H2") == 3, "the topic, the questions, the patient's own words"
    for page in opened.pages:
        assert page.count("BDC") + page.count("BMC") == page.count("EMC"), "a tag that runs over the end of its page"


def test_a_long_text_goes_on_over_pages_and_every_tag_ends_on_its_own() -> None:
    topic = replace(TOPIC, key_points=tuple(f"Punto {number}. " * 9 for number in range(40)))
    opened = Opened(pdf_of(replace(SHEET, topics=(topic,), own_words="una palabra " * 160)))
    assert len(opened.pages) > 3
    for page in opened.pages:
        assert page.count("BDC") + page.count("BMC") == page.count("EMC")


@pytest.mark.parametrize(("country", "wide"), [("US", 612), ("ES", 595.28)])
def test_the_paper_is_what_printers_of_the_country_hold(country: str, wide: float) -> None:
    assert f"{wide:.2f} " in Opened(pdf_of(replace(SHEET, country=country))).raw


def test_letters_the_font_lacks_are_told_and_nothing_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    with closing(Paper(SHEET)) as paper:
        assert paper.drawable("dolor 痛 ahora") == "dolor ? ahora"
        assert paper.missed
    with_them = pdf_of(replace(SHEET, own_words="痛", questions=()))
    assert len(with_them) != len(pdf_of(replace(SHEET, own_words="a", questions=())))
    assert caplog.text == ""


def test_accents_written_as_two_marks_are_letters_like_any_other() -> None:
    with closing(Paper(SHEET)) as paper:
        assert paper.drawable("nin\u0303o") == "niño"
        assert not paper.missed


@pytest.mark.parametrize("weight", [400, 700])
def test_the_fonts_may_be_embedded_and_hold_the_letters_of_both_languages(weight: int) -> None:
    font = TTFont(io.BytesIO((FONTS / f"atkinson-hyperlegible-{weight}.ttf").read_bytes()))
    assert font["OS/2"].fsType == 0, "installable embedding"
    assert all(ord(letter) in font.getBestCmap() for letter in "aZ09áéíóúüñÁÉÍÓÚÜÑ¿¡“”’–—…•«»ºª")
