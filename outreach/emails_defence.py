"""The one mail about defence: that something waits. Whatever was reported stays in the app."""

from datetime import datetime

from notices.models import Category
from notices.operations.messages import send_message
from outreach.models import Reprisal


def reprisal_reported(reprisal: Reprisal, *, at: datetime) -> None:
    """To those who may read it; the same words in every committee, discreet or not."""
    committee = reprisal.committee
    send_message(
        f"reprisal_reported:{reprisal.public_id}",
        category=Category.MEETINGS,
        audience="outreach.defence",
        about={"committee": committee.public_id, "reprisal": reprisal.public_id},
        template="outreach/email/reprisal_reported",
        context=committee.mail_context | {"of_committee": committee.public_id},
        at=at,
        scope=committee.public_id,
        sender=committee.name,
        is_formal=True,
        in_app=False,
    )
