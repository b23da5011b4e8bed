"""Addresses of inviting, joining and announcing."""

from django.urls import URLPattern, path

from committees.views import cards, invitations, joining

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
]
