"""Asking to join, and admitting."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from accounts.models import User
from committees.admission import yes_needed
from committees.models import (
    Admission,
    Committee,
    Joining,
    JoinRequest,
    JoinRequestStatus,
    Membership,
    Office,
)
from committees.names import is_taken
from committees.standing import may_begin
from core.decision import ALLOWED, Decision, denied

WAITING_AT_MOST = 10
ASKED_AT_MOST, ASKED_WITHIN = 3, timedelta(days=30)


def _ask(user: User, committee: Committee) -> Decision:
    if not (begins := may_begin(committee)):
        return begins
    if committee.is_council:
        return denied(_("Nobody joins a council alone: committees join it, and send delegates."))
    if Membership.objects.active().filter(committee=committee, user=user).exists():
        return denied(_("You are a member of this committee already."))
    if JoinRequest.objects.waiting().filter(user=user).count() >= WAITING_AT_MOST:
        return denied(
            _("You have asked %(number)d committees. Withdraw a request, or wait for an answer.")
            % {"number": WAITING_AT_MOST}
        )
    return ALLOWED


def request_to_join(user: User, committee: Committee, chosen_name: str, at: datetime) -> Decision:
    """Anybody, where the committee is not closed; three times in thirty days."""
    allowed = _ask(user, committee)
    if not allowed:
        return allowed
    if committee.joining == Joining.CLOSED:
        return denied(_("One joins this committee by invitation only. Ask a member for one."))
    mine = JoinRequest.objects.filter(user=user, committee=committee)
    if mine.waiting().exists():
        return denied(_("You have asked already. The membership secretaries answer within a week."))
    if mine.filter(made_at__gt=at - ASKED_WITHIN).count() >= ASKED_AT_MOST:
        return denied(_("You have asked this committee three times. Ask again in a month."))
    if chosen_name and is_taken(committee, chosen_name):
        return denied(_("Another member has this name. Choose a different one."))
    return ALLOWED


def admit_request(member: Membership, request: JoinRequest) -> Decision:
    """A membership secretary, each once."""
    if not member.is_active or member.committee_id != request.committee_id:
        return denied(_("Only membership secretaries admit members."))
    if not member.holds(Office.MEMBERSHIP_SECRETARY):
        return denied(_("Only membership secretaries admit members."))
    if not request.can_become(JoinRequestStatus.ADMITTED):
        return denied(_("This request is answered already, or was withdrawn."))
    needed = yes_needed(request.committee)
    said_yes = Admission.objects.filter(request=request, by=member).exists()
    if said_yes and request.admissions.count() < needed:
        return denied(_("You have said yes. A second membership secretary must say yes, too."))
    return ALLOWED


def decline_request(member: Membership, request: JoinRequest) -> Decision:
    """A membership secretary, as long as nobody was admitted by it."""
    if not member.is_active or member.committee_id != request.committee_id:
        return denied(_("Only membership secretaries answer requests."))
    if not member.holds(Office.MEMBERSHIP_SECRETARY):
        return denied(_("Only membership secretaries answer requests."))
    if not request.can_become(JoinRequestStatus.DECLINED):
        return denied(_("This request is answered already, or was withdrawn."))
    return ALLOWED


def withdraw_request(user: User, request: JoinRequest) -> Decision:
    """Who asked."""
    if request.user_id != user.pk:
        return denied(_("Only who asked can withdraw a request."))
    if not request.can_become(JoinRequestStatus.WITHDRAWN):
        return denied(_("This request is answered already."))
    return ALLOWED
