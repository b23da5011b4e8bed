"""Members' demand for a meeting. No event says who demanded or signed."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from committees.models import Committee, Membership
from committees.queries.members import members_count
from committees.standing_orders import orders
from core.decision import Refused
from core.models import Event
from meetings import emails, permissions, rules
from meetings.deadlines import answers, held_by
from meetings.models import Meeting, Requisition, RequisitionSignature, RequisitionStatus

OPEN_FOR = timedelta(days=30)


@transaction.atomic
def demand_meeting(
    committee: Committee, *, kind: str, purpose: str, by: Membership, at: datetime
) -> Requisition:
    """Demand a meeting, and sign the demand as its first."""
    permissions.demand_meeting(by, committee).enforce()
    rules.kind_fits(committee, kind).enforce()
    if not purpose.strip():
        raise Refused(_("Say what the meeting is to decide."))
    requisition = Requisition.objects.create(
        committee=committee,
        kind=kind,
        purpose=purpose,
        needed=orders(committee).requisition_needed(members_count(committee)),
        opened_at=at,
        lapses_at=at + OPEN_FOR,
    )
    Event.record("meetings.meeting_demanded", requisition, by=None, at=at)
    return sign_requisition(requisition, by=by, at=at)


@transaction.atomic
def sign_requisition(requisition: Requisition, *, by: Membership, at: datetime) -> Requisition:
    """Sign; with the last signature that is needed all are deleted, and coordinators are told."""
    requisition = _locked(requisition)
    has_signed = requisition.signatures.filter(membership=by).exists()
    permissions.sign_requisition(by, requisition, at, has_signed=has_signed).enforce()
    RequisitionSignature.objects.create(requisition=requisition, membership=by)
    requisition.signed = requisition.signatures.filter(membership__status="active").count()
    if requisition.signed >= requisition.needed:
        requisition.status, requisition.reached_at = RequisitionStatus.REACHED, at
        requisition.meeting_by = held_by(requisition.kind, requisition.committee, at)
        requisition.signatures.all().delete()
        Event.record("meetings.requisition_reached", requisition, by=None, at=at)
        emails.requisition_reached(requisition, at=at)
    requisition.save(update_fields=["signed", "status", "reached_at", "meeting_by"])
    Event.record("meetings.requisition_signed", requisition, by=None, at=at)
    return requisition


@transaction.atomic
def lapse_requisition(requisition: Requisition, *, by: None, at: datetime) -> Requisition:
    """Too few have signed in time; who did is forgotten."""
    requisition = _locked(requisition)
    permissions.lapse_requisition(requisition, at).enforce()
    requisition.status, requisition.lapsed_at = RequisitionStatus.LAPSED, at
    requisition.save(update_fields=["status", "lapsed_at"])
    requisition.signatures.all().delete()
    Event.record("meetings.requisition_lapsed", requisition, by=by, at=at)
    return requisition


@transaction.atomic
def meet_requisition(
    requisition: Requisition, *, meeting: Meeting, by: Membership, at: datetime
) -> Requisition:
    """The meeting that was just called is the one that members demanded."""
    requisition = _locked(requisition)
    permissions.meet_requisition(by, requisition, meeting).enforce()
    answers(requisition, meeting.kind, meeting.starts_at, at).enforce()
    requisition.status, requisition.meeting = RequisitionStatus.MET, meeting
    requisition.save(update_fields=["status", "meeting"])
    Event.record("meetings.requisition_met", requisition, by=by, at=at)
    return requisition


def owe_again(meeting: Meeting) -> None:
    """A meeting is cancelled: what members demanded is still owed to them."""
    meeting.requisitions.filter(status=RequisitionStatus.MET).update(
        status=RequisitionStatus.REACHED, meeting=None
    )


def check_moved(meeting: Meeting, starts_at: datetime, at: datetime) -> None:
    """A meeting that members demanded is not moved beyond the day by which it is held."""
    for requisition in meeting.requisitions.select_related("committee"):
        answers(requisition, meeting.kind, starts_at, at).enforce()


def _locked(requisition: Requisition) -> Requisition:
    return (
        Requisition.objects.select_for_update(of=("self",))
        .select_related("committee__campus")
        .get(pk=requisition.pk)
    )
