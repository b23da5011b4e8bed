"""Meetings in the digest."""

from collections.abc import Iterable
from datetime import timedelta

from django.urls import reverse

from meetings.models import Meeting
from notices.digests import Line, Week, part

AHEAD = timedelta(days=14)


@part
def meetings(week: Week) -> Iterable[Line]:
    """Those of the next two weeks."""
    rows = Meeting.objects.ahead(week.until).filter(
        committee__public_id=week.scope, starts_at__lt=week.until + AHEAD
    )
    for one in rows.order_by("starts_at"):
        yield Line("meeting", one.title, reverse("meeting", args=[one.public_id]), one.starts_at)
