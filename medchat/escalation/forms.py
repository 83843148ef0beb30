"""What staff fill in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from medchat.escalation.actions import MAX_TEXT


class WordsForm(forms.Form):
    """A text of a person. `auto_id` keeps the ids of two forms on one page apart."""

    text = forms.CharField(max_length=MAX_TEXT, widget=forms.Textarea(attrs={"rows": 3}))

    def clean_text(self) -> str:
        """Drop what no page can hold: lone surrogates."""
        return str(self.cleaned_data["text"]).encode("utf-8", "ignore").decode("utf-8")


class AnswerForm(WordsForm):
    """Words for the patient. `id` makes a form that is sent twice one message."""

    id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "answer_%s", **kwargs})
        self.fields["text"].label = _("Your answer")


class NoteForm(WordsForm):
    """Words for colleagues; the patient never sees them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "note_%s", **kwargs})
        self.fields["text"].label = _("New note")
        self.fields["text"].help_text = _("Only staff see it.")
