"""Who may do what with a motion, its translations and the questions under it."""

from django.utils.translation import gettext as _

from committees.models import Committee, Membership
from committees.standing import may_begin
from core.decision import ALLOWED, Decision, denied
from meetings.models import (
    Meeting,
    MeetingStatus,
    Motion,
    MotionQuestion,
    MotionStatus,
)
from meetings.roles import carries, coordinates, has_the_word, is_member, not_ended

AHEAD = (MotionStatus.SECONDED, MotionStatus.ON_AGENDA)  # seconded, and not yet in debate


def submit_motion(member: Membership, committee: Committee) -> Decision:
    """Any member, while the committee is not dissolved."""
    if not is_member(member, committee):
        return denied(_("Only members of this committee can put a motion."))
    if not (word := has_the_word(member)):
        return word
    if not (begins := may_begin(committee)):
        return begins
    return ALLOWED


def second_motion(member: Membership, motion: Motion) -> Decision:
    """Any member but the proposer, once."""
    if not is_member(member, motion.committee):
        return denied(_("Only members of this committee can second a motion."))
    if not (word := has_the_word(member)):
        return word
    if motion.is_unmerged:
        return denied(_("A composite needs no seconder: the proposers of its parts accept it."))
    if motion.status != MotionStatus.SUBMITTED:
        return denied(_("This motion waits for no seconder."))
    if motion.proposer_id == member.pk:
        return denied(_("You cannot second your own motion. Ask another member."))
    return not_ended(motion.meeting) if motion.meeting else ALLOWED


def withdraw_motion(member: Membership, motion: Motion) -> Decision:
    """Its proposer, until it is moved."""
    if not carries(member, motion):
        return denied(_("Only its proposer can withdraw a motion."))
    if motion.is_copy and motion.meeting is not None and motion.meeting.joint_id is not None:
        return denied(
            _("Another committee put this motion to the joint meeting: it can withdraw it.")
        )
    if motion.status == MotionStatus.MOVED:
        return denied(_("This motion is being debated. Ask the chair to let you withdraw it."))
    if motion.status not in (MotionStatus.SUBMITTED, *AHEAD):
        return denied(_("This motion is decided."))
    return ALLOWED


def change_motion(member: Membership, motion: Motion) -> Decision:
    """Its proposer, until somebody has seconded what it says."""
    if not carries(member, motion):
        return denied(_("Only its proposer can change a motion."))
    if motion.is_unmerged:
        return denied(
            _("Others are asked to accept this text. Withdraw the composite and write a new one.")
        )
    if motion.status != MotionStatus.SUBMITTED:
        return denied(_("Once a motion is seconded, its text changes by amendments only."))
    return ALLOWED


def reply_to_removal(member: Membership, motion: Motion) -> Decision:
    """Whoever it is about, until it is decided. Nothing that was begun against them takes it away."""
    is_mine = motion.effect.get("kind") == "remove_member"
    if not is_mine or motion.effect["member"] != member.public_id:
        return denied(_("Only whom the motion is about replies here."))
    if motion.decided_at is not None:
        return denied(_("This motion is decided."))
    return ALLOWED


def ask_question(member: Membership, motion: Motion) -> Decision:
    """Any member, until it is decided."""
    if not is_member(member, motion.committee):
        return denied(_("Only members of this committee ask questions here."))
    if not (word := has_the_word(member)):
        return word
    if motion.decided_at is not None:
        return denied(_("This motion is decided."))
    return ALLOWED


def answer_question(member: Membership, question: MotionQuestion) -> Decision:
    """The proposer of the motion, until it is decided; an answer can be mended."""
    if not carries(member, question.motion):
        return denied(_("Only the proposer of the motion answers."))
    if question.motion.decided_at is not None:
        return denied(_("This motion is decided."))
    return ALLOWED


def translate_motion(member: Membership, motion: Motion) -> Decision:
    """Its proposer or a coordinator, until it is decided."""
    if not (carries(member, motion) or coordinates(member, motion.committee)):
        return denied(_("Only the proposer and coordinators translate a motion."))
    if motion.decided_at is not None:
        return denied(_("This motion is decided."))
    return ALLOWED


def propose_composite(member: Membership, committee: Committee) -> Decision:
    """Any member; nothing changes before every proposer has accepted."""
    if not is_member(member, committee):
        return denied(_("Only members of this committee can propose a composite."))
    if not (begins := may_begin(committee)):
        return begins
    return ALLOWED


def accept_composite(member: Membership, composite: Motion) -> Decision:
    """The proposer of a motion that it would merge, once, until one of them is moved."""
    if not composite.is_unmerged:
        return denied(_("This composite waits for nobody."))
    mine = [one for one in composite.parts.all() if carries(member, one.motion)]
    if not mine:
        return denied(_("Only the proposers of the motions that it merges can accept it."))
    if all(one.accepted_at for one in mine):
        return denied(_("You have accepted this composite already."))
    if any(one.motion.status not in AHEAD for one in composite.parts.all()):
        return denied(_("One of its motions is debated or decided. It cannot be merged any more."))
    return ALLOWED


def plan_agenda(member: Membership, meeting: Meeting) -> Decision:
    """A coordinator, until the meeting is opened."""
    if not coordinates(member, meeting.committee):
        return denied(_("Only a coordinator can order the agenda."))
    if meeting.joint_id is not None:
        return denied(
            _(
                "All committees have the agenda of a joint meeting in common. Whoever chairs takes "
                "the items in the order that fits."
            )
        )
    if not (ended := not_ended(meeting)):
        return ended
    if meeting.status != MeetingStatus.CALLED:
        return denied(_("This meeting has begun. The chair takes the items in turn."))
    return ALLOWED
