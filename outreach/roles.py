"""What a member is in defence, and where an action stands; what every permission here asks first."""

from django.utils.translation import gettext as _

from committees.models import Committee, Membership
from core.decision import ALLOWED, Decision, denied
from elections.models import StrikeBallot
from meetings.roles import coordinates, is_member
from outreach.models import Action, ActionKind, ActionStatus, Defender, Reprisal
from outreach.models.actions import Decided
from outreach.models.defence import LEAST_DEFENDERS, Readers


def is_called(action: Action) -> Decision:
    """Neither ended nor cancelled."""
    if action.status == ActionStatus.CANCELLED:
        return denied(_("This action was cancelled."))
    if action.status == ActionStatus.ENDED:
        return denied(_("This action is over."))
    return ALLOWED


def chosen(committee: Committee) -> int:
    """How many are chosen for defence now."""
    return Defender.objects.live().filter(committee=committee).count()


def defends(member: Membership, committee: Committee) -> bool:
    """Chosen for defence; until two are, the coordinators."""
    if not is_member(member, committee):
        return False
    if Defender.objects.live().filter(committee=committee, membership=member).exists():
        return True
    return coordinates(member, committee) and chosen(committee) < LEAST_DEFENDERS


def reads(member: Membership, reprisal: Reprisal) -> bool:
    """Whether it was reported to this member; what was reported to those chosen stays with such."""
    if not defends(member, reprisal.committee):
        return False
    if reprisal.to == Readers.COORDINATORS:
        return True
    return Defender.objects.live().filter(committee=reprisal.committee, membership=member).exists()


def takes_ballot(kind: str, decision: Decided | None) -> Decision:
    """A strike and a walkout are decided by a secret ballot of the members, and by nothing else."""
    if kind in (ActionKind.STRIKE, ActionKind.WALKOUT) and not isinstance(decision, StrikeBallot):
        return denied(
            _("A strike or walkout takes a secret ballot of the members that is carried.")
        )
    return ALLOWED
