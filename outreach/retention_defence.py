"""How long the rows of defence are kept."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

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


rule(Reprisal, _("deleted on the day of which its reporter was told"), due=reprisals)
rule(Evidence, _("deleted with the report"))
rule(DefenceStep, _("deleted with the report"))
rule(ReprisalTotal, _("kept with its committee: numbers alone"))
rule(PublishedTotals, _("kept until they are taken back: numbers alone"))
rule(
    Defender,
    _("deleted 90 days after the duty ended"),
    due=lambda now: Defender.objects.filter(ended_at__lte=now - DEFENDERS_KEPT),
)
rule(RightsCard, _("kept until the host deletes it"))
