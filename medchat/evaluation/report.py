"""An HTML page of figures with a plot each, for people who would rather look than read. It stands alone as a file."""

from collections.abc import Sequence
from html import escape
from pathlib import Path

from medchat.evaluation.results import Result
from medchat.evaluation.scores import Share

WIDTH, ROW = 420, 34

STYLE = """
body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem;color:#1b2430;background:#fff}
table{border-collapse:collapse;width:100%}td,th{padding:.4rem .6rem;border-bottom:1px solid #d5dbe3;text-align:left}
td.n{text-align:right;font-variant-numeric:tabular-nums}svg{display:block}
@media (prefers-color-scheme:dark){body{background:#12171e;color:#e8edf3}td,th{border-color:#38424f}}
"""


def write(path: Path, results: Sequence[Result]) -> Path:
    """Write the report and return its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    body = "".join(_suite(result) for result in results)
    page = f"<!doctype html><html lang=en><meta charset=utf-8><title>medchat: evaluation</title><style>{STYLE}</style>"
    path.write_text(f"{page}<h1>medchat: evaluation</h1>{body}</html>", encoding="utf-8")
    return path


def _suite(result: Result) -> str:
    rows = "".join(_row(figure) for figure in result.shares)
    notes = "".join(f"<p>{escape(name)}: {value}</p>" for name, value in result.notes.items())
    wrong = f"<p>Went wrong ({len(result.wrong)}): {escape(', '.join(result.wrong[:200]))}</p>" if result.wrong else ""
    head = "<tr><th>Figure</th><th>Share and 95 % interval</th><th>%</th><th>n</th><th>Goal</th></tr>"
    return f"<h2>{escape(result.suite)}</h2><table>{head}{rows}</table>{notes}{wrong}"


def _row(figure: Share) -> str:
    low, high = figure.interval
    text = f"{figure.value:.1%}"
    return (
        f"<tr><td>{escape(figure.name)}</td><td>{_bar(figure.value, low, high, f'{figure.name}: {text}')}</td>"
        f"<td class=n>{text}</td><td class=n>{figure.hits}/{figure.n}</td><td>{escape(figure.goal)}</td></tr>"
    )


def _bar(value: float, low: float, high: float, label: str) -> str:
    """Draw the share as a bar and its interval as a whisker."""
    x, left, right = (round(part * WIDTH, 1) for part in (value, low, high))
    middle = ROW / 2
    return (
        f'<svg width="{WIDTH}" height="{ROW}" role="img" aria-label="{escape(label)}">'
        f'<rect y="9" width="{WIDTH}" height="16" fill="#8894a3" opacity=".18"/>'
        f'<rect y="9" width="{x}" height="16" fill="#2f6f8f"/>'
        f'<path d="M{left} {middle}H{right}M{left} 11v12M{right} 11v12" stroke="#c2620a" stroke-width="2" fill="none"/></svg>'
    )
