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
from committees.permissions.hosting import (
    accept_founding_request,
    answer_report,
    ask_to_found,
    choose_hosting,
    close_report,
    decline_founding_request,
    lift_committee_suspension,
    make_founding_code,
    revoke_founding_code,
    suspend_committee,
    take_back_founding_request,
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
    "accept_founding_request",
    "accept_invitation",
    "accept_office",
    "add_campus",
    "admit_member",
    "admit_request",
    "answer_report",
    "ask_for_second_factor",
    "ask_to_found",
    "change_chosen_name",
    "choose_hosting",
    "close_report",
    "confirm_dissolution",
    "confirm_suspension",
    "decline_founding_request",
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
    "lift_committee_suspension",
    "lift_suspension",
    "make_founding_code",
    "make_invitation",
    "open_committee",
    "open_council",
    "open_workplace_committee",
    "print_invitations",
    "remove_member",
    "request_to_join",
    "restore_member",
    "revoke_founding_code",
    "see_roll",
    "share_office",
    "suspend_committee",
    "suspend_member",
    "suspensions",
    "take_back_founding_request",
    "waive_second_factor",
    "withdraw_invitation",
    "withdraw_request",
]
