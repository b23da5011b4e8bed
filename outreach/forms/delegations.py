"""What people enter about delegations: parsed and checked, never saved."""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from committees.models import Campus, Committee
from meetings.effects import Asked
from meetings.fields import Line, Paragraphs
from meetings.rules import no_such_time
from meetings.times import NonexistentTime, resolve
from outreach.effects import sending
from outreach.models import Carries, Statement, Workplace
from outreach.operations.delegations import Next

FARTHEST = timedelta(days=366)
ROOM = 3  # follow-ups at once
AREA = {"rows": 3, "dir": "auto"}
BAD_DATE = gettext_lazy("This is not a date. Write it as 2026-09-30.")


class PlanDelegationForm(forms.Form):
    """Where, when by the clock there, how many, and what they carry."""

    workplace = forms.ChoiceField(label=gettext_lazy("To which workplace?"), required=False)
    day = forms.DateField(
        label=gettext_lazy("On which day?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": BAD_DATE},
    )
    hour = forms.TimeField(
        label=gettext_lazy("At what time?"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=gettext_lazy("On the clock there. A change of shifts is a good time."),
    )
    places = forms.IntegerField(
        label=gettext_lazy("How many go?"), min_value=2, max_value=20, initial=4
    )
    statement = forms.ChoiceField(
        label=gettext_lazy("Which statement do they carry?"), required=False
    )

    def __init__(
        self,
        data: Any = None,
        *,
        committee: Committee,
        at: datetime,
        campus: Campus | None,
        to: str,
    ) -> None:
        super().__init__(data, initial={"workplace": to})
        self.at, self.campus = at, campus
        rows = Workplace.objects.filter(committee=committee).order_by("name", "pk")
        self.workplaces = {one.public_id: one for one in rows}
        adopted = Statement.objects.in_force().filter(committee=committee)
        self.statements = {one.public_id: one for one in adopted.order_by("-adopted_at", "-pk")}
        if campus is not None:
            del self.fields["workplace"]
        else:
            self.fields["workplace"].required = True
            places = [(key, str(one)) for key, one in self.workplaces.items()]
            self._choose("workplace", [("", "—"), *places])
        texts = [(key, one.title) for key, one in self.statements.items()]
        self._choose("statement", [("", _("None")), *texts])
        self.fields["places"].widget.attrs["inputmode"] = "numeric"

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        there = self.campus or self.workplaces.get(data.get("workplace", ""))
        if there is None or not data.get("day") or data.get("hour") is None:
            return data
        try:
            moment = resolve(data["day"], data["hour"], there.timezone).at
        except NonexistentTime as fault:
            self.add_error("hour", no_such_time(fault))
            return data
        except OverflowError:
            self.add_error("day", _("This date is out of reach."))
            return data
        if moment <= self.at:
            self.add_error("day", _("This day is past. Choose a later one."))
        elif moment > self.at + FARTHEST:
            self.add_error("day", _("This is more than a year ahead. Choose an earlier date."))
        return data

    def asked(self) -> Asked:
        """What the motion asks for."""
        data = self.cleaned_data
        return sending(
            workplace=self.workplaces.get(data.get("workplace", "")),
            campus=self.campus,
            day=data["day"],
            hour=data["hour"],
            places=data["places"],
            statement=self.statements.get(data["statement"]),
        )

    def _choose(self, name: str, choices: Any) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]


class JoinDelegationForm(forms.Form):
    """What one takes along."""

    carries = forms.ChoiceField(
        label=gettext_lazy("What do you carry?"),
        choices=[("", gettext_lazy("Nothing yet")), *Carries.choices],
        widget=forms.RadioSelect,
        required=False,
    )


class PrepareDelegationForm(forms.Form):
    """Where its members meet, what to say and to ask."""

    meet_at = Line(
        label=gettext_lazy("Where do you meet before?"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Only those who go and coordinators read this."),
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    to_say = Paragraphs(
        label=gettext_lazy("What do you say?"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs=AREA),
    )
    questions = Paragraphs(
        label=gettext_lazy("What do you ask?"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs=AREA),
    )


class ReportDelegationForm(forms.Form):
    """Five minutes on a phone: numbers, what was said and agreed, what follows."""

    met = forms.IntegerField(
        label=gettext_lazy("How many people did you speak with?"), min_value=0, max_value=9_999
    )
    said = Paragraphs(
        label=gettext_lazy("What did they say?"),
        max_length=3_000,
        widget=forms.Textarea(attrs=AREA),
        help_text=gettext_lazy("Name nobody. Every member reads this."),
    )
    agreed = Paragraphs(
        label=gettext_lazy("What did you agree?"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs=AREA),
    )

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today
        self.fields["met"].widget.attrs["inputmode"] = "numeric"
        for number in range(1, ROOM + 1):
            self._add_row(number)

    @property
    def rows(self) -> list[list[forms.BoundField]]:
        """Each follow-up's fields."""
        return [[self[f"{name}{n}"] for name in ("what", "until", "mine")] for n in self._numbers()]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for n in self._numbers():
            what, until = data.get(f"what{n}"), data.get(f"until{n}")
            if what and not until and not self.errors.get(f"until{n}"):
                self.add_error(f"until{n}", _("Say until when."))
            elif until and not what and not self.errors.get(f"what{n}"):
                self.add_error(f"what{n}", _("Say what is to be done."))
            elif until and not self.today <= until <= self.today + FARTHEST:
                self.add_error(f"until{n}", _("Choose a day from today on, within a year."))
        return data

    def follow_ups(self) -> list[Next]:
        """Those that were written."""
        data = self.cleaned_data
        return [
            Next(data[f"what{n}"], data[f"until{n}"], data[f"mine{n}"])
            for n in self._numbers()
            if data[f"what{n}"]
        ]

    def _numbers(self) -> range:
        return range(1, ROOM + 1)

    def _add_row(self, n: int) -> None:
        number = {"number": n}
        self.fields[f"what{n}"] = Line(
            label=_("What follows? (%(number)d)") % number,
            max_length=300,
            required=False,
            widget=forms.TextInput(attrs={"dir": "auto"}),
        )
        self.fields[f"until{n}"] = forms.DateField(
            label=_("Until when? (%(number)d)") % number,
            required=False,
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            error_messages={"invalid": BAD_DATE},
        )
        self.fields[f"mine{n}"] = forms.BooleanField(
            label=_("I do it (%(number)d)") % number, required=False
        )


class ConcludeDelegationForm(forms.Form):
    """What came of a visit."""

    came_of_it = Paragraphs(
        label=gettext_lazy("What came of it?"),
        max_length=2_000,
        widget=forms.Textarea(attrs=AREA),
        help_text=gettext_lazy("Name nobody. Every member reads this."),
    )
