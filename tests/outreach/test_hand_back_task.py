"""Not able to after all."""

from datetime import datetime

import pytest

from committees.models import Membership
from core.decision import Refused
from outreach.models import Participation, Task
from outreach.operations.actions_tasks import hand_back_task, take_task
from tests.outreach.plans import As


def test_only_who_took_it_hands_it_back_until_it_is_done(
    part: Participation, member: Membership, coordinator: Membership, now: datetime
) -> None:
    task = take_task(part.tasks.get(kind="press"), by=member, at=now)
    with pytest.raises(Refused, match="Only who took"):
        hand_back_task(task, by=coordinator, at=now)
    assert hand_back_task(task, by=member, at=now).membership is None
    take_task(task, by=member, at=now)
    Task.objects.update(done_at=now)
    with pytest.raises(Refused, match="is done"):
        hand_back_task(task, by=member, at=now)


def test_one_tap(part: Participation, member: Membership, now: datetime, as_: As) -> None:
    task = take_task(part.tasks.get(kind="press"), by=member, at=now)
    shown = as_(member).post(f"/tasks/{task.public_id}/hand-back/", follow=True).content.decode()
    assert "Somebody else can take it on." in shown
