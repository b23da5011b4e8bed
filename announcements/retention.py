"""How long announcements are kept."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from announcements.models import Announcement
from core.retention import rule


def _forgotten_drafts(now: datetime) -> QuerySet[Announcement]:
    return Announcement.objects.filter(status="draft", written_at__lte=now - timedelta(days=90))


rule(Announcement, "A sent one is kept with its committee; a draft 90 days.", due=_forgotten_drafts)
