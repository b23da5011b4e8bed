"""What the tests of records share: a closed meeting with minutes, one that runs, a cast for it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.test import Client

from committees.models import Committee, Membership
from meetings.models import AgendaItem, Meeting, Minutes, MinutesVersion
from tests.factories_meetings import (
    STARTS_AT,
    AgendaItemFactory,
    MeetingFactory,
    MeetingOfficerFactory,
    MinutesFactory,
)

As = Callable[[object], Client]
Counter = Callable[[int], Any]
DAY = timedelta(days=1)


def held(committee: Committee, **fields: Any) -> Meeting:
    """A meeting that was opened and closed."""
    given = {
        "status": "closed",
        "opened_at": STARTS_AT,
        "closed_at": STARTS_AT + timedelta(hours=1),
        "present": 12,
    }
    made: Meeting = MeetingFactory(committee=committee, **(given | fields))
    return made


def drafted(committee: Committee, text: str = "# Minutes\n", **fields: Any) -> Minutes:
    """Draft minutes with their first version."""
    minutes: Minutes = MinutesFactory(meeting=held(committee), text=text, **fields)
    MinutesVersion.objects.create(minutes=minutes, number=1, text=text, at=minutes.drafted_at)
    return minutes


def running(committee: Committee, chair: Membership | None, kind: str = "minutes") -> Meeting:
    """A later meeting, open, at an item of this kind; twenty counted by hand."""
    later = STARTS_AT + 14 * DAY
    meeting: Meeting = MeetingFactory(
        committee=committee,
        title="Next",
        status="open",
        starts_at=later,
        ends_at=later + timedelta(hours=1),
        opened_at=later,
        hand_count=20,
    )
    item: AgendaItem = AgendaItemFactory(meeting=meeting, kind=kind)
    meeting.item = item
    meeting.save(update_fields=["item"])
    if chair is not None:
        MeetingOfficerFactory(meeting=meeting, membership=chair, duty="chair")
    return meeting
