"""Who can be a candidate, a teller or an observer at all, whoever puts them forward."""

from django.utils.translation import gettext as _

from ballots import queries as ballots
from committees.models import Membership
from core.decision import ALLOWED, Decision, denied
from elections.models import CandidacyStatus, Election, TellerStatus
from elections.places import MOST_STANDING


def can_stand(member: Membership, election: Election) -> Decision:
    """On the roll, not the returning officer, and while there is room on the paper."""
    if election.returning_officer_id == member.pk:
        return denied(_("The returning officer runs this election and cannot stand in it."))
    if election.tellers.filter(membership=member, status=TellerStatus.ACCEPTED).exists():
        return denied(_("Who holds a key to the ballots cannot stand. Give the key back first."))
    if ballots.on_roll(election.contest, member.public_id) is None:
        return denied(_("Only members on the roll of this election can stand in it."))
    if election.candidacies.standing().count() >= MOST_STANDING:
        return denied(
            _("%(most)s candidates stand already, which is the most a ballot can hold.")
            % {"most": MOST_STANDING}
        )
    return ALLOWED


def can_tell(member: Membership, election: Election) -> Decision:
    """A member who does not stand."""
    if not member.is_active or member.committee_id != election.committee_id:
        return denied(_("Only members of the committee can be tellers."))
    stands = [CandidacyStatus.STANDING, CandidacyStatus.NOMINATED]
    if election.candidacies.filter(membership=member, status__in=stands).exists():
        return denied(_("Candidates do not count their own votes."))
    return ALLOWED


def can_observe(member: Membership, election: Election) -> Decision:
    """Anybody but those who are elected, who run the election or who open its ballots."""
    if election.candidacies.standing().filter(membership=member).exists():
        return denied(_("A candidate does not watch the election in which they stand."))
    if election.returning_officer_id == member.pk:
        return denied(
            _("The returning officer runs this election and cannot watch it for somebody.")
        )
    if is_teller(member, election):
        return denied(_("A teller opens the ballots and cannot watch for a candidate."))
    if election.paper_counts.filter(membership=member).exists():
        return denied(_("Whoever enters the papers cannot watch for a candidate."))
    return ALLOWED


def is_teller(member: Membership, election: Election) -> bool:
    """Whether this member holds a key to the ballots, or is asked to."""
    held = [TellerStatus.ASKED, TellerStatus.ACCEPTED]
    return election.tellers.filter(membership=member, status__in=held).exists()
