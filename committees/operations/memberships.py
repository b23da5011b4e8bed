"""Coming in and going."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from committees import permissions
from committees.models import Committee, Mandate, MandateEnd, Membership, MembershipStatus
from committees.names import clean_chosen_name
from committees.operations.mandates import end_mandate
from committees.operations.rows import begin_membership, end_membership
from core.decision import Refused
from core.folding import fold
from core.models import Event


@transaction.atomic
def admit_member(
    committee: Committee,
    user: User,
    chosen_name: str,
    *,
    at: datetime,
    by: Membership | None = None,
) -> Membership:
    """Make the person a member: the last step of every way in. `by` decided it, where one did."""
    committee = Committee.objects.select_for_update().get(pk=committee.pk)
    chosen_name = _named(chosen_name)
    permissions.admit_member(user, committee, chosen_name).enforce()
    membership = begin_membership(committee, user, chosen_name, at=at)
    Event.record("committees.member_admitted", membership, by=by, at=at)
    return membership


@transaction.atomic
def leave_committee(member: Membership, *, at: datetime) -> Membership:
    """End the membership and every mandate it carries; the chosen name goes at once, and from every roll."""
    member = Membership.objects.select_for_update().get(pk=member.pk)
    permissions.leave_committee(member).enforce()
    for mandate in Mandate.objects.unended().filter(membership=member):
        end_mandate(mandate, because=MandateEnd.LEFT, by=member, at=at)
    end_membership(member, at=at)
    Event.record("committees.committee_left", member, by=member, at=at)
    return member


@transaction.atomic
def remove_member(member: Membership, *, at: datetime) -> Membership:
    """A meeting has decided it: membership and mandates end, and the chosen name goes at once."""
    member = Membership.objects.select_for_update(of=("self",)).get(pk=member.pk)
    permissions.remove_member(member).enforce()
    for mandate in Mandate.objects.unended().filter(membership=member):
        end_mandate(mandate, because=MandateEnd.LEFT, by=None, at=at)
    end_membership(member, at=at, status=MembershipStatus.REMOVED)
    Event.record("committees.member_removed", member, by=None, at=at)
    return member


@transaction.atomic
def restore_member(member: Membership, *, at: datetime) -> Membership:
    """The vote is set aside: a member again, under a name to be changed, for the old one is gone."""
    committee = Committee.objects.select_for_update().get(pk=member.committee_id)
    member = Membership.objects.select_for_update(of=("self",)).get(pk=member.pk)
    permissions.restore_member(member).enforce()
    name = f"{_('Member')} {member.public_id[:5]}"
    member.status, member.ended_at = MembershipStatus.ACTIVE, None
    member.chosen_name, member.folded_name = name, fold(name)
    member.committee = committee
    member.save(update_fields=["status", "ended_at", "chosen_name", "folded_name"])
    Event.record("committees.member_restored", member, by=None, at=at)
    return member


@transaction.atomic
def change_chosen_name(member: Membership, chosen_name: str, *, at: datetime) -> Membership:
    """Be called otherwise from now on; the old name is kept nowhere."""
    Committee.objects.select_for_update().get(pk=member.committee_id)
    member = Membership.objects.select_for_update().get(pk=member.pk)
    chosen_name = _named(chosen_name)
    permissions.change_chosen_name(member, chosen_name).enforce()
    member.chosen_name, member.folded_name = chosen_name, fold(chosen_name)
    member.save(update_fields=["chosen_name", "folded_name"])
    Event.record("committees.chosen_name_changed", member, by=member, at=at)
    return member


@transaction.atomic
def see_roll(member: Membership, *, at: datetime) -> Committee:
    """Look at the members' chosen names; the look leaves a trace that members read as a count."""
    permissions.see_roll(member).enforce()
    Event.record("committees.roll_seen", member.committee, by=member, at=at)
    return member.committee


def _named(chosen_name: str) -> str:
    try:
        return clean_chosen_name(chosen_name)
    except ValidationError as fault:
        raise Refused(" ".join(fault.messages)) from None
