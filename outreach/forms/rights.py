"""What the host writes on a card."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.fields import Line, Paragraphs


class CardForm(forms.Form):
    """A country, a language, a text in Markdown."""

    country = forms.CharField(
        label=gettext_lazy("Country"),
        max_length=2,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
        help_text=gettext_lazy("Two letters, as US or DE. Left empty: everywhere."),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"))
    title = Line(
        label=gettext_lazy("Title"), max_length=100, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    text = Paragraphs(
        label=gettext_lazy("Text"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 20, "dir": "auto"}),
        help_text=gettext_lazy(
            "A line that begins with ## is a heading, one that begins with - a point. Have a lawyer "
            "of the country read it."
        ),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["language"].choices = settings.LANGUAGES  # type: ignore[attr-defined]

    def clean_country(self) -> str:
        country: str = self.cleaned_data["country"].upper()
        if country and not (len(country) == 2 and country.isascii() and country.isalpha()):
            raise forms.ValidationError(_("A country has two letters, as US or DE."))
        return country
