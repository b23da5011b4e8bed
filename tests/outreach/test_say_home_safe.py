"""Home safe: a number rises, and the row that said who was there is gone."""

from datetime import datetime, timedelta

import pytest
import time_machine

from committees.models import Membership
from core.decision import Refused
from core.models import Event
from outreach.models import Action, Participation, ShiftPlace
from outreach.operations.actions_coming import come_to_action, say_home_safe
from outreach.operations.shifts import fill_shift
from tests.outreach.plans import As


def test_one_more_is_home_and_nothing_says_who(
    part: Participation, member: Membership, coordinator: Membership, now: datetime
) -> None:
    fill_shift(part, by=member, at=now)
    come_to_action(part, by=coordinator, at=now)
    before = Event.objects.count()
    say_home_safe(part, by=member, at=part.action.ends_at)
    part.refresh_from_db()
    assert (part.home, part.coming.count()) == (1, 1)
    assert not ShiftPlace.objects.exists()
    assert Event.objects.count() == before


def test_only_who_came_and_only_from_the_beginning(
    part: Participation, member: Membership, outsider: Membership, now: datetime
) -> None:
    begun = part.action.starts_at
    with pytest.raises(Refused, match="Only members"):
        say_home_safe(part, by=outsider, at=begun)
    with pytest.raises(Refused, match="not among those"):
        say_home_safe(part, by=member, at=begun)
    come_to_action(part, by=member, at=now)
    with pytest.raises(Refused, match="not begun"):
        say_home_safe(part, by=member, at=now)
    Action.objects.update(status="ended", ended_at=now, has_place=False)
    with pytest.raises(Refused, match="is over"):
        say_home_safe(part, by=member, at=begun)


def test_the_page_offers_it_after_the_beginning_and_says_how_many_are_missing(
    action: Action, part: Participation, member: Membership, coordinator: Membership,
    now: datetime, as_: As,
) -> None:  # fmt: skip
    come_to_action(part, by=member, at=now)
    address = f"/called-actions/{action.public_id}/"
    assert "Home safe?" not in as_(member).get(address).content.decode()
    with time_machine.travel(action.ends_at + timedelta(minutes=5), tick=False):
        assert "Home safe?" in as_(member).get(address).content.decode()
        page = as_(coordinator).get(address).content.decode()
        assert "1 has not said so yet." in page
        as_(member).post(f"{address}home-safe/")
        assert "1 is home safe;" in as_(coordinator).get(address).content.decode()
