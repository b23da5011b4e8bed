"""What members and candidates may do about who stands."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from committees.models import Membership
from core.decision import ALLOWED, Decision, denied
from elections.models import Candidacy, CandidacyStatus, Election, ElectionStatus
from elections.states import NOT_STARTED


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
    """A candidate, until nominations close: afterwards the others could not reply to it.

    Whose words were taken down writes them anew until voting opens, so that nobody is silenced.
    """
    if candidacy.membership_id != member.pk:
        return denied(_("Only the candidate can change this statement."))
    if candidacy.status != CandidacyStatus.STANDING:
        return denied(_("You do not stand in this election."))
    if candidacy.is_gone and candidacy.election.status in NOT_STARTED:
        return ALLOWED
    return _nominations_open(candidacy.election, at)


def withdraw_candidacy(member: Membership, candidacy: Candidacy) -> Decision:
    """A candidate, until voting closes."""
    if candidacy.membership_id != member.pk:
        return denied(_("Only the candidate can withdraw."))
    if candidacy.status != CandidacyStatus.STANDING:
        return denied(_("You do not stand in this election."))
    if candidacy.election.status not in (*NOT_STARTED, ElectionStatus.VOTING):
        return denied(_("Voting has closed. Who is elected can resign instead."))
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
