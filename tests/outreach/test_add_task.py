"""Something of the committee's own on the checklist."""

from datetime import datetime

import pytest

from committees.models import Membership
from core.decision import Refused
from outreach.models import Action, Participation, Task
from outreach.operations.actions_tasks import add_task
from tests.outreach.plans import As


def test_coordinators_add_and_others_do_not(
    part: Participation, coordinator: Membership, member: Membership, now: datetime
) -> None:
    assert str(add_task(part, text="Megaphone", by=coordinator, at=now)) == "Megaphone"
    with pytest.raises(Refused, match="Only a coordinator"):
        add_task(part, text="X", by=member, at=now)
    Action.objects.update(status="ended", ended_at=now, has_place=False)
    with pytest.raises(Refused, match="is over"):
        add_task(part, text="X", by=coordinator, at=now)


def test_the_form_adds_it(
    action: Action, coordinator: Membership, member: Membership, as_: As
) -> None:
    browser, address = as_(coordinator), f"/called-actions/{action.public_id}/add-task/"
    assert browser.get(address).status_code == 200
    assert browser.post(address, {"text": ""}).status_code == 422
    shown = browser.post(address, {"text": "<b>Mega</b>"}, follow=True).content.decode()
    assert "&lt;b&gt;Mega&lt;/b&gt;" in shown
    assert Task.objects.filter(kind="own").count() == 1
    assert as_(member).get(address).status_code == 403
