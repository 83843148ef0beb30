"""What a patient fills in outside the conversation itself."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from medchat.policy import wording

# In the order of the numbers' file; a country without an entry there cannot be chosen, only "another country".
NAMES = {
    "US": _("United States"),
    "CA": _("Canada"),
    "GB": _("United Kingdom"),
    "IE": _("Ireland"),
    "AU": _("Australia"),
    "NZ": _("New Zealand"),
    "ES": _("Spain"),
    "DE": _("Germany"),
    "FR": _("France"),
    "IT": _("Italy"),
    "NL": _("Netherlands"),
    "PT": _("Portugal"),
}
NOTE_LENGTH = 1000
# Each language under its own name: who needs it can read that.
OWN_NAMES = [("en", "English"), ("es", "Español")]


def country_choices() -> list[tuple[str, Any]]:
    """Return the countries whose numbers are known, then one for everywhere else."""
    known = [(code, NAMES.get(code, code)) for code in wording.countries()]
    return [*known, (wording.UNKNOWN_COUNTRY, _("Another country"))]


class CountryForm(forms.Form):
    """Where the patient is: decides the emergency numbers."""

    country = forms.ChoiceField(
        label=_("Where are you now?"),
        help_text=_("We show the emergency numbers of that country."),
        choices=country_choices,
    )


class SettingsForm(CountryForm):
    """Language of the pages and country of the numbers."""

    language = forms.ChoiceField(label=_("Language"), choices=OWN_NAMES)
    field_order = ("language", "country")


class PersonForm(forms.Form):
    """A wish for a person, with words for them if the patient likes. `id` makes a form sent twice one wish."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("What is it about? (You can leave this empty.)"),
        max_length=NOTE_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
