"""Who reads and decides complaints about what became of a ballot."""

from django.utils.translation import gettext_lazy as _

from ballots.models import Complaint
from committees.models import Membership, Office
from core.decision import ALLOWED, Decision, denied
from elections.models import ComplaintDecision, Election, ElectionStatus


def complaints(member: Membership, election: Election) -> Decision:
    """The returning officer; where the clock runs the election, a coordinator."""
    officer = election.returning_officer_id
    if officer != member.pk and not (officer is None and member.holds(Office.COORDINATOR)):
        return denied(_("Only the returning officer of this election hears complaints."))
    return ALLOWED


def decide_complaint(member: Membership, election: Election, complaint: Complaint) -> Decision:
    """Whoever hears them, once."""
    hears = complaints(member, election)
    if not hears:
        return hears
    if election.status == ElectionStatus.VOID:
        return denied(_("This election was declared void. No vote is counted."))
    if ComplaintDecision.objects.filter(complaint=complaint).exists():
        return denied(_("This complaint is decided."))
    return ALLOWED
