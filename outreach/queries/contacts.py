"""Who is named for the contacts of a workplace, and what they see of them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from committees.models import Membership
from meetings.roles import is_member
from outreach.models import Contact, Workplace

SOON = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class ContactLine:
    """A contact as a named member sees it."""

    contact: Contact
    ends_soon: bool


def is_named(member: Membership, workplace: Workplace) -> bool:
    """Whether this member was named for the contacts of this workplace, and is not suspended."""
    own = is_member(member, workplace.committee)
    return own and not member.is_suspended and workplace.named.filter(membership=member).exists()


def contacts_of(workplace: Workplace, member: Membership, now: datetime) -> list[ContactLine]:
    """Its contacts, those that end first before the rest; nothing for who is not named."""
    rows = Contact.objects.visible_to(member.user).filter(workplace=workplace, expires_at__gt=now)
    return [ContactLine(one, one.expires_at <= now + SOON) for one in rows.order_by("expires_at")]


def fellows(workplace: Workplace) -> list[str]:
    """The chosen names of those who are named, for each other."""
    rows = workplace.named.active().select_related("membership")
    return sorted(one.membership.shown_name for one in rows)
