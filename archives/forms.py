"""The code that came by mail from the server where the committee was before."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ClaimForm(forms.Form):
    """Typed as it stands in the mail; capitals, spaces and dashes do not matter."""

    code = forms.CharField(
        label=_("Your code"),
        help_text=_("Twenty letters and digits, from the mail of the old server."),
        max_length=60,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "none",
                "spellcheck": "false",
                "dir": "ltr",
            }
        ),
    )
