"""What care teams type about their clinic's policy."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from medchat.policy import floor, wording
from medchat.policy.models import PolicyVersion
from medchat.policy.types import Breach, Number, Policy

LINES_HELP = gettext_lazy(
    "One on each line, as: care | Front desk | 555-201-3344 | call. The first word says where it stands: emergency, "
    "crisis or care (all other texts). The last one: call, text or link."
)


class ReturnForm(forms.Form):
    """Why a draft goes back to its authors."""

    comment = forms.CharField(
        max_length=2000, label=gettext_lazy("What should change"), widget=forms.Textarea(attrs={"rows": 4})
    )


class DraftForm(forms.Form):
    """A whole policy: blocked topics, lines, hours, and what is added to each fixed text in each language."""

    edits = forms.IntegerField(widget=forms.HiddenInput)
    blocked_topics = forms.CharField(
        required=False,
        label=gettext_lazy("Blocked topics"),
        help_text=gettext_lazy("Words or topic names, one on each line. A question about one is sent to a person."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    allowed_topics = forms.CharField(
        required=False,
        label=gettext_lazy("Only these topics"),
        help_text=gettext_lazy(
            "One on each line. Leave it empty to explain every published topic that is not blocked."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    handed_over = forms.MultipleChoiceField(
        required=False,
        label=gettext_lazy("Send to the care team at once"),
        help_text=gettext_lazy(
            "Else the patient is told why there is no answer, and may send the question with a button."
        ),
        choices=[
            ("diagnosis", gettext_lazy("Questions for a diagnosis")),
            ("advice", gettext_lazy("Questions for personal advice")),
            ("offtopic", gettext_lazy("Questions about other things than health")),
        ],
        widget=forms.CheckboxSelectMultiple,
    )
    lines = forms.CharField(
        required=False,
        label=gettext_lazy("Lines of your clinic"),
        help_text=LINES_HELP,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    history = forms.IntegerField(
        min_value=0,
        max_value=floor.MOST_HISTORY,
        label=gettext_lazy("Earlier messages that an engine is given"),
        help_text=gettext_lazy("0 to 6. The safety checks always see the whole talk."),
    )

    def __init__(self, version: PolicyVersion, data: Any = None) -> None:
        super().__init__(data, initial=_initial(version.value(), version.edits))
        for language in wording.LANGUAGES:
            for kind in (*floor.ADDABLE, "hours"):
                self.fields[field_name(language, kind)] = forms.CharField(
                    required=False,
                    max_length=floor.LONGEST_ADDITION,
                    label=_language(language),
                    widget=forms.Textarea(attrs={"rows": 3, "lang": language}),
                )

    def texts(self) -> Iterator[tuple[str, list[tuple[str, forms.BoundField]]]]:
        """Yield each kind of text with its fields and languages, the hours last."""
        for kind in (*floor.ADDABLE, "hours"):
            yield kind, [(language, self[field_name(language, kind)]) for language in wording.LANGUAGES]

    def clean_blocked_topics(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(_rows(self.cleaned_data["blocked_topics"])))

    def clean_allowed_topics(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(_rows(self.cleaned_data["allowed_topics"])))

    def clean_lines(self) -> tuple[Number, ...]:
        return tuple(_line(number, row) for number, row in enumerate(_rows(self.cleaned_data["lines"]), 1))

    def policy(self) -> Policy:
        """Return what was typed as a policy."""
        data = self.cleaned_data
        return Policy(
            blocked_topics=data["blocked_topics"],
            allowed_topics=data["allowed_topics"],
            handed_over=tuple(data["handed_over"]),
            additions={language: self._additions(language) for language in wording.LANGUAGES},
            numbers=data["lines"],
            hours={language: _flat(data[field_name(language, "hours")]) for language in wording.LANGUAGES},
            history=data["history"],
        )

    def _additions(self, language: str) -> dict[str, str]:
        typed = {kind: _flat(self.cleaned_data[field_name(language, kind)]) for kind in floor.ADDABLE}
        return {kind: text for kind, text in typed.items() if text}

    def refuse(self, breaches: tuple[Breach, ...]) -> None:
        """Say each breach of the floor at its field."""
        for breach in breaches:
            self.add_error(breach.field if breach.field in self.fields else None, breach.message)


def field_name(language: str, kind: str) -> str:
    """Return the name of the field for an addition; floor.py names its breaches the same way."""
    return f"{language}-{kind}"


def _language(code: str) -> str:
    return {"en": _("English"), "es": _("Spanish")}.get(code, code)


def _initial(policy: Policy, edits: int) -> dict[str, object]:
    lines = [" | ".join((line.kind, line.label, line.value, line.way)) for line in policy.numbers]
    values: dict[str, object] = {
        "edits": edits,
        "blocked_topics": "\n".join(policy.blocked_topics),
        "allowed_topics": "\n".join(policy.allowed_topics),
        "handed_over": list(policy.handed_over),
        "lines": "\n".join(lines),
        "history": policy.history,
    }
    for language in wording.LANGUAGES:
        values[field_name(language, "hours")] = policy.hours.get(language, "")
        texts: Mapping[str, str] = policy.additions.get(language, {})
        values |= {field_name(language, kind): text for kind, text in texts.items()}
    return values


def _rows(text: str) -> list[str]:
    return [_flat(row) for row in text.splitlines() if row.strip()]


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _line(number: int, row: str) -> Number:
    parts = [part.strip() for part in row.split("|")]
    if len(parts) != 4 or not all(parts):
        raise forms.ValidationError(_("Line %(n)s needs a place, a name, a number and a way."), params={"n": number})
    kind, label, value, way = parts
    return Number(kind.lower(), label, value, way.lower())
