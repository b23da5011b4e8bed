"""What the clock ends: the waiting for members who did not come after their committee."""

from datetime import datetime

from archives.models import Claim
from archives.operations.claims import lapse_claim
from core.ticking import duty

_AT_ONCE = 200


@duty
def lapse_claims(now: datetime) -> None:
    """Memberships that nobody took up in 90 days."""
    for claim in Claim.objects.past(now).order_by("ends_at")[:_AT_ONCE]:
        lapse_claim(claim, at=now)
