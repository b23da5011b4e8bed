"""What members demand a meeting for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from meetings.fields import Paragraphs
from meetings.forms.clauses import DIRECTED
from meetings.models import MeetingKind, Requisition


class RequisitionForm(forms.Form):
    """What members demand a meeting for."""

    purpose = Paragraphs(
        label=gettext_lazy("What is the meeting to decide?"),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3, "autofocus": True, **DIRECTED}),
        error_messages={"required": gettext_lazy("Say what the meeting is to decide.")},
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=[
            (one.value, one.label)
            for one in (MeetingKind.GENERAL, MeetingKind.MASS, MeetingKind.EMERGENCY)
        ],
        initial=MeetingKind.GENERAL,
        widget=forms.RadioSelect,
    )


def demanded(requisition: Requisition) -> dict[str, Any]:
    """What a meeting that members demanded begins with when it is called."""
    return {"kind": requisition.kind, "purpose": requisition.purpose}
