"""Why a result should not stand, and what a meeting decided about it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from committees.models import Committee
from elections.models import Challenge
from meetings.fields import Paragraphs
from meetings.models import Meeting, MeetingKind, MeetingStatus

WORDS = 2_000


class ChallengeForm(forms.Form):
    """A reason that every member reads."""

    reason = Paragraphs(
        label=_("What went wrong"),
        help_text=_(
            "What happened, when, and how it may have changed the result. Every member reads it, "
            "without your name. Name nobody who can be harmed. 2,000 characters at most."
        ),
        max_length=WORDS,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
    )


class DecisionForm(forms.Form):
    """What the meeting decided."""

    meeting = forms.ModelChoiceField(
        label=_("The meeting that decided"), queryset=Meeting.objects.none()
    )
    outcome = forms.ChoiceField(
        label=_("It decided"),
        choices=[
            ("dismissed", _("The result stands")),
            ("upheld", _("The challenge is right: the election is annulled")),
        ],
        widget=forms.RadioSelect,
    )
    decision = Paragraphs(
        label=_("In its own words"),
        help_text=_("As the minutes have it. 2,000 characters at most."),
        max_length=WORDS,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )

    def __init__(self, *given: Any, committee: Committee, challenge: Challenge, **named: Any):
        super().__init__(*given, **named)
        held = Meeting.objects.filter(
            committee=committee, status=MeetingStatus.CLOSED, starts_at__gte=challenge.made_at
        )
        held = held.exclude(kind=MeetingKind.EMERGENCY)
        field = self.fields["meeting"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = held.order_by("-starts_at")
        field.to_field_name = "public_id"
