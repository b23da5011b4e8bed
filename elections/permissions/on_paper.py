"""Who votes on paper, who enters the papers, and when. The roll's own rules stand in `ballots`."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from ballots import queries as ballots
from ballots.models import RollEntry
from committees.models import Membership
from core.decision import ALLOWED, Decision, denied
from elections.models import Election, ElectionStatus, Observer, PaperCount
from elections.models.on_paper import PLACES
from elections.states import NOT_STARTED

_BEFORE_THE_CLOSE = (*NOT_STARTED, ElectionStatus.VOTING)


def mark_on_paper(member: Membership | None, election: Election, *, by: Membership) -> Decision:
    """The returning officer, or the member for themself, until voting closes; None: any other."""
    if election.returning_officer_id is None:
        return denied(
            _(
                "The clock runs this election, and nobody is there to take in papers. Vote on the "
                "device of somebody whom you trust, and wipe it afterwards."
            )
        )
    if by.pk not in (member and member.pk, election.returning_officer_id):
        return denied(_("Only the returning officer marks another member as voting on paper."))
    if election.status not in _BEFORE_THE_CLOSE:
        return denied(_("Voting has closed."))
    return ALLOWED


def unmark_on_paper(member: Membership, election: Election, *, by: Membership) -> Decision:
    """The same, as long."""
    return mark_on_paper(member, election, by=by)


def vote_on_paper(
    member: Membership, election: Election, entry: RollEntry | None, at: datetime
) -> Decision:
    """The page on which a member asks for paper: whoever is on the roll, until voting closes."""
    if entry is None:
        return denied(_("You are not on the roll of this election."))
    if at >= election.voting_closes_at:
        return denied(_("Voting has closed."))
    return mark_on_paper(member, election, by=member)


def name_counter(member: Membership, election: Election, *, by: Membership) -> Decision:
    """The returning officer names another member who does not stand, until the papers are counted."""
    if election.returning_officer_id != by.pk:
        return denied(_("Only the returning officer names who enters the papers with them."))
    if election.status not in (*_BEFORE_THE_CLOSE, ElectionStatus.CLOSED):
        return denied(_("The ballots are counted."))
    if election.contest.paper_ballots is not None:
        return denied(_("The papers are entered already."))
    if member.pk == by.pk:
        return denied(_("The papers are entered by two people: name somebody else."))
    if election.candidacies.standing().filter(membership=member).exists():
        return denied(_("Whoever stands in this election cannot enter its papers."))
    # No reason: who watches for a candidate is known to that candidate alone.
    if Observer.objects.watching(election).filter(membership=member).exists():
        return denied(_("This member cannot enter the papers. Name somebody else."))
    return ALLOWED


def enter_paper(count: PaperCount, *, by: Membership) -> Decision:
    """Each of the two, after the close, until they have said that all papers are entered."""
    election = count.election
    if count.membership_id != by.pk:
        return denied(_("Each of the two who enter the papers enters their own list."))
    if election.status != ElectionStatus.CLOSED or not ballots.awaits_papers(election.contest):
        return denied(_("Papers are entered after the close, until both lists agree."))
    if count.done_at is not None:
        return denied(_("You have entered all papers. Wait until the other has, too."))
    return ALLOWED


def finish_papers(count: PaperCount, *, by: Membership) -> Decision:
    """The same; the other must be named."""
    may_enter = enter_paper(count, by=by)
    if may_enter and count.election.paper_counts.count() < len(PLACES):
        return denied(_("Nobody is named who enters the papers with you."))
    return may_enter


def paper_annex(member: Membership, election: Election) -> Decision:
    """The two who entered the papers."""
    if not election.paper_counts.filter(membership=member).exists():
        return denied(_("The annex is kept by the two who entered the papers."))
    return ALLOWED


def print_ballot(member: Membership, election: Election) -> Decision:
    """The returning officer, once the paper's order is fixed and until the close."""
    if election.returning_officer_id != member.pk:
        return denied(_("Only the returning officer hands out ballot papers."))
    if election.status != ElectionStatus.VOTING:
        return denied(
            _("The ballot paper can be printed while voting is open: its order is fixed then.")
        )
    return ALLOWED
