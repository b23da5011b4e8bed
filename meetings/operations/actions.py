"""What is to be done: noted, taken on, chased, done. Events say what, never who took it on."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from committees.models import Mandate, Membership
from core.decision import Refused
from core.models import Event
from meetings import emails, permissions, reminders
from meetings.models import ActionItem, Meeting


@transaction.atomic
def note_action(
    meeting: Meeting,
    *,
    text: str,
    due_on: date,
    holder: Membership | None,
    by: Membership,
    at: datetime,
) -> ActionItem:
    """Note what is to be done until when; `holder` carries an office, None: whoever takes it on."""
    meeting = (
        Meeting.objects.select_for_update(of=("self",), no_key=True)
        .select_related("committee__campus")
        .get(pk=meeting.pk)
    )
    permissions.note_action(by, meeting).enforce()
    if holder is not None and not _carries_an_office(holder, meeting):
        raise Refused(_("Only who carries an office can be charged. Others take it on themselves."))
    action = ActionItem(meeting=meeting, text=text, due_on=due_on, membership=holder)
    action.due_at = reminders.next_of_action(action, at)
    action.save()
    Event.record("meetings.action_noted", action, by=by, at=at)
    return action


@transaction.atomic
def take_action(action: ActionItem, *, by: Membership, at: datetime) -> ActionItem:
    """Take on what nobody has taken on yet."""
    action = _locked(action)
    permissions.take_action(by, action).enforce()
    _give(action, by, at)
    Event.record("meetings.action_taken", action, by=None, at=at)
    return action


@transaction.atomic
def hand_back_action(action: ActionItem, *, by: Membership, at: datetime) -> ActionItem:
    """Say that one cannot do it after all: somebody else may take it on."""
    action = _locked(action)
    permissions.hand_back_action(by, action).enforce()
    _give(action, None, at)
    Event.record("meetings.action_handed_back", action, by=None, at=at)
    return action


@transaction.atomic
def finish_action(action: ActionItem, *, by: Membership, at: datetime) -> ActionItem:
    """Say that it is done; nobody is reminded any more."""
    action = _locked(action)
    permissions.finish_action(by, action).enforce()
    action.done_at, action.due_at = at, None
    action.save(update_fields=["done_at", "due_at"])
    Event.record("meetings.action_finished", action, by=None, at=at)
    return action


@transaction.atomic
def reopen_action(action: ActionItem, *, by: Membership, at: datetime) -> ActionItem:
    """Say that it is not done after all."""
    action = _locked(action)
    permissions.reopen_action(by, action).enforce()
    action.done_at = None
    action.due_at = reminders.next_of_action(action, at)
    action.save(update_fields=["done_at", "due_at"])
    Event.record("meetings.action_reopened", action, by=None, at=at)
    return action


@transaction.atomic
def remind_of_action(action: ActionItem, *, by: None, at: datetime) -> ActionItem:
    """Remind whoever took it on, a day before and on the day after; a second call sends nothing."""
    action = _locked(action)
    permissions.remind_of_action(by, action, at).enforce()
    due_at = action.due_at
    assert due_at is not None  # else the permission says no
    action.due_at = reminders.next_of_action(action, at)
    action.save(update_fields=["due_at"])
    Event.record("meetings.action_reminded_of", action, by=by, at=at)
    emails.action_reminder(action, due_at, at=at)
    return action


def _give(action: ActionItem, to: Membership | None, at: datetime) -> None:
    """It is this member's from now on, who is reminded; None: nobody's, and free to be taken."""
    action.membership = to
    action.due_at = reminders.next_of_action(action, at)
    action.save(update_fields=["membership", "due_at"])


def _carries_an_office(member: Membership, meeting: Meeting) -> bool:
    held = Mandate.objects.live().filter(membership=member, committee=meeting.committee)
    return member.is_active and held.exists()


def _locked(action: ActionItem) -> ActionItem:
    return (
        ActionItem.objects.select_for_update(of=("self",))
        .select_related("meeting__committee__campus", "membership")
        .get(pk=action.pk)
    )
