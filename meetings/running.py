"""Conditions that the permissions of the hall share."""

from datetime import datetime

from django.utils.translation import gettext as _

from committees.models import Membership
from core.decision import ALLOWED, Decision, denied
from meetings.models import (
    Meeting,
    MeetingStatus,
    MotionStatus,
    Speaker,
    SpeakerStatus,
    VoteAbout,
    VoteStatus,
)
from meetings.roles import chairs, coordinates, is_running, led_in, not_ended
from meetings.rules import FARTHEST, OPENS_BEFORE
from meetings.subjects import Subject

# A committee's own affairs, which several cannot be asked together.
_OWN = (
    VoteAbout.AMENDMENT,
    VoteAbout.HEAR_EMERGENCY,
    VoteAbout.SUSPEND_RULES,
    VoteAbout.MINUTES,
)


def has_the_chair(member: Membership, meeting: Meeting) -> Decision:
    """Whoever chairs now."""
    if chairs(member, meeting):
        return not_ended(meeting)
    if led_in(meeting).committee_id != member.committee_id:
        return denied(
            _("This joint meeting is chaired by a member of another committee: %(committee)s.")
            % {"committee": led_in(meeting).committee.name}
        )
    if coordinates(member, meeting.committee):
        return denied(
            _(
                "Another chairs this meeting. If they cannot go on, release them on the page of "
                "the hall: then whoever coordinates chairs again."
            )
        )
    return denied(_("Only whoever chairs this meeting can do this."))


def runs(member: Membership, meeting: Meeting) -> Decision:
    """Whoever chairs, while the meeting is open."""
    if not (may := has_the_chair(member, meeting)):
        return may
    return is_running(meeting)


def is_idle(meeting: Meeting) -> Decision:
    """Nobody speaks, nothing is voted on, no motion is undecided."""
    if not (quiet := no_vote(meeting)):
        return quiet
    if somebody_speaks(meeting):
        return denied(_("Somebody is speaking. End the speech first."))
    if meeting.motions.filter(status=MotionStatus.MOVED).exists():
        return denied(_("A motion is being debated. Put it to the vote, or settle it, first."))
    return ALLOWED


def somebody_speaks(meeting: Meeting) -> bool:
    """Whether a speech is under way; in a joint meeting of whichever committee."""
    rows = Speaker.objects.filter(status=SpeakerStatus.SPEAKING)
    if meeting.joint_id is None:
        return rows.filter(meeting=meeting).exists()
    return rows.filter(meeting__joint=meeting.joint_id).exists()


def no_vote(meeting: Meeting) -> Decision:
    """Nothing is being voted on."""
    if meeting.votes.filter(status__in=[VoteStatus.OPEN, VoteStatus.CLOSED]).exists():
        return denied(_("A vote is being taken. Declare its result, or set it aside, first."))
    return ALLOWED


def fits_several(subject: Subject) -> Decision:
    """What several committees can be asked in one breath; their own affairs they decide alone."""
    if subject.about in _OWN or subject.resolution is not None:
        return denied(
            _("In a joint meeting no committee decides on its own affairs: its own meeting does.")
        )
    return ALLOWED


def moment_fits(until: datetime, at: datetime) -> Decision:
    """A meeting goes on later, and within the year."""
    if until <= at:
        return denied(_("This moment is past. Choose a later one."))
    if until - at > FARTHEST:
        return denied(_("This is more than a year ahead. Choose an earlier date."))
    return ALLOWED


def doors_are_open(meeting: Meeting, at: datetime) -> Decision:
    """From half an hour before the meeting begins, or goes on, until it is closed."""
    if not (ended := not_ended(meeting)):
        return ended
    if meeting.status != MeetingStatus.OPEN and at < meeting.starts_at - OPENS_BEFORE:
        return denied(_("The door opens half an hour before the meeting."))
    return ALLOWED
