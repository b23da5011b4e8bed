"""Minutes, approved by a later meeting and frozen."""

import hashlib
from datetime import datetime

from committees.models import Membership
from core.models import Event
from meetings.models import Meeting, Minutes, MinutesStatus


def approve_minutes(
    minutes: Minutes, *, in_meeting: Meeting, by: Membership, at: datetime
) -> Minutes:
    """Freeze the minutes with the hash of their text; the vote of a locked meeting approves them."""
    minutes = Minutes.objects.select_for_update(of=("self",)).get(pk=minutes.pk)
    minutes.status, minutes.approved_at, minutes.approved_in = (
        MinutesStatus.APPROVED,
        at,
        in_meeting,
    )
    minutes.sha256 = hashlib.sha256(minutes.text.encode()).hexdigest()
    minutes.save(update_fields=["status", "approved_at", "approved_in", "sha256"])
    Event.record("meetings.minutes_approved", minutes, by=by, at=at, sha256=minutes.sha256)
    return minutes
