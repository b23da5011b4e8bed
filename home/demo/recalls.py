"""A recall petition that two have signed."""

from datetime import datetime

from committees.models import Mandate, Membership
from elections.operations.recalls import open_recall, sign_recall

REASON = "The last two councils went by without a report to us."


def asked_for(members: list[Membership], *, at: datetime) -> None:
    """The last two members ask for a vote on the newest mandate that neither of them carries."""
    first, second = members[-1], members[-2]
    rows = Mandate.objects.live().filter(committee=first.committee)
    mandate = rows.exclude(membership__in=[first, second]).order_by("-pk").first()
    assert mandate is not None  # offices are shared in every committee of this world
    sign_recall(open_recall(mandate, reason=REASON, by=first, at=at), by=second, at=at)
