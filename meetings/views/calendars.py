"""The calendar file of one meeting."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from core import clock
from meetings.ical import to_ical
from meetings.views.meetings import found_for


def meeting_calendar(request: HttpRequest, public_id: str) -> HttpResponse:
    """One meeting for the member's own calendar."""
    found, _member = found_for(request, public_id)
    url = settings.PUBLIC_URL + reverse("meeting", args=[public_id])
    response = HttpResponse(
        to_ical(found, url=url, at=clock.now()), content_type="text/calendar; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="meeting.ics"'
    return response
