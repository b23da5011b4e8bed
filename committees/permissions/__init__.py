"""Who may do what, and why not. One file a noun; every verb can be had from here."""

from committees.permissions.memberships import admit_member, leave_committee

__all__ = [
    "admit_member",
    "leave_committee",
]
