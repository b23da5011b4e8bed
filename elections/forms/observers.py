"""What candidates send about those who watch for them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from committees.forms.fields import LineField
from committees.names import clean_title


class ObserverForm(forms.Form):
    """Another member, by name."""

    name = LineField(
        label=_("The member's chosen name"),
        help_text=_("As they are called in this committee, written in full."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )

    def clean_name(self) -> str:
        return clean_title(self.cleaned_data["name"])
