"""What the clock chases: contacts that end, reports and follow-ups that are due."""

from datetime import datetime, timedelta
from functools import partial

from core.ticking import duty, each
from outreach.models import Contact, Delegation, FollowUp, Workplace
from outreach.operations import contacts, delegations, delegations_follow_ups

REPORT_AFTER = timedelta(days=1)


@duty
def warn_of_expiry(now: datetime) -> None:
    """Two weeks before contacts end."""
    due = Contact.objects.expiring(now + contacts.NOTICE).values("workplace")
    workplaces = Workplace.objects.filter(pk__in=due).select_related("committee")
    each(workplaces, partial(contacts.warn_of_expiry, at=now))


@duty
def chase_reports(now: datetime) -> None:
    """A day after a visit of which nobody has reported."""
    due = Delegation.objects.ahead().filter(
        starts_at__lte=now - REPORT_AFTER, chased_at__isnull=True
    )
    each(due, partial(delegations.chase_report, at=now))


@duty
def chase_follow_ups(now: datetime) -> None:
    """Before and after the day of each."""
    each(FollowUp.objects.due(now), partial(delegations_follow_ups.chase_follow_up, at=now))
