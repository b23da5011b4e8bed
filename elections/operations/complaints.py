"""Deciding complaints. Whose ballot it is nobody knows, and nothing here joins it to a member."""

from datetime import datetime

from django.db import transaction

from ballots.models import Complaint
from ballots.proofs import proof_of
from ballots.protocol.board import tracker
from committees.models import Membership
from core.models import Event
from elections import permissions
from elections.models import ComplaintDecision, Election


@transaction.atomic
def decide_complaint(
    complaint: Complaint, *, ruling: str, because: str, by: Membership, at: datetime
) -> ComplaintDecision:
    """Uphold a complaint or not, with a reason that all members read."""
    complaint = Complaint.objects.select_for_update().get(pk=complaint.pk)
    election = Election.objects.select_related("committee").get(contest=complaint.contest_id)
    permissions.decide_complaint(by, election, complaint).enforce()
    decision = ComplaintDecision.objects.create(
        election=election,
        complaint=complaint,
        mark=tracker(bytes(complaint.key)),
        proof=proof_of(complaint),
        ruling=ruling,
        because=because,
        decided_at=at,
    )
    Event.record("elections.complaint_decided", decision, by=by, at=at, ruling=ruling)
    return decision
