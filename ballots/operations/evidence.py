"""Complaints about what became of a ballot: brought without a session, joined to nobody."""

from datetime import datetime

from ballots import definitions, permissions
from ballots.models import Complaint, Contest
from ballots.protocol import complaints
from ballots.protocol.encoding import parse


def bring_evidence(contest: Contest, data: bytes, *, at: datetime) -> Complaint:
    """Keep a complaint for whoever decides it; of one ballot paper the last. No event, no time.

    Raises `Malformed` where it is none of a member with ballot papers of this vote.
    """
    permissions.bring_evidence(contest, at).enforce()
    evidence = parse(data)
    found = complaints.read(definitions.of(contest.public_id), evidence)
    kept, _is_new = Complaint.objects.update_or_create(
        contest=contest, key=found.ballot.paper.key, defaults={"evidence": evidence}
    )
    return kept
