"""Who the messages about a meeting go to; asked by the worker when they go out."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet

from committees.models import Membership
from meetings.models import Coming
from notices.audiences import Recipient, audience


@audience("meetings.members")
def members(about: dict[str, Any]) -> Iterable[Recipient]:
    """Every active member of `about["committee"]`."""
    return _recipients(
        Membership.objects.active().filter(committee__public_id=about["committee"])
    )


@audience("meetings.coming")
def coming(about: dict[str, Any]) -> Iterable[Recipient]:
    """The members who said that they are coming to `about["meeting"]`."""
    said = Coming.objects.filter(meeting__public_id=about["meeting"]).values("membership")
    return _recipients(Membership.objects.active().filter(pk__in=said))


def _recipients(memberships: QuerySet[Membership]) -> Iterator[Recipient]:
    rows = memberships.filter(user__is_active=True).order_by("user_id")
    for user_id in rows.values_list("user_id", flat=True).iterator(chunk_size=2000):
        if user_id is not None:
            yield Recipient(user_id)
