"""Membership: coming in, going, being called otherwise."""

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from committees import names
from committees.models import Committee, HostChoices, Membership, MembershipStatus, Office
from committees.standing import may_begin
from core.decision import ALLOWED, Decision, denied


def admit_member(user: User, committee: Committee, chosen_name: str) -> Decision:
    """What holds for every way in; who may open which way stands with that way."""
    members = Membership.objects.active().filter(committee=committee)
    if not (begins := may_begin(committee)):
        return begins
    if committee.is_council:
        return denied(_("Only delegates sit in a council, by the mandate of their committee."))
    if not user.is_active:
        return denied(_("This account is closed."))
    if members.filter(user=user).exists():
        return denied(_("This person is a member already."))
    if members.count() >= HostChoices.now().members_at_most:
        return denied(_("This committee is full. Found a second one on the same campus."))
    if names.is_taken(committee, chosen_name):
        return denied(_("Another member has this name. Choose a different one."))
    return ALLOWED


def leave_committee(member: Membership) -> Decision:
    """Anybody may leave at any time; a council, by laying the mandate down at home."""
    if not member.is_active:
        return denied(_("You are not a member of this committee any more."))
    if member.committee.is_council:
        return denied(_("You sit here by your mandate. To leave, lay it down in your committee."))
    return ALLOWED


def remove_member(member: Membership) -> Decision:
    """Asked when a motion is put, and again when it is carried; nobody else removes a member."""
    if not member.is_active:
        return denied(_("This person is not a member any more."))
    if member.committee.is_council:
        return denied(_("A delegate sits here by a mandate. Their own committee can recall them."))
    return ALLOWED


def restore_member(member: Membership) -> Decision:
    """Where the vote was set aside, for whoever has not erased the account or come back since."""
    again = Membership.objects.active().filter(committee=member.committee_id, user=member.user_id)
    if not member.can_become(MembershipStatus.ACTIVE):
        return denied(_("This person was not removed."))
    if member.user_id is None or again.exists():
        return denied(_("This person cannot be made a member again by it."))
    return ALLOWED


def change_chosen_name(member: Membership, chosen_name: str) -> Decision:
    if not member.is_active:
        return denied(_("You are not a member of this committee any more."))
    if names.is_taken(member.committee, chosen_name, but=member):
        return denied(_("Another member has this name. Choose a different one."))
    return ALLOWED


def see_roll(member: Membership) -> Decision:
    if member.committee.is_council:
        return denied(_("A council has no roll. Its page says who sits there for which committee."))
    if not member.holds(Office.MEMBERSHIP_SECRETARY):
        return denied(_("Only membership secretaries see the roll."))
    return ALLOWED
