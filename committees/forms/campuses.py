"""Adding a campus."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from committees.campus_sources.timezones import (
    certain_timezone,
    country_names,
    timezone_for,
    zone_choices,
)
from committees.forms.fields import LineField, TitleField
from committees.models import CampusKind
from core.folding import fold

NICKNAMES_AT_MOST = 10


class AddCampusForm(forms.Form):
    name = TitleField(label=_("Name of the campus"), max_length=200)
    nicknames = LineField(
        label=_("What people call it"),
        help_text=_("Short names, separated by commas. You may leave this empty."),
        max_length=300,
        required=False,
    )
    city = TitleField(label=_("City"), max_length=120)
    country = forms.ChoiceField(label=_("Country"))
    kind = forms.ChoiceField(label=_("Kind"), choices=CampusKind.choices, widget=forms.RadioSelect)
    timezone = forms.ChoiceField(label=_("Time zone"), required=False)
    sure = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        countries = [("", _("Choose the country")), *country_names().items()]
        country = self.data.get("country", "")
        zones = [("", _("As everywhere in the country")), *zone_choices(country)]
        self.fields["name"].widget.attrs["autofocus"] = True
        self.fields["country"].choices = countries  # type: ignore[attr-defined]
        self.fields["timezone"].choices = zones  # type: ignore[attr-defined]

    @property
    def unfolds(self) -> bool:
        """Whether what is folded holds something, or a fault."""
        folded = ("timezone", "nicknames")
        return any(self[name].errors or self[name].value() for name in folded)

    def clean_nicknames(self) -> list[str]:
        names = [one.strip() for one in re.split(r"[,;،、]", self.cleaned_data["nicknames"])]
        each = {fold(one): one for one in names if fold(one)}
        return list(each.values())[:NICKNAMES_AT_MOST]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        country = data.get("country")
        if not country or "timezone" not in data or data["timezone"]:
            return data
        data["timezone"] = certain_timezone(country, data.get("city", ""))
        if not timezone_for(country):
            self.add_error("timezone", _("Choose the time zone: this country's is not known."))
        elif not data["timezone"]:
            self.add_error("timezone", _("This country has several time zones: choose yours."))
        return data
