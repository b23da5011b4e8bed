"""Who asks tellers, who becomes one, and what becomes of those who are not ready."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from ballots.models import ContestStatus
from committees.models import Committee, Membership
from core.decision import ALLOWED, Decision, denied
from elections.eligibility import can_tell
from elections.models import MOST_TELLERS, Election, ElectionStatus, Teller, TellerStatus
from elections.officers import office_over
from elections.permissions.elections import announce_election
from elections.places import CLOCK_RUNS_BELOW
from elections.states import NOT_STARTED


def ask_teller(member: Membership, election: Election) -> Decision:
    """Whoever runs the election, until its paper is printed."""
    if not office_over(member, election):
        return denied(_("Only the returning officer asks members to be tellers."))
    if election.contest.roll_size < CLOCK_RUNS_BELOW:
        return denied(_("With fewer than ten on the roll the server holds the key alone."))
    if not _is_before_the_paper(election):
        return denied(_("The ballot paper is printed, and names those who hold its keys."))
    asked = election.tellers.filter(status__in=[TellerStatus.ASKED, TellerStatus.ACCEPTED])
    if asked.count() >= MOST_TELLERS:
        return denied(_("%(most)s tellers are enough.") % {"most": MOST_TELLERS})
    return ALLOWED


def accept_telling(member: Membership, teller: Teller) -> Decision:
    """The one who was asked, until the paper is printed; also again, with new keys."""
    if teller.membership_id != member.pk:
        return denied(_("Only the member who was asked can become this teller."))
    if not teller.can_become(TellerStatus.ACCEPTED):
        return denied(_("You are not asked to be a teller any more."))
    if not _is_before_the_paper(teller.election):
        return denied(_("The ballot paper is printed, and names those who hold its keys."))
    return can_tell(member, teller.election)


def decline_telling(member: Membership, teller: Teller) -> Decision:
    """The one who was asked, until the paper is printed."""
    if teller.membership_id != member.pk:
        return denied(_("Only the member who was asked can answer."))
    if not teller.can_become(TellerStatus.DECLINED):
        return denied(_("You have answered already."))
    if not _is_before_the_paper(teller.election):
        return denied(_("The ballot paper is printed, and names those who hold its keys."))
    return ALLOWED


def drop_teller(member: Membership, teller: Teller) -> Decision:
    """Whoever runs the election, until voting opens; who is ready is not dropped any more."""
    if not office_over(member, teller.election):
        return denied(_("Only the returning officer can go on without a teller."))
    if not teller.can_become(TellerStatus.DROPPED):
        return denied(_("This member holds no key."))
    if _is_before_the_paper(teller.election):
        return ALLOWED
    if teller.election.contest.status != ContestStatus.PREPARED:
        return denied(_("Voting has opened with this teller’s key."))
    ready = teller.election.contest.holders.filter(ready__isnull=False)
    if teller.number in ready.values_list("number", flat=True):
        return denied(_("This teller is ready."))
    return ALLOWED


def print_paper(election: Election, at: datetime) -> Decision:
    """The clock, some time before voting opens, so that the tellers can find their keys."""
    if election.status != ElectionStatus.QUESTIONS:
        return denied(_("The election is not at this step."))
    if election.contest.status != ContestStatus.DRAFT:
        return denied(_("The paper of this vote is printed already."))
    if at < election.prints_at:
        return denied(_("It is too early for this step."))
    return ALLOWED


def repeat_election(member: Membership, committee: Committee, election: Election) -> Decision:
    """Whoever may announce one, of one that ended void."""
    if election.status != ElectionStatus.VOID or election.is_practice:
        return denied(_("Only an election that ended without a result is repeated."))
    return announce_election(member, committee, office=election.office)


def _is_before_the_paper(election: Election) -> bool:
    is_draft = election.contest.status == ContestStatus.DRAFT
    return is_draft and election.status in NOT_STARTED
