"""What a committee would tell its delegates: a choice an item, parsed and checked, never saved."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from councils.models import Stance
from councils.models.instructions import LONGEST_LIMITS
from councils.queries.instructions import Told
from meetings.fields import Line


class InstructionsForm(forms.Form):
    """A stance and its limits for each item; what stays as it is is not spoken of."""

    def __init__(self, *args: Any, told: Sequence[Told], **options: Any) -> None:
        super().__init__(*args, **options)
        self.told = told
        choices = [("", _("Say nothing on this now")), *Stance.choices]
        for one in told:
            stance, limits = _names(one)
            self.fields[stance] = forms.ChoiceField(
                label=_("What do our delegates do?"), choices=choices, required=False
            )
            self.fields[limits] = Line(
                label=_("The limits"),
                help_text=_("Only where they decide there within limits: write down which."),
                max_length=LONGEST_LIMITS,
                required=False,
                widget=forms.TextInput(attrs={"dir": "auto"}),
            )
            if one.instruction is not None:
                self.initial.setdefault(stance, one.instruction.stance)
                self.initial.setdefault(limits, one.instruction.limits)

    @property
    def rows(self) -> list[tuple[Told, forms.BoundField, forms.BoundField]]:
        """Each item with its two fields."""
        return [(one, *(self[name] for name in _names(one))) for one in self.told]  # type: ignore[misc]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for one in self.told:
            stance, limits = _names(one)
            if cleaned.get(stance) == Stance.GUIDED and not cleaned.get(limits):
                if limits not in self.errors:
                    self.add_error(limits, _("Write down the limits."))
            elif cleaned.get(limits) and cleaned.get(stance) != Stance.GUIDED:
                cleaned[limits] = ""
        if not self.errors and not self._given(cleaned):
            self.add_error(None, _("Choose what they do on at least one item, or change it."))
        return cleaned

    def given(self) -> dict[str, tuple[str, str]]:
        """The stance and the limits for each item on which something new is said."""
        return self._given(self.cleaned_data)

    def _given(self, cleaned: dict[str, Any]) -> dict[str, tuple[str, str]]:
        found = {}
        for one in self.told:
            stance, limits = (cleaned.get(name, "") for name in _names(one))
            was = one.instruction
            if stance and (was is None or (was.stance, was.limits) != (stance, limits)):
                found[one.item.public_id] = (stance, limits)
        return found


def _names(one: Told) -> tuple[str, str]:
    return f"stance-{one.item.public_id}", f"limits-{one.item.public_id}"
