"""Reminders, sent by the clock."""

from datetime import datetime

from django.db import transaction

from core.models import Event
from meetings import emails, permissions
from meetings.models import Meeting


@transaction.atomic
def remind_members(meeting: Meeting, *, by: None, at: datetime) -> Meeting:
    """Remind every member; a second call sends nothing more."""
    meeting = _locked(meeting)
    permissions.remind_members(by, meeting, at).enforce()
    if meeting.reminder_due_at is None:
        return meeting
    meeting.reminder_due_at, meeting.reminded_at = None, at
    meeting.save(update_fields=["reminder_due_at", "reminded_at"])
    Event.record("meetings.members_reminded", meeting, by=by, at=at)
    emails.reminder(meeting, at=at)
    return meeting


@transaction.atomic
def remind_those_coming(meeting: Meeting, *, by: None, at: datetime) -> Meeting:
    """Remind those who said that they are coming; a second call sends nothing more."""
    meeting = _locked(meeting)
    permissions.remind_those_coming(by, meeting, at).enforce()
    if meeting.morning_due_at is None:
        return meeting
    meeting.morning_due_at = None
    meeting.save(update_fields=["morning_due_at"])
    Event.record("meetings.those_coming_reminded", meeting, by=by, at=at)
    emails.morning_reminder(meeting, at=at)
    return meeting


def _locked(meeting: Meeting) -> Meeting:
    return (
        Meeting.objects.select_for_update(of=("self",))
        .select_related("committee")
        .get(pk=meeting.pk)
    )
