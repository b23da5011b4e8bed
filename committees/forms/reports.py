"""Reporting a public page: parsed and checked, never saved."""

from django import forms
from django.utils.translation import gettext_lazy as _

from committees.forms.fields import ParagraphsField
from committees.models import Misuse
from core.stamped import StampedForm


class ReportForm(StampedForm):
    """What is wrong, in one word and in one's own, and where the answer could be told."""

    salt = "committees.report"

    kind = forms.ChoiceField(
        label=_("What is wrong"), choices=Misuse.choices, widget=forms.RadioSelect
    )
    text = ParagraphsField(
        label=_("What should the host know?"),
        help_text=_("Say where on the page it stands. You need not say who you are."),
        max_length=2_000,
        rows=5,
    )
    reply_to = forms.EmailField(
        label=_("Your e-mail address, if you want to be told when there is an answer"),
        max_length=254,
        required=False,
        help_text=_(
            "Kept sealed, and deleted when the mail has gone. Without it, keep the link you get next."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
    )

    field_order = ["kind", "text", "reply_to"]
