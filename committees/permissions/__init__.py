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
from committees.permissions.councils import (
    change_council,
    discard_council,
    join_council,
    leave_council,
    open_council,
)
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
    ask_for_second_factor,
    decline_office,
    lay_down_office,
    share_office,
    waive_second_factor,
)
from committees.permissions.memberships import (
    admit_member,
    change_chosen_name,
    leave_committee,
    remove_member,
    restore_member,
    see_roll,
)
from committees.permissions.suspensions import (
    confirm_suspension,
    lift_suspension,
    suspend_member,
    suspensions,
)

__all__ = [
    "accept_invitation",
    "accept_office",
    "add_campus",
    "admit_member",
    "admit_request",
    "ask_for_second_factor",
    "change_chosen_name",
    "change_council",
    "confirm_dissolution",
    "confirm_suspension",
    "decline_office",
    "decline_request",
    "discard_council",
    "dissolve_committee",
    "edit_committee",
    "found_committee",
    "invite_many",
    "join_council",
    "lay_down_office",
    "leave_committee",
    "leave_council",
    "lift_suspension",
    "make_invitation",
    "open_committee",
    "open_council",
    "open_workplace_committee",
    "print_invitations",
    "remove_member",
    "request_to_join",
    "restore_member",
    "see_roll",
    "share_office",
    "suspend_member",
    "suspensions",
    "waive_second_factor",
    "withdraw_invitation",
    "withdraw_request",
]
