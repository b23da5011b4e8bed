"""New members see what comes from now on, and the archive after seven days.

A delegate reads the whole archive of the council at once: whoever sends them needs them to know it.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Coalesce

from committees.models import CommitteeKind, Membership
from core import clock

ARCHIVE_AFTER = timedelta(days=7)


def read_by(
    user: object, *, came: str, committee: str = "committee", now: datetime | None = None
) -> Exists:
    """The condition that `user` may read a row: what came since they joined, later the rest, too.

    `came` and `committee` are fields of the row; what has not come yet (null) every member reads.
    """
    now = now or clock.now()
    since: Any = Coalesce(OuterRef(came), Value(now))
    mine = Membership.objects.active().filter(user=user, committee=OuterRef(committee))  # type: ignore[misc]
    was_there = Q(joined_at__lte=since) | Q(joined_at__lte=now - ARCHIVE_AFTER)
    return Exists(mine.filter(was_there | Q(committee__kind=CommitteeKind.COUNCIL)))
