"""Emergency suspension: two officers, a week at most; it takes away the word, and no vote."""

from datetime import datetime

from django.db import transaction

from committees import emails, permissions
from committees.models import Committee, Membership
from committees.operations.rows import SUSPENSION, clear_suspension
from committees.queries.suspensions import LASTS
from core.models import Event


@transaction.atomic
def suspend_member(member: Membership, *, because: str, by: Membership, at: datetime) -> Membership:
    """Ask for it; it holds once a second officer has said yes within a day."""
    member = _locked(member)
    permissions.suspend_member(by, member, at).enforce()
    member.suspension_asked_at, member.suspension_asked_by = at, by
    member.suspension_because = because
    member.save(update_fields=SUSPENSION)
    Event.record("committees.suspension_asked", member.committee, by=by, at=at)
    emails.suspension_asked(member, at=at)
    return member


@transaction.atomic
def confirm_suspension(member: Membership, *, by: Membership, at: datetime) -> Membership:
    """The second officer's yes: the member is suspended for seven days, and told why."""
    member = _locked(member)
    permissions.confirm_suspension(by, member, at).enforce()
    member.suspended_until = at + LASTS
    member.save(update_fields=["suspended_until"])
    Event.record("committees.member_suspended", member.committee, by=by, at=at)
    emails.member_suspended(member, at=at)
    return member


@transaction.atomic
def lift_suspension(member: Membership, *, by: Membership | None, at: datetime) -> Membership:
    """End it, or drop what was asked for; no `by`: its time is over."""
    member = _locked(member)
    permissions.lift_suspension(by, member, at).enforce()
    clear_suspension(member)
    member.save(update_fields=SUSPENSION)
    Event.record("committees.suspension_lifted", member.committee, by=by, at=at)
    return member


def _locked(member: Membership) -> Membership:
    committee = Committee.objects.select_for_update().get(pk=member.committee_id)
    member = Membership.objects.select_for_update(of=("self",)).get(pk=member.pk)
    member.committee = committee
    return member
