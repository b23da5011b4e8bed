"""Who may do what, and why not. One file a noun; every verb can be had from here."""

from committees.permissions.campuses import add_campus
from committees.permissions.committees import (
    confirm_dissolution,
    dissolve_committee,
    edit_committee,
    found_committee,
    open_committee,
    open_workplace_committee,
)
from committees.permissions.councils import join_council, leave_council, open_council
from committees.permissions.invitations import (
    accept_invitation,
    invite_many,
    make_invitation,
    print_invitations,
    withdraw_invitation,
)
from committees.permissions.joining import (
    admit_request,
    decline_request,
    request_to_join,
    withdraw_request,
)
from committees.permissions.mandates import (
    accept_office,
    decline_office,
    lay_down_office,
    share_office,
)
from committees.permissions.memberships import (
    admit_member,
    change_chosen_name,
    leave_committee,
    see_roll,
)

__all__ = [
    "accept_invitation",
    "accept_office",
    "add_campus",
    "admit_member",
    "admit_request",
    "change_chosen_name",
    "confirm_dissolution",
    "decline_office",
    "decline_request",
    "dissolve_committee",
    "edit_committee",
    "found_committee",
    "invite_many",
    "join_council",
    "lay_down_office",
    "leave_committee",
    "leave_council",
    "make_invitation",
    "open_committee",
    "open_council",
    "open_workplace_committee",
    "print_invitations",
    "request_to_join",
    "see_roll",
    "share_office",
    "withdraw_invitation",
    "withdraw_request",
]
