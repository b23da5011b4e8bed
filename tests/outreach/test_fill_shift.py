"""Put me where I am needed: one tap, the emptiest shift that fits."""

from datetime import datetime, timedelta

import pytest

from committees.models import Membership
from core.decision import Refused
from core.models import Event
from outreach.models import Action, Participation, Shift
from outreach.operations.shifts import fill_shift
from tests.factories import MembershipFactory
from tests.factories_actions import ShiftFactory, ShiftPlaceFactory
from tests.outreach.plans import As


def test_each_tap_fills_the_emptiest_first_those_who_look_after_the_others(
    part: Participation, now: datetime
) -> None:
    before = Event.objects.count()
    roles = []
    for _number in range(7):
        one = MembershipFactory(committee=part.committee)
        roles.append(fill_shift(part, by=one, at=now).role)
    assert roles[:5] == ["marshal", "first_aid", "observer", "access", "press"]
    assert sorted(roles[5:]) == ["marshal", "observer"]
    with pytest.raises(Refused, match="is full"):
        fill_shift(part, by=MembershipFactory(committee=part.committee), at=now)
    assert part.coming.count() == 7
    assert Event.objects.count() == before


def test_a_second_tap_gives_a_shift_at_another_time(
    part: Participation, member: Membership, now: datetime
) -> None:
    first = fill_shift(part, by=member, at=now)
    assert fill_shift(part, by=member, at=now) == first, "pressed twice: they stand there already"
    later = ShiftFactory(
        participation=part, starts_at=first.ends_at, ends_at=first.ends_at + timedelta(hours=1)
    )
    assert fill_shift(part, by=member, at=now) == later
    assert part.shifts.filter(taken__membership=member).count() == 2


def test_who_has_left_takes_no_place_and_past_shifts_are_not_filled(
    part: Participation, member: Membership, now: datetime
) -> None:
    Shift.objects.all().delete()
    shift = ShiftFactory(participation=part, places=1)
    ShiftPlaceFactory(shift=shift, membership__status="left", membership__ended_at=now)
    ShiftFactory(participation=part, starts_at=now - timedelta(hours=2), ends_at=now)
    assert fill_shift(part, by=member, at=now) == shift


def test_others_are_not_put_anywhere(
    part: Participation, outsider: Membership, now: datetime
) -> None:
    with pytest.raises(Refused, match="Only members"):
        fill_shift(part, by=outsider, at=now)


def test_one_tap_says_where_one_stands_and_how_to_change_it(
    action: Action, member: Membership, coordinator: Membership, as_: As
) -> None:
    shown = as_(member).post(f"/called-actions/{action.public_id}/fill-shift/", follow=True)
    page = shown.content.decode()
    assert "You stand here: Marshal" in page
    assert "This one" in page
    seen = as_(coordinator).get(f"/called-actions/{action.public_id}/").content.decode()
    assert "1 of 2 places" in seen
    assert "Marek" not in seen
