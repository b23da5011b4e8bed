"""Not done after all."""

from datetime import datetime

import pytest

from committees.models import Membership
from core.decision import Refused
from outreach.models import Participation
from outreach.operations.actions_tasks import finish_task, reopen_task, take_task
from tests.outreach.plans import As


def test_who_ticked_it_off_takes_that_back(
    part: Participation, member: Membership, coordinator: Membership, secretary: Membership,
    now: datetime,
) -> None:  # fmt: skip
    task = take_task(part.tasks.get(kind="press"), by=member, at=now)
    with pytest.raises(Refused, match="not done yet"):
        reopen_task(task, by=member, at=now)
    finish_task(task, by=member, at=now)
    with pytest.raises(Refused, match="Only who took"):
        reopen_task(task, by=secretary, at=now)
    assert reopen_task(task, by=coordinator, at=now).done_at is None


def test_one_tap(part: Participation, coordinator: Membership, now: datetime, as_: As) -> None:
    task = finish_task(part.tasks.get(kind="press"), by=coordinator, at=now)
    shown = as_(coordinator).post(f"/tasks/{task.public_id}/reopen/", follow=True).content.decode()
    assert "among what is to be done again" in shown
