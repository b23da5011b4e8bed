"""Opening a workers' committee."""

from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from committees.campus_sources.timezones import (
    certain_timezone,
    country_names,
    timezone_for,
    zone_choices,
)
from committees.forms.committees import OpeningForm, preset_choices
from committees.forms.fields import TitleField
from committees.founding import Gate
from committees.models import Discretion
from core import words

GIVEN = ("area", "country")  # what the link of a workplace fills in


class OpenWorkplaceCommitteeForm(OpeningForm):
    """At a workplace, which nobody has to have listed before."""

    area = TitleField(label=_("Workplace"), help_text=_("Its name, and the town."), max_length=120)
    country = forms.ChoiceField(label=_("Country"))
    timezone = forms.ChoiceField(label=_("Time zone"), required=False)

    field_order = ["code", "area", "country", "chosen_name", "name"]

    def __init__(
        self, data: Any = None, *, given: dict[str, str] | None = None, passed: Gate
    ) -> None:
        area = (given or {}).get("area", "")
        initial = {
            **(given or {}),
            "name": gettext("Workers’ Committee %(workplace)s") % {"workplace": area}
            if area
            else "",
            "aims": words.get("aims-workplace").body.replace("[campus]", area or gettext("here")),
            "preset": "simple",
            "discretion": Discretion.DISCREET,
        }
        super().__init__(data, initial=initial)
        self.suggested = initial
        self.begin(passed)
        country = self["country"].value() or ""
        choices = [("", _("Choose the country")), *country_names().items()]
        zones = [("", _("As everywhere in the country")), *zone_choices(country)]
        self._choose("preset", preset_choices())
        self._choose("country", choices)
        self._choose("timezone", zones)
        next(iter(self.fields.values())).widget.attrs["autofocus"] = True

    @property
    def unfolds_zone(self) -> bool:
        """Whether the time zone holds something, or a fault."""
        return bool(self["timezone"].errors or self["timezone"].value())

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        country = data.get("country")
        if not country or "timezone" not in data or data["timezone"]:
            return data
        _place, _comma, city = data.get("area", "").rpartition(",")
        data["timezone"] = certain_timezone(country, city.strip())
        if not timezone_for(country):
            self.add_error("timezone", _("Choose the time zone: this country's is not known."))
        elif not data["timezone"]:
            self.add_error("timezone", _("This country has several time zones: choose yours."))
        return data

    def opening(self) -> dict[str, Any]:
        """The valid form as the operation takes it."""
        data = dict(self.cleaned_data)
        data["territory"] = data.pop("country")
        data["timezone"] = ZoneInfo(data["timezone"])
        return data

    def _choose(self, name: str, choices: Any) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]
