"""Who waits for a second yes to be suspended, who is suspended, and what is over."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from committees.models import Committee, Membership

LASTS = timedelta(days=7)
CONFIRMED_WITHIN = timedelta(hours=24)


def is_asked(member: Membership, at: datetime) -> bool:
    """Whether it waits for the second officer; the asking lapses after a day."""
    asked = member.suspension_asked_at
    return asked is not None and not member.is_suspended and at < asked + CONFIRMED_WITHIN


def over(at: datetime) -> QuerySet[Membership]:
    """Suspensions whose week is over, and those that nobody confirmed in a day."""
    unconfirmed = Q(suspended_until__isnull=True, suspension_asked_at__lte=at - CONFIRMED_WITHIN)
    asked = Membership.objects.active().filter(suspension_asked_at__isnull=False)
    return asked.filter(Q(suspended_until__lte=at) | unconfirmed)


def suspensions(committee: Committee) -> QuerySet[Membership]:
    """Those that are asked for or hold, for the officers of the committee."""
    rows = Membership.objects.active().filter(
        committee=committee, suspension_asked_at__isnull=False
    )
    return rows.order_by("suspension_asked_at", "pk")
