"""Rows under a lock, with what the permissions ask of them. Always the action first."""

from outreach.models import Action, Participation, Shift, Task


def action(found: Action) -> Action:
    rows = Action.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("committee__campus").get(pk=found.pk)


def part(found: Participation) -> Participation:
    """A committee's part, under the lock of its action."""
    under = action(found.action)
    locked = Participation.objects.select_related("committee__campus").get(pk=found.pk)
    locked.action = under
    return locked


def task(found: Task) -> Task:
    rows = Task.objects.select_for_update(of=("self",))
    return rows.select_related(
        "participation__action", "participation__committee", "membership"
    ).get(pk=found.pk)


def shift(found: Shift) -> Shift:
    """A shift, under the lock of its action, so that no place is taken twice."""
    under = part(found.participation)
    locked = Shift.objects.get(pk=found.pk)
    locked.participation = under
    return locked
