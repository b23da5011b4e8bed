"""What people enter in the hall: parsed and checked, never saved."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from meetings import door
from meetings.fields import Line, MomentField
from meetings.models import Duty, Meeting, MotionStatus, SpeechKind
from meetings.operations.meetings import MOST_PRESENT
from meetings.permissions.hall_chair import AMENDMENT_SETTLED, SETTLED
from meetings.running import moment_fits

BREAKS = (10, 20, 30)  # minutes


class CodeForm(forms.Form):
    """The code of the hall."""

    code = Line(
        label=gettext_lazy("The code on the screen in the hall"),
        max_length=20,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "dir": "ltr",
            }
        ),
        error_messages={
            "required": gettext_lazy("Type the six letters and numbers that stand on the screen.")
        },
    )

    def __init__(self, *args: Any, meeting: Meeting, at: datetime, **options: Any) -> None:
        super().__init__(*args, **options)
        self.meeting, self.at = meeting, at

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if not (fits := door.opens(self.meeting, code, self.at)):
            raise forms.ValidationError(str(fits.reason))
        return code


class CountForm(forms.Form):
    """How many members without a phone a steward counted."""

    number = forms.IntegerField(
        label=gettext_lazy("How many members here have not signed in by phone?"),
        min_value=0,
        max_value=MOST_PRESENT,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        help_text=gettext_lazy(
            "They are counted with the others. Count members only: visitors do not make a quorum."
        ),
        error_messages={
            "required": gettext_lazy("Enter a number; 0 if there is nobody."),
            "min_value": gettext_lazy("Enter a number; 0 if there is nobody."),
            "max_value": gettext_lazy("This number is too large."),
        },
    )


class HandForm(forms.Form):
    """What somebody wants to say."""

    kind = forms.ChoiceField(choices=SpeechKind.choices)


class DutyForm(forms.Form):
    """What somebody would do."""

    duty = forms.ChoiceField(choices=Duty.choices)


class MotionOutcomeForm(forms.Form):
    """How a motion is settled without a vote."""

    outcome = forms.ChoiceField(choices=[(one, MotionStatus(one).label) for one in SETTLED])


class AmendmentOutcomeForm(forms.Form):
    """How an amendment is settled without a vote."""

    outcome = forms.ChoiceField(choices=[(one, one.label) for one in AMENDMENT_SETTLED])


class RulingForm(forms.Form):
    """The chair's answer to a point of order."""

    upheld = forms.ChoiceField(
        label=gettext_lazy("Is the point of order right?"),
        choices=[
            ("yes", gettext_lazy("Yes, it is upheld")),
            ("no", gettext_lazy("No, it is not upheld")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one of the two.")},
    )
    text = Line(
        label=gettext_lazy("The ruling in one sentence"),
        max_length=300,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=gettext_lazy("It stands in the minutes. Name nobody."),
        error_messages={"required": gettext_lazy("Say in one sentence what you ruled.")},
    )


class AdjournForm(forms.Form):
    """Until when a meeting is adjourned: so many minutes of a break, or a moment on campus."""

    minutes = forms.TypedChoiceField(
        choices=[(one, one) for one in BREAKS],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.HiddenInput,
    )
    until = MomentField(
        label=gettext_lazy("The meeting goes on at"),
        required=False,
        error_messages={
            "invalid": gettext_lazy("This is not a moment. Write it as 2026-09-30T18:30.")
        },
        help_text=gettext_lazy(
            "By the campus clock. More than three hours away, the hall empties, the meeting has a "
            "new date, and every member is told by mail at once."
        ),
    )

    def __init__(self, *args: Any, meeting: Meeting, at: datetime, **options: Any) -> None:
        super().__init__(*args, **options)
        self.at = at
        until = self.fields["until"]
        assert isinstance(until, MomentField)
        until.zone = meeting.timezone

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if minutes := cleaned.get("minutes"):
            cleaned["until"] = self.at + timedelta(minutes=minutes)
        elif not self.errors and not cleaned.get("until"):
            self.add_error("until", gettext_lazy("Say when the meeting goes on."))
        elif (until := cleaned.get("until")) and not (fits := moment_fits(until, self.at)):
            self.add_error("until", str(fits.reason))
        return cleaned
