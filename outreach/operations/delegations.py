"""A delegation: decided by a meeting, joined by members, reported in five minutes, concluded."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db import transaction

from committees.models import Campus, Membership
from core.models import Event
from meetings.models import Resolution
from outreach import emails, follow_ups, permissions
from outreach.models import (
    Delegation,
    DelegationMember,
    DelegationStatus,
    FollowUp,
    Statement,
    Workplace,
)


class Visit(NamedTuple):
    """Where a delegation goes, when by the clock there, how many, and with which statement."""

    workplace: Workplace | None
    campus: Campus | None
    day: date
    hour: time
    zone: ZoneInfo
    starts_at: datetime
    places: int
    statement: Statement | None


class Next(NamedTuple):
    """Something to follow up: what, until when, and whether who reports does it."""

    text: str
    due_on: date
    is_mine: bool = False


@transaction.atomic
def send_delegation(resolution: Resolution, visit: Visit, *, at: datetime) -> Delegation:
    """The meeting has decided it: members can say that they go."""
    delegation = Delegation.objects.create(
        committee=resolution.committee,
        resolution=resolution,
        workplace=visit.workplace,
        campus=visit.campus,
        statement=visit.statement,
        places=visit.places,
        local_date=visit.day,
        local_time=visit.hour,
        timezone=visit.zone,
        starts_at=visit.starts_at,
        decided_at=at,
    )
    Event.record("outreach.delegation_sent", delegation, by=None, at=at)
    return delegation


@transaction.atomic
def unsend_delegation(delegation: Delegation, *, at: datetime) -> None:
    """The vote that decided it is set aside."""
    Event.record("outreach.delegation_unsent", delegation, by=None, at=at)
    delegation.delete()


@transaction.atomic
def join_delegation(
    delegation: Delegation, *, carries: str, by: Membership, at: datetime
) -> Delegation:
    """Go along, and carry something. The event does not say who."""
    delegation = _locked(delegation)
    permissions.join_delegation(by, delegation, at).enforce()
    DelegationMember.objects.create(delegation=delegation, membership=by, carries=carries)
    Event.record("outreach.delegation_joined", delegation, by=None, at=at)
    return delegation


@transaction.atomic
def leave_delegation(delegation: Delegation, *, by: Membership, at: datetime) -> Delegation:
    """Not go after all."""
    delegation = _locked(delegation)
    permissions.leave_delegation(by, delegation).enforce()
    delegation.going.filter(membership=by).delete()
    Event.record("outreach.delegation_left", delegation, by=None, at=at)
    return delegation


@transaction.atomic
def prepare_delegation(
    delegation: Delegation,
    *,
    meet_at: str,
    to_say: str,
    questions: str,
    by: Membership,
    at: datetime,
) -> Delegation:
    """Where its members meet, what to say, what to ask."""
    delegation = _locked(delegation)
    permissions.prepare_delegation(by, delegation).enforce()
    delegation.meet_at, delegation.to_say, delegation.questions = meet_at, to_say, questions
    delegation.save(update_fields=["meet_at", "to_say", "questions"])
    Event.record("outreach.delegation_prepared", delegation, by=None, at=at)
    return delegation


@transaction.atomic
def cancel_delegation(delegation: Delegation, *, by: Membership, at: datetime) -> Delegation:
    """It does not go; those who would have gone are told."""
    delegation = _locked(delegation)
    permissions.cancel_delegation(by, delegation).enforce()
    delegation.status, delegation.cancelled_at = DelegationStatus.CANCELLED, at
    delegation.save(update_fields=["status", "cancelled_at"])
    Event.record("outreach.delegation_cancelled", delegation, by=by, at=at)
    emails.delegation_cancelled(delegation, at=at)
    return delegation


@transaction.atomic
def report_delegation(
    delegation: Delegation,
    *,
    met: int,
    said: str,
    agreed: str,
    follow_ups_: Sequence[Next],
    by: Membership,
    at: datetime,
) -> Delegation:
    """Whom they met in numbers, what was said and agreed, and what follows."""
    delegation = _locked(delegation)
    permissions.report_delegation(by, delegation, at).enforce()
    delegation.status, delegation.reported_at = DelegationStatus.REPORTED, at
    delegation.met, delegation.said, delegation.agreed = met, said, agreed
    delegation.meet_at = ""
    delegation.save(update_fields=["status", "reported_at", "met", "said", "agreed", "meet_at"])
    for one in follow_ups_:
        follow_up = FollowUp(delegation=delegation, text=one.text, due_on=one.due_on)
        follow_up.membership = by if one.is_mine else None
        follow_up.due_at = follow_ups.next_mail(follow_up, at)
        follow_up.save()
    Event.record("outreach.delegation_reported", delegation, by=None, at=at)
    return delegation


@transaction.atomic
def conclude_delegation(
    delegation: Delegation, *, came_of_it: str, by: Membership, at: datetime
) -> Delegation:
    """Say to the members what came of it."""
    delegation = _locked(delegation)
    permissions.conclude_delegation(by, delegation).enforce()
    delegation.status, delegation.concluded_at = DelegationStatus.CONCLUDED, at
    delegation.came_of_it = came_of_it
    delegation.save(update_fields=["status", "concluded_at", "came_of_it"])
    Event.record("outreach.delegation_concluded", delegation, by=by, at=at)
    return delegation


@transaction.atomic
def chase_report(delegation: Delegation, *, at: datetime) -> Delegation:
    """A day after the visit there is no report: those who went are asked for it, once."""
    delegation = _locked(delegation)
    if delegation.chased_at is None and delegation.status == DelegationStatus.DECIDED:
        delegation.chased_at = at
        delegation.save(update_fields=["chased_at"])
        Event.record("outreach.report_chased", delegation, by=None, at=at)
        emails.report_wanted(delegation, at=at)
    return delegation


def _locked(delegation: Delegation) -> Delegation:
    return (
        Delegation.objects.select_for_update(of=("self",))
        .select_related("committee__campus", "workplace", "campus", "resolution")
        .get(pk=delegation.pk)
    )
