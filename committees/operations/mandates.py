"""Offices: given by a decision, ended by another, by the clock, or by leaving."""

from datetime import datetime

from django.db import transaction

from committees.models import Mandate, MandateStatus, Membership
from core.models import Event


@transaction.atomic
def end_mandate(mandate: Mandate, *, because: str, by: Membership | None, at: datetime) -> Mandate:
    """End the mandate for a reason of `MandateEnd`; one that has ended stays as it is."""
    mandate = Mandate.objects.select_for_update().select_related("committee").get(pk=mandate.pk)
    if not mandate.can_become(MandateStatus.ENDED):
        return mandate
    mandate.status, mandate.ended_at, mandate.ended_by = MandateStatus.ENDED, at, because
    mandate.save(update_fields=["status", "ended_at", "ended_by"])
    Event.record("committees.mandate_ended", mandate, by=by, at=at, because=because)
    return mandate
