"""Offices: shared while provisional, accepted, declined, laid down."""

from django.utils.translation import gettext_lazy as _

from committees.models import (
    Mandate,
    MandateEnd,
    MandateSource,
    MandateStatus,
    Membership,
    Office,
)
from committees.standing import may_begin
from core.decision import ALLOWED, Decision, denied

HOLDERS_AT_MOST = 3


def share_office(member: Membership, office: str, other: Membership | None = None) -> Decision:
    """A coordinator asks another member to carry a provisional office too."""
    holders = Mandate.objects.unended().filter(committee=member.committee, office=office)
    if not (begins := may_begin(member.committee)):
        return begins
    if not member.holds(Office.COORDINATOR):
        return denied(_("Only a coordinator can share an office."))
    if office not in (Office.COORDINATOR, Office.MEMBERSHIP_SECRETARY, Office.RETURNING_OFFICER):
        return denied(_("Delegates are elected."))
    if member.committee.is_council and office == Office.MEMBERSHIP_SECRETARY:
        return denied(_("A council admits nobody, so it has no membership secretaries."))
    if holders.exclude(source=MandateSource.FOUNDING).exists():
        return denied(_("This office is filled by election. Only an election gives it."))
    if holders.count() >= HOLDERS_AT_MOST:
        return denied(_("Three people carry this office or are asked to. That is enough."))
    if other is None:
        return ALLOWED
    if not other.is_active or other.committee_id != member.committee_id:
        return denied(_("This person is not a member of the committee."))
    if _was_recalled(other, office):
        return denied(
            _("Members have recalled this person from the office. Only an election gives it again.")
        )
    if holders.filter(membership=other).exists():
        return denied(_("This person carries the office already, or is asked to."))
    return ALLOWED


def _was_recalled(other: Membership, office: str) -> bool:
    """Whether members ended this person's mandate for the office here, under whatever name."""
    return Mandate.objects.filter(
        committee=other.committee_id,
        office=office,
        ended_by=MandateEnd.RECALL,
        membership__user=other.user_id,
    ).exists()


def accept_office(member: Membership, mandate: Mandate) -> Decision:
    if mandate.membership_id != member.pk:
        return denied(_("Only the person who is asked can answer."))
    if mandate.status != MandateStatus.GIVEN:
        return denied(_("This question is answered already."))
    return ALLOWED


def decline_office(member: Membership, mandate: Mandate) -> Decision:
    return accept_office(member, mandate)


def lay_down_office(member: Membership, mandate: Mandate) -> Decision:
    if mandate.membership_id != member.pk:
        return denied(_("Only the person who carries an office can lay it down."))
    if mandate.status != MandateStatus.LIVE:
        return denied(_("This office is not carried any more."))
    return ALLOWED


def ask_for_second_factor(mandate: Mandate) -> Decision:
    """Once for each office that is carried."""
    if mandate.status != MandateStatus.LIVE:
        return denied(_("This office is not carried any more."))
    if mandate.strong_by is not None:
        return denied(_("This person is asked already."))
    return ALLOWED


def waive_second_factor(mandate: Mandate) -> Decision:
    if mandate.strong_by is None:
        return denied(_("Nobody was asked for it."))
    return ALLOWED
