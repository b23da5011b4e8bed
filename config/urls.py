"""Every app's addresses; each app chooses its own first word."""

from django.urls import include, path

urlpatterns = [
    path("", include("home.urls")),
    path("", include("accounts.urls")),
    path("", include("notices.urls")),
    path("", include("ballots.urls")),
    path("", include("committees.urls")),
    path("", include("meetings.urls")),
    path("", include("elections.urls")),
    path("", include("councils.urls")),
    path("", include("outreach.urls")),
    path("", include("announcements.urls")),
    path("", include("archives.urls")),
]
handler400 = "home.views.errors.bad_request"
handler403 = "home.views.errors.forbidden"
handler404 = "home.views.errors.not_found"
handler500 = "home.views.errors.server_error"
