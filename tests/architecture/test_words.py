"""Every word of the interface is there in Spanish: nothing missing, nothing unsure, and compiled."""

import ast
import gettext
import re
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent.parent
PO = ROOT / "medchat" / "locale" / "es" / "LC_MESSAGES" / "django.po"
CALLS = {"_": 1, "gettext": 1, "gettext_lazy": 1, "gettext_noop": 1, "ngettext": 2, "ngettext_lazy": 2}
TEXT = r"""u?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
MARKED = re.compile(rf"\b(?:n?gettext|_)\({TEXT}(?:,\s*{TEXT})?")
HOLE = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
Words = tuple[str, ...]


def blocks() -> list[str]:
    return PO.read_text(encoding="utf-8").strip().split("\n\n")


def said(block: str, what: str) -> list[str]:
    """Return the texts of a block that begin with a keyword, lines that go on included."""
    found = re.findall(rf'^{what}(?:_plural|\[\d\])? ((?:"(?:[^"\\]|\\.)*"\n?)+)', block, re.MULTILINE)
    return ["".join(ast.literal_eval(line) for line in one.strip().splitlines()) for one in found]


def spanish() -> dict[Words, list[str]]:
    return {tuple(said(block, "msgid")): said(block, "msgstr") for block in blocks()}


def in_python() -> Iterator[Words]:
    for path in (ROOT / "medchat").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
                words = node.args[: CALLS[node.func.id]]
                if words and all(isinstance(one, ast.Constant) for one in words):
                    yield tuple(str(ast.literal_eval(one)) for one in words)


def in_templates() -> Iterator[Words]:
    for path in (*(ROOT / "templates").rglob("*.html"), *(ROOT / "templates").rglob("*.txt")):
        for match in MARKED.finditer(templatize(path.read_text(encoding="utf-8"))):
            yield tuple(ast.literal_eval(one) for one in match.groups() if one)


def test_every_word_of_the_interface_has_a_spanish_one() -> None:
    used = {*in_python(), *in_templates()}
    assert len(used) > 600  # the search itself works
    assert sorted(used - spanish().keys()) == []


def test_no_translation_is_empty_unsure_or_left_over() -> None:
    assert [words for words, texts in spanish().items() if not all(texts)] == []
    assert [block for block in blocks() if re.search(r"^#,.*fuzzy|^#~", block, re.MULTILINE)] == []
    assert sorted(spanish().keys() - {*in_python(), *in_templates(), ("",)}) == []


def test_a_translation_keeps_the_holes_of_its_text() -> None:
    for words, texts in spanish().items():
        known = {*HOLE.findall(" ".join(words))}
        assert all({*HOLE.findall(text)} <= known for text in texts), words
        assert {*HOLE.findall(words[-1])} == {*HOLE.findall(texts[-1])}, words


def test_the_compiled_words_are_those_of_the_source() -> None:
    with PO.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for words, texts in spanish().items():
        if len(words) == 1 and words[0]:
            assert compiled.gettext(words[0]) == texts[0], words
        elif len(words) > 1:
            assert [compiled.ngettext(words[0], words[1], n) for n in (1, 2)] == texts, words
