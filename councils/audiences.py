"""Who the words about a council go to at home; asked by the worker when they go out."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from committees.models import Mandate, Membership, Office, Seat
from councils.models import Report
from notices.audiences import Recipient, audience


@audience("councils.carriers")
def carriers(about: dict[str, Any]) -> Iterable[Recipient]:
    """The coordinators of `about["committee"]`, and whoever sits in a council for
    `about["affiliation"]`; both by their public identifiers.
    """
    seats = Seat.objects.taken().filter(affiliation__public_id=about["affiliation"])
    held = Mandate.objects.live().filter(
        committee__public_id=about["committee"], office=Office.COORDINATOR
    )
    rows = Membership.objects.active().filter(
        Q(mandates__in=held) | Q(mandates__places__in=seats), user__is_active=True
    )
    for user_id in rows.order_by("user_id").values_list("user_id", flat=True).distinct():
        yield Recipient(user_id)


@audience("councils.delegate")
def delegate(about: dict[str, Any]) -> Iterable[Recipient]:
    """Whoever owes `about["report"]` (its public identifier), unless it is made."""
    rows = Report.objects.owed().filter(
        public_id=about["report"],
        seat__mandate__membership__status="active",
        seat__mandate__membership__user__is_active=True,
    )
    found = rows.values_list("seat__mandate__membership__user_id", flat=True)
    return [Recipient(user_id) for user_id in found]
