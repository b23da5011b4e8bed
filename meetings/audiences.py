"""Who the words about a meeting go to, other than all; asked by the worker when they go out."""

from collections.abc import Iterable
from typing import Any

from committees.models import Membership
from meetings.models import ActionItem, Coming
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


@audience("meetings.action")
def action(about: dict[str, Any]) -> Iterable[Recipient]:
    """Whoever took on `about["action"]` (its public identifier), unless it is done."""
    rows = ActionItem.objects.filter(
        public_id=about["action"],
        done_at__isnull=True,
        membership__status="active",
        membership__user__is_active=True,
    )
    return [Recipient(user_id) for user_id in rows.values_list("membership__user_id", flat=True)]
