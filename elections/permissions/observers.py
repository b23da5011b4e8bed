"""Who names an observer, who may be one, and what they may watch."""

from django.utils.translation import gettext_lazy as _

from committees.models import Membership
from core.decision import ALLOWED, Decision, denied
from elections.models import (
    Candidacy,
    CandidacyStatus,
    Election,
    ElectionStatus,
    Observer,
    ObserverStatus,
)
from elections.states import OVER

MOST_ASKED = 5
TO_BE_WATCHED = (ElectionStatus.QUESTIONS, ElectionStatus.VOTING, ElectionStatus.CLOSED)


def name_observer(member: Membership, candidacy: Candidacy) -> Decision:
    """A candidate, once it is settled who stands and until the ballots are counted."""
    if candidacy.membership_id != member.pk:
        return denied(_("Only the candidate names an observer."))
    if candidacy.status != CandidacyStatus.STANDING:
        return denied(_("You do not stand in this election."))
    if candidacy.election.status in (ElectionStatus.ANNOUNCED, ElectionStatus.NOMINATIONS):
        return denied(
            _("Observers are named once nominations have closed: a candidate cannot be one.")
        )
    if candidacy.election.status not in TO_BE_WATCHED:
        return denied(_("There is nothing left to watch."))
    if candidacy.observers.count() >= MOST_ASKED:
        return denied(
            _("You have asked %(most)s members to watch, which is the most.") % {"most": MOST_ASKED}
        )
    return ALLOWED


def accept_observing(member: Membership, observer: Observer) -> Decision:
    """The one who was named, while there is something to watch."""
    if observer.membership_id != member.pk:
        return denied(_("Only the person who was named can answer."))
    if not observer.can_become(ObserverStatus.WATCHING):
        return denied(_("This can no longer be answered."))
    if observer.candidacy.status != CandidacyStatus.STANDING:
        return denied(_("Whoever named you does not stand any more."))
    if observer.candidacy.election.status not in TO_BE_WATCHED:
        return denied(_("There is nothing left to watch."))
    return ALLOWED


def decline_observing(member: Membership, observer: Observer) -> Decision:
    """The one who was named, once."""
    if observer.membership_id != member.pk:
        return denied(_("Only the person who was named can answer."))
    if not observer.can_become(ObserverStatus.DECLINED):
        return denied(_("This can no longer be answered."))
    return ALLOWED


def stop_observing(member: Membership, observer: Observer) -> Decision:
    """An observer, at any time."""
    if observer.membership_id != member.pk:
        return denied(_("Only the observer can step down."))
    if observer.status != ObserverStatus.WATCHING:
        return denied(_("You do not watch this election."))
    return ALLOWED


def observe_election(member: Membership, election: Election) -> Decision:
    """Whoever watches for somebody who stands, until the election is over."""
    if election.status in OVER:
        return denied(_("This election is over, and with it the watching."))
    if not member.is_active:
        return denied(_("Only members of the committee watch its elections."))
    if not Observer.objects.watching(election).filter(membership=member).exists():
        return denied(_("This page is for those whom a candidate has named as their observer."))
    return ALLOWED
