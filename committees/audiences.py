"""Who a committee's messages go to; asked by the worker when they go out."""

from collections.abc import Iterable, Iterator
from typing import Any

from committees.models import Mandate, Membership, Office
from notices.audiences import Recipient, audience

OFFICERS = (Office.COORDINATOR, Office.MEMBERSHIP_SECRETARY, Office.RETURNING_OFFICER)


@audience("committees.members")
def members(about: dict[str, Any]) -> Iterable[Recipient]:
    """Every active member of `about["committee"]` (its public identifier)."""
    return recipients(about)


@audience("committees.officers")
def officers(about: dict[str, Any]) -> Iterable[Recipient]:
    """Coordinators, membership secretaries and returning officers of `about["committee"]`.

    `about["offices"]`, a list, narrows it to those offices.
    """
    offices = about.get("offices", OFFICERS)
    return recipients(about, mandates__status="live", mandates__office__in=offices)


@audience("committees.holder")
def holder(about: dict[str, Any]) -> Iterable[Recipient]:
    """Who carries, or is asked to carry, the mandate `about["mandate"]`."""
    mandates = Mandate.objects.unended().filter(public_id=about["mandate"])
    rows = mandates.filter(membership__status="active", membership__user__is_active=True)
    return [Recipient(user_id) for user_id in rows.values_list("membership__user_id", flat=True)]


def recipients(about: dict[str, Any], **conditions: Any) -> Iterator[Recipient]:
    """Active members of `about["committee"]` for whom `conditions` hold, each once.

    `about["without"]`, a membership's identifier, leaves that one out.
    """
    rows = (
        Membership.objects.active()
        .filter(committee__public_id=about["committee"], user__is_active=True, **conditions)
        .exclude(public_id=about.get("without", ""))
        .order_by("user_id")
        .values_list("user_id", flat=True)
        .distinct()
    )
    for user_id in rows.iterator(chunk_size=2000):
        yield Recipient(user_id)
