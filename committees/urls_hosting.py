"""What the host chooses and answers, and how anybody reaches the host."""

from django.urls import URLPattern, path

from committees.views import founding_requests, hosting, reports

urlpatterns: list[URLPattern] = [
    path("operator/hosting/", hosting.hosting, name="hosting"),
    path("operator/hosting/choose/", hosting.choose_hosting, name="choose-hosting"),
    path("operator/hosting/codes/", hosting.make_founding_code, name="make-founding-code"),
    path(
        "operator/hosting/codes/<slug:public_id>/revoke/",
        hosting.revoke_founding_code,
        name="revoke-founding-code",
    ),
    path(
        "operator/hosting/requests/<slug:public_id>/accept/",
        hosting.accept_founding_request,
        name="accept-founding-request",
    ),
    path(
        "operator/hosting/requests/<slug:public_id>/decline/",
        hosting.decline_founding_request,
        name="decline-founding-request",
    ),
    path(
        "operator/hosting/committees/<slug:public_id>/suspend/",
        hosting.suspend_committee,
        name="suspend-committee",
    ),
    path(
        "operator/hosting/committees/<slug:public_id>/lift/",
        hosting.lift_committee_suspension,
        name="lift-committee-suspension",
    ),
    path("operator/hosting/reports/<slug:public_id>/", hosting.answer_report, name="answer-report"),
    path(
        "operator/hosting/reports/<slug:public_id>/close/",
        hosting.close_report,
        name="close-report",
    ),
    path("founding/ask/", founding_requests.ask_to_found, name="ask-to-found"),
    path(
        "founding/<slug:public_id>/take-back/",
        founding_requests.take_back_founding_request,
        name="take-back-founding-request",
    ),
    path("committees/<slug:committee_id>/report/", reports.report_misuse, name="report-misuse"),
    path("reports/<slug:public_id>/", reports.misuse_report, name="misuse-report"),
]
