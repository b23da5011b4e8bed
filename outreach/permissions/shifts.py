"""Who stands in which shift, and who makes them."""

from datetime import datetime

from django.utils.translation import gettext as _

from committees.models import Membership
from core.decision import ALLOWED, Decision, denied
from meetings.roles import coordinates
from outreach.models import Participation, Shift
from outreach.permissions.actions import come_to_action
from outreach.roles import is_called


def add_shift(member: Membership, part: Participation) -> Decision:
    """A coordinator, before the action is over."""
    if not coordinates(member, part.committee):
        return denied(_("Only a coordinator changes the shifts."))
    return is_called(part.action)


def drop_shift(member: Membership, shift: Shift) -> Decision:
    """A coordinator, as long as nobody stands in it."""
    if not (may := add_shift(member, shift.participation)):
        return may
    if shift.taken.exists():
        return denied(_("Somebody has taken this shift. They change it first."))
    return ALLOWED


def fill_shift(member: Membership, part: Participation, at: datetime) -> Decision:
    """Any member of a committee that takes part: "put me where I am needed"."""
    return come_to_action(member, part, at)


def take_shift(member: Membership, shift: Shift, at: datetime) -> Decision:
    """Any member, where a place is free, until the shift is over."""
    if not (may := come_to_action(member, shift.participation, at)):
        return may
    if shift.ends_at <= at:
        return denied(_("This shift is over."))
    if shift.taken.filter(membership=member).exists():
        return denied(_("You stand in this shift already."))
    if shift.taken.filter(membership__status="active").count() >= shift.places:
        return denied(_("This shift is full."))
    return ALLOWED


def leave_shift(member: Membership, shift: Shift) -> Decision:
    """Whoever stands in it."""
    if not shift.taken.filter(membership=member).exists():
        return denied(_("You do not stand in this shift."))
    return is_called(shift.participation.action)
