"""What people enter to call a joint meeting."""

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from meetings import rules
from meetings.forms.meetings import CallForm
from meetings.models import MeetingKind
from meetings.operations.joint import KINDS


class CallJointForm(CallForm):
    """A general or a mass meeting, held together with other committees."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = [(one.value, self._label(one)) for one in KINDS]  # type: ignore[attr-defined]
        earliest = rules.earliest_day(self.committee, MeetingKind.GENERAL, self.at)
        self.fields["local_date"].help_text = _(
            "Each committee’s own rules ask for notice, counted from its answer: leave the others "
            "some days more. By your own rules a general meeting can be on %(day)s."
        ) % {"day": date_format(earliest, "DATE_FORMAT")}
