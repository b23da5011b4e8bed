"""What minutes and actions ask of one person, across committees; a query each."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from accounts.models import User
from committees.models import CommitteeStatus, Mandate, Membership, Office
from meetings.models import ActionItem, Duty, MeetingOfficer, Minutes, MinutesStatus

ASKED_BEFORE = timedelta(days=7)


def overdue_minutes(user: User, now: datetime) -> list[Minutes]:
    """Drafts past their day that nobody has saved yet, where this person may edit them."""
    secretaries = MeetingOfficer.objects.filter(
        meeting=OuterRef("meeting"),
        duty=Duty.MINUTES_SECRETARY,
        ended_at__isnull=True,
        membership__user=user,
        membership__status="active",
    )
    rows = (
        Minutes.objects.filter(status=MinutesStatus.DRAFTED, due_at__lte=now)
        .exclude(meeting__committee__status=CommitteeStatus.DISSOLVED)
        .annotate(saved=Count("versions"))
        .filter(
            Exists(secretaries) | Exists(_coordinating(user, "meeting__committee")), saved__lt=2
        )
        .select_related("meeting__committee")
    )
    return list(rows.order_by("due_at", "pk"))


def my_actions(user: User, now: datetime) -> Iterable[Any]:
    """What this person took on and has not done, soon due; and, where they coordinate, what is
    overdue and nobody took on. `is_mine` says which."""
    mine = Membership.objects.active().filter(user=user, pk=OuterRef("membership"))
    is_taken = Q(membership__status="active")
    today = now.date()
    rows = (
        ActionItem.objects.filter(done_at__isnull=True)
        .exclude(meeting__committee__status=CommitteeStatus.DISSOLVED)
        .annotate(is_mine=Exists(mine))
        .filter(
            Q(is_mine=True, due_on__lte=today + ASKED_BEFORE)
            | (Q(Exists(_coordinating(user, "meeting__committee")), due_on__lt=today) & ~is_taken)
        )
        .select_related("meeting__committee")
    )
    return rows.order_by("due_on", "pk")


def _coordinating(user: User, committee: str) -> Any:
    return Mandate.objects.live().filter(
        committee=OuterRef(committee),
        office=Office.COORDINATOR,
        membership__user=user,
        membership__status="active",
    )
