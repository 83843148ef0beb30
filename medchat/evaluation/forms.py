"""What care teams type to try messages: the messages, a file of them, and which policies to compare."""

from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from medchat.evaluation.playground import MOST_MESSAGES, Batch, from_jsonl, from_text
from medchat.policy.models import PolicyVersion, Status

MOST_BYTES = 256 * 1024
FLOOR = "floor"
KINDS = (".txt", ".jsonl")


class TryForm(forms.Form):
    """Messages to try under version A and, if one is chosen, B; the stored set needs the versions alone."""

    messages = forms.CharField(
        required=False,
        strip=False,
        label=gettext_lazy("Messages"),
        help_text=gettext_lazy(
            "One on each line, at most 200, each of at most 4,000 characters. Please make them up: nothing is kept."
        ),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    file = forms.FileField(
        required=False,
        label=gettext_lazy("Or a file of messages"),
        help_text=gettext_lazy(
            'A .txt file with one message on each line, or a .jsonl file with {"text": "the message"} on each; 256 KB at '
            "most. Choose it again for each try."
        ),
        widget=forms.FileInput(attrs={"accept": ",".join(KINDS)}),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the messages"),
        choices=[("en", gettext_lazy("English")), ("es", gettext_lazy("Spanish"))],
    )
    a = forms.ChoiceField(label=gettext_lazy("Version A"))
    b = forms.ChoiceField(label=gettext_lazy("Version B"), required=False)
    only_differences = forms.BooleanField(
        required=False, label=gettext_lazy("Show only messages that A and B treat differently")
    )

    def __init__(
        self,
        versions: Sequence[PolicyVersion],
        country: str,
        data: Any = None,
        files: Any = None,
        *,
        stored: bool = False,
        cut: bool = False,
    ) -> None:
        """`stored`: no messages are needed. `cut`: a file came that was too large to be taken in."""
        super().__init__(data, files, initial=_initial(versions))
        self.country, self.stored, self.cut = country, stored, cut
        self.typed, self.uploaded = Batch(), Batch()
        named = [(str(version.number), _name(version)) for version in versions]
        standard = (FLOOR, _("Standard, nothing of your own"))
        self.fields["a"].choices = [standard, *named]  # type: ignore[attr-defined]
        self.fields["b"].choices = [("", _("None")), standard, *named]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("a") and data.get("a") == data.get("b"):
            self.add_error("b", _("A and B are the same version. Choose another one, or none."))
        if data.get("only_differences") and "b" in data and not data["b"]:
            self.add_error("b", _("Choose a version B to see differences."))
        if not self.stored and {"messages", "language"} <= data.keys():
            self._read(data)
        return data

    def _read(self, data: dict[str, Any]) -> None:
        """Read what was typed and uploaded, and say what is wrong with it as a whole."""
        self.typed = from_text(data["messages"], data["language"], self.country)
        if self.cut:
            self.add_error("file", _too_large())
        elif data.get("file"):
            self._upload(data["file"], data["language"])
        n = len(self.typed.lines) + len(self.uploaded.lines)
        if n > MOST_MESSAGES:
            message = _("These are %(n)s messages. At most %(most)s can be tried at once.")
            self.add_error(None, message % {"n": n, "most": MOST_MESSAGES})
        elif self.typed.bad or self.uploaded.bad:
            if not n:
                self.add_error(None, _("None of the lines can be tried."))
        elif not n and not self.errors:
            self.add_error("messages", _("Write a message, or choose a file with some."))

    def _upload(self, file: "UploadedFile[Any]", language: str) -> None:
        kind = PurePath(file.name or "").suffix.lower()
        if (file.size or 0) > MOST_BYTES:
            self.add_error("file", _too_large())
        elif kind not in KINDS:
            self.add_error("file", _("This file cannot be read here. Choose one that ends in .txt or .jsonl."))
        else:
            try:
                text = file.read().decode("utf-8-sig")
            except UnicodeDecodeError:
                self.add_error("file", _("This file is not plain text (UTF-8). Save it as text and try again."))
                return
            read = from_jsonl if kind == ".jsonl" else from_text
            self.uploaded = read(text, language, self.country)


def _too_large() -> str:
    return _("This file is larger than %(most)s KB. Choose a smaller one.") % {"most": MOST_BYTES // 1024}


def _name(version: PolicyVersion) -> str:
    return _("Version %(n)s, %(state)s") % {"n": version.number, "state": version.get_status_display().lower()}


def _initial(versions: Sequence[PolicyVersion]) -> dict[str, str]:
    """Choose what is in force, or the standard, beside the draft, or nothing."""
    numbers = {version.status: str(version.number) for version in versions}
    return {"language": "en", "a": numbers.get(Status.PUBLISHED, FLOOR), "b": numbers.get(Status.DRAFT, "")}
