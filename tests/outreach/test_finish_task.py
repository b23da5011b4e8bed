"""Ticking off."""

from datetime import datetime

import pytest

from committees.models import Membership
from core.decision import Refused
from core.models import Event
from outreach.models import Participation
from outreach.operations.actions_tasks import finish_task, take_task
from tests.outreach.plans import As


def test_who_took_it_or_a_coordinator_ticks_it_off_once(
    part: Participation, member: Membership, coordinator: Membership, now: datetime
) -> None:
    press, rain = part.tasks.get(kind="press"), part.tasks.get(kind="rain")
    with pytest.raises(Refused, match="Only who took"):
        finish_task(press, by=member, at=now)
    take_task(press, by=member, at=now)
    assert finish_task(press, by=member, at=now).done_at == now
    assert finish_task(rain, by=coordinator, at=now).done_at == now
    with pytest.raises(Refused, match="is done"):
        finish_task(rain, by=coordinator, at=now)
    assert set(Event.objects.filter(name="outreach.task_finished").values_list("actor")) == {("",)}


def test_one_tap_and_the_page_counts(part: Participation, coordinator: Membership, as_: As) -> None:
    task = part.tasks.get(kind="press")
    shown = as_(coordinator).post(f"/tasks/{task.public_id}/finish/", follow=True)
    assert "1 of 12 are done" in shown.content.decode()
