"""What named members enter about contacts: parsed and checked, never saved."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from committees.forms.fields import ChosenNameField
from meetings.fields import Line
from outreach.models import AskedBy
from outreach.operations.contacts import MONTH

MONTHS = [
    ("6", gettext_lazy("Six months")),
    ("3", gettext_lazy("Three months")),
    ("1", gettext_lazy("One month")),
]
HIDDEN = {"autocomplete": "off", "dir": "auto", "spellcheck": "false"}


class NameMemberForm(forms.Form):
    """A member, by chosen name: no list of members is shown for it."""

    name = ChosenNameField(label=gettext_lazy("The member’s chosen name"))


class ConsentForm(forms.Form):
    """What they agreed to, when, and who asked them, by office."""

    agreed_to = Line(
        label=gettext_lazy("What did they agree to?"),
        max_length=500,
        help_text=gettext_lazy("In their words: “Write to me when you meet about the hospital.”"),
        widget=forms.TextInput(attrs=HIDDEN),
    )
    agreed_on = forms.DateField(
        label=gettext_lazy("When?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("This is not a date. Write it as 2026-09-30.")},
    )
    asked_by = forms.ChoiceField(
        label=gettext_lazy("Who asked them?"), choices=AskedBy.choices, widget=forms.RadioSelect
    )
    months = forms.ChoiceField(
        label=gettext_lazy("Keep it for, from the day they agreed"),
        choices=MONTHS,
        widget=forms.RadioSelect,
        initial="6",
    )

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today
        self.initial.setdefault("agreed_on", today)
        self.initial.setdefault("asked_by", AskedBy.DELEGATION)

    def clean_agreed_on(self) -> date:
        agreed_on: date = self.cleaned_data["agreed_on"]
        if agreed_on > self.today:
            raise forms.ValidationError(_("This day has not come yet."))
        return agreed_on

    def clean_months(self) -> int:
        return int(self.cleaned_data["months"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        agreed_on, months = cleaned.get("agreed_on"), cleaned.get("months")
        if agreed_on and months and agreed_on + months * MONTH <= self.today:
            self.add_error("agreed_on", _("They agreed too long ago. Ask them again."))
        return cleaned


class ContactForm(ConsentForm):
    """Somebody at a workplace who agreed to be contacted."""

    name = Line(
        label=gettext_lazy("What do they want to be called?"),
        max_length=120,
        help_text=gettext_lazy("It need not be their real name."),
        widget=forms.TextInput(attrs=HIDDEN),
    )
    reach = Line(
        label=gettext_lazy("How can they be reached?"),
        max_length=300,
        help_text=gettext_lazy("As they wish. Not by the address or phone of their employer."),
        widget=forms.TextInput(attrs=HIDDEN),
    )

    field_order = ["name", "reach", "agreed_to", "agreed_on", "asked_by", "months"]
