"""Who may demand a meeting, sign a demand, and answer it."""

from datetime import datetime

from django.utils.translation import gettext as _

from committees.models import Committee, CommitteeStatus, Membership
from committees.standing import may_begin
from core.decision import ALLOWED, Decision, denied
from meetings.models import Meeting, Requisition, RequisitionStatus
from meetings.permissions.meetings import call_meeting
from meetings.roles import is_member


def demand_meeting(member: Membership, committee: Committee) -> Decision:
    """Any member of a committee that is founded and not dissolved."""
    if not is_member(member, committee):
        return denied(_("Only members of this committee can demand a meeting."))
    if committee.status == CommitteeStatus.FORMING:
        return denied(_("Before anything else comes the founding meeting. Ask a coordinator."))
    if not (begins := may_begin(committee)):
        return begins
    return ALLOWED


def sign_requisition(
    member: Membership, requisition: Requisition, at: datetime, *, has_signed: bool
) -> Decision:
    """Any member, once, while it collects signatures."""
    if not is_member(member, requisition.committee):
        return denied(_("Only members of this committee can sign."))
    if requisition.status in (RequisitionStatus.REACHED, RequisitionStatus.MET):
        return denied(_("Enough members have signed."))
    if requisition.status == RequisitionStatus.LAPSED or at >= requisition.lapses_at:
        return denied(_("Too few have signed in time. You can demand a meeting anew."))
    if has_signed:
        return denied(_("You have signed already."))
    return ALLOWED


def lapse_requisition(requisition: Requisition, at: datetime) -> Decision:
    """The clock, when its time is over."""
    if requisition.status != RequisitionStatus.OPEN:
        return denied(_("This demand is answered already."))
    if at < requisition.lapses_at:
        return denied(_("Members can still sign."))
    return ALLOWED


def meet_requisition(member: Membership, requisition: Requisition, meeting: Meeting) -> Decision:
    """Whoever may call a meeting, with one of this committee, once enough have signed."""
    if not (may := call_meeting(member, requisition.committee)):
        return may
    if meeting.committee_id != requisition.committee_id:
        return denied(_("This meeting is another committee’s."))
    if requisition.status != RequisitionStatus.REACHED:
        return denied(_("No meeting is owed for this demand."))
    return ALLOWED
