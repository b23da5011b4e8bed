"""Pinning one announcement to the top of the committee's list, and taking the pin off."""

from datetime import datetime

from django.db import transaction

from announcements import permissions
from announcements.models import Announcement
from announcements.operations.writing import alone, locked
from committees.models import Membership
from core.models import Event


@transaction.atomic
def pin_announcement(announcement: Announcement, *, by: Membership, at: datetime) -> Announcement:
    """Keep it on top of the list; what was pinned before goes back to its place."""
    announcement = alone(announcement)
    permissions.pin_announcement(by, announcement, at).enforce()
    Announcement.objects.filter(committee=announcement.committee).update(pinned_at=None)
    announcement.pinned_at = at
    announcement.save(update_fields=["pinned_at"])
    Event.record("announcements.announcement_pinned", announcement, by=by, at=at)
    return announcement


@transaction.atomic
def unpin_announcement(announcement: Announcement, *, by: Membership, at: datetime) -> Announcement:
    """Let it stand by its date again."""
    announcement = locked(announcement)
    permissions.unpin_announcement(by, announcement).enforce()
    announcement.pinned_at = None
    announcement.save(update_fields=["pinned_at"])
    Event.record("announcements.announcement_unpinned", announcement, by=by, at=at)
    return announcement
