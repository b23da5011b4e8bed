"""Contacts, kept only with consent and only for the members who are named. Events name nobody."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from committees.models import Membership
from core.decision import Refused
from core.folding import fold
from core.models import Event
from outreach import emails, permissions
from outreach.models import Contact, NamedMember, Workplace

MONTH = timedelta(days=30)
NOTICE = timedelta(days=14)
MOST_MONTHS = 6


@transaction.atomic
def name_member(workplace: Workplace, *, name: str, by: Membership, at: datetime) -> NamedMember:
    """A member sees the contacts of this workplace from now on, and is told so."""
    workplace = _locked(workplace)
    permissions.name_member(by, workplace).enforce()
    member = _by_name(workplace, name)
    if member.pk == by.pk:
        raise Refused(_("You cannot name yourself. Ask another coordinator to name you."))
    named, is_new = NamedMember.objects.get_or_create(
        workplace=workplace, membership=member, defaults={"named_at": at}
    )
    if is_new:
        Event.record("outreach.member_named", named, by=by, at=at)
        emails.member_named(named, at=at)
    return named


@transaction.atomic
def unname_member(workplace: Workplace, *, name: str, by: Membership, at: datetime) -> None:
    """This member sees the contacts of this workplace no longer."""
    workplace = _locked(workplace)
    permissions.unname_member(by, workplace).enforce()
    member = _by_name(workplace, name)
    named = NamedMember.objects.filter(workplace=workplace, membership=member).first()
    if named is None:
        raise Refused(_("This member is not named for this workplace."))
    Event.record("outreach.member_unnamed", named, by=by, at=at)
    named.delete()


@transaction.atomic
def record_contact(
    workplace: Workplace,
    *,
    name: str,
    reach: str,
    agreed_to: str,
    agreed_on: date,
    asked_by: str,
    months: int = MOST_MONTHS,
    by: Membership,
    at: datetime,
) -> Contact:
    """Keep who agreed to what, for so many months at most."""
    workplace = _locked(workplace)
    permissions.record_contact(by, workplace).enforce()
    _consented(agreed_to)
    contact = Contact.objects.create(
        workplace=workplace,
        name=name,
        reach=reach,
        agreed_to=agreed_to,
        agreed_on=agreed_on,
        asked_by=asked_by,
        recorded_at=at,
        expires_at=_expires(months, agreed_on, at),
    )
    Event.record("outreach.contact_recorded", contact, by=None, at=at)
    return contact


@transaction.atomic
def renew_contact(
    contact: Contact,
    *,
    agreed_to: str,
    agreed_on: date,
    asked_by: str,
    months: int = MOST_MONTHS,
    by: Membership,
    at: datetime,
) -> Contact:
    """They agreed again, and to this."""
    contact = _locked_contact(contact)
    permissions.renew_contact(by, contact).enforce()
    _consented(agreed_to)
    contact.agreed_to, contact.agreed_on, contact.asked_by = agreed_to, agreed_on, asked_by
    contact.expires_at, contact.noticed_at = _expires(months, agreed_on, at), None
    contact.save(update_fields=["agreed_to", "agreed_on", "asked_by", "expires_at", "noticed_at"])
    Event.record("outreach.contact_renewed", contact, by=None, at=at)
    return contact


@transaction.atomic
def erase_contact(contact: Contact, *, by: Membership, at: datetime) -> None:
    """They wish it, or nobody needs it any more: nothing of it stays."""
    contact = _locked_contact(contact)
    permissions.erase_contact(by, contact).enforce()
    Event.record("outreach.contact_erased", contact, by=None, at=at)
    contact.delete()


@transaction.atomic
def warn_of_expiry(workplace: Workplace, *, at: datetime) -> int:
    """Tell those who are named that contacts end in two weeks; how many. Once for each."""
    rows = Contact.objects.select_for_update().filter(workplace=workplace)
    count = rows.expiring(at + NOTICE).update(noticed_at=at)
    if count:
        Event.record("outreach.expiry_warned", workplace, by=None, at=at)
        emails.contacts_expire(workplace, at=at)
    return count


def _expires(months: int, agreed_on: date, at: datetime) -> datetime:
    """So long after the day on which they agreed: writing a yes down does not renew it."""
    if not 1 <= months <= MOST_MONTHS:
        raise Refused(_("A contact is kept for six months at most. Then they are asked again."))
    since = max(timedelta(), timedelta(days=(at.date() - agreed_on).days))
    ends_at = at + months * MONTH - since
    if ends_at <= at:
        raise Refused(_("They agreed too long ago. Ask them again."))
    return ends_at


def _consented(agreed_to: str) -> None:
    if not agreed_to.strip():
        raise Refused(_("Write what they agreed to."))


def _by_name(workplace: Workplace, name: str) -> Membership:
    rows = Membership.objects.active().filter(committee=workplace.committee)
    member = rows.filter(folded_name=fold(name)).first()
    if member is None:
        raise Refused(_("Nobody of this name is a member. Ask them how they are called here."))
    return member


def _locked(workplace: Workplace) -> Workplace:
    return (
        Workplace.objects.select_for_update(of=("self",))
        .select_related("committee__campus")
        .get(pk=workplace.pk)
    )


def _locked_contact(contact: Contact) -> Contact:
    return (
        Contact.objects.select_for_update(of=("self",))
        .select_related("workplace__committee__campus")
        .get(pk=contact.pk)
    )
