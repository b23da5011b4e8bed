"""A meeting as a calendar file (RFC 5545): published, private, without people."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone, vDuration

from committees.models import Discretion
from meetings.models import Meeting, MeetingStatus

AROUND = timedelta(days=400)


def to_ical(meeting: Meeting, *, url: str, at: datetime) -> bytes:
    """One VEVENT with its time zone. A discreet committee's says neither what nor where.

    The end is a duration: on the night the clocks go back a local end could mean two moments.
    """
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", f"-//{settings.MAIL_DOMAIN}//meetings//EN")
    calendar.add("method", "PUBLISH")
    day = meeting.local_date
    zone = Timezone.from_tzinfo(
        meeting.timezone,
        str(meeting.timezone),
        first_date=day - AROUND,
        last_date=day + AROUND,
    )
    calendar.add_component(zone)
    calendar.add_component(_event(meeting, url, at))
    written: bytes = calendar.to_ical()
    return written


def _event(meeting: Meeting, url: str, at: datetime) -> Event:
    event = Event()
    event.add("uid", f"meeting-{meeting.public_id}@{settings.MAIL_DOMAIN}")
    event.add("dtstamp", at)
    event.add("sequence", meeting.sequence)
    event.add("dtstart", meeting.starts_at.astimezone(meeting.timezone))
    event.add("duration", vDuration(meeting.ends_at - meeting.starts_at))
    event.add("class", "PRIVATE")
    is_cancelled = meeting.status == MeetingStatus.CANCELLED
    event.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    event.add("url", url)
    if meeting.committee.discretion == Discretion.DISCREET:
        event.add("summary", _("Meeting"))
    else:
        event.add("summary", meeting.title)
        event.add("location", meeting.place)
        if meeting.purpose:
            event.add("description", meeting.purpose)
    return event
