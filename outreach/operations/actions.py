"""Calling an action, joining, changing and cancelling it; its place, its end and its numbers.

No event joins a member to an action: that somebody comes, took something on or is home is not
recorded anywhere but in the row that says so, which goes a day after the end.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from committees.models import Committee, Membership
from core.models import Event
from elections.models import StrikeBallot
from outreach import emails_actions as emails
from outreach import roles
from outreach.models import (
    Action,
    ActionComing,
    ActionStatus,
    Participation,
    ShiftPlace,
    Task,
    TaskKind,
)
from outreach.models.actions import Decided
from outreach.operations import locking
from outreach.operations.shifts import plan_shifts
from outreach.permissions import actions as permissions


@dataclass(frozen=True, slots=True)
class Plan:
    """What is called. `place` is shown to those coming from `place_opens_at`, to nobody earlier."""

    kind: str
    title: str
    starts_at: datetime
    minutes: int
    place: str
    place_opens_at: datetime
    demands: str = ""


@transaction.atomic
def call_action(
    committee: Committee,
    plan: Plan,
    *,
    decision: Decided,
    expected: int,
    by: Membership,
    at: datetime,
) -> Action:
    """Call what was decided: its checklist and its shifts stand at once, and members are told.

    Twice is once: the action that was called so is given again.
    """
    committee = Committee.objects.select_for_update(no_key=True).get(pk=committee.pk)
    permissions.call_action(by, committee, decision, at).enforce()
    roles.takes_ballot(plan.kind, decision).enforce()
    if before := Action.objects.same_as(committee, plan.kind, plan.title, plan.starts_at).first():
        return before
    action = Action(committee=committee, called_at=at, **_columns(plan))
    action.save()
    _take_part(action, committee, decision, expected, at)
    Event.record("outreach.action_called", action, by=by, at=at)
    emails.action_called(action, committee, at=at)
    return action


@transaction.atomic
def join_action(
    action: Action, *, decision: Decided, expected: int, by: Membership, at: datetime
) -> Participation:
    """Take part as a committee, by a resolution of its own; its members are told."""
    action = locking.action(action)
    permissions.join_action(by, action, decision, at).enforce()
    part = _take_part(action, by.committee, decision, expected, at)
    Event.record("outreach.action_joined", part, by=by, at=at)
    emails.action_called(action, part.committee, at=at)
    return part


@transaction.atomic
def change_action(action: Action, plan: Plan, *, by: Membership, at: datetime) -> Action:
    """Change what was called and tell everybody that it did; nothing new changes nothing.

    With a new time the shifts move along; with a new place whoever is coming is told once more.
    """
    action = locking.action(action)
    permissions.change_action(by, action, at).enforce()
    if plan.kind != action.kind:
        own = action.participations.select_related("ballot", "resolution")
        roles.takes_ballot(plan.kind, own.get(committee=action.committee).decision).enforce()
    columns = _columns(plan)
    changed = [name for name, value in columns.items() if getattr(action, name) != value]
    if not changed:
        return action
    moved = columns["starts_at"] - action.starts_at  # type: ignore[operator]
    for name, value in columns.items():
        setattr(action, name, value)
    if {"place", "place_opens_at"} & set(changed):
        action.place_told_at = None
    action.sequence += 1
    action.save()
    if moved:
        _move_shifts(action, moved)
    Event.record("outreach.action_changed", action, by=by, at=at)
    for part in action.participations.select_related("committee"):
        emails.action_changed(action, part.committee, at=at)
    return action


@transaction.atomic
def cancel_action(action: Action, *, because: str, by: Membership, at: datetime) -> Action:
    """Call it off and tell everybody; who was coming and where to is forgotten at once."""
    action = locking.action(action)
    permissions.cancel_action(by, action, at).enforce()
    action.status, action.cancelled_at, action.cancelled_because = (
        ActionStatus.CANCELLED,
        at,
        because,
    )
    action.sequence += 1
    _forget(action)
    action.save()
    Event.record("outreach.action_cancelled", action, by=by, at=at)
    for part in action.participations.select_related("committee"):
        emails.action_cancelled(action, part.committee, at=at)
    return action


@transaction.atomic
def release_place(action: Action, *, by: None, at: datetime) -> Action:
    """Tell those who are coming that the place can be read now; the mail does not say it."""
    action = locking.action(action)
    permissions.release_place(by, action, at).enforce()
    action.place_told_at = at
    action.save(update_fields=["place_told_at"])
    Event.record("outreach.place_released", action, by=by, at=at)
    for part in action.participations.select_related("committee"):
        emails.place_released(action, part, at=at)
    return action


@transaction.atomic
def end_action(action: Action, *, by: None, at: datetime) -> Action:
    """A day after its end: the place, who came, and who took what on are forgotten."""
    action = locking.action(action)
    permissions.end_action(by, action, at).enforce()
    action.status, action.ended_at = ActionStatus.ENDED, at
    _forget(action)
    action.save()
    Event.record("outreach.action_ended", action, by=by, at=at)
    return action


@transaction.atomic
def report_action(
    part: Participation, *, counted: int, won: str, by: Membership, at: datetime
) -> Participation:
    """How many were counted by hand, and what was won: the next minutes say so."""
    part = locking.part(part)
    permissions.report_action(by, part, at).enforce()
    part.counted, part.won, part.reported_at = counted, won, at
    part.save(update_fields=["counted", "won", "reported_at"])
    Event.record("outreach.action_reported", part, by=by, at=at)
    return part


def _columns(plan: Plan) -> dict[str, object]:
    return {
        "kind": plan.kind,
        "title": plan.title,
        "demands": plan.demands,
        "starts_at": plan.starts_at,
        "ends_at": plan.starts_at + timedelta(minutes=plan.minutes),
        "place": plan.place,
        "has_place": bool(plan.place),
        "place_opens_at": plan.place_opens_at,
    }


def _take_part(
    action: Action, committee: Committee, decision: Decided, expected: int, at: datetime
) -> Participation:
    by = "ballot" if isinstance(decision, StrikeBallot) else "resolution"
    part = Participation.objects.create(
        action=action, committee=committee, expected=expected, joined_at=at, **{by: decision}
    )
    kinds = [one for one in TaskKind if one != TaskKind.OWN]
    Task.objects.bulk_create(Task(participation=part, kind=one) for one in kinds)
    plan_shifts(part)
    return part


def _move_shifts(action: Action, moved: timedelta) -> None:
    for part in action.participations.all():
        for shift in part.shifts.select_for_update():
            shift.starts_at += moved
            shift.ends_at += moved
            shift.save(update_fields=["starts_at", "ends_at"])


def _forget(action: Action) -> None:
    """What only those who are there needed."""
    action.place, action.has_place = "", False
    ActionComing.objects.filter(participation__action=action).delete()
    ShiftPlace.objects.filter(shift__participation__action=action).delete()
    Task.objects.filter(participation__action=action).update(membership=None)
