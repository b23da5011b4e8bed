"""Who may do what with a meeting, and when. `by` None is the clock."""

from datetime import datetime

from django.utils.translation import gettext as _

from committees.models import Committee, Membership
from committees.standing import may_begin
from core.decision import ALLOWED, Decision, denied
from meetings.models import UNCLOSED_FOR, Meeting, MeetingStatus
from meetings.roles import caller_of, chairs, coordinates, is_member, led_in, not_ended
from meetings.rules import OPENS_BEFORE
from meetings.running import no_vote


def call_meeting(member: Membership, committee: Committee) -> Decision:
    """A coordinator, provisional ones too, while the committee is not dissolved."""
    if not coordinates(member, committee):
        return denied(_("Only a coordinator can call a meeting."))
    if not (begins := may_begin(committee)):
        return begins
    return ALLOWED


def change_meeting(member: Membership, meeting: Meeting, at: datetime) -> Decision:
    """A coordinator, until it begins; of a joint meeting one of the committee that called it."""
    if not coordinates(member, caller_of(meeting)):
        return _joint_or(meeting, _("Only a coordinator can change a meeting."))
    # Of a joint meeting others are told, too: no suspended committee writes to them.
    if meeting.joint_id is not None and not (begins := may_begin(caller_of(meeting))):
        return begins
    return _still_ahead(meeting, at)


def cancel_meeting(member: Membership, meeting: Meeting) -> Decision:
    """A coordinator, until it is opened; of a joint meeting one of the committee that called it."""
    if not coordinates(member, caller_of(meeting)):
        return _joint_or(meeting, _("Only a coordinator can cancel a meeting."))
    if meeting.status == MeetingStatus.OPEN:
        return denied(_("This meeting is open. It can be closed, not cancelled."))
    return not_ended(meeting)


def say_coming(member: Membership, meeting: Meeting, at: datetime) -> Decision:
    """Any member, until it is over."""
    if not is_member(member, meeting.committee):
        return denied(_("Only members of this committee can say that they are coming."))
    if (ended := not_ended(meeting)) and meeting.is_over(at):
        return denied(_("This meeting is over."))
    return ended


def say_not_coming(member: Membership, meeting: Meeting, at: datetime) -> Decision:
    """Whoever may say that they are coming may take it back."""
    return say_coming(member, meeting, at)


def open_meeting(member: Membership, meeting: Meeting, at: datetime) -> Decision:
    """A coordinator, from half an hour before its time; whoever chairs, where it was adjourned."""
    may_resume = meeting.status == MeetingStatus.ADJOURNED and chairs(member, meeting)
    if not may_resume and not coordinates(member, led_in(meeting).committee):
        return _joint_or(meeting, _("Only a coordinator can open a meeting."))
    if meeting.status == MeetingStatus.OPEN:
        return denied(_("This meeting is open already."))
    if (ended := not_ended(meeting)) and at < meeting.starts_at - OPENS_BEFORE:
        return denied(_("A meeting can be opened from half an hour before its time."))
    return ended


def close_meeting(member: Membership | None, meeting: Meeting, at: datetime) -> Decision:
    """A coordinator once it has begun, opened or not, or its chair; the clock a day after its end.

    In a joint meeting a committee may always leave: its own coordinators close for it.
    """
    if member is None:
        return _abandoned(meeting, at)
    may_close = coordinates(member, meeting.committee) or chairs(member, meeting)
    if not may_close and not coordinates(member, led_in(meeting).committee):
        return denied(_("Only a coordinator can close a meeting."))
    if not (ended := not_ended(meeting)):
        return ended
    if not _has_begun(meeting, at):
        return denied(_("This meeting has not begun."))
    return no_vote(meeting)


def print_poster(member: Membership, meeting: Meeting, at: datetime) -> Decision:
    """Any member, until it is over."""
    if not is_member(member, meeting.committee):
        return denied(_("Only members of this committee print its posters."))
    if (ended := not_ended(meeting)) and meeting.is_over(at):
        return denied(_("This meeting is over."))
    return ended


def remind_members(member: Membership | None, meeting: Meeting, at: datetime) -> Decision:
    """The clock alone, before the meeting begins."""
    if member is not None:
        return denied(_("Reminders leave by the clock."))
    return _still_ahead(meeting, at)


def remind_those_coming(member: Membership | None, meeting: Meeting, at: datetime) -> Decision:
    """The clock alone, before the meeting begins."""
    return remind_members(member, meeting, at)


def _joint_or(meeting: Meeting, reason: str) -> Decision:
    """Why not; in a joint meeting, where it is done and what one's own committee can do."""
    if meeting.joint_id is None:
        return denied(reason)
    return denied(
        _(
            "This is a joint meeting: the committee that called it, or has its chair, does this. "
            "Your committee can withdraw from it."
        )
    )


def _has_begun(meeting: Meeting, at: datetime) -> bool:
    return meeting.status == MeetingStatus.OPEN or meeting.starts_at <= at


def _still_ahead(meeting: Meeting, at: datetime) -> Decision:
    if not (ended := not_ended(meeting)):
        return ended
    if _has_begun(meeting, at):
        return denied(_("This meeting has begun."))
    return ALLOWED


def _abandoned(meeting: Meeting, at: datetime) -> Decision:
    if not (ended := not_ended(meeting)):
        return ended
    if at < meeting.ends_at + UNCLOSED_FOR:
        return denied(_("The clock closes a meeting a day after its end."))
    return ALLOWED
