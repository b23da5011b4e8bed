"""What the clock does: the digest on Sunday at 17:00, by the clock of each committee."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef

from announcements.models import Digest
from announcements.operations.digests import send_digest, week_ended_at
from committees.models import Committee
from core.ticking import duty

AT_ONCE = 500


@duty
def send_digests(now: datetime) -> None:
    """Every committee whose week has ended, and whose digest was not made."""
    alive = Committee.objects.alive()
    for name in sorted({str(one) for one in alive.values_list("timezone", flat=True).distinct()}):
        ended_at = week_ended_at(now, ZoneInfo(name))
        if ended_at is None:
            continue
        made = Digest.objects.filter(committee=OuterRef("pk"), ended_at=ended_at)
        for committee in alive.filter(~Exists(made), timezone=name)[:AT_ONCE]:
            send_digest(committee, ended_at=ended_at, at=now)
