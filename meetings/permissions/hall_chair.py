"""What the chair may do now. Whatever is refused says what to do first."""

from django.utils.translation import gettext as _

from committees.models import Membership
from core.decision import ALLOWED, Decision, denied
from meetings.models import (
    AgendaItem,
    Amendment,
    AmendmentStatus,
    LogEntry,
    Meeting,
    MeetingStatus,
    Motion,
    MotionStatus,
)
from meetings.roles import is_running
from meetings.running import has_the_chair, is_idle, no_vote, runs, somebody_speaks

SETTLED = (MotionStatus.REMITTED, MotionStatus.WITHDRAWN, MotionStatus.FELL)
AMENDMENT_SETTLED = (AmendmentStatus.WITHDRAWN, AmendmentStatus.FELL)


def chair_meeting(member: Membership, meeting: Meeting) -> Decision:
    """The chair's page: for whoever chairs now."""
    return has_the_chair(member, meeting)


def take_item(member: Membership, item: AgendaItem) -> Decision:
    """Whoever chairs; what is under way is finished first."""
    meeting = item.meeting
    if not (may := runs(member, meeting)):
        return may
    if item.done_at:
        return denied(_("This item has been dealt with."))
    if item.pk == meeting.item_id:
        return denied(_("This item is before the meeting now."))
    return is_idle(meeting)


def move_motion(member: Membership, motion: Motion) -> Decision:
    """Whoever chairs, when its item has been taken."""
    meeting = motion.meeting
    if meeting is None:
        return denied(_("This motion is on no meeting’s agenda."))
    if not (may := runs(member, meeting)):
        return may
    if meeting.item is None or meeting.item.motion_id != motion.pk:
        return denied(_("Take the item of this motion first."))
    if motion.status != MotionStatus.ON_AGENDA:
        return denied(_("This motion has been moved already."))
    return no_vote(meeting)


def settle_motion(member: Membership, motion: Motion, outcome: str) -> Decision:
    """Whoever chairs, when it is before the meeting and no amendment and no vote is open."""
    meeting = motion.meeting
    if meeting is None:
        return denied(_("This motion is on no meeting’s agenda."))
    if not (may := runs(member, meeting)):
        return may
    if meeting.item is None or meeting.item.motion_id != motion.pk:
        return denied(_("Take the item of this motion first."))
    if outcome not in SETTLED or not motion.can_become(outcome):
        return denied(_("This motion is decided already."))
    if motion.amendments.filter(status=AmendmentStatus.MOVED).exists():
        return denied(_("An amendment is being debated. Put it to the vote, or settle it, first."))
    return no_vote(meeting)


def move_amendment(member: Membership, amendment: Amendment) -> Decision:
    """Whoever chairs, while its motion is debated and no other amendment is."""
    motion = amendment.motion
    meeting = motion.meeting
    if meeting is None:
        return denied(_("This motion is on no meeting’s agenda."))
    if not (may := runs(member, meeting)):
        return may
    if motion.status != MotionStatus.MOVED:
        return denied(_("The motion itself is moved first."))
    if motion.amendments.filter(status=AmendmentStatus.MOVED).exists():
        return denied(_("Another amendment is being debated. Amendments are taken one at a time."))
    if amendment.status != AmendmentStatus.SECONDED:
        return denied(_("An amendment needs a seconder before it is moved, and is moved once."))
    return no_vote(meeting)


def settle_amendment(member: Membership, amendment: Amendment, outcome: str) -> Decision:
    """Whoever chairs, while it is debated and not voted on."""
    meeting = amendment.motion.meeting
    if meeting is None:
        return denied(_("This motion is on no meeting’s agenda."))
    if not (may := runs(member, meeting)):
        return may
    if outcome not in AMENDMENT_SETTLED or amendment.status != AmendmentStatus.MOVED:
        return denied(_("This amendment is not being debated."))
    return no_vote(meeting)


def note_ruling(member: Membership, meeting: Meeting) -> Decision:
    """Whoever chairs, at any time while the meeting is open."""
    return runs(member, meeting)


def adjourn_meeting(member: Membership, meeting: Meeting) -> Decision:
    """Whoever chairs, when nobody speaks and nothing is voted on."""
    if not (may := runs(member, meeting)):
        return may
    if somebody_speaks(meeting):
        return denied(_("Somebody is speaking. End the speech first."))
    return no_vote(meeting)


def undo_ruling(member: Membership, meeting: Meeting, entry: LogEntry | None) -> Decision:
    """Whoever chairs takes back the newest ruling; an adjournment too, while it lasts."""
    if not (may := has_the_chair(member, meeting)):
        return may
    if meeting.status not in (MeetingStatus.OPEN, MeetingStatus.ADJOURNED):
        return is_running(meeting)
    if entry is None:
        return denied(_("There is nothing to take back."))
    if entry.undone_at:
        return denied(_("This was taken back already."))
    return ALLOWED
