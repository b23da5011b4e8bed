"""What the clock chases: contacts that end, reports and follow-ups that are due."""

from datetime import datetime, timedelta

from core.ticking import duty
from outreach.models import Contact, Delegation, FollowUp, Workplace
from outreach.operations import contacts, delegations, delegations_follow_ups

REPORT_AFTER = timedelta(days=1)
_AT_ONCE = 200


@duty
def warn_of_expiry(now: datetime) -> None:
    """Two weeks before contacts end."""
    due = Contact.objects.expiring(now + contacts.NOTICE).values("workplace")
    for workplace in (
        Workplace.objects.filter(pk__in=due).select_related("committee").order_by("pk")[:_AT_ONCE]
    ):
        contacts.warn_of_expiry(workplace, at=now)


@duty
def chase_reports(now: datetime) -> None:
    """A day after a visit of which nobody has reported."""
    due = Delegation.objects.ahead().filter(
        starts_at__lte=now - REPORT_AFTER, chased_at__isnull=True
    )
    for delegation in due.order_by("starts_at", "pk")[:_AT_ONCE]:
        delegations.chase_report(delegation, at=now)


@duty
def chase_follow_ups(now: datetime) -> None:
    """Before and after the day of each."""
    for follow_up in FollowUp.objects.due(now).order_by("due_at", "pk")[:_AT_ONCE]:
        delegations_follow_ups.chase_follow_up(follow_up, at=now)
