"""Who waits for a second yes to be suspended, who is suspended, and what is over."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from committees.models import Committee, MandateStatus, Membership
from committees.queries.offices import ROLES

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


def wait_for(user: object, at: datetime) -> list[tuple[Committee, datetime]]:
    """Committees in which a suspension waits for this officer’s yes, and until when; one query."""
    officers = Membership.objects.active().filter(
        user=user,  # type: ignore[misc]
        suspended_until=None,
        mandates__status=MandateStatus.LIVE,
        mandates__office__in=ROLES,
    )
    rows = Membership.objects.active().filter(
        committee__in=officers.values("committee"),
        suspended_until=None,
        suspension_asked_at__gt=at - CONFIRMED_WITHIN,
    )
    rows = rows.exclude(suspension_asked_by__in=officers).exclude(pk__in=officers)
    found: dict[int, tuple[Committee, datetime]] = {}
    for one in rows.select_related("committee").order_by("suspension_asked_at", "pk"):
        assert one.suspension_asked_at is not None  # asked of the table
        until = one.suspension_asked_at + CONFIRMED_WITHIN
        found.setdefault(one.committee_id, (one.committee, until))
    return list(found.values())


def suspensions(committee: Committee) -> QuerySet[Membership]:
    """Those that are asked for or hold, for the officers of the committee."""
    rows = Membership.objects.active().filter(
        committee=committee, suspension_asked_at__isnull=False
    )
    return rows.order_by("suspension_asked_at", "pk")
