from django.urls import path

from announcements.views import pinning, reading, sending, writing

_ONE = "announcements/<slug:public_id>/"

urlpatterns = [
    path(
        "committees/<slug:public_id>/announcements/",
        reading.announcements,
        name="announcements",
    ),
    path(
        "committees/<slug:public_id>/announcements/write/",
        writing.write_announcement,
        name="write-announcement",
    ),
    path(_ONE, reading.announcement, name="announcement"),
    path(f"{_ONE}edit/", writing.edit_announcement, name="edit-announcement"),
    path(
        f"{_ONE}translate/<slug:language>/",
        writing.translate_announcement,
        name="translate-announcement",
    ),
    path(f"{_ONE}copy/", sending.send_copy, name="send-copy"),
    path(f"{_ONE}send/", sending.send_announcement, name="send-announcement"),
    path(f"{_ONE}confirm/", sending.confirm_announcement, name="confirm-announcement"),
    path(f"{_ONE}recall/", sending.recall_announcement, name="recall-announcement"),
    path(f"{_ONE}pin/", pinning.pin_announcement, name="pin-announcement"),
    path(f"{_ONE}unpin/", pinning.unpin_announcement, name="unpin-announcement"),
]
