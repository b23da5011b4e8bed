"""What of a committee everybody sees."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from committees.models import Committee, FacePart


class FaceForm(forms.Form):
    """Any of the parts; without the first, nobody finds the others."""

    shows = forms.MultipleChoiceField(
        label=gettext_lazy("Everybody sees"),
        choices=FacePart.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, data: Any = None, *, committee: Committee) -> None:
        super().__init__(data, initial={"shows": committee.shows})

    def clean_shows(self) -> list[str]:
        shows: list[str] = self.cleaned_data["shows"]
        if shows and FacePart.LISTED not in shows:
            raise forms.ValidationError(
                _("Without the first, nobody finds the others. Choose it, too, or none.")
            )
        return shows
