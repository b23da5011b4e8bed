"""The digest of a week, for those who want it in place of single announcements."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from announcements.models import Digest
from committees.models import Committee
from notices import digests
from notices.digests import Week
from notices.models import Category
from notices.operations.messages import send_message

SENT_AT, _SUNDAY = time(17, 0), 6
A_WEEK, LATE = timedelta(days=7), timedelta(hours=18)


def week_ended_at(now: datetime, zone: ZoneInfo) -> datetime | None:
    """The last Sunday at 17:00 in `zone`; None where that is longer ago than a digest may be late."""
    local = now.astimezone(zone)
    sunday = local.date() - timedelta(days=(local.weekday() - _SUNDAY) % 7)
    ended_at = datetime.combine(sunday, SENT_AT, zone).astimezone(UTC)
    if ended_at > now:
        ended_at = datetime.combine(sunday - A_WEEK, SENT_AT, zone).astimezone(UTC)
    return ended_at if now - ended_at < LATE else None


@transaction.atomic
def send_digest(committee: Committee, *, ended_at: datetime, at: datetime) -> bool:
    """Queue one mail for the week, once; False where it was made, or there is nothing to tell."""
    _made, is_new = Digest.objects.get_or_create(committee=committee, ended_at=ended_at)
    if not is_new:
        return False
    found = digests.lines(Week(committee.public_id, ended_at - A_WEEK, ended_at))
    if not found:
        return False
    send_message(
        f"digest:{committee.public_id}:{ended_at:%y%m%d}",
        category=Category.DIGEST,
        audience="announcements.digest",
        about={"committee": committee.public_id},
        template="announcements/email/digest",
        context=committee.mail_context
        | {"committee_id": committee.public_id, "lines": [line.to_json() for line in found]},
        at=at,
        scope=committee.public_id,
        sender=committee.name,
    )
    return True
