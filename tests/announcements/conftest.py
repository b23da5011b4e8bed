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
