"""Who decides what everybody sees of a committee."""

from django.utils.translation import gettext as _

from committees.models import Committee, Membership
from core.decision import ALLOWED, Decision, denied
from meetings.roles import coordinates


def set_face(member: Membership, committee: Committee) -> Decision:
    """A coordinator, of whom every member then hears; or a meeting, by a resolution."""
    if not coordinates(member, committee):
        return denied(_("Only a coordinator, or a meeting, decides what everybody sees."))
    if not committee.is_alive:
        return denied(_("This committee is dissolved."))
    return ALLOWED
