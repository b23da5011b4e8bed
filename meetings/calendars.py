"""Meetings as events of a calendar."""

from datetime import datetime

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from committees.models import Discretion
from core.ical import Entry
from meetings.models import Meeting, MeetingStatus


def entry(meeting: Meeting) -> Entry:
    """One meeting. A discreet committee's says neither what nor where, nor the room online."""
    is_discreet = meeting.committee.discretion == Discretion.DISCREET
    return Entry(
        uid=f"meeting-{meeting.public_id}",
        sequence=meeting.sequence,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        timezone=meeting.timezone,
        summary=_("Meeting") if is_discreet else meeting.title,
        url=settings.PUBLIC_URL + reverse("meeting", args=[meeting.public_id]),
        location="" if is_discreet else meeting.place,
        description="" if is_discreet else _description(meeting),
        is_cancelled=meeting.status == MeetingStatus.CANCELLED,
    )


def _description(meeting: Meeting) -> str:
    """What it is about, and the room online: the calendar is a member's own."""
    return "\n".join(one for one in (meeting.purpose, meeting.room_link) if one)


def of(user: User, since: datetime, until: datetime) -> list[Entry]:
    """The meetings of this person's committees that begin between the two, cancelled ones too."""
    rows: QuerySet[Meeting] = Meeting.objects.visible_to(user).filter(
        Q(starts_at__gte=since), starts_at__lte=until
    )
    return [
        entry(one) for one in rows.select_related("committee__campus").order_by("starts_at", "pk")
    ]
