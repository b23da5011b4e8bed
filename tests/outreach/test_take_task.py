"""Taking on what has to be prepared: members see the office, coordinators the name."""

from datetime import datetime

import pytest

from committees.models import Membership
from core.decision import Refused
from core.models import Event
from outreach.models import Action, Participation, Task
from outreach.operations.actions_tasks import take_task
from tests.factories import MembershipFactory
from tests.outreach.plans import As


@pytest.fixture
def task(part: Participation) -> Task:
    return part.tasks.get(kind="press")


def test_no_event_says_who(task: Task, member: Membership, now: datetime) -> None:
    assert take_task(task, by=member, at=now).membership == member
    assert Event.objects.get(name="outreach.task_taken").actor == ""


def test_nobody_takes_what_is_taken_done_over_or_anothers(
    task: Task, member: Membership, outsider: Membership, now: datetime
) -> None:
    with pytest.raises(Refused, match="Only members"):
        take_task(task, by=outsider, at=now)
    take_task(task, by=member, at=now)
    other = MembershipFactory(committee=member.committee)
    with pytest.raises(Refused, match="Somebody has"):
        take_task(task, by=other, at=now)
    Task.objects.update(done_at=now)
    with pytest.raises(Refused, match="is done"):
        take_task(task, by=other, at=now)
    Task.objects.update(done_at=None, membership=None)
    Action.objects.update(status="ended", ended_at=now, has_place=False)
    with pytest.raises(Refused, match="is over"):
        take_task(task, by=other, at=now)


def test_what_somebody_took_on_who_left_is_free_again(
    task: Task, member: Membership, now: datetime
) -> None:
    gone = MembershipFactory(committee=member.committee)
    take_task(task, by=gone, at=now)
    gone.status, gone.ended_at = "left", now
    gone.save()
    assert take_task(task, by=member, at=now).membership == member


def test_only_coordinators_read_the_name_others_the_office(
    action: Action, task: Task, member: Membership, coordinator: Membership,
    secretary: Membership, as_: As, now: datetime,
) -> None:  # fmt: skip
    address = f"/called-actions/{action.public_id}/"
    shown = as_(member).post(f"/tasks/{task.public_id}/take/", follow=True).content.decode()
    assert "You have taken this on." in shown
    assert "Marek" in as_(coordinator).get(address).content.decode()
    assert "Marek" not in as_(secretary).get(address).content.decode()
    assert "A member has taken this on." in as_(secretary).get(address).content.decode()
    other = action.participations.get().tasks.get(kind="rain")
    take_task(other, by=secretary, at=now)
    page = as_(member).get(address).content.decode()
    assert "Membership secretary" in page
    assert "Sefa" not in page


def test_others_find_nothing(task: Task, outsider: Membership, as_: As) -> None:
    address = f"/tasks/{task.public_id}/take/"
    assert as_(outsider).post(address).status_code == 404
    assert as_(None).post(address).status_code == 302
