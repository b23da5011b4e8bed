"""The calendar file of one meeting."""

from django.http import HttpRequest, HttpResponse

from core import clock
from core.ical import to_ical
from meetings.calendars import entry
from meetings.views.meetings import found_for


def meeting_calendar(request: HttpRequest, public_id: str) -> HttpResponse:
    """One meeting for the member's own calendar."""
    found, _member = found_for(request, public_id)
    response = HttpResponse(
        to_ical([entry(found)], at=clock.now()), content_type="text/calendar; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="meeting.ics"'
    return response
