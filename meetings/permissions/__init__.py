"""Who may do what, and why not. One file a room; every verb can be had from here."""

from meetings.permissions.amendments import (
    accept_amendment,
    propose_amendment,
    second_amendment,
    withdraw_amendment,
)
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
from meetings.permissions.motions import (
    accept_composite,
    answer_question,
    ask_question,
    change_motion,
    plan_agenda,
    propose_composite,
    second_motion,
    submit_motion,
    translate_motion,
    withdraw_motion,
)
from meetings.permissions.requisitions import (
    demand_meeting,
    lapse_requisition,
    meet_requisition,
    sign_requisition,
)

__all__ = [
    "accept_amendment",
    "accept_composite",
    "answer_question",
    "ask_question",
    "call_meeting",
    "cancel_meeting",
    "change_meeting",
    "change_motion",
    "close_meeting",
    "demand_meeting",
    "lapse_requisition",
    "meet_requisition",
    "open_meeting",
    "plan_agenda",
    "print_poster",
    "propose_amendment",
    "propose_composite",
    "remind_members",
    "remind_those_coming",
    "say_coming",
    "say_not_coming",
    "second_amendment",
    "second_motion",
    "sign_requisition",
    "submit_motion",
    "translate_motion",
    "withdraw_amendment",
    "withdraw_motion",
]
