"""The order of an agenda and its times."""

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _

from meetings.agenda import MOST_MINUTES
from meetings.models import AgendaItem
from meetings.operations.agenda import Place


class AgendaForm(forms.Form):
    """The order of an agenda and the time of each item; which button was pressed says what moves."""

    def __init__(self, *args: Any, items: list[AgendaItem], **options: Any) -> None:
        super().__init__(*args, **options)
        self.items = items
        for one in items:
            self.fields[f"minutes-{one.public_id}"] = forms.IntegerField(
                label=format_html(
                    '{}<span class="hidden">: {}</span>', _("Minutes"), one.shown_title
                ),
                min_value=1,
                max_value=MOST_MINUTES,
                required=False,
                initial=one.minutes,
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            )

    @property
    def rows(self) -> list[tuple[AgendaItem, forms.BoundField]]:
        return [(one, self[f"minutes-{one.public_id}"]) for one in self.items]

    def places(self) -> list[Place]:
        """The order after the move that was asked for."""
        ordered = [one.public_id for one in self.items]
        for name, step in (("up", -1), ("down", 1)):
            if (moved := self.data.get(name)) in ordered:
                at = ordered.index(moved)
                to = min(max(at + step, 0), len(ordered) - 1)
                ordered[at], ordered[to] = ordered[to], ordered[at]
        return [Place(one, self.cleaned_data[f"minutes-{one}"]) for one in ordered]
