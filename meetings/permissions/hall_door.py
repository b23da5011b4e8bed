"""Who comes in, who is counted at the door, who puts the meeting on a screen."""

from datetime import datetime

from django.utils.translation import gettext as _

from committees.models import Membership
from core.decision import Decision, denied
from meetings.models import Duty, Meeting
from meetings.roles import chairs, coordinates, has_duty, is_member, not_ended
from meetings.running import doors_are_open


def attend_meeting(member: Membership, meeting: Meeting, at: datetime) -> Decision:
    """Any member, from half an hour before the meeting until it is closed."""
    if not is_member(member, meeting.committee):
        return denied(_("Only members of this committee attend and vote. Visitors may listen."))
    return doors_are_open(meeting, at)


def leave_meeting(member: Membership, meeting: Meeting) -> Decision:
    """Any member, until it is closed; harmless for who is not there."""
    if not is_member(member, meeting.committee):
        return denied(_("Only members of this committee are counted at its meetings."))
    return not_ended(meeting)


def count_at_door(member: Membership, meeting: Meeting, at: datetime) -> Decision:
    """A steward, whoever chairs, or a coordinator, while the doors are open."""
    if not _keeps_the_door(member, meeting):
        return denied(_("Only a steward, the chair or a coordinator counts at the door."))
    if meeting.committee.is_council:
        return denied(_("In a council every delegate is known: each comes in with the app."))
    return doors_are_open(meeting, at)


def show_screen(member: Membership, meeting: Meeting) -> Decision:
    """A steward, whoever chairs, or a coordinator, until it is closed."""
    if not _keeps_the_door(member, meeting):
        return denied(_("Only a steward, the chair or a coordinator puts the meeting on a screen."))
    return not_ended(meeting)


def _keeps_the_door(member: Membership, meeting: Meeting) -> bool:
    return (
        has_duty(member, meeting, Duty.STEWARD)
        or chairs(member, meeting)
        or coordinates(member, meeting.committee)
    )
