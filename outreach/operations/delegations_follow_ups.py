"""What was agreed at a visit: taken on, chased, done. Events say what, never who took it on."""

from datetime import datetime

from django.db import transaction

from committees.models import Membership
from core.models import Event
from outreach import emails, follow_ups, permissions
from outreach.models import FollowUp


@transaction.atomic
def take_follow_up(follow_up: FollowUp, *, by: Membership, at: datetime) -> FollowUp:
    """Take on what nobody has taken on yet."""
    follow_up = _locked(follow_up)
    permissions.take_follow_up(by, follow_up).enforce()
    _give(follow_up, by, at)
    Event.record("outreach.follow_up_taken", follow_up, by=None, at=at)
    return follow_up


@transaction.atomic
def hand_back_follow_up(follow_up: FollowUp, *, by: Membership, at: datetime) -> FollowUp:
    """Say that one cannot do it after all."""
    follow_up = _locked(follow_up)
    permissions.hand_back_follow_up(by, follow_up).enforce()
    _give(follow_up, None, at)
    Event.record("outreach.follow_up_handed_back", follow_up, by=None, at=at)
    return follow_up


@transaction.atomic
def finish_follow_up(follow_up: FollowUp, *, by: Membership, at: datetime) -> FollowUp:
    """Say that it is done; nobody is reminded any more."""
    follow_up = _locked(follow_up)
    permissions.finish_follow_up(by, follow_up).enforce()
    follow_up.done_at, follow_up.due_at = at, None
    follow_up.save(update_fields=["done_at", "due_at"])
    Event.record("outreach.follow_up_finished", follow_up, by=None, at=at)
    return follow_up


@transaction.atomic
def chase_follow_up(follow_up: FollowUp, *, at: datetime) -> FollowUp:
    """Remind who took it on, before the day and after it; then whoever coordinates."""
    follow_up = _locked(follow_up)
    due_at = follow_up.due_at
    if follow_up.done_at is not None or due_at is None or due_at > at:
        return follow_up
    follow_up.due_at = follow_ups.next_mail(follow_up, at)
    follow_up.save(update_fields=["due_at"])
    Event.record("outreach.follow_up_chased", follow_up, by=None, at=at)
    emails.follow_up_due(follow_up, due_at, at=at)
    return follow_up


def _give(follow_up: FollowUp, to: Membership | None, at: datetime) -> None:
    follow_up.membership = to
    follow_up.due_at = follow_ups.next_mail(follow_up, at)
    follow_up.save(update_fields=["membership", "due_at"])


def _locked(follow_up: FollowUp) -> FollowUp:
    return (
        FollowUp.objects.select_for_update(of=("self",))
        .select_related("delegation__committee__campus", "membership")
        .get(pk=follow_up.pk)
    )
