"""What is entered of a council that is to be founded: parsed and checked, never saved."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from committees.forms.committees import AIMS_AT_MOST
from committees.forms.fields import LineField, ParagraphsField, TitleField
from committees.models import Committee, Membership, Reach
from committees.permissions import change_council, open_council
from core import words
from meetings.models.motions import LONGEST_CLAUSE

# The motion carries them among its own words.
CHANGED_AIMS_AT_MOST = LONGEST_CLAUSE - 500


class ChangeCouncilForm(forms.Form):
    """Another name or other aims, to be put to the council's own meeting."""

    name = TitleField(label=_("Name of the council"), max_length=120)
    aims = ParagraphsField(
        label=_("Aims"),
        max_length=CHANGED_AIMS_AT_MOST,
    )

    def __init__(self, data: Any = None, *, council: Committee) -> None:
        super().__init__(data, initial={"name": council.name, "aims": council.aims})
        self.council = council

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if not (may := change_council(self.council, name)):
            raise forms.ValidationError(str(may.reason))
        return name

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("name") == self.council.name and cleaned.get("aims") == self.council.aims:
            raise forms.ValidationError(gettext("Nothing is changed yet."))
        return cleaned


class OpenCouncilForm(forms.Form):
    """Name, reach and aims; the meetings of the committees decide whether it comes to be."""

    name = TitleField(label=_("Name of the council"), max_length=120)
    reach = forms.ChoiceField(
        label=_("It reaches over"), choices=Reach.choices, widget=forms.RadioSelect
    )
    area = LineField(
        label=_("Name of the city, the region or the country"),
        help_text=_("For several countries it can stay empty."),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    aims = ParagraphsField(
        label=_("Aims"),
        help_text=_("What the committees do together. Each of them decides on these words."),
        max_length=AIMS_AT_MOST,
    )

    def __init__(self, data: Any = None, *, committee: Committee, member: Membership) -> None:
        self.suggested = words.get("aims-council").body
        area = committee.campus.city if committee.campus else ""
        super().__init__(data, initial={"reach": Reach.CITY, "area": area, "aims": self.suggested})
        self.fields["name"].widget.attrs["autofocus"] = True
        self.member = member

    @property
    def unfolds_aims(self) -> bool:
        """Whether the aims are not those suggested, or faulty."""
        given = (self["aims"].value() or "").replace("\r\n", "\n").strip()
        return bool(self["aims"].errors) or given != self.suggested.strip()

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if not (may := open_council(self.member, name)):
            raise forms.ValidationError(str(may.reason))
        return name

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        needs_area = cleaned.get("reach") not in (None, Reach.INTERNATIONAL)
        if needs_area and "area" in cleaned and not cleaned["area"]:
            self.add_error("area", gettext("Say which city, region or country."))
        return cleaned
