"""What people enter about workplaces: parsed and checked, never saved."""

from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from committees.campus_sources.timezones import (
    certain_timezone,
    country_names,
    timezone_for,
    zone_choices,
)
from committees.forms.fields import LineField, ParagraphsField, TitleField
from committees.models import Committee
from outreach.models import Workplace, WorkplaceKind
from outreach.operations.workplaces import FIELDS


class WorkplaceForm(forms.Form):
    """What a committee knows of a place where people work. No person belongs in it."""

    name = TitleField(label=gettext_lazy("Name of the workplace"), max_length=120)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=WorkplaceKind.choices, widget=forms.RadioSelect
    )
    city = LineField(label=gettext_lazy("City"), max_length=120, required=False)
    country = forms.ChoiceField(label=gettext_lazy("Country"))
    unions = LineField(
        label=gettext_lazy("Unions there"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("As far as you know, separated by commas."),
    )
    note = ParagraphsField(
        label=gettext_lazy("What else you know"),
        max_length=2_000,
        required=False,
        rows=4,
        help_text=gettext_lazy(
            "Shifts, gates, what people talk about. Name nobody: every member reads this."
        ),
    )
    latitude = forms.FloatField(
        label=gettext_lazy("Latitude"), min_value=-90, max_value=90, required=False
    )
    longitude = forms.FloatField(
        label=gettext_lazy("Longitude"), min_value=-180, max_value=180, required=False
    )
    timezone = forms.ChoiceField(label=gettext_lazy("Time zone"), required=False)

    def __init__(
        self, data: Any = None, *, committee: Committee, workplace: Workplace | None = None
    ) -> None:
        begun = {"country": committee.country, "city": _city(committee)}
        if workplace is not None:
            begun = {name: getattr(workplace, name) for name in FIELDS}
            begun["timezone"] = str(workplace.timezone)
        super().__init__(data, initial=begun)
        self.committee = committee
        zones = [("", _("As everywhere there")), *zone_choices(self["country"].value() or "")]
        countries = [("", _("Choose the country")), *country_names().items()]
        self.fields["country"].choices = countries  # type: ignore[attr-defined]
        self.fields["timezone"].choices = zones  # type: ignore[attr-defined]
        self.fields["name"].widget.attrs["autofocus"] = True
        for name in ("latitude", "longitude"):
            self.fields[name].widget.attrs.update(step="any", inputmode="decimal")

    @property
    def unfolds(self) -> bool:
        """Whether what is folded holds something, or a fault."""
        folded = ("latitude", "longitude", "timezone")
        return any(self[name].errors or self[name].value() for name in folded)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for one, other in (("latitude", "longitude"), ("longitude", "latitude")):
            if data.get(one) is not None and data.get(other) is None and not self.errors.get(other):
                self.add_error(other, _("Give both, or none."))
        return data

    def said(self) -> dict[str, Any]:
        """The valid form as the operations take it; the zone is guessed where none is given."""
        data = dict(self.cleaned_data)
        country, city = data["country"], data["city"]
        guess = certain_timezone(country, city)
        if not guess and country == self.committee.country:
            guess = str(self.committee.timezone)
        zone = data["timezone"] or guess or timezone_for(country) or str(self.committee.timezone)
        return data | {"timezone": ZoneInfo(zone)}


def _city(committee: Committee) -> str:
    return committee.campus.city if committee.campus else ""
