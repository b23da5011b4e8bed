"""Who is told that an archive was fetched: every member it holds, each with a code of their own."""

from collections.abc import Iterator
from typing import Any

from archives import tokens
from committees.models import Membership
from notices.audiences import Recipient, audience


@audience("archives.members")
def members(about: dict[str, Any]) -> Iterator[Recipient]:
    """Active members of `about["committee"]`, with their codes for `about["archive"]`."""
    rows = Membership.objects.active().filter(
        committee__public_id=about["committee"], user__is_active=True
    )
    for user_id, public_id in rows.order_by("user_id").values_list("user_id", "public_id"):
        yield Recipient(user_id, {"code": tokens.make(about["archive"], public_id)})
