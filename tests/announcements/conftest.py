"""In the morning, when mail may go out at once."""

from datetime import datetime, timedelta

import pytest

from announcements.models import Announcement
from committees.models import Committee
from tests.factories import NOW
from tests.factories_announcements import AnnouncementFactory


@pytest.fixture
def now() -> datetime:
    return NOW + timedelta(hours=2)


@pytest.fixture
def draft(committee: Committee) -> Announcement:
    made: Announcement = AnnouncementFactory(committee=committee)
    return made


@pytest.fixture
def out(committee: Committee, now: datetime) -> Announcement:
    """What members read since a month ago."""
    sent_at = now - timedelta(days=30)
    made: Announcement = AnnouncementFactory(
        committee=committee, title="Where we meet", status="sent", sent_at=sent_at
    )
    return made
