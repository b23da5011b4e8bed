"""What people enter about minutes, actions and resolutions: parsed and checked, never saved."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from committees.models import Mandate, Membership
from meetings.fields import Line, Paragraphs
from meetings.models import Meeting
from meetings.operations.minutes import overtaken

LONGEST_MINUTES = 200_000
FARTHEST = timedelta(days=366)


class MinutesForm(forms.Form):
    """The whole text, and the version on which it was written."""

    text = Paragraphs(
        label=gettext_lazy("Minutes"),
        max_length=LONGEST_MINUTES,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 24, "dir": "auto"}),
        help_text=gettext_lazy(
            "Decisions and numbers; no names of speakers or voters. A line that begins with ## is a "
            "heading, **two stars** make bold."
        ),
    )
    seen = forms.IntegerField()

    def __init__(self, *args: Any, newest: int, **options: Any) -> None:
        super().__init__(*args, **options)
        self.newest = newest

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("seen") != self.newest:
            self.add_error("text", overtaken())
        return cleaned


class ActionForm(forms.Form):
    """What, until when, and who: one who carries an office, or whoever takes it on."""

    text = Line(
        label=gettext_lazy("What is to be done?"),
        max_length=300,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    due_on = forms.DateField(
        label=gettext_lazy("Until when?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("This is not a date. Write it as 2026-09-30.")},
    )
    holder = forms.ChoiceField(
        label=gettext_lazy("Who does it?"),
        required=False,
        help_text=gettext_lazy(
            "Those who carry an office can be charged. Anybody else takes it on with one tap, and "
            "nobody’s name is shown."
        ),
    )

    def __init__(self, *args: Any, meeting: Meeting, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today
        self.holders = _holders(meeting)
        choices = [("", _("Whoever takes it on"))]
        choices += [(key, label) for key, (_who, label) in self.holders.items()]
        self.fields["holder"].choices = choices  # type: ignore[attr-defined]

    def clean_due_on(self) -> date:
        due_on: date = self.cleaned_data["due_on"]
        if due_on < self.today:
            raise forms.ValidationError(_("This day is past. Choose a later one."))
        if due_on > self.today + FARTHEST:
            raise forms.ValidationError(
                _("This is more than a year ahead. Choose an earlier date.")
            )
        return due_on

    @property
    def charged(self) -> Membership | None:
        """The member who is charged; None for whoever takes it on."""
        chosen = self.holders.get(self.cleaned_data["holder"])
        return chosen[0] if chosen else None


class ReportForm(forms.Form):
    """What came of a resolution."""

    report = Paragraphs(
        label=gettext_lazy("What was done, and what came of it?"),
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
        help_text=gettext_lazy("Members read this. If the resolution is public, so is the report."),
    )


def _holders(meeting: Meeting) -> dict[str, tuple[Membership, str]]:
    """Those who carry an office now, by their membership's identifier."""
    rows = Mandate.objects.live().filter(
        committee=meeting.committee_id, membership__status="active"
    )
    found: dict[str, tuple[Membership, str]] = {}
    for row in rows.select_related("membership").order_by("office", "position", "pk"):
        label = f"{row.membership.shown_name} ({row.get_office_display()})"
        found.setdefault(row.membership.public_id, (row.membership, label))
    return found
