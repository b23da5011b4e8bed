"""I'm coming: a number that anybody sees, and nobody's name."""

from datetime import datetime

import pytest

from committees.models import Membership
from core.decision import Refused
from core.models import Event
from outreach.models import Action, Participation
from outreach.operations.actions_coming import come_to_action
from tests.outreach.plans import As


def test_it_is_a_number_and_leaves_no_event(
    part: Participation, member: Membership, now: datetime
) -> None:
    before = Event.objects.count()
    come_to_action(part, by=member, at=now)
    come_to_action(part, by=member, at=now)
    assert part.coming.count() == 1
    assert Event.objects.count() == before


def test_others_do_not_come_nor_does_anybody_after_the_end(
    part: Participation, member: Membership, outsider: Membership, now: datetime
) -> None:
    with pytest.raises(Refused, match="Only members"):
        come_to_action(part, by=outsider, at=now)
    with pytest.raises(Refused, match="is over"):
        come_to_action(part, by=member, at=part.action.ends_at)
    Action.objects.update(status="ended", ended_at=now, has_place=False)
    with pytest.raises(Refused, match="is over"):
        come_to_action(part, by=member, at=now)


def test_one_tap_and_no_page_names_who_is_coming(
    action: Action, member: Membership, coordinator: Membership, outsider: Membership, as_: As
) -> None:
    address = f"/called-actions/{action.public_id}/come/"
    shown = as_(member).post(address, follow=True).content.decode()
    assert "You are coming." in shown
    page = as_(coordinator).get(f"/called-actions/{action.public_id}/").content.decode()
    assert "of ours is coming" in page
    assert "Marek" not in page
    assert as_(outsider).post(address).status_code == 404
    assert as_(None).post(address).status_code == 302
