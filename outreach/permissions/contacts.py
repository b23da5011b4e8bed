"""Who is named for the contacts at a workplace, and who may do what with them."""

from django.utils.translation import gettext as _

from committees.models import Membership
from core.decision import ALLOWED, Decision, denied
from meetings.roles import coordinates
from outreach.models import Contact, Workplace
from outreach.queries.contacts import is_named


def name_member(member: Membership, workplace: Workplace) -> Decision:
    """A coordinator, who is not suspended."""
    if not coordinates(member, workplace.committee) or member.is_suspended:
        return denied(_("Only a coordinator can name a member."))
    return ALLOWED


def unname_member(member: Membership, workplace: Workplace) -> Decision:
    """A coordinator; or whoever is named, for the same workplace."""
    if is_named(member, workplace):
        return ALLOWED
    return name_member(member, workplace)


def record_contact(member: Membership, workplace: Workplace) -> Decision:
    """Who is named for the workplace; a coordinator only where they are, too."""
    if not is_named(member, workplace):
        return denied(_("Only members who are named for this workplace see its contacts."))
    return ALLOWED


def renew_contact(member: Membership, contact: Contact) -> Decision:
    """Who is named, with what the contact agreed to anew."""
    return record_contact(member, contact.workplace)


def erase_contact(member: Membership, contact: Contact) -> Decision:
    """Who is named, at once."""
    return record_contact(member, contact.workplace)
