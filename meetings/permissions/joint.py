"""Who calls a joint meeting, who answers for a committee, and who hands its chair on."""

from datetime import datetime

from django.utils.translation import gettext as _

from committees.models import Committee, CommitteeStatus, Membership
from committees.standing import may_begin
from core.decision import ALLOWED, Decision, denied
from meetings import rules
from meetings.models import JointMeeting, JointPart, JointPartStatus, Meeting, MeetingStatus
from meetings.permissions.meetings import call_meeting
from meetings.roles import chairs, coordinates, not_ended
from meetings.running import is_idle

MOST_COMMITTEES = 12  # the host among them: more are a council's work


def call_joint_meeting(member: Membership, committee: Committee) -> Decision:
    """A coordinator of a founded committee; delegates of several meet in a council anyway."""
    if not (may := call_meeting(member, committee)):
        return may
    if committee.is_council:
        return denied(_("A council brings committees together already. Call a council meeting."))
    if committee.status == CommitteeStatus.FORMING:
        return denied(_("Found your committee first. Then it can meet with others."))
    return ALLOWED


def invite_committee(member: Membership, joint: JointMeeting, at: datetime) -> Decision:
    """A coordinator of the committee that called it, until it begins."""
    if not coordinates(member, joint.host):
        return denied(_("Only a coordinator of the committee that called it invites others."))
    if not (begins := may_begin(joint.host)):
        return begins
    if not (ahead := _is_ahead(joint, at)):
        return ahead
    open_parts = joint.parts.filter(status__in=[JointPartStatus.INVITED, JointPartStatus.ACCEPTED])
    if open_parts.count() >= MOST_COMMITTEES:
        return denied(
            _("At most %(most)d committees meet together. A council is for more.")
            % {"most": MOST_COMMITTEES}
        )
    return ALLOWED


def accept_joint_meeting(member: Membership, part: JointPart, at: datetime) -> Decision:
    """A coordinator of the committee that is invited, in time for the notice its own rules ask for."""
    if not (answers := decline_joint_meeting(member, part, at)):
        return answers
    if not (begins := may_begin(part.committee)):
        return begins
    if not may_begin(part.joint.host):
        return denied(_("The committee that called this meeting can hold nothing new now."))
    leading = part.joint.leading
    assert leading is not None  # else it is not ahead
    if at > rules.notice_until(part.committee, leading.kind, leading.starts_at):
        return denied(
            _(
                "The notice is too short: your own rules ask for %(notice)s before a meeting of this "
                "kind. The others meet without you."
            )
            % {"notice": rules.notice_words(part.committee, leading.kind)}
        )
    return ALLOWED


def decline_joint_meeting(member: Membership, part: JointPart, at: datetime) -> Decision:
    """A coordinator of the committee that is invited, until it begins."""
    if not coordinates(member, part.committee):
        return denied(_("Only a coordinator answers for a committee."))
    if part.status != JointPartStatus.INVITED:
        return denied(_("This invitation is answered already."))
    return _is_ahead(part.joint, at)


def withdraw_from_joint_meeting(member: Membership, part: JointPart, at: datetime) -> Decision:
    """A coordinator of a committee that takes part, until it begins; then they close for it."""
    if not coordinates(member, part.committee):
        return denied(_("Only a coordinator answers for a committee."))
    if part.committee_id == part.joint.host_id:
        return denied(_("Your committee called this meeting. It can cancel it for all."))
    if part.status != JointPartStatus.ACCEPTED:
        return denied(_("Your committee does not take part."))
    return _is_ahead(part.joint, at)


def hand_chair_to_committee(member: Membership, leading: Meeting, to: Meeting) -> Decision:
    """Whoever chairs, to another committee that takes part; the host's coordinators take it back."""
    joint = leading.joint
    if joint is None or to.joint_id != joint.pk or to.pk == leading.pk:
        return denied(_("Choose another committee that takes part."))
    takes_back = to.committee_id == joint.host_id and coordinates(member, to.committee)
    if not takes_back and not chairs(member, leading):
        return denied(_("Only whoever chairs this meeting can do this."))
    if not (ended := not_ended(leading)):
        return ended
    if leading.status != MeetingStatus.OPEN:
        return denied(_("This meeting is not open."))
    if to.status != MeetingStatus.OPEN:
        return denied(_("This committee is not there any more."))
    return ALLOWED if takes_back else is_idle(leading)


def _is_ahead(joint: JointMeeting, at: datetime) -> Decision:
    """Called and not begun."""
    leading = joint.leading
    if leading is None or leading.status == MeetingStatus.CANCELLED:
        return denied(_("This meeting was cancelled."))
    if leading.status != MeetingStatus.CALLED or leading.starts_at <= at:
        return denied(_("This meeting has begun."))
    return ALLOWED
