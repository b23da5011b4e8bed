"""How long the rows of defence are kept."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from core.retention import rule
from outreach.models import (
    DefenceStep,
    Defender,
    Evidence,
    PublishedTotals,
    Reprisal,
    ReprisalTotal,
    RightsCard,
)

DEFENDERS_KEPT = timedelta(days=90)


def reprisals(now: datetime) -> QuerySet[Reprisal]:
    """Those whose day has come."""
    return Reprisal.objects.filter(delete_at__lte=now)


rule(Reprisal, "deleted on the day of which its reporter was told", due=reprisals)
rule(Evidence, "deleted with the report")
rule(DefenceStep, "deleted with the report")
rule(ReprisalTotal, "kept with its committee: numbers alone")
rule(PublishedTotals, "kept until they are taken back: numbers alone")
rule(
    Defender,
    "deleted 90 days after the duty ended",
    due=lambda now: Defender.objects.filter(ended_at__lte=now - DEFENDERS_KEPT),
)
rule(RightsCard, "kept until the host deletes it")
