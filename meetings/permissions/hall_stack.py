"""Who speaks, when, and who says so."""

from django.utils.translation import gettext as _

from committees.models import Membership
from committees.standing_orders import orders
from core.decision import ALLOWED, Decision, denied
from meetings.models import Meeting, SpeakerStatus, SpeechKind
from meetings.roles import attends, has_the_word, is_member, is_running, led_in
from meetings.running import runs, somebody_speaks


def raise_hand(member: Membership, meeting: Meeting, kind: str) -> Decision:
    """Whoever attends and does not wait already; once the list is closed only to a point of order.

    Whoever moved the motion has a reply, for which the list is open to them.
    """
    if not is_member(member, meeting.committee):
        return denied(_("Only members of this committee speak."))
    if not (word := has_the_word(member)):
        return word
    if not (running := is_running(meeting)):
        return running
    if not attends(member, meeting):
        return denied(_("Say first that you are here, with the code in the hall."))
    if _waiting(meeting, member):
        return denied(_("You are on the list already. Lower your hand to ask for something else."))
    is_late = meeting.list_closed_at is not None and kind != SpeechKind.POINT_OF_ORDER
    if is_late and not _may_reply(member, meeting, kind):
        return denied(_("The list of speakers is closed. A point of order can still be raised."))
    return ALLOWED


def lower_hand(member: Membership, meeting: Meeting) -> Decision:
    """Whoever waits on the list."""
    if not is_member(member, meeting.committee):
        return denied(_("Only members of this committee speak."))
    if not _waiting(meeting, member):
        return denied(_("You are not on the list of speakers."))
    return ALLOWED


def call_speaker(member: Membership, meeting: Meeting) -> Decision:
    """Whoever chairs, while somebody waits."""
    if not (may := runs(member, meeting)):
        return may
    line = meeting.speakers.filter(item=meeting.item_id, status=SpeakerStatus.WAITING)
    if not line.exists():
        return denied(_("Nobody waits to speak."))
    return ALLOWED


def hear_committee(member: Membership, meeting: Meeting, other: Meeting | None) -> Decision:
    """Whoever chairs a joint meeting, while somebody of the other committee waits."""
    if not (may := runs(member, meeting)):
        return may
    if led_in(meeting).pk != meeting.pk or other is None or other.joint_id != meeting.joint_id:
        return denied(_("This committee does not meet with yours."))
    line = other.speakers.filter(item=other.item_id, status=SpeakerStatus.WAITING)
    if not line.exists():
        return denied(_("Nobody of this committee waits to speak."))
    return ALLOWED


def end_speech(member: Membership, meeting: Meeting) -> Decision:
    """Whoever chairs, while somebody speaks."""
    if not (may := runs(member, meeting)):
        return may
    if not somebody_speaks(meeting):
        return denied(_("Nobody speaks now."))
    return ALLOWED


def close_list(member: Membership, meeting: Meeting) -> Decision:
    """Whoever chairs, while it is open."""
    if not (may := runs(member, meeting)):
        return may
    if meeting.list_closed_at:
        return denied(_("The list of speakers is closed already."))
    return ALLOWED


def open_list(member: Membership, meeting: Meeting) -> Decision:
    """Whoever chairs, once it was closed."""
    if not (may := runs(member, meeting)):
        return may
    if not meeting.list_closed_at:
        return denied(_("The list of speakers is open."))
    return ALLOWED


def adopt_balance(member: Membership, meeting: Meeting) -> Decision:
    """Whoever chairs notes that the meeting wants for and against to take turns."""
    if not (may := runs(member, meeting)):
        return may
    if meeting.balanced_at:
        return denied(_("For and against take turns already."))
    return ALLOWED


def drop_balance(member: Membership, meeting: Meeting) -> Decision:
    """Whoever chairs notes that the meeting no longer wants it."""
    if not (may := runs(member, meeting)):
        return may
    if not meeting.balanced_at:
        return denied(_("For and against do not take turns now."))
    return ALLOWED


def _waiting(meeting: Meeting, member: Membership) -> bool:
    line = meeting.speakers.filter(item=meeting.item_id, status=SpeakerStatus.WAITING)
    return line.filter(membership=member).exists()


def _may_reply(member: Membership, meeting: Meeting, kind: str) -> bool:
    motion = meeting.item.motion if meeting.item else None
    return (
        kind == SpeechKind.FOR
        and motion is not None
        and motion.proposer_id == member.pk
        and orders(meeting.committee).reply_minutes > 0
    )
