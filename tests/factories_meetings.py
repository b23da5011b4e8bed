"""Rows of meetings that the constraints allow."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import factory
from factory.django import DjangoModelFactory

from meetings.models import AgendaItem, Coming, Meeting
from tests.factories import NOW, CommitteeFactory, MembershipFactory

NEW_YORK = ZoneInfo("America/New_York")
DAY, CLOCK = date(2026, 3, 18), time(18, 0)  # a Wednesday, after the clocks went forward
STARTS_AT = datetime.combine(DAY, CLOCK, tzinfo=NEW_YORK)


class MeetingFactory(DjangoModelFactory[Meeting]):
    class Meta:
        model = Meeting

    committee = factory.SubFactory(CommitteeFactory, status="founded", founded_at=NOW)
    kind = "general"
    title = "General meeting"
    place = "Room 12"
    local_date = DAY
    local_time = CLOCK
    timezone = "America/New_York"
    starts_at = STARTS_AT
    ends_at = STARTS_AT + timedelta(minutes=90)
    called_at = NOW


class AgendaItemFactory(DjangoModelFactory[AgendaItem]):
    class Meta:
        model = AgendaItem

    meeting = factory.SubFactory(MeetingFactory)
    position = factory.Sequence(lambda n: n + 1)
    title = factory.Sequence(lambda n: f"Item {n}")


class ComingFactory(DjangoModelFactory[Coming]):
    class Meta:
        model = Coming

    meeting = factory.SubFactory(MeetingFactory)
    membership = factory.SubFactory(MembershipFactory)
