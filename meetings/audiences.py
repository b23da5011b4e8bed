"""Who the word on the morning of a meeting goes to; asked by the worker when it goes out."""

from collections.abc import Iterable
from typing import Any

from committees.models import Membership
from meetings.models import Coming
from notices.audiences import Recipient, audience


@audience("meetings.coming")
def coming(about: dict[str, Any]) -> Iterable[Recipient]:
    """The members who said that they are coming to `about["meeting"]` (its public identifier)."""
    said = Coming.objects.filter(meeting__public_id=about["meeting"]).values("membership")
    rows = (
        Membership.objects.active()
        .filter(pk__in=said, user__is_active=True)
        .order_by("user_id")
        .values_list("user_id", flat=True)
    )
    for user_id in rows.iterator(chunk_size=2000):
        yield Recipient(user_id)
