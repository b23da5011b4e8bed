"""Saying "I'm coming". It leaves no event: no record joins a member to a meeting."""

from datetime import datetime
from functools import partial

from django.db import transaction

from committees.models import Membership
from core import live
from meetings import permissions
from meetings.models import Coming, Meeting


@transaction.atomic
def say_coming(meeting: Meeting, *, by: Membership, at: datetime) -> None:
    """Count this member among those who are coming; twice is once."""
    meeting = Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)
    permissions.say_coming(by, meeting, at).enforce()
    Coming.objects.get_or_create(meeting=meeting, membership=by)
    _tell_open_pages(meeting)


@transaction.atomic
def say_not_coming(meeting: Meeting, *, by: Membership, at: datetime) -> None:
    """Take it back; harmless where it was never said."""
    meeting = Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)
    permissions.say_not_coming(by, meeting, at).enforce()
    Coming.objects.filter(meeting=meeting, membership=by).delete()
    _tell_open_pages(meeting)


def _tell_open_pages(meeting: Meeting) -> None:
    """The number alone goes to the pages that are open."""
    number = Coming.objects.filter(meeting=meeting, membership__status="active").count()
    transaction.on_commit(partial(live.publish, meeting.live_topic, {"coming": number}))
