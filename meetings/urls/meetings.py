from django.urls import path

from meetings.views import attendance, calendars, meetings, posters

urlpatterns = [
    path(
        "committees/<slug:committee_id>/meetings/",
        meetings.committee_meetings,
        name="committee-meetings",
    ),
    path(
        "committees/<slug:committee_id>/meetings/call/", meetings.call_meeting, name="call-meeting"
    ),
    path("meetings/<slug:public_id>/", meetings.meeting, name="meeting"),
    path("meetings/<slug:public_id>/change/", meetings.change_meeting, name="change-meeting"),
    path("meetings/<slug:public_id>/cancel/", meetings.cancel_meeting, name="cancel-meeting"),
    path("meetings/<slug:public_id>/open/", meetings.open_meeting, name="open-meeting"),
    path("meetings/<slug:public_id>/close/", meetings.close_meeting, name="close-meeting"),
    path("meetings/<slug:public_id>/coming/", attendance.say_coming, name="say-coming"),
    path("meetings/<slug:public_id>/not-coming/", attendance.say_not_coming, name="say-not-coming"),
    path(
        "meetings/<slug:public_id>/meeting.ics", calendars.meeting_calendar, name="meeting-calendar"
    ),
    path("meetings/<slug:public_id>/poster/", posters.print_poster, name="print-poster"),
    path("meetings/<slug:public_id>/poster.pdf", posters.poster_pdf, name="poster-pdf"),
    path("meetings/<slug:public_id>/poster.png", posters.poster_png, name="poster-png"),
]
