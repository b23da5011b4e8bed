"""The checklist of an action: taken on, handed back, done. Events say what, never who."""

from datetime import datetime

from django.db import transaction

from committees.models import Membership
from core.models import Event
from outreach.models import Participation, Task, TaskKind
from outreach.operations import locking
from outreach.permissions import actions as permissions


@transaction.atomic
def add_task(part: Participation, *, text: str, by: Membership, at: datetime) -> Task:
    """Put something of the committee's own on the checklist."""
    part = locking.part(part)
    permissions.add_task(by, part).enforce()
    task = Task.objects.create(participation=part, kind=TaskKind.OWN, text=text)
    Event.record("outreach.task_added", task, by=by, at=at)
    return task


@transaction.atomic
def take_task(task: Task, *, by: Membership, at: datetime) -> Task:
    """Take on what nobody has taken on yet."""
    task = locking.task(task)
    permissions.take_task(by, task).enforce()
    task.membership = by
    task.save(update_fields=["membership"])
    Event.record("outreach.task_taken", task, by=None, at=at)
    return task


@transaction.atomic
def hand_back_task(task: Task, *, by: Membership, at: datetime) -> Task:
    """Say that one cannot do it after all: somebody else may take it on."""
    task = locking.task(task)
    permissions.hand_back_task(by, task).enforce()
    task.membership = None
    task.save(update_fields=["membership"])
    Event.record("outreach.task_handed_back", task, by=None, at=at)
    return task


@transaction.atomic
def finish_task(task: Task, *, by: Membership, at: datetime) -> Task:
    """Tick it off."""
    task = locking.task(task)
    permissions.finish_task(by, task).enforce()
    task.done_at = at
    task.save(update_fields=["done_at"])
    Event.record("outreach.task_finished", task, by=None, at=at)
    return task


@transaction.atomic
def reopen_task(task: Task, *, by: Membership, at: datetime) -> Task:
    """It is not done after all."""
    task = locking.task(task)
    permissions.reopen_task(by, task).enforce()
    task.done_at = None
    task.save(update_fields=["done_at"])
    Event.record("outreach.task_reopened", task, by=None, at=at)
    return task
