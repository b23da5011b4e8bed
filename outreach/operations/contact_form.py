"""What somebody outside writes to a committee: mailed to its secretaries, and kept nowhere else."""

from datetime import datetime

from django.db import transaction

from committees.models import Committee
from core.models import Event
from outreach import emails


@transaction.atomic
def write_to_committee(
    committee: Committee, *, text: str, reply_to: str, key: str, at: datetime
) -> None:
    """Mail it to the membership secretaries; the same `key` again sends nothing."""
    if emails.written_to_committee(committee, text=text, reply_to=reply_to, key=key, at=at):
        Event.record("outreach.committee_written_to", committee, by=None, at=at)
