"""A moment as people enter it: on the campus's clock, to the minute."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from meetings.rules import no_such_time
from meetings.times import NonexistentTime, resolve


class MomentField(forms.DateTimeField):
    """`zone` is set by the form."""

    def __init__(self, *, kind: str = "datetime-local", **options: Any) -> None:
        self.zone = ZoneInfo("UTC")
        widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": kind})
        super().__init__(widget=widget, **options)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, datetime) and value.tzinfo:
            return value.astimezone(self.zone).replace(tzinfo=None)
        return value

    def to_python(self, value: Any) -> datetime | None:
        with timezone.override(UTC):
            found = super().to_python(value)
        if found is None:
            return None
        # Read as UTC, what was entered stands here as it is on the clock of the campus.
        wall = found.astimezone(UTC)
        try:
            return resolve(wall.date(), wall.time(), self.zone).at
        except NonexistentTime as fault:
            raise forms.ValidationError(no_such_time(fault)) from None
        except OverflowError:
            raise forms.ValidationError(_("This date is out of reach.")) from None
