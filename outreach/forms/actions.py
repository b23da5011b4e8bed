"""What people enter about actions: parsed and checked, never saved."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from committees.models import Committee
from core.decision import Decision
from elections.models import StrikeBallot
from meetings.fields import Line, MomentField, Paragraphs
from outreach import roles
from outreach.models import Action, ActionKind, ShiftRole
from outreach.models.actions import Decided
from outreach.operations.actions import Plan

SHORTEST, LONGEST = 10, 4_320
MOST_EXPECTED = 100_000
FARTHEST = timedelta(days=366)
USUALLY_RELEASED = timedelta(hours=2)


class PlanForm(forms.Form):
    """What, when, and where to; the place may be left for later."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=ActionKind.choices, widget=forms.RadioSelect
    )
    title = Line(
        label=gettext_lazy("Title"),
        max_length=150,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    starts_at = MomentField(label=gettext_lazy("When does it begin?"))
    minutes = forms.IntegerField(
        label=gettext_lazy("Length in minutes"),
        min_value=SHORTEST,
        max_value=LONGEST,
        initial=60,
        error_messages={
            "min_value": gettext_lazy("An action lasts at least 10 minutes."),
            "max_value": gettext_lazy("An action lasts at most three days (4320 minutes)."),
        },
    )
    demands = Paragraphs(
        label=gettext_lazy("Demands"),
        max_length=5_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
        help_text=gettext_lazy("One a line. Among them: nobody is punished for taking part."),
    )
    place = Line(
        label=gettext_lazy("Place"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        help_text=gettext_lazy(
            "Kept sealed. Until the moment below only the coordinators who set it can read it, "
            "then only those who are coming. It stands in no mail and no calendar, and is deleted "
            "a day after the end."
        ),
    )
    place_opens_at = MomentField(
        label=gettext_lazy("From when may those who are coming read the place?"),
        required=False,
        help_text=gettext_lazy("Left empty: two hours before it begins."),
    )

    def __init__(self, *args: Any, committee: Committee, at: datetime, **options: Any) -> None:
        super().__init__(*args, **options)
        self.committee, self.at = committee, at
        for name in ("starts_at", "place_opens_at"):
            self.fields[name].zone = committee.timezone  # type: ignore[attr-defined]
        self.fields["starts_at"].help_text = _("On the campus clock: %(zone)s.") % {
            "zone": str(committee.timezone)
        }

    def clean_starts_at(self) -> datetime:
        starts_at: datetime = self.cleaned_data["starts_at"]
        if starts_at <= self.at:
            raise forms.ValidationError(_("This moment is past. Choose a later one."))
        if starts_at > self.at + FARTHEST:
            raise forms.ValidationError(
                _("This is more than a year ahead. Choose an earlier date.")
            )
        return starts_at

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        starts_at, opens_at = cleaned.get("starts_at"), cleaned.get("place_opens_at")
        if starts_at and opens_at and opens_at > starts_at:
            self.add_error(
                "place_opens_at", _("Nobody finds the place who reads it after the beginning.")
            )
        return cleaned

    def plan(self) -> Plan:
        """The valid form as the operations take it."""
        cleaned = self.cleaned_data
        return Plan(
            kind=cleaned["kind"],
            title=cleaned["title"],
            demands=cleaned["demands"],
            starts_at=cleaned["starts_at"],
            minutes=cleaned["minutes"],
            place=cleaned["place"],
            place_opens_at=cleaned["place_opens_at"] or cleaned["starts_at"] - USUALLY_RELEASED,
        )


class DecisionForm(forms.Form):
    """By which resolution, and how many will come."""

    decision = forms.ChoiceField(
        label=gettext_lazy("By which decision?"),
        help_text=gettext_lazy(
            "Nothing is called without a resolution of your committee, or a ballot that is carried "
            "and has not lapsed."
        ),
    )
    expected = forms.IntegerField(
        label=gettext_lazy("How many of yours will come, about?"),
        min_value=1,
        max_value=MOST_EXPECTED,
        initial=50,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        help_text=gettext_lazy("From this number the shifts are made: one marshal for each 25."),
    )

    def __init__(self, *args: Any, decisions: list[Decided], **options: Any) -> None:
        super().__init__(*args, **options)
        self.decisions = {one.public_id: one for one in decisions}
        self.fields["decision"].choices = [  # type: ignore[attr-defined]
            (key, _said(one)) for key, one in self.decisions.items()
        ]

    @property
    def decided(self) -> Decided:
        return self.decisions[self.cleaned_data["decision"]]


class CallForm(PlanForm, DecisionForm):
    """Calls an action."""

    field_order = ["decision", "kind", "title", "starts_at", "minutes", "expected"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        decision = self.decisions.get(cleaned.get("decision", ""))
        if decision and not (may := roles.takes_ballot(cleaned.get("kind", ""), decision)):
            self.add_error("kind", str(may.reason))
        return cleaned


class ChangeForm(PlanForm):
    """Changes one that was called; what is there already may have begun to be read."""

    @staticmethod
    def initial_of(action: Action) -> dict[str, Any]:
        length = action.ends_at - action.starts_at
        return {
            "kind": action.kind,
            "title": action.title,
            "demands": action.demands,
            "starts_at": action.starts_at,
            "minutes": int(length.total_seconds() // 60),
            "place": action.place,
            "place_opens_at": action.place_opens_at,
        }


class CancelForm(forms.Form):
    """Why it does not take place."""

    because = Line(
        label=gettext_lazy("Why is it cancelled?"),
        max_length=500,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=gettext_lazy("Members read this in the notice."),
    )


class ReportForm(forms.Form):
    """The numbers afterwards."""

    counted = forms.IntegerField(
        label=gettext_lazy("How many did you count?"),
        min_value=0,
        max_value=MOST_EXPECTED,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        help_text=gettext_lazy("By hand, on the spot. A number is kept, no names."),
    )
    won = Paragraphs(
        label=gettext_lazy("What was won? What comes next?"),
        max_length=5_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
        help_text=gettext_lazy("It stands in the next minutes. Name nobody."),
    )


class TaskForm(forms.Form):
    """Something of the committee's own for the checklist."""

    text = Line(
        label=gettext_lazy("What else has to be done?"),
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )


class ShiftForm(forms.Form):
    """One more shift, inside the time of the action."""

    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=ShiftRole.choices)
    starts_at = MomentField(label=gettext_lazy("From"))
    ends_at = MomentField(label=gettext_lazy("Until"))
    places = forms.IntegerField(
        label=gettext_lazy("How many are needed?"), min_value=1, max_value=500, initial=2
    )

    def __init__(self, *args: Any, action: Action, committee: Committee, **options: Any) -> None:
        super().__init__(*args, **options)
        self.action = action
        for name in ("starts_at", "ends_at"):
            self.fields[name].zone = committee.timezone  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        starts_at, ends_at = cleaned.get("starts_at"), cleaned.get("ends_at")
        if starts_at and ends_at and ends_at <= starts_at:
            self.add_error("ends_at", _("A shift ends after it begins."))
        if ends_at and not (fits := self._fits(ends_at)):
            self.add_error("ends_at", str(fits.reason))
        return cleaned

    def _fits(self, ends_at: datetime) -> Decision:
        """Also after the end, for those who clear up; not on another day."""
        late = ends_at > self.action.ends_at + timedelta(hours=12)
        return Decision(not late, _("This is long after the end of the action."))


def _said(decision: Decided) -> str:
    if isinstance(decision, StrikeBallot):
        return _("Ballot: %(title)s") % {"title": decision.title}
    return f"{decision} · {decision.title}"
