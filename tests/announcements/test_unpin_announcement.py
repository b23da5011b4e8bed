"""Taking the pin off an announcement."""

from datetime import datetime, timedelta

import pytest
import time_machine

from announcements.models import Announcement
from announcements.operations.pinning import pin_announcement, unpin_announcement
from committees.models import Membership
from core.decision import Refused
from tests.announcements.test_announcements import sent
from tests.committees.joining import As


@pytest.fixture
def pinned(out: Announcement, coordinator: Membership, now: datetime) -> Announcement:
    return pin_announcement(out, by=coordinator, at=now)


def test_it_stands_by_its_date_again(
    pinned: Announcement, coordinator: Membership, member: Membership, as_: As, now: datetime
) -> None:
    sent(pinned.committee, now, "Newer")
    assert unpin_announcement(pinned, by=coordinator, at=now).pinned_at is None
    with time_machine.travel(now + timedelta(minutes=1), tick=False):
        url = f"/committees/{pinned.committee.public_id}/announcements/"
        page = as_(member).get(url).content.decode()
    assert "pinned to the top" not in page
    assert page.index("Newer") < page.index("Where we meet")


def test_only_a_coordinator_takes_it_off_and_only_what_is_pinned(
    pinned: Announcement, coordinator: Membership, member: Membership, now: datetime
) -> None:
    with pytest.raises(Refused, match="Only coordinators"):
        unpin_announcement(pinned, by=member, at=now)
    unpin_announcement(pinned, by=coordinator, at=now)
    with pytest.raises(Refused, match="is not pinned"):
        unpin_announcement(pinned, by=coordinator, at=now)


def test_one_tap_takes_it_off(
    pinned: Announcement, coordinator: Membership, as_: As, now: datetime
) -> None:
    url = f"/announcements/{pinned.public_id}/"
    with time_machine.travel(now, tick=False):
        browser = as_(coordinator)
        assert "Take the pin off" in browser.get(url).content.decode()
        page = browser.post(f"{url}unpin/", follow=True).content.decode()
    assert "It stands among the others again, by its date." in page
    assert "Pin to the top" in page
