"""How long the rows of actions are kept."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.retention import rule
from outreach.models import (
    Action,
    ActionComing,
    Participation,
    Shift,
    ShiftPlace,
    Task,
)
from outreach.models.actions import KEPT_AFTER


def _coming(now: datetime) -> QuerySet[ActionComing]:
    return ActionComing.objects.filter(participation__action__ends_at__lte=now - KEPT_AFTER)


def _standing(now: datetime) -> QuerySet[ShiftPlace]:
    return ShiftPlace.objects.filter(shift__participation__action__ends_at__lte=now - KEPT_AFTER)


def _tasks(now: datetime) -> QuerySet[Task]:
    return Task.objects.filter(
        membership__isnull=False, participation__action__ends_at__lte=now - KEPT_AFTER
    )


def _places(now: datetime) -> QuerySet[Action]:
    return Action.objects.filter(has_place=True, ends_at__lte=now - KEPT_AFTER)


rule(
    Action,
    _("kept with its committee; its place until a day after the end"),
    due=_places,
    change={"place": "", "has_place": False},
)
rule(Participation, _("kept with its action: numbers, and what was won"))
rule(ActionComing, _("deleted a day after the end, or once somebody is home safe"), due=_coming)
rule(Shift, _("kept with its action: numbers alone"))
rule(ShiftPlace, _("deleted a day after the end"), due=_standing)
rule(
    Task,
    _("kept with its action; who took it on until a day after the end"),
    due=_tasks,
    change={"membership": None},
)
