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
from meetings.permissions.votes import (
    cast_open_vote,
    cast_secret_vote,
    close_vote,
    declare_vote,
    enter_count,
    put_question,
    recount_vote,
    set_aside_vote,
    take_vote_paper,
)

__all__ = [
    "call_meeting",
    "cancel_meeting",
    "cast_open_vote",
    "cast_secret_vote",
    "change_meeting",
    "close_meeting",
    "close_vote",
    "declare_vote",
    "enter_count",
    "open_meeting",
    "print_poster",
    "put_question",
    "recount_vote",
    "remind_members",
    "remind_those_coming",
    "say_coming",
    "say_not_coming",
    "set_aside_vote",
    "take_vote_paper",
]
