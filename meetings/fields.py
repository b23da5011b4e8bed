"""What people enter about meetings: moments on the campus's clock, lines, paragraphs."""

import unicodedata
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.text import visible
from meetings.rules import no_such_time
from meetings.times import NonexistentTime, resolve


class MomentField(forms.DateTimeField):
    """A moment to the minute, as the clock of the campus shows it; `zone` is set by the form."""

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


class Line(forms.CharField):
    """One line of text: line breaks, tabs and control characters become spaces, what hides goes."""

    def to_python(self, value: Any) -> Any:
        text = visible(super().to_python(value) or "")
        plain = "".join(
            " " if unicodedata.category(one) in ("Cc", "Zl", "Zp") else one for one in text
        )
        return " ".join(plain.split())


class Paragraphs(forms.CharField):
    """Text of several lines without other control characters."""

    widget = forms.Textarea(attrs={"rows": 3, "dir": "auto"})

    def to_python(self, value: Any) -> Any:
        text = visible(super().to_python(value) or "")
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        return "".join(one for one in text if one == "\n" or unicodedata.category(one) != "Cc")
