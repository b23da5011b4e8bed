"""Writing to a committee: parsed and checked, never saved."""

from django import forms
from django.utils.translation import gettext_lazy

from core.stamped import StampedForm
from meetings.fields import Paragraphs

SALT = "outreach.write"


class WriteForm(StampedForm):
    """What one writes, and where an answer could go."""

    salt = SALT

    text = Paragraphs(
        label=gettext_lazy("What would you like to say?"),
        max_length=3_000,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
    )
    reply_to = forms.EmailField(
        label=gettext_lazy("Your e-mail address, if you want an answer"),
        max_length=254,
        required=False,
        help_text=gettext_lazy("Those who answer see it. Left empty, nobody can answer."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
    )

    field_order = ["text", "reply_to"]
