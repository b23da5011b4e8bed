"""What the pages show of delegations: who goes only to who goes along."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from accounts.models import User
from committees.models import Committee, Mandate, Membership, Office
from core.decision import Decision
from meetings.roles import is_member
from outreach.models import Delegation, DelegationMember, DelegationStatus, FollowUp

Ask = Callable[[Membership, FollowUp], Decision]


@dataclass(frozen=True, slots=True)
class DelegationLine:
    """One delegation in a list."""

    delegation: Delegation
    going: int
    is_mine: bool


@dataclass(frozen=True, slots=True)
class Fellow:
    """Somebody who goes along, and what they carry."""

    name: str
    carries: str
    is_me: bool


@dataclass(frozen=True, slots=True)
class FollowUpLine:
    """One thing that follows a visit. `who` names only somebody who carries an office."""

    follow_up: FollowUp
    who: str
    is_taken: bool
    is_mine: bool
    is_late: bool
    may_take: Decision
    may_finish: Decision


def goes(member: Membership, delegation: Delegation) -> bool:
    """Whether this member goes along."""
    own = is_member(member, delegation.committee)
    return own and delegation.going.filter(membership=member).exists()


def of_committee(committee: Committee, member: Membership) -> list[DelegationLine]:
    """Its delegations, the latest visit first; two queries."""
    rows = Delegation.objects.filter(committee=committee).select_related("workplace", "campus")
    mine = set(
        DelegationMember.objects.filter(membership=member).values_list("delegation", flat=True)
    )
    counted = rows.annotate(number=Count("going")).order_by("-starts_at", "-pk")
    return [
        DelegationLine(one, one.number, one.pk in mine)  # type: ignore[attr-defined]
        for one in counted
    ]


def fellows(delegation: Delegation, member: Membership) -> list[Fellow]:
    """Those who go along, for one of them, until it has reported; nobody for anybody else."""
    if delegation.status != DelegationStatus.DECIDED:
        return []
    rows = list(delegation.going.select_related("membership").order_by("membership__folded_name"))
    if member.pk not in {one.membership_id for one in rows}:
        return []
    return [
        Fellow(
            one.membership.shown_name,
            str(one.get_carries_display()) if one.carries else "",
            one.membership_id == member.pk,
        )
        for one in rows
    ]


def follow_ups(
    rows: QuerySet[FollowUp],
    member: Membership,
    now: datetime,
    *,
    may_take: Ask,
    may_finish: Ask,
) -> list[FollowUpLine]:
    """What follows, soonest first, what is done last; two queries."""
    today = now.astimezone(member.committee.timezone).date()
    found = list(
        rows.select_related("delegation__committee", "membership").order_by("due_on", "pk")
    )
    found.sort(key=lambda one: one.done_at is not None)
    officers = _officers(one.membership_id for one in found if one.membership_id)
    return [
        FollowUpLine(
            follow_up=one,
            who=officers.get(one.membership_id or 0, ""),
            is_taken=one.membership is not None and one.membership.is_active,
            is_mine=one.membership_id == member.pk,
            is_late=one.done_at is None and one.due_on < today,
            may_take=may_take(member, one),
            may_finish=may_finish(member, one),
        )
        for one in found
    ]


def report_wanted(user: User, now: datetime) -> list[Delegation]:
    """Visits that are over, of which this person can report."""
    rows = Delegation.objects.ahead().filter(starts_at__lte=now)
    mine = rows.filter(going__membership__user=user, going__membership__status="active")
    return list(mine.select_related("committee", "workplace", "campus").order_by("starts_at"))


def open_follow_ups(user: User, now: datetime) -> list[tuple[FollowUp, bool]]:
    """What this person took on, and overdue what nobody did where they coordinate; which is which."""
    live = Mandate.objects.live().filter(
        membership__user=user, membership__status="active", office=Office.COORDINATOR
    )
    mine = Q(membership__user=user, membership__status="active")
    late = Q(
        delegation__committee__in=live.values("committee"),
        due_on__lt=now.date(),
        membership__isnull=True,
    )
    rows = FollowUp.objects.undone().filter(mine | late).order_by("due_on", "pk")
    found = rows.select_related("delegation__committee")
    return [(one, one.membership_id is not None) for one in found]


def _officers(members: Iterable[int]) -> dict[int, str]:
    rows = Mandate.objects.live().filter(membership__in=list(members), membership__status="active")
    return {
        one.membership_id: one.membership.shown_name for one in rows.select_related("membership")
    }
