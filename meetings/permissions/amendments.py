"""Who may do what with an amendment."""

from datetime import datetime

from django.utils.translation import gettext as _

from committees.models import Membership
from core.decision import ALLOWED, Decision, denied
from meetings.deadlines import amendments_until
from meetings.models import (
    Amendment,
    AmendmentStatus,
    Meeting,
    Motion,
    MotionStatus,
    VoteAbout,
    VoteOutcome,
    VoteStatus,
)
from meetings.permissions.motions import AHEAD
from meetings.roles import carries, has_the_word, is_member
from meetings.wording import spoken

_WAITING = (AmendmentStatus.SUBMITTED, AmendmentStatus.SECONDED)


def propose_amendment(member: Membership, motion: Motion, at: datetime) -> Decision:
    """Any member, to a motion that is seconded and not decided, until the time for amendments ends.

    After that only to a motion that itself came so late, or where the meeting has suspended the
    rule.
    """
    if not is_member(member, motion.committee):
        return denied(_("Only members of this committee can propose an amendment."))
    if not (word := has_the_word(member)):
        return word
    if motion.status == MotionStatus.SUBMITTED:
        return denied(_("Before a motion is seconded, its proposer can simply change it."))
    if motion.status not in (*AHEAD, MotionStatus.MOVED):
        return denied(_("This motion is decided."))
    meeting = motion.meeting
    if meeting is not None and meeting.joint_id is not None:
        return denied(
            _(
                "Several committees vote on this motion in the same words, so no single one amends "
                "it. Put a motion of your own, or ask whoever put it to withdraw it and write anew."
            )
        )
    if meeting is None or at <= amendments_until(meeting) or _is_excepted(motion, meeting):
        return ALLOWED
    return denied(
        _(
            "The time for amendments ended on %(moment)s. A later one can be heard only if the "
            "meeting suspends this rule with two thirds of the votes."
        )
        % {"moment": spoken(amendments_until(meeting), meeting.timezone)}
    )


def second_amendment(member: Membership, amendment: Amendment) -> Decision:
    """Any member but its proposer, once."""
    if not is_member(member, amendment.motion.committee):
        return denied(_("Only members of this committee can second an amendment."))
    if amendment.status != AmendmentStatus.SUBMITTED:
        return denied(_("This amendment waits for no seconder."))
    if amendment.proposer_id == member.pk:
        return denied(_("You cannot second your own amendment. Ask another member."))
    return _motion_is_undecided(amendment)


def accept_amendment(member: Membership, amendment: Amendment) -> Decision:
    """The proposer of the motion, until that is moved: then the meeting decides."""
    if not carries(member, amendment.motion):
        return denied(_("Only the proposer of the motion can accept an amendment."))
    if amendment.status not in _WAITING:
        return denied(_("This amendment is being debated or decided."))
    if amendment.motion.status == MotionStatus.MOVED:
        return denied(_("The motion is being debated. Now the meeting decides on amendments."))
    return _motion_is_undecided(amendment)


def withdraw_amendment(member: Membership, amendment: Amendment) -> Decision:
    """Its proposer, until it is moved."""
    if not carries(member, amendment):
        return denied(_("Only its proposer can withdraw an amendment."))
    if amendment.status == AmendmentStatus.MOVED:
        return denied(_("This amendment is being debated. Ask the chair to let you withdraw it."))
    if amendment.status not in _WAITING:
        return denied(_("This amendment is decided."))
    return ALLOWED


def _motion_is_undecided(amendment: Amendment) -> Decision:
    if amendment.motion.decided_at is not None:
        return denied(_("This motion is decided."))
    return ALLOWED


def _is_excepted(motion: Motion, meeting: Meeting) -> bool:
    """The motion or the meeting itself came too late for it, or the rule is suspended."""
    seconded = motion.seconded_at or motion.submitted_at
    if max(seconded, meeting.called_at) > amendments_until(meeting):
        return True
    return meeting.votes.filter(
        about=VoteAbout.SUSPEND_RULES,
        status=VoteStatus.DECLARED,
        outcome=VoteOutcome.CARRIED,
        is_binding=True,
    ).exists()
