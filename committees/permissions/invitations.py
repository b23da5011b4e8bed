"""Invitations: who may make them, take them back, use them."""

from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import User
from committees.admission import mails_left
from committees.models import Committee, Invitation, Joining, Membership, Office
from committees.models.invitations import INVITERS
from committees.names import is_taken
from committees.standing import may_begin
from core.decision import ALLOWED, Decision, denied

OPEN_AT_MOST = 40
CARDS = 9  # on a sheet


def make_invitation(
    member: Membership, committee: Committee, at: datetime | None = None
) -> Decision:
    """Any member; at the closed level membership secretaries. `at` counts what is open already."""
    if not member.is_active or member.committee_id != committee.pk:
        return denied(_("Only members can invite."))
    if not (begins := may_begin(committee)):
        return begins
    if committee.is_council:
        return denied(_("Nobody is invited to a council: committees send their delegates."))
    is_closed = committee.joining == Joining.CLOSED
    if is_closed and not member.holds(Office.MEMBERSHIP_SECRETARY):
        return denied(_("In this committee only membership secretaries invite."))
    if at is not None and _open_now(member, at) >= OPEN_AT_MOST:
        return denied(
            _("%(number)d invitations of yours are open. Withdraw some, or wait until they end.")
            % {"number": OPEN_AT_MOST}
        )
    return ALLOWED


def print_invitations(member: Membership, committee: Committee, at: datetime) -> Decision:
    """Whoever may make one invitation, as long as a whole sheet of them may be open."""
    allowed = make_invitation(member, committee)
    if allowed and _open_now(member, at) + CARDS > OPEN_AT_MOST:
        return denied(
            _(
                "A sheet is %(cards)d invitations, and no more than %(number)d of yours may be "
                "open. Withdraw some, or wait until they end."
            )
            % {"cards": CARDS, "number": OPEN_AT_MOST}
        )
    return allowed


def withdraw_invitation(member: Membership, invitation: Invitation) -> Decision:
    """Who made it."""
    if invitation.made_by_id != member.pk or not member.is_active:
        return denied(_("Only who made an invitation can withdraw it."))
    if invitation.used_at is not None:
        return denied(_("This invitation has been used already."))
    if invitation.withdrawn_at is not None:
        return denied(_("This invitation is withdrawn already."))
    return ALLOWED


def invite_many(member: Membership, committee: Committee, number: int, at: datetime) -> Decision:
    """Membership secretaries and coordinators, within the day's quota of mails."""
    if not member.is_active or not member.holds(*INVITERS):
        return denied(_("Only membership secretaries and coordinators can invite many at once."))
    allowed = make_invitation(member, committee)
    if not allowed:
        return allowed
    left = mails_left(committee, at)
    if number > left:
        return denied(
            _("That is too much mail for one day: today %(left)d more invitations can be mailed.")
            % {"left": left}
        )
    return ALLOWED


def accept_invitation(
    user: User | None, invitation: Invitation, chosen_name: str, at: datetime
) -> Decision:
    """Whoever has the link, once, within 72 hours, while who made it is a member.

    Without a user: whether the link is good for anything.
    """
    if not (begins := may_begin(invitation.committee)):
        return begins
    if invitation.used_at is not None:
        return denied(_("This invitation has been used already. Ask for a new one."))
    maker = invitation.made_by
    if invitation.withdrawn_at is not None or maker is None or not maker.is_active:
        return denied(_("This invitation has been withdrawn. Ask for a new one."))
    if invitation.expires_at <= at:
        return denied(_("This invitation has ended: it worked for 72 hours. Ask for a new one."))
    if user is None:
        return ALLOWED
    if Membership.objects.active().filter(committee=invitation.committee, user=user).exists():
        return denied(_("You are a member of this committee already."))
    if is_taken(invitation.committee, chosen_name):
        return denied(_("Another member has this name. Choose a different one."))
    return ALLOWED


def _open_now(member: Membership, at: datetime) -> int:
    return Invitation.objects.usable(at).filter(made_by=member, batch=None).count()
