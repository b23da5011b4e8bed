"""The vote of a recall: the steps that only the clock takes, and who may vote."""

from datetime import datetime

from django.utils.translation import gettext as _

from ballots import permissions as ballots
from ballots.models import ContestStatus, RollEntry
from committees.models import MandateStatus, Membership
from core.decision import ALLOWED, Decision, denied
from elections.models import RECALL_CALLED, RecallPetition, RecallStatus


def lapse_recall(petition: RecallPetition, at: datetime) -> Decision:
    """The clock, when too few have signed in time."""
    if petition.status != RecallStatus.OPEN:
        return denied(_("This petition collects no signatures."))
    return ALLOWED if at >= petition.lapses_at else denied(_("Members can still sign."))


def drop_recall(petition: RecallPetition) -> Decision:
    """The clock, when the mandate has ended otherwise."""
    if not petition.is_running:
        return denied(_("This petition has ended."))
    if petition.mandate.status != MandateStatus.ENDED:
        return denied(_("The mandate has not ended."))
    return ALLOWED


def call_recall_vote(petition: RecallPetition, at: datetime) -> Decision:
    """Nobody: enough signatures do, in that moment."""
    if petition.status != RecallStatus.OPEN:
        return denied(_("This petition collects no signatures."))
    if petition.signed < petition.needed_at(at):
        return denied(_("Too few have signed yet."))
    return ALLOWED


def open_recall_vote(petition: RecallPetition, at: datetime) -> Decision:
    """The clock, at the announced moment."""
    return _due(petition, RecallStatus.VOTING, petition.voting_opens_at, at)


def close_recall_vote(petition: RecallPetition, at: datetime) -> Decision:
    """The clock, at the announced moment; nobody closes early."""
    return _due(petition, RecallStatus.CLOSED, petition.voting_closes_at, at)


def decide_recall(petition: RecallPetition, at: datetime) -> Decision:
    """The clock, once the time for complaints is over."""
    contest = petition.contest
    until = contest.complaints_until if contest else None
    return _due(petition, RecallStatus.CARRIED, until, at)


def repeat_recall_vote(petition: RecallPetition) -> Decision:
    """The clock, once, where a vote could not be held or its ballots cannot be opened."""
    if petition.status not in RECALL_CALLED:
        return denied(_("No vote is called for this petition."))
    if petition.lost_contest_id is not None:
        return denied(_("This vote was repeated once already."))
    return ALLOWED


def void_recall(petition: RecallPetition) -> Decision:
    """The clock, where the repeated vote cannot be counted either."""
    if not petition.can_become(RecallStatus.VOID):
        return denied(_("No vote is called for this petition."))
    return ALLOWED


def cast_recall_vote(
    member: Membership, petition: RecallPetition, entry: RollEntry | None, at: datetime
) -> Decision:
    """A member on the roll, while voting is open: the booth opens for them."""
    contest = petition.contest
    if not member.is_active or member.committee_id != petition.committee_id:
        return denied(_("Only members of the committee can vote."))
    if petition.status == RecallStatus.OPEN:
        return denied(_("No vote is called for this petition."))
    if contest is None or petition.status in (RecallStatus.FELL, RecallStatus.VOID):
        return denied(_("This petition ended without a vote. No ballot is counted."))
    if entry is None:
        return denied(
            _(
                "You are not on the roll of this vote. On it are those who were members when the "
                "petition was opened and when enough had signed."
            )
        )
    if contest.status == ContestStatus.OPEN and at < contest.closes_at:
        return ALLOWED  # a paper taken in time is good until the close
    return ballots.take_paper(contest, entry, at)


def take_recall_paper(
    member: Membership, petition: RecallPetition, entry: RollEntry | None, at: datetime
) -> Decision:
    """A member for whom the booth is open, while papers are issued."""
    opened = cast_recall_vote(member, petition, entry, at)
    if opened and petition.contest is not None:
        return ballots.take_paper(petition.contest, entry, at)
    return opened


def _due(petition: RecallPetition, status: str, moment: datetime | None, at: datetime) -> Decision:
    if moment is None or not petition.can_become(status):
        return denied(_("The recall is not at this step."))
    return ALLOWED if at >= moment else denied(_("It is too early for this step."))
