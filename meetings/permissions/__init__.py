"""Who may do what, and why not. One file a room; every verb can be had from here."""

from meetings.permissions.meetings import (
    call_meeting,
    cancel_meeting,
    change_meeting,
    close_meeting,
    open_meeting,
    print_poster,
    remind_members,
    remind_those_coming,
    say_coming,
    say_not_coming,
)

__all__ = [
    "call_meeting",
    "cancel_meeting",
    "change_meeting",
    "close_meeting",
    "open_meeting",
    "print_poster",
    "remind_members",
    "remind_those_coming",
    "say_coming",
    "say_not_coming",
]
