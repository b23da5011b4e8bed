"""The week's announcements in the digest."""

from collections.abc import Iterable

from django.urls import reverse

from announcements.models import Announcement
from notices.digests import Line, Week, part


@part
def announced(week: Week) -> Iterable[Line]:
    """What went out to members within the week."""
    rows = Announcement.objects.out(week.until).filter(
        committee__public_id=week.scope, sent_at__gt=week.since
    )
    for one in rows.order_by("sent_at"):
        assert one.sent_at is not None  # what is out is dated
        path = reverse("announcement", args=[one.public_id])
        yield Line("announced", one.title, path, one.sent_at)
