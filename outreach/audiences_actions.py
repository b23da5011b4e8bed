"""Who is told of an action, other than all; computed in the worker, shown nowhere."""

from collections.abc import Iterable
from typing import Any

from committees.models import Membership
from notices.audiences import Recipient, audience
from outreach.models import ActionComing


@audience("outreach.coming")
def coming(about: dict[str, Any]) -> Iterable[Recipient]:
    """The members who said that they are coming with `about["participation"]`."""
    said = ActionComing.objects.filter(participation__public_id=about["participation"])
    rows = Membership.objects.active().filter(
        pk__in=said.values("membership"), user__is_active=True
    )
    for user_id in rows.order_by("user_id").values_list("user_id", flat=True).iterator():
        yield Recipient(user_id)
