"""Not coming after all: the shifts are free again."""

from datetime import datetime

from committees.models import Membership
from outreach.models import Action, Participation, ShiftPlace
from outreach.operations.actions_coming import stay_away_from_action
from outreach.operations.shifts import fill_shift
from tests.outreach.plans import As


def test_the_number_falls_and_the_shifts_are_free(
    part: Participation, member: Membership, now: datetime
) -> None:
    fill_shift(part, by=member, at=now)
    stay_away_from_action(part, by=member, at=now)
    assert not part.coming.exists()
    assert not ShiftPlace.objects.exists()
    stay_away_from_action(part, by=member, at=now)


def test_one_tap_that_can_be_undone(action: Action, member: Membership, as_: As) -> None:
    shown = as_(member).post(f"/called-actions/{action.public_id}/stay-away/", follow=True)
    assert f"/called-actions/{action.public_id}/come/" in shown.content.decode()
