"""Template filters of the library: Markdown as a patient sees it, grades, sources."""

from functools import cache

from django import template
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

register = template.Library()


@cache
def renderer() -> MarkdownIt:
    """Return a renderer that knows paragraphs, lists and emphasis; HTML, links and pictures stay plain text."""
    return MarkdownIt("zero", {"html": False}).enable(["list", "emphasis", "escape", "entity"])


@register.filter
def as_patient_sees(text: str) -> SafeString:
    """Render a section's Markdown; whatever looks like HTML is shown as the characters it is."""
    return mark_safe(str(renderer().render(text)))  # noqa: S308 - the renderer escapes all it does not know


@register.filter
def grade(value: float | None) -> str:
    """Show a measured grade with one decimal, or a dash where nothing was measured."""
    return "–" if value is None else f"{value:.1f}"


@register.filter
def status_badge(status: str) -> str:
    """Return the badge class of a revision's status."""
    kinds = {"published": "badge--good", "in_review": "badge--accent", "draft": "badge--warn"}
    return f"badge {kinds.get(status, '')}".strip()
