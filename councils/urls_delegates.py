from django.urls import path

from councils.views import instructions, ratifications, reports

_COMMITTEE = "committees/<slug:committee_id>"
_MEETING = "meetings/<slug:meeting_id>"
_REPORT = "delegate-reports/<slug:public_id>"

urlpatterns = [
    path(f"{_COMMITTEE}/instructions/", instructions.instructions, name="instructions"),
    path(
        f"{_COMMITTEE}/instruct/<slug:meeting_id>/",
        instructions.instruct_delegates,
        name="instruct-delegates",
    ),
    path(f"{_MEETING}/my-card/", instructions.my_card, name="my-card"),
    path(f"{_MEETING}/cards/<slug:seat_id>/", instructions.delegate_card, name="delegate-card"),
    path(f"{_COMMITTEE}/reports/", reports.delegate_reports, name="delegate-reports"),
    path(f"{_REPORT}/", reports.delegate_report, name="delegate-report"),
    path(f"{_REPORT}/make/", reports.make_report, name="make-report"),
    path(f"{_COMMITTEE}/ratifications/", ratifications.ratifications, name="ratifications"),
    path("ratifications/<slug:public_id>/", ratifications.ratification, name="ratification"),
]
