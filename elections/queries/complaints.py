"""Complaints about what became of a ballot, as the pages show them."""

from dataclasses import dataclass
from datetime import datetime

from ballots.board_words import halves
from ballots.models import Complaint
from ballots.proofs import Proof, proof_of
from ballots.protocol.board import tracker
from committees.models import Membership
from elections import permissions
from elections.models import ComplaintDecision, Election, ElectionStatus


@dataclass(frozen=True, slots=True)
class Complaints:
    """What the election's page says of complaints."""

    can_be_brought: bool
    waiting: int | None
    decided: list[ComplaintDecision]


@dataclass(frozen=True, slots=True)
class Heard:
    """A complaint, its ballot's mark in two halves, and what its evidence proves."""

    complaint: Complaint
    mark: str
    proof: Proof


def complaints_of(election: Election, member: Membership, now: datetime) -> Complaints:
    """`waiting` is None for whoever does not hear complaints."""
    hears = permissions.complaints(member, election)
    return Complaints(
        can_be_brought=can_be_brought(election, now),
        waiting=len(waiting(election)) if hears else None,
        decided=list(election.complaint_decisions.order_by("decided_at", "pk")),
    )


def can_be_brought(election: Election, now: datetime) -> bool:
    """From the close until the challenge ends."""
    is_over = election.status in (ElectionStatus.VOID, ElectionStatus.FINAL)
    return not is_over and election.voting_closes_at <= now < election.challenge_ends_at


def waiting(election: Election) -> list[Complaint]:
    """Those that are not decided, in an order that says nothing of when they came."""
    rows = Complaint.objects.filter(contest=election.contest, decision__isnull=True)
    return list(rows.select_related("contest").order_by("public_id"))


def heard(election: Election) -> list[Heard]:
    """Those that are not decided, each with what a machine finds."""
    return [Heard(one, halves(tracker(bytes(one.key))), proof_of(one)) for one in waiting(election)]
