"""Strike ballots: called by a resolution, run by the clock; who practises, and who votes."""

from datetime import datetime

from django.utils.translation import gettext as _

from ballots import permissions as ballots
from ballots.models import ContestStatus, RollEntry
from committees.models import Committee, CommitteeStatus, Membership, Office
from core.decision import ALLOWED, Decision, denied
from elections.models import StrikeBallot, StrikeBallotStatus


def call_strike_ballot(committee: Committee) -> Decision:
    """A carried motion calls it, one at a time."""
    if committee.status in (CommitteeStatus.FORMING, CommitteeStatus.DISSOLVED):
        return denied(_("Only a founded committee calls a strike or walkout ballot."))
    if committee.is_council:
        return denied(_("Members vote on a strike, each in their own committee."))
    if StrikeBallot.objects.real().running().filter(committee=committee).exists():
        return denied(_("A strike or walkout ballot is under way already."))
    return ALLOWED


def rehearse_strike_ballot(member: Membership, ballot: StrikeBallot) -> Decision:
    """A coordinator or the returning officer, before voting opens, one at a time."""
    is_there = member.is_active and member.committee_id == ballot.committee_id
    if not is_there or not member.holds(Office.COORDINATOR, Office.RETURNING_OFFICER):
        return denied(_("Only a coordinator or the returning officer has a ballot practised."))
    if ballot.is_practice:
        return denied(_("This is a practice itself."))
    if ballot.status != StrikeBallotStatus.CALLED:
        return denied(_("Practice comes before voting opens."))
    if ballot.rehearsals.running().exists():
        return denied(_("A practice on this roll is running already. Another can follow it."))
    return ALLOWED


def open_strike_ballot(ballot: StrikeBallot, at: datetime) -> Decision:
    """The clock, at the announced moment."""
    return _due(ballot, StrikeBallotStatus.VOTING, ballot.voting_opens_at, at)


def close_strike_ballot(ballot: StrikeBallot, at: datetime) -> Decision:
    """The clock, at the announced moment; nobody closes early."""
    return _due(ballot, StrikeBallotStatus.CLOSED, ballot.voting_closes_at, at)


def decide_strike_ballot(ballot: StrikeBallot, at: datetime) -> Decision:
    """The clock, once the time for complaints is over."""
    return _due(ballot, StrikeBallotStatus.CARRIED, ballot.contest.complaints_until, at)


def void_strike_ballot(ballot: StrikeBallot) -> Decision:
    """Where the vote that called it is set aside, or its key is lost."""
    if not ballot.can_become(StrikeBallotStatus.VOID):
        return denied(_("This ballot is void already."))
    return ALLOWED


def cast_strike_vote(
    member: Membership, ballot: StrikeBallot, entry: RollEntry | None, at: datetime
) -> Decision:
    """A member on the roll, while voting is open: the booth opens for them."""
    if not member.is_active or member.committee_id != ballot.committee_id:
        return denied(_("Only members of the committee can vote."))
    if ballot.status == StrikeBallotStatus.VOID:
        return denied(_("This ballot is void. No vote is counted."))
    if entry is None:
        return denied(
            _("You are not on the roll of this ballot: it was frozen when it was called.")
        )
    if ballot.contest.status == ContestStatus.OPEN and at < ballot.contest.closes_at:
        return ALLOWED  # a paper taken in time is good until the close
    return ballots.take_paper(ballot.contest, entry, at)


def take_strike_paper(
    member: Membership, ballot: StrikeBallot, entry: RollEntry | None, at: datetime
) -> Decision:
    """A member for whom the booth is open, while papers are issued."""
    opened = cast_strike_vote(member, ballot, entry, at)
    return ballots.take_paper(ballot.contest, entry, at) if opened else opened


def _due(ballot: StrikeBallot, status: str, moment: datetime, at: datetime) -> Decision:
    if not ballot.can_become(status):
        return denied(_("The ballot is not at this step."))
    return ALLOWED if at >= moment else denied(_("It is too early for this step."))
