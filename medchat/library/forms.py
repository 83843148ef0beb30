"""What care teams type: topics, the editor's text, comments."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from medchat.library.models import Revision, Section
from medchat.library.sections import KIND_NAMES, LONGEST_QUESTION

LONGEST_SECTION = 6000
QUESTION_LEVEL = "easy"
"""How the question that checks understanding is measured: every patient gets the same."""


class TopicForm(forms.Form):
    """The names patients have for a topic; its kind is chosen once."""

    lay_name = forms.CharField(max_length=120, label=gettext_lazy("Everyday name"))
    medical_name = forms.CharField(max_length=160, required=False, label=gettext_lazy("Medical name"))
    synonyms = forms.CharField(
        required=False,
        max_length=2000,
        label=gettext_lazy("Other names"),
        help_text=gettext_lazy("Words patients use, with commas between: water pill, fluid pill"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_synonyms(self) -> list[str]:
        return [name.strip() for name in re.split(r"[,\n]", self.cleaned_data["synonyms"]) if name.strip()]


class NewTopicForm(TopicForm):
    """A topic that is not there yet."""

    kind = forms.ChoiceField(label=gettext_lazy("What it is about"), choices=list(KIND_NAMES.items()))
    field_order = ("kind", "lay_name", "medical_name", "synonyms")


class ReturnForm(forms.Form):
    """Why a revision goes back to its authors."""

    comment = forms.CharField(
        max_length=4000,
        label=gettext_lazy("What should change"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class DraftForm(forms.Form):
    """Every section of a revision at both levels, with key points, glossary and sources as lines of text."""

    edits = forms.IntegerField(widget=forms.HiddenInput)
    key_points = forms.CharField(
        required=False,
        label=gettext_lazy("Key points"),
        help_text=gettext_lazy("One on each line: the facts to take away."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    teach_question = forms.CharField(
        required=False,
        strip=True,
        max_length=LONGEST_QUESTION,
        label=gettext_lazy("Question to check understanding"),
        help_text=gettext_lazy(
            "Asked once after an answer about this topic, under the line “tell me in your own words”. Ask one open question "
            "about the key points, since what the patient tells is compared with them. Left empty, medchat asks what matters "
            "most about the topic."
        ),
        widget=forms.Textarea(attrs={"rows": 2, "data-level": QUESTION_LEVEL}),
    )
    glossary = forms.CharField(
        required=False,
        label=gettext_lazy("Words explained"),
        help_text=gettext_lazy("One on each line, as: insulin: A hormone that lets sugar into the cells."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    sources = forms.CharField(
        required=False,
        label=gettext_lazy("Sources"),
        help_text=gettext_lazy("One on each line, as: Name | Publisher | https://address | date checked (2026-05-31)"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, revision: Revision, data: Any = None) -> None:
        self.rows: list[Section] = list(revision.sections.all())
        super().__init__(data, initial=_initial(revision))
        for section in self.rows:
            self.fields[field_name(section)] = forms.CharField(
                required=False,
                strip=True,
                max_length=LONGEST_SECTION,
                initial=section.body,
                label=section.title,
                widget=forms.Textarea(attrs={"rows": 9, "data-level": section.level}),
            )

    def pairs(self) -> Iterator[tuple[str, list[tuple[Section, forms.BoundField]]]]:
        """Yield each section's title with its levels, in reading order."""
        for kind in dict.fromkeys(section.kind for section in self.rows):
            levels = sorted((one for one in self.rows if one.kind == kind), key=lambda one: one.level != "easy")
            yield levels[0].title, [(section, self[field_name(section)]) for section in levels]

    def bodies(self) -> dict[tuple[str, str], str]:
        """Return the text by section kind and level."""
        return {
            (section.kind, section.level): self.cleaned_data[field_name(section)].replace("\r\n", "\n")
            for section in self.rows
        }

    def clean_teach_question(self) -> str:
        return " ".join(self.cleaned_data["teach_question"].split())

    def clean_key_points(self) -> list[str]:
        return _lines(self.cleaned_data["key_points"])

    def clean_glossary(self) -> list[dict[str, str]]:
        rows = []
        for number, line in enumerate(_lines(self.cleaned_data["glossary"]), 1):
            term, colon, meaning = line.partition(":")
            if not colon or not term.strip() or not meaning.strip():
                raise forms.ValidationError(
                    _("Line %(n)s needs a word, a colon and its meaning."), params={"n": number}
                )
            if len(term.strip()) > 80 or len(meaning.strip()) > 400:
                raise forms.ValidationError(_("Line %(n)s is too long."), params={"n": number})
            rows.append({"term": term.strip(), "meaning": meaning.strip()})
        return rows

    def clean_sources(self) -> list[dict[str, str | None]]:
        return [_source(number, line) for number, line in enumerate(_lines(self.cleaned_data["sources"]), 1)]


def field_name(section: Section) -> str:
    """Return the name of a section's field."""
    return f"body-{section.kind}-{section.level}"


def _initial(revision: Revision) -> dict[str, object]:
    return {
        "edits": revision.edits,
        "key_points": "\n".join(revision.key_points),
        "teach_question": revision.teach_question,
        "glossary": "\n".join(f"{row['term']}: {row['meaning']}" for row in revision.glossary),
        "sources": "\n".join(
            " | ".join(filter(None, (row["name"], row["publisher"], row["url"], row.get("checked_on"))))
            for row in revision.sources
        ),
    }


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _source(number: int, line: str) -> dict[str, str | None]:
    parts = [part.strip() for part in line.split("|")]
    if len(parts) not in (3, 4) or not all(parts[:3]):
        raise forms.ValidationError(_("Line %(n)s needs a name, a publisher and an address."), params={"n": number})
    address = urlsplit(parts[2])
    if address.scheme != "https" or not address.hostname:
        raise forms.ValidationError(_("The address in line %(n)s must start with https://."), params={"n": number})
    checked = parts[3] if len(parts) == 4 and parts[3] else None
    if checked is not None:
        try:
            date.fromisoformat(checked)
        except ValueError as error:
            raise forms.ValidationError(
                _("The date in line %(n)s must look like 2026-05-31."), params={"n": number}
            ) from error
    return {"name": parts[0], "publisher": parts[1], "url": parts[2], "checked_on": checked}
