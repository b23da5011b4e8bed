from django.urls import path

from notices.views import bounces, notices, outbox, refusals

urlpatterns = [
    path("notices/", notices.notices, name="notices"),
    path("notices/read/", notices.read_notices, name="read-notices"),
    path("notices/of/<slug:public_id>/", notices.read_notice, name="read-notice"),
    path("notices/preferences/", refusals.choose_notices, name="choose-notices"),
    path("notices/resume/", bounces.resume_mail, name="resume-mail"),
    path("u/<str:token>/", refusals.unsubscribe, name="unsubscribe"),
    path("u/<str:token>/undo/", refusals.resubscribe, name="resubscribe"),
    path(
        "u/<str:token>/choices/",
        refusals.choose_notices_by_link,
        name="choose-notices-by-link",
    ),
    path("outbox/", outbox.show_outbox, name="show-outbox"),
    path("outbox/<str:name>/", outbox.show_mail, name="show-mail"),
]
