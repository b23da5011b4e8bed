"""Who keeps the list of workplaces."""

from django.utils.translation import gettext as _

from committees.models import Committee, Membership
from committees.standing import may_begin
from core.decision import ALLOWED, Decision, denied
from meetings.roles import coordinates, is_member
from outreach.models import Workplace
from outreach.queries.workplaces import put_to_a_meeting

MOST = 500


def add_workplace(member: Membership, committee: Committee) -> Decision:
    """Any member, while the committee is not dissolved."""
    if not is_member(member, committee):
        return denied(_("Only members of this committee can add a workplace."))
    if not (begins := may_begin(committee)):
        return begins
    if Workplace.objects.filter(committee=committee).count() >= MOST:
        return denied(_("The list is full. Take workplaces off it first."))
    return ALLOWED


def edit_workplace(member: Membership, workplace: Workplace) -> Decision:
    """Any member: the list is as good as what they know together."""
    if not is_member(member, workplace.committee):
        return denied(_("Only members of this committee can change this."))
    return ALLOWED


def drop_workplace(member: Membership, workplace: Workplace) -> Decision:
    """A coordinator, while no delegation was ever sent there."""
    if not coordinates(member, workplace.committee):
        return denied(_("Only a coordinator can take a workplace off the list."))
    if workplace.delegations.exists():
        return denied(_("A delegation was sent there. Its report keeps the workplace."))
    if put_to_a_meeting(workplace):
        return denied(_("A motion asks for a delegation there. Wait until it is decided."))
    return ALLOWED
