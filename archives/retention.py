"""How long the rows of this app are kept."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from archives.models import Archive, Claim, Origin
from core.retention import rule


def _past_archives(now: datetime) -> QuerySet[Archive]:
    return Archive.objects.filter(ends_at__lte=now - timedelta(days=365))


rule(Archive, "Who asked for an archive and who confirmed it: a year.", due=_past_archives)
rule(Origin, "Kept with its committee: from which server it came.")
rule(Claim, "Until the member comes, at most 90 days; then the membership ends, too.")
