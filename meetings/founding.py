"""The committee is founded by its founding meeting."""

from datetime import datetime

from committees.models import Committee, CommitteeStatus, Membership
from core.models import Event


def found_committee(
    committee: Committee, *, present: int, by: Membership | None, at: datetime
) -> Committee:
    committee.status, committee.founded_at = CommitteeStatus.FOUNDED, at
    committee.save(update_fields=["status", "founded_at"])
    Event.record("committees.committee_founded", committee, by=by, at=at)
    return committee
