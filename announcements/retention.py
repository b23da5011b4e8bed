"""How long announcements are kept."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from announcements.models import Announcement, AnnouncementTranslation, Digest
from core.retention import rule


def _forgotten_drafts(now: datetime) -> QuerySet[Announcement]:
    return Announcement.objects.filter(status="draft", written_at__lte=now - timedelta(days=90))


def _past_digests(now: datetime) -> QuerySet[Digest]:
    return Digest.objects.filter(ended_at__lte=now - timedelta(days=30))


rule(
    Announcement,
    _("A sent one is kept with its committee; a draft 90 days."),
    due=_forgotten_drafts,
)
rule(AnnouncementTranslation, _("With its announcement."))
rule(Digest, _("30 days."), due=_past_digests)
