"""Who may do what in an election, and when. `member` None is the clock."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from ballots import permissions as ballots
from ballots.models import ContestStatus, RollEntry
from committees.models import Committee, CommitteeStatus, Membership, Office
from core.decision import ALLOWED, Decision, denied
from elections.models import Candidacy, CandidacyStatus, Election, ElectionStatus, Preset

_NOT_STARTED = (ElectionStatus.ANNOUNCED, ElectionStatus.NOMINATIONS, ElectionStatus.QUESTIONS)
_RUNNING = (*_NOT_STARTED, ElectionStatus.VOTING, ElectionStatus.CLOSED, ElectionStatus.COUNTED)


def announce_election(member: Membership, committee: Committee, *, office: str = "") -> Decision:
    """A returning officer or a coordinator, in a committee that is alive.

    With an `office` only while no election for it is under way; a practice asks without.
    """
    if not member.holds(Office.RETURNING_OFFICER, Office.COORDINATOR):
        return denied(_("Only a returning officer or a coordinator can announce an election."))
    if committee.status == CommitteeStatus.DISSOLVED:
        return denied(_("This committee is dissolved."))
    running = Election.objects.running().filter(committee=committee, office=office)
    if office and (other := running.exclude(preset=Preset.PRACTICE).first()):
        return denied(
            _(
                "An election for this office is under way already: %(title)s. Another can be "
                "announced once it is decided or void."
            )
            % {"title": other.title}
        )
    return ALLOWED


def nominate(member: Membership, election: Election, at: datetime) -> Decision:
    """Any member, while nominations are open."""
    if not member.is_active or member.committee_id != election.committee_id:
        return denied(_("Only members of the committee can nominate."))
    return _nominations_open(election, at)


def accept_nomination(member: Membership, candidacy: Candidacy, at: datetime) -> Decision:
    """The one who was nominated, while nominations are open."""
    if candidacy.membership_id != member.pk:
        return denied(_("Only the person who was nominated can answer."))
    if not candidacy.can_become(CandidacyStatus.STANDING):
        return denied(_("You have answered this nomination already."))
    return _nominations_open(candidacy.election, at)


def decline_nomination(member: Membership, candidacy: Candidacy) -> Decision:
    """The one who was nominated, once."""
    if candidacy.membership_id != member.pk:
        return denied(_("Only the person who was nominated can answer."))
    if not candidacy.can_become(CandidacyStatus.DECLINED):
        return denied(_("You have answered this nomination already."))
    return ALLOWED


def change_statement(member: Membership, candidacy: Candidacy, at: datetime) -> Decision:
    """A candidate, until nominations close: afterwards the others could not reply to it."""
    if candidacy.membership_id != member.pk:
        return denied(_("Only the candidate can change this statement."))
    if candidacy.status != CandidacyStatus.STANDING:
        return denied(_("You do not stand in this election."))
    return _nominations_open(candidacy.election, at)


def withdraw_candidacy(member: Membership, candidacy: Candidacy) -> Decision:
    """A candidate, until voting closes."""
    if candidacy.membership_id != member.pk:
        return denied(_("Only the candidate can withdraw."))
    if candidacy.status != CandidacyStatus.STANDING:
        return denied(_("You do not stand in this election."))
    if candidacy.election.status not in (*_NOT_STARTED, ElectionStatus.VOTING):
        return denied(_("Voting has closed. Who is elected can resign instead."))
    return ALLOWED


def cast_vote(
    member: Membership, election: Election, entry: RollEntry | None, at: datetime
) -> Decision:
    """A member on the roll, while voting is open: the booth opens for them."""
    if not member.is_active or member.committee_id != election.committee_id:
        return denied(_("Only members of the committee can vote."))
    if election.status == ElectionStatus.VOID:
        return denied(_("This election was declared void. No vote is counted."))
    if entry is None:
        return denied(
            _(
                "You are not on the roll of this election: it was frozen when the election was "
                "announced, with those who had been members long enough."
            )
        )
    if election.contest.status == ContestStatus.OPEN and at < election.contest.closes_at:
        return ALLOWED  # a paper taken in time is good until the close
    return ballots.take_paper(election.contest, entry, at)


def take_paper(
    member: Membership, election: Election, entry: RollEntry | None, at: datetime
) -> Decision:
    """A member for whom the booth is open, while papers are issued."""
    opened = cast_vote(member, election, entry, at)
    return ballots.take_paper(election.contest, entry, at) if opened else opened


def open_nominations(election: Election, at: datetime) -> Decision:
    """The clock, at the announced moment."""
    return _due(election, ElectionStatus.NOMINATIONS, election.nominations_open_at, at)


def close_nominations(election: Election, at: datetime) -> Decision:
    """The clock, at the announced moment."""
    return _due(election, ElectionStatus.QUESTIONS, election.nominations_close_at, at)


def open_voting(election: Election, at: datetime) -> Decision:
    """The clock, at the announced moment."""
    return _due(election, ElectionStatus.VOTING, election.voting_opens_at, at)


def close_voting(election: Election, at: datetime) -> Decision:
    """The clock, at the announced moment; nobody closes early."""
    return _due(election, ElectionStatus.CLOSED, election.voting_closes_at, at)


def count_election(election: Election, at: datetime) -> Decision:
    """The clock, once the time for complaints is over."""
    return _due(election, ElectionStatus.COUNTED, election.contest.complaints_until, at)


def declare_election(election: Election, at: datetime) -> Decision:
    """The clock, once the ballots are counted."""
    return _due(election, ElectionStatus.DECLARED, election.voting_closes_at, at)


def finish_election(election: Election, at: datetime) -> Decision:
    """The clock, when the time for challenges is over."""
    return _due(election, ElectionStatus.FINAL, election.challenge_ends_at, at)


def void_election(member: Membership | None, election: Election) -> Decision:
    """The returning officer, until the result is declared; the clock where nothing can be decided."""
    if member is not None and election.returning_officer_id != member.pk:
        return denied(_("Only the returning officer of this election can declare it void."))
    if election.status not in _RUNNING:
        return denied(_("This election is decided. A challenge goes to a meeting."))
    return ALLOWED


def _nominations_open(election: Election, at: datetime) -> Decision:
    if election.status == ElectionStatus.VOID:
        return denied(_("This election was declared void."))
    if at < election.nominations_open_at:
        return denied(_("Nominations have not opened yet."))
    if at >= election.nominations_close_at or election.status not in (
        ElectionStatus.ANNOUNCED,
        ElectionStatus.NOMINATIONS,
    ):
        return denied(_("Nominations have closed."))
    return ALLOWED


def _due(election: Election, status: str, moment: datetime, at: datetime) -> Decision:
    if not election.can_become(status):
        return denied(_("The election is not at this step."))
    if at < moment:
        return denied(_("It is too early for this step."))
    return ALLOWED


def import_election(member: Membership, committee: Committee) -> Decision:
    return announce_election(member, committee)
