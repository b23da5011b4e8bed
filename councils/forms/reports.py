"""What a delegate brings back: parsed and checked, never saved."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from councils.models import ReportLine, Voted
from councils.models.reports import LONGEST_PART, LONGEST_REASON
from councils.operations.reports import Said
from meetings.fields import Line, Paragraphs


class ReportForm(forms.Form):
    """What was decided, how the delegate voted and why, what is asked of the committee by when.

    `voted` holds named votes that were kept, by the item's key.
    """

    decided = Paragraphs(
        label=gettext_lazy("What was decided?"),
        max_length=LONGEST_PART,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
        error_messages={"required": gettext_lazy("Write what was decided.")},
    )
    asked = Paragraphs(
        label=gettext_lazy("What is asked of us?"),
        help_text=gettext_lazy("Left empty: nothing."),
        max_length=LONGEST_PART,
        required=False,
    )
    asked_by = forms.DateField(
        label=gettext_lazy("By when?"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("This is not a date. Write it as 2026-09-30.")},
    )

    def __init__(
        self,
        *args: Any,
        lines: Sequence[ReportLine],
        voted: Mapping[int, str],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.lines = lines
        for one in lines:
            vote, because = _names(one)
            self.fields[vote] = forms.ChoiceField(
                label=_("How did you vote?"),
                choices=Voted.choices,
                widget=forms.RadioSelect,
                error_messages={"required": _("Say how you voted on this.")},
                disabled=one.item_id in voted,  # it was by name: the record says it
            )
            self.fields[because] = Line(
                label=_("Why?"),
                max_length=LONGEST_REASON,
                required=False,
                widget=forms.TextInput(attrs={"dir": "auto"}),
            )
            known = "" if one.item.motion_id else Voted.NOT.value  # mostly nothing is voted on
            self.initial.setdefault(vote, voted.get(one.item_id) or one.voted or known)
            self.initial.setdefault(because, one.because)

    @property
    def rows(self) -> list[tuple[ReportLine, forms.BoundField, forms.BoundField]]:
        """Each item with its two fields."""
        return [(one, *(self[name] for name in _names(one))) for one in self.lines]  # type: ignore[misc]

    def said(self) -> Said:
        """The valid form as the operation takes it."""
        cleaned = self.cleaned_data
        return Said(
            decided=cleaned["decided"],
            asked=cleaned["asked"],
            asked_by=cleaned["asked_by"],
            voted={
                one.item.public_id: (cleaned[vote], cleaned[because])
                for one in self.lines
                for vote, because in [_names(one)]
            },
        )


def _names(one: ReportLine) -> tuple[str, str]:
    return f"voted-{one.item.public_id}", f"because-{one.item.public_id}"
