"""Who goes with a delegation, prepares it, reports from it, and does what follows."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from committees.models import Committee, Membership
from committees.standing import may_begin
from core.decision import ALLOWED, Decision, denied
from meetings.roles import coordinates, is_member
from outreach.models import Delegation, DelegationStatus, FollowUp
from outreach.queries.delegations import goes

EARLY = timedelta(hours=1)  # a report may come while some are still there


def plan_delegation(member: Membership, committee: Committee) -> Decision:
    """Any member; it is a motion that a meeting decides."""
    if not is_member(member, committee):
        return denied(_("Only members of this committee can plan a delegation."))
    if not (begins := may_begin(committee)):
        return begins
    return ALLOWED


def join_delegation(member: Membership, delegation: Delegation, at: datetime) -> Decision:
    """Any member, while there is a place and it has not gone."""
    if not is_member(member, delegation.committee):
        return denied(_("Only members of this committee can go."))
    if delegation.status != DelegationStatus.DECIDED or delegation.is_over(at):
        return denied(_("This delegation has gone, or will not go."))
    if goes(member, delegation):
        return denied(_("You are going."))
    if delegation.going.count() >= delegation.places:
        return denied(_("All places are taken."))
    return ALLOWED


def leave_delegation(member: Membership, delegation: Delegation) -> Decision:
    """Who goes, until it has reported."""
    if not goes(member, delegation):
        return denied(_("You are not going."))
    if delegation.status != DelegationStatus.DECIDED:
        return denied(_("This delegation has reported."))
    return ALLOWED


def prepare_delegation(member: Membership, delegation: Delegation) -> Decision:
    """Who goes, or a coordinator: where its members meet, what to say and to ask."""
    if not (goes(member, delegation) or coordinates(member, delegation.committee)):
        return denied(_("Only who goes along, or a coordinator, can prepare it."))
    if delegation.status != DelegationStatus.DECIDED:
        return denied(_("This delegation has reported, or will not go."))
    return ALLOWED


def print_delegation(member: Membership, delegation: Delegation) -> Decision:
    """The sheet says where its members meet: for those who go, and coordinators."""
    return prepare_delegation(member, delegation)


def cancel_delegation(member: Membership, delegation: Delegation) -> Decision:
    """A coordinator, until it has reported."""
    if not coordinates(member, delegation.committee):
        return denied(_("Only a coordinator can cancel a delegation."))
    if not delegation.can_become(DelegationStatus.CANCELLED):
        return denied(_("This delegation has reported, or was cancelled."))
    return ALLOWED


def report_delegation(member: Membership, delegation: Delegation, at: datetime) -> Decision:
    """Who went; a coordinator where nobody did it."""
    if not (goes(member, delegation) or coordinates(member, delegation.committee)):
        return denied(_("Only who went along, or a coordinator, can report."))
    if not delegation.can_become(DelegationStatus.REPORTED):
        return denied(_("This delegation has reported, or was cancelled."))
    if at < delegation.starts_at - EARLY:
        return denied(_("It has not gone yet. Report when you are back."))
    return ALLOWED


def conclude_delegation(member: Membership, delegation: Delegation) -> Decision:
    """A coordinator says what came of it, once it has reported."""
    if not coordinates(member, delegation.committee):
        return denied(_("Only a coordinator can say what came of it."))
    if not delegation.can_become(DelegationStatus.CONCLUDED):
        return denied(_("There is no report yet, or it is concluded."))
    return ALLOWED


def take_follow_up(member: Membership, follow_up: FollowUp) -> Decision:
    """Any member, where nobody has."""
    if not is_member(member, follow_up.delegation.committee):
        return denied(_("Only members of this committee can take this on."))
    if follow_up.done_at is not None:
        return denied(_("This is done."))
    if follow_up.membership is not None and follow_up.membership.is_active:
        return denied(_("Somebody has taken this on."))
    return ALLOWED


def hand_back_follow_up(member: Membership, follow_up: FollowUp) -> Decision:
    """Who has taken it on."""
    if follow_up.done_at is not None:
        return denied(_("This is done."))
    if follow_up.membership_id != member.pk or not member.is_active:
        return denied(_("You have not taken this on."))
    return ALLOWED


def finish_follow_up(member: Membership, follow_up: FollowUp) -> Decision:
    """Who has taken it on, or a coordinator."""
    is_mine = follow_up.membership_id == member.pk and member.is_active
    if not (is_mine or coordinates(member, follow_up.delegation.committee)):
        return denied(_("Only who has taken this on, or a coordinator, can say that it is done."))
    if follow_up.done_at is not None:
        return denied(_("This is done."))
    return ALLOWED
