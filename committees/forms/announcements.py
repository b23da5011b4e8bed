"""Writing to all members."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from committees.forms.fields import ParagraphsField, TitleField


class AnnouncementForm(forms.Form):
    title = TitleField(
        label=_("Title"), max_length=150, widget=forms.TextInput(attrs={"autofocus": True})
    )
    text = ParagraphsField(
        label=_("Text"),
        help_text=_(
            "Name nobody who has not agreed to it, and no secret place: mail is read by others,"
            " too."
        ),
        rows=12,
        max_length=20_000,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["title"].widget.attrs["autofocus"] = True
