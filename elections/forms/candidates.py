"""What candidates, and those who put them forward, send."""

from django import forms
from django.utils.translation import gettext_lazy as _

from committees.forms.fields import LineField
from committees.names import clean_title
from meetings.fields import Paragraphs


class NominationForm(forms.Form):
    """Another member, by name."""

    name = LineField(
        label=_("The member's chosen name"),
        help_text=_("As they are called in this committee, written in full."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )

    def clean_name(self) -> str:
        return clean_title(self.cleaned_data["name"])


class StatementForm(forms.Form):
    """What a candidate says."""

    statement = Paragraphs(
        label=_("Your statement"),
        help_text=_("What you want to do, in your own words. 3,000 characters at most."),
        max_length=3_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
    )
