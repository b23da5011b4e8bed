"""What members demand a meeting for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from committees.models import Committee
from meetings import rules
from meetings.fields import Paragraphs
from meetings.forms.clauses import DIRECTED
from meetings.models import Requisition


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
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, committee: Committee, **options: Any) -> None:
        super().__init__(*args, **options)
        offered = rules.kinds(committee)
        self.fields["kind"].choices = [(one.value, one.label) for one in offered]  # type: ignore[attr-defined]
        self.fields["kind"].initial = offered[0]


def demanded(requisition: Requisition) -> dict[str, Any]:
    """What a meeting that members demanded begins with when it is called."""
    return {"kind": requisition.kind, "purpose": requisition.purpose}
