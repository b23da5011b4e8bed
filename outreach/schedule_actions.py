"""What the clock calls of actions: the place told of, and what is over forgotten."""

from datetime import datetime
from functools import partial

from core.ticking import duty, each
from outreach.models import Action
from outreach.operations.actions import end_action, release_place


@duty
def release_places(now: datetime) -> None:
    """Tell those who are coming that they can read the place."""
    each(Action.objects.place_due(now), partial(release_place, by=None, at=now))


@duty
def end_actions(now: datetime) -> None:
    """A day after its end an action is over, and what only those there needed is forgotten."""
    each(Action.objects.over(now), partial(end_action, by=None, at=now))
