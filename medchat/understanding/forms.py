"""What a patient writes on these pages. Words that are too long come back with the reason; none is cut off."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from medchat.understanding.actions import LENGTH, WORDS_LENGTH


class WordsField(forms.CharField):
    """Text of at most `most` characters, a new line counting as one, as it does on the screen."""

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.most = most
        # No maxlength: it would cut off what is pasted without a word. The page counts, the server judges.
        self.widget.attrs["data-most"] = most

    def to_python(self, value: Any) -> str:
        return str(super().to_python("\n".join(str(value or "").splitlines())))

    def validate(self, value: str) -> None:
        super().validate(value)
        if len(value) > self.most:
            over = len(value) - self.most
            text = ngettext(
                "This is %(over)d letter too long. Please make it shorter. Your words are still in the box.",
                "This is %(over)d letters too long. Please make it shorter. Your words are still in the box.",
                over,
            )
            raise ValidationError(text % {"over": over}, code="too_long")


class QuestionForm(forms.Form):
    """One question; `client_id` names the message of the conversation that it was saved from."""

    text = WordsField(
        most=LENGTH,
        label=_("Your question"),
        help_text=format_lazy(_("Up to {n} letters."), n=LENGTH),
        error_messages={"required": _("Please write something first.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput)


class OwnWordsForm(forms.Form):
    """The patient's own words on a sheet; empty takes them away."""

    text = WordsField(
        most=WORDS_LENGTH,
        required=False,
        label=_("In my own words"),
        help_text=_("Write what you want to remember, as you would tell it to a friend. Only you can see it."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
