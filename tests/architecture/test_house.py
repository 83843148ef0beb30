"""The layout is the architecture: ratchets that only get tighter."""

import ast
import re
import subprocess
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parent.parent.parent
FILE_LINES, FUNCTION_LINES = 400, 50

APPEND_ONLY = {"AuditEvent", "Event", "CaseNote", "Consent", "Comment"}
MUTABLE = {
    "User", "Clinic", "Membership", "Conversation", "Turn", "Feedback", "Case", "Tick", "LibraryVersion",
    "Topic", "Explanation", "Revision", "Section", "GlossaryTerm", "Gap", "PolicyVersion",
    "Question", "OwnWords",
}  # fmt: skip


def sources() -> list[Path]:
    found = [path for path in (ROOT / "medchat").rglob("*.py") if "migrations" not in path.parts]
    return [*found, *(path for path in (ROOT / "tests").rglob("*.py"))]


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_files_and_functions_stay_short(path):
    text = path.read_text()
    assert text.count("\n") <= FILE_LINES
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno <= FUNCTION_LINES, node.name


def test_every_model_is_listed_as_mutable_or_append_only():
    ours = {model.__name__ for model in apps.get_models() if model.__module__.startswith("medchat.")}
    assert ours == APPEND_ONLY | MUTABLE


@pytest.mark.parametrize("path", sorted((ROOT / "templates").rglob("*.html")), ids=lambda path: path.name)
def test_no_page_has_inline_script_or_style(path):
    text = path.read_text()
    for tag in re.findall(r"<script\b[^>]*>", text):
        assert "src=" in tag, tag
    assert "<style" not in text
    assert not re.search(r"\sstyle=|\son[a-z]+=|javascript:", text)


@pytest.mark.parametrize("path", sorted((ROOT / "static" / "js").rglob("*.js")), ids=lambda path: path.name)
def test_modules_never_write_markup(path):
    text = path.read_text()
    for way in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"):
        assert way not in text


def test_nothing_is_fetched_from_elsewhere():
    for path in [
        *(ROOT / "templates").rglob("*.html"),
        *(ROOT / "static").rglob("*.css"),
        *(ROOT / "static").rglob("*.js"),
    ]:
        assert not re.search(r"""(?:src|url\(|from|import)\s*[=(]?\s*["']?https?://""", path.read_text()), path


def test_the_project_speaks_of_itself_alone():
    """No path of a machine that it was made on."""
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    for name in tracked:
        path = ROOT / name
        if path.suffix in {".py", ".md", ".toml", ".yaml", ".html", ".js", ".css", ".txt"} and path.exists():
            assert not re.search(r"(?<![\w.])/(?:work|root|home)/\w", path.read_text(errors="ignore")), name


def test_the_dark_theme_changes_colours_only():
    """The browser tests hold a dark page to its contrast alone because of this."""
    sheets = [*(ROOT / "static" / "css").rglob("*.css")]
    dark = {
        sheet.name: re.findall(r"@media \(prefers-color-scheme[^{]*\{(.*?)\n\}", sheet.read_text(), re.S)
        for sheet in sheets
    }
    assert {name for name, blocks in dark.items() if blocks} == {"tokens.css"}
    assert re.fullmatch(r"\s*:root \{(\s*--[\w-]+: [^;]+;)+\s*\}", dark["tokens.css"][0])
    assert not any("prefers-color-scheme" in path.read_text() for path in (ROOT / "static" / "js").rglob("*.js"))
