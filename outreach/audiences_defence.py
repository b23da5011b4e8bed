"""Who is told that something was reported: those who may read it."""

from collections.abc import Iterable
from typing import Any

from notices.audiences import Recipient, audience
from outreach.models import Reprisal
from outreach.queries.defence import readers_of


@audience("outreach.defence")
def defence(about: dict[str, Any]) -> Iterable[Recipient]:
    """Those to whom `about["reprisal"]` was reported, as it stands when the mail goes."""
    for reprisal in Reprisal.objects.filter(public_id=about["reprisal"]):
        for member in readers_of(reprisal):
            if member.user_id and member.pk != reprisal.reporter_id:
                yield Recipient(member.user_id)
