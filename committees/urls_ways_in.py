"""Addresses of inviting, joining and announcing."""

from django.urls import URLPattern, path

from committees.views import announcements, cards, invitations, joining

urlpatterns: list[URLPattern] = [
    # Invitations
    path(
        "committees/<slug:public_id>/invite/",
        invitations.make_invitation,
        name="make-invitation",
    ),
    path(
        "committees/<slug:public_id>/invite/cards/",
        cards.print_invitations,
        name="print-invitations",
    ),
    path("committees/<slug:public_id>/invite/many/", invitations.invite_many, name="invite-many"),
    path(
        "invitations/<slug:public_id>/withdraw/",
        invitations.withdraw_invitation,
        name="withdraw-invitation",
    ),
    path(
        "invitations/many/<slug:public_id>/",
        invitations.invitation_batch,
        name="invitation-batch",
    ),
    path("i/<str:token>/", invitations.invitation, name="invitation"),
    path("i/<str:token>/join/", invitations.accept_invitation, name="accept-invitation"),
    path("i/<str:token>/never/", invitations.refuse_invitations, name="refuse-invitations"),
    # Joining
    path("committees/<slug:public_id>/join/", joining.request_to_join, name="request-to-join"),
    path("committees/<slug:public_id>/requests/", joining.join_requests, name="join-requests"),
    path("requests/<slug:public_id>/admit/", joining.admit_request, name="admit-request"),
    path("requests/<slug:public_id>/decline/", joining.decline_request, name="decline-request"),
    path("requests/<slug:public_id>/withdraw/", joining.withdraw_request, name="withdraw-request"),
    # Announcements
    path(
        "committees/<slug:public_id>/announcements/",
        announcements.announcements,
        name="announcements",
    ),
    path(
        "committees/<slug:public_id>/announcements/write/",
        announcements.write_announcement,
        name="write-announcement",
    ),
    path("announcements/<slug:public_id>/", announcements.announcement, name="announcement"),
    path(
        "announcements/<slug:public_id>/edit/",
        announcements.edit_announcement,
        name="edit-announcement",
    ),
    path("announcements/<slug:public_id>/copy/", announcements.send_copy, name="send-copy"),
    path(
        "announcements/<slug:public_id>/send/",
        announcements.send_announcement,
        name="send-announcement",
    ),
    path(
        "announcements/<slug:public_id>/recall/",
        announcements.recall_announcement,
        name="recall-announcement",
    ),
]
