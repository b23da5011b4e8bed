"""Saying that a resolution was acted on."""

from datetime import datetime

import pytest

from committees.models import Committee, Membership
from core.decision import Refused
from core.models import Event
from meetings.models import Resolution
from meetings.operations.resolutions import act_on_resolution
from tests.factories_meetings import ResolutionFactory
from tests.meetings.records import As


@pytest.fixture
def resolution(committee: Committee) -> Resolution:
    made: Resolution = ResolutionFactory(committee=committee)
    return made


def test_a_coordinator_says_it_once(
    resolution: Resolution, coordinator: Membership, member: Membership, now: datetime
) -> None:
    with pytest.raises(Refused, match="Only a coordinator"):
        act_on_resolution(resolution, by=member, at=now)
    acted = act_on_resolution(resolution, by=coordinator, at=now)
    assert (acted.status, acted.acted_on_at) == ("acted_on", now)
    assert Event.objects.filter(name="meetings.resolution_acted_on").exists()
    with pytest.raises(Refused, match="acted on already"):
        act_on_resolution(resolution, by=coordinator, at=now)


def test_not_of_what_is_rescinded_or_where_the_committee_is_dissolved(
    resolution: Resolution, coordinator: Membership, now: datetime
) -> None:
    Committee.objects.update(status="dissolved", dissolved_at=now)
    with pytest.raises(Refused, match="dissolved"):
        act_on_resolution(resolution, by=coordinator, at=now)
    Resolution.objects.update(status="rescinded", rescinded_at=now)
    with pytest.raises(Refused, match="was rescinded"):
        act_on_resolution(resolution, by=coordinator, at=now)


def test_one_tap_says_it(resolution: Resolution, coordinator: Membership, as_: As) -> None:
    page = as_(coordinator).post(f"/resolutions/{resolution.public_id}/act/", follow=True)
    text = page.content.decode()
    assert "Members see that it was acted on." in text
    assert "Acted on" in text
    assert "/report-back/" in text
