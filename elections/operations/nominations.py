"""Who stands: nominating, answering, withdrawing. Who nominated somebody else is not kept."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ballots.models import ContestStatus
from ballots.operations.contests import withdraw_option
from committees.models import Membership
from core.decision import Refused
from core.folding import fold
from core.models import Event
from elections import messages, permissions
from elections.eligibility import can_stand
from elections.models import Candidacy, CandidacyStatus, Election


@transaction.atomic
def nominate(
    election: Election, *, name: str | None, statement: str = "", by: Membership, at: datetime
) -> None:
    """Put oneself forward (`name` None) and stand; or another, who is asked by mail.

    The answer to a name that nobody on the roll bears is the same as to one that somebody does,
    unless all can see that person stand: members are not told who else is a member.
    """
    election = Election.objects.select_for_update().select_related("committee").get(pk=election.pk)
    permissions.nominate(by, election, at).enforce()
    if name is None or fold(name) == by.folded_name:
        _stand(election, by, statement, at)
        return
    nominee = (
        Membership.objects.active()
        .filter(committee=election.committee, folded_name=fold(name))
        .first()
    )
    standing = election.candidacies.standing().filter(membership=nominee).first()
    if nominee is not None and standing is not None:
        raise Refused(_("%(name)s is a candidate already.") % {"name": standing.name})
    if nominee is None or not can_stand(nominee, election):
        return
    candidacy, is_new = Candidacy.objects.get_or_create(
        election=election,
        membership=nominee,
        defaults={"name": nominee.chosen_name, "nominated_at": at},
    )
    if is_new:
        Event.record("elections.nominated", candidacy, by=None, at=at)
        messages.ask_nominee(candidacy, at=at)


def _stand(election: Election, member: Membership, statement: str, at: datetime) -> None:
    candidacy = Candidacy.objects.filter(election=election, membership=member).first()
    if candidacy and candidacy.status == CandidacyStatus.STANDING:
        raise Refused(_("You are a candidate already. You can change your statement."))
    if candidacy and candidacy.status == CandidacyStatus.WITHDRAWN:
        raise Refused(_("You have withdrawn from this election and cannot stand in it again."))
    can_stand(member, election).enforce()
    if candidacy is None:
        candidacy = Candidacy(election=election, membership=member, nominated_at=at)
    candidacy.name, candidacy.statement = member.chosen_name, statement
    candidacy.status, candidacy.answered_at = CandidacyStatus.STANDING, at
    candidacy.save()
    Event.record("elections.nomination_accepted", candidacy, by=member, at=at)


@transaction.atomic
def accept_nomination(
    candidacy: Candidacy, *, statement: str, by: Membership, at: datetime
) -> Candidacy:
    """Stand, with a statement."""
    # The election's row is locked first, as everywhere: it also keeps the number of candidates.
    election = Election.objects.select_for_update().get(pk=candidacy.election_id)
    candidacy = _locked(candidacy)
    permissions.accept_nomination(by, candidacy, at).enforce()
    can_stand(by, election).enforce()
    candidacy.name, candidacy.statement = by.chosen_name, statement
    candidacy.status, candidacy.answered_at = CandidacyStatus.STANDING, at
    candidacy.save(update_fields=["name", "statement", "status", "answered_at"])
    Event.record("elections.nomination_accepted", candidacy, by=by, at=at)
    return candidacy


@transaction.atomic
def decline_nomination(candidacy: Candidacy, *, by: Membership, at: datetime) -> Candidacy:
    """Say no; nobody is told, and nobody sees that one was asked."""
    candidacy = _locked(candidacy)
    permissions.decline_nomination(by, candidacy).enforce()
    candidacy.status, candidacy.answered_at = CandidacyStatus.DECLINED, at
    candidacy.save(update_fields=["status", "answered_at"])
    Event.record("elections.nomination_declined", candidacy, by=by, at=at)
    return candidacy


@transaction.atomic
def change_statement(
    candidacy: Candidacy, *, statement: str, by: Membership, at: datetime
) -> Candidacy:
    """Correct one's statement while nominations are open."""
    candidacy = _locked(candidacy)
    permissions.change_statement(by, candidacy, at).enforce()
    candidacy.statement = statement
    candidacy.save(update_fields=["statement"])
    Event.record("elections.statement_changed", candidacy, by=by, at=at)
    return candidacy


@transaction.atomic
def withdraw_candidacy(candidacy: Candidacy, *, by: Membership, at: datetime) -> Candidacy:
    """Stop standing. Once the paper is printed the name stays on it and is passed over."""
    election = (
        Election.objects.select_for_update().select_related("contest").get(pk=candidacy.election_id)
    )
    candidacy = _locked(candidacy)
    permissions.withdraw_candidacy(by, candidacy).enforce()
    candidacy.status, candidacy.withdrawn_at = CandidacyStatus.WITHDRAWN, at
    candidacy.save(update_fields=["status", "withdrawn_at"])
    if election.contest.status in (ContestStatus.PREPARED, ContestStatus.OPEN):
        withdraw_option(election.contest, reference=candidacy.public_id, at=at)
    Event.record("elections.candidacy_withdrawn", candidacy, by=by, at=at)
    return candidacy


def _locked(candidacy: Candidacy) -> Candidacy:
    rows = Candidacy.objects.select_for_update(of=("self",))
    return rows.select_related("election__committee").get(pk=candidacy.pk)
