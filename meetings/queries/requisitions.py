"""Members' demands for a meeting that are not answered yet."""

from accounts.models import User
from committees.models import Committee, Mandate, Office
from meetings.models import Requisition, RequisitionStatus


def unanswered(committee: Committee) -> list[Requisition]:
    """Those that collect signatures or are owed a meeting; one query."""
    waiting = [RequisitionStatus.OPEN, RequisitionStatus.REACHED]
    return list(committee.requisitions.filter(status__in=waiting).order_by("opened_at", "pk"))


def owed_by(user: User) -> list[Requisition]:
    """Meetings that members demanded where this person coordinates; one query."""
    where = Mandate.objects.live().filter(
        membership__user=user, membership__status="active", office=Office.COORDINATOR
    )
    return list(
        Requisition.objects.filter(
            committee__in=where.values("committee"), status=RequisitionStatus.REACHED
        )
        .select_related("committee")
        .order_by("meeting_by", "pk")
    )
