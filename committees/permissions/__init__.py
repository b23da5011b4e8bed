"""Who may do what, and why not. One file a noun; every verb can be had from here."""

from committees.permissions.campuses import add_campus
from committees.permissions.committees import (
    confirm_dissolution,
    dissolve_committee,
    edit_committee,
    found_committee,
    open_committee,
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
    "accept_office",
    "add_campus",
    "admit_member",
    "change_chosen_name",
    "confirm_dissolution",
    "decline_office",
    "dissolve_committee",
    "edit_committee",
    "found_committee",
    "lay_down_office",
    "leave_committee",
    "open_committee",
    "see_roll",
    "share_office",
]
