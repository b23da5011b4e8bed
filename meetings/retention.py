"""How long the rows of meetings are kept."""

from datetime import datetime

from django.db.models import QuerySet

from core.retention import rule
from meetings.models import AgendaItem, Coming, Meeting, MeetingStatus


def _settled(now: datetime) -> QuerySet[Coming]:
    return Coming.objects.filter(
        meeting__status__in=[MeetingStatus.CLOSED, MeetingStatus.CANCELLED]
    )


rule(Meeting, "kept with its committee")
rule(AgendaItem, "kept with its meeting")
rule(Coming, "deleted when the meeting is closed or cancelled", due=_settled)
