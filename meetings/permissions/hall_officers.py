"""Who runs the meeting: who may offer, who notes whom the meeting chose, who lays a duty down."""

from django.utils.translation import gettext as _

from committees.models import Membership
from core.decision import ALLOWED, Decision, denied
from meetings.models import Duty, Meeting, MeetingOfficer, Offer
from meetings.roles import (
    attends,
    chairs,
    coordinates,
    has_duty,
    is_member,
    is_running,
    led_in,
    not_ended,
)
from meetings.running import runs


def offer_duty(member: Membership, meeting: Meeting, duty: str) -> Decision:
    """Whoever attends and does not do it already."""
    if not is_member(member, meeting.committee):
        return denied(_("Only members of this committee run its meetings."))
    if not (running := is_running(meeting)):
        return running
    if not attends(member, meeting):
        return denied(_("Say first that you are here, with the code in the hall."))
    if has_duty(member, meeting, duty):
        return denied(_("You do this already."))
    return ALLOWED


def withdraw_offer(member: Membership, meeting: Meeting) -> Decision:
    """Whoever offered; harmless for others."""
    if not is_member(member, meeting.committee):
        return denied(_("Only members of this committee run its meetings."))
    return not_ended(meeting)


def choose_officer(member: Membership, offer: Offer) -> Decision:
    """Whoever chairs notes whom the meeting chose, of those who offered and are still there.

    In a joint meeting each committee has its own tellers: where another has the chair, a coordinator.
    """
    meeting = offer.meeting
    is_elsewhere = led_in(meeting).pk != meeting.pk
    if is_elsewhere and coordinates(member, meeting.committee):
        if not (running := is_running(meeting)):
            return running
        if offer.duty == Duty.CHAIR:
            return denied(_("Another committee has the chair. It is handed on first."))
    elif not (may := runs(member, meeting)):
        return may
    return _is_there(offer.membership, offer.meeting)


def hand_over_chair(member: Membership, offer: Offer) -> Decision:
    """The chosen chair, to somebody who offered to chair and is there."""
    meeting = offer.meeting
    if not (may := runs(member, meeting)):
        return may
    if not has_duty(member, meeting, Duty.CHAIR):
        return denied(_("The meeting has chosen no chair yet. It chooses one; nobody hands it on."))
    if offer.duty != Duty.CHAIR:
        return denied(_("This member offered to do something else."))
    return _is_there(offer.membership, meeting)


def release_officer(member: Membership, officer: MeetingOfficer) -> Decision:
    """Officers themselves, whoever chairs, and for a chair who cannot go on any coordinator."""
    meeting = officer.meeting
    if not (ended := not_ended(meeting)):
        return ended
    is_elsewhere = led_in(meeting).pk != meeting.pk
    may_end_the_chair = (officer.duty == Duty.CHAIR or is_elsewhere) and coordinates(
        member, meeting.committee
    )
    if officer.membership_id != member.pk and not chairs(member, meeting) and not may_end_the_chair:
        return denied(_("Only the chair, or whoever does it, can end this duty."))
    if officer.ended_at:
        return denied(_("This duty has ended already."))
    return ALLOWED


def _is_there(who: Membership, meeting: Meeting) -> Decision:
    if not who.is_active or not attends(who, meeting):
        return denied(_("This member is not here any more. Choose another."))
    return ALLOWED
