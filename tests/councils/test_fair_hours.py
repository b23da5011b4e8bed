"""The meter of fair hours: local times, who sits at night or in lessons, and who did before."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.template.loader import render_to_string

from committees.models import Committee, Membership
from meetings.queries import fair_hours
from notices.models import Message
from tests.councils.conftest import As
from tests.factories import AffiliationFactory, CampusFactory, CommitteeFactory, CouncilFactory
from tests.factories_meetings import MeetingFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 18)  # a Wednesday; New York has changed its clocks, Europe has not
SENT = {
    "kind": "council",
    "local_date": "2026-03-18",
    "local_time": "18:00",
    "minutes": "60",
    "place": "Online",
    "title": "",
    "purpose": "",
    "agenda": "Report",
}


@pytest.fixture
def far(now: datetime) -> Committee:
    """A council in Berlin of committees in Berlin, New York and Sydney, the last a high school."""
    council: Committee = CouncilFactory(name="Far Council", timezone=ZoneInfo("Europe/Berlin"))
    for name, zone, kind in (
        ("Berlin", "Europe/Berlin", "university"),
        ("New York", "America/New_York", "university"),
        ("Sydney", "Australia/Sydney", "high_school"),
    ):
        campus = CampusFactory(name=f"Campus {name}", kind=kind, timezone=ZoneInfo(zone))
        committee = CommitteeFactory(
            name=name, campus=campus, timezone=ZoneInfo(zone), status="founded", founded_at=now
        )
        AffiliationFactory(council=council, committee=committee)
    return council


def at(found: fair_hours.Comparison, hour: int) -> fair_hours.Hour:
    return next(one for one in found.hours if one.at == time(hour))


def test_each_hour_says_for_whom_it_is_night_and_for_whom_there_are_lessons(far: Committee) -> None:
    found = fair_hours.compare(far, DAY, 60)
    assert len(found.hours) == 24
    evening = at(found, 18)
    assert [f"{one.at:%H:%M}" for one in evening.local] == ["18:00", "13:00", "04:00"]
    assert (evening.night, evening.school, evening.bad) == (1, 0, 1)
    night = at(found, 0)  # in Sydney ten in the morning
    assert (night.night, night.school, night.bad) == (1, 1, 2)
    assert at(found, 21).bad == 0
    assert (at(found, 21).step, night.step) == (0, 4)


def test_a_meeting_that_ends_at_night_is_at_night(far: Committee) -> None:
    assert at(fair_hours.compare(far, DAY, 60), 21).local[0].is_night is False
    assert at(fair_hours.compare(far, DAY, 90), 21).local[0].is_night is True


def test_the_burden_goes_round(far: Committee) -> None:
    """No two hours are good for all: the first time they are bad for Sydney, then for another."""
    fresh = fair_hours.compare(far, DAY, 120)
    assert [one.at for one in fresh.hours if one.is_fairest] == [time(18)]
    assert [one.clock.committee for one in at(fresh, 18).local if one.is_bad] == ["Sydney"]
    for number in range(2):
        start = datetime(2026, 2, 3 + number, 17, 0, tzinfo=ZoneInfo("UTC"))
        MeetingFactory(
            committee=far, kind="council", status="closed", closed_at=start, starts_at=start,
            ends_at=start + timedelta(hours=1), minutes=60, present=2,
        )  # fmt: skip
    cancelled = datetime(2026, 2, 10, 17, 0, tzinfo=ZoneInfo("UTC"))
    MeetingFactory(
        committee=far, kind="council", status="cancelled", cancelled_at=cancelled,
        cancelled_because="Ill", starts_at=cancelled, ends_at=cancelled + timedelta(hours=1),
    )  # fmt: skip
    found = fair_hours.compare(far, DAY, 120)
    assert [(one.committee, one.bad, one.meetings) for one in found.carried] == [
        ("Berlin", 0, 2),
        ("New York", 0, 2),
        ("Sydney", 2, 2),
    ]
    assert at(found, 18).burden == 2
    assert [one.at for one in found.hours if one.is_fairest] == [time(10)]
    assert [one.clock.committee for one in at(found, 10).local if one.is_bad] == ["New York"]


def test_an_hour_that_the_clocks_jump_over_is_left_out(far: Committee) -> None:
    found = fair_hours.compare(far, date(2026, 3, 29), 60)
    assert time(2) not in [one.at for one in found.hours]
    assert len(found.hours) == 23


def test_a_council_without_committees_has_no_fairest_hour(db: None) -> None:
    found = fair_hours.compare(CouncilFactory(), DAY, 60)
    assert not [one for one in found.hours if one.is_fairest or one.step]


def test_the_comparison_keeps_what_was_entered_and_calls_nothing(
    as_: As, council: Committee, dara: Membership
) -> None:
    browser, url = as_(dara), f"/committees/{council.public_id}/meetings/call/"
    assert "Compare the hours" in browser.get(url).content.decode()
    answer = browser.post(url, {**SENT, "compare": "1"})
    assert answer.status_code == 200
    shown = answer.content.decode()
    for word in (
        "Fair hours",
        "South Committee",
        'value="Online"',
        'value="2026-03-18"',
        'name="take" value="12:00"',
    ):
        assert word in shown
    assert not council.meetings.exists()


def test_an_hour_is_taken_with_one_tap(as_: As, council: Committee, dara: Membership) -> None:
    url = f"/committees/{council.public_id}/meetings/call/"
    shown = as_(dara).post(url, {**SENT, "take": "12:00"}).content.decode()
    assert 'value="12:00"' in shown
    shown = as_(dara).post(url, {**SENT, "take": "noon"}).content.decode()
    assert 'value="18:00"' in shown


def test_where_no_day_is_entered_the_first_possible_one_is_compared(
    as_: As, council: Committee, dara: Membership
) -> None:
    url = f"/committees/{council.public_id}/meetings/call/"
    sent = {**SENT, "local_date": "soon", "minutes": "many", "compare": "1"}
    shown = as_(dara).post(url, sent).content.decode()
    assert "Fair hours" in shown
    assert 'value="soon"' in shown


def test_a_council_meeting_is_called_and_shows_the_hour_of_each_committee(
    as_: As, council: Committee, second: Committee, dara: Membership
) -> None:
    second.timezone = ZoneInfo("Australia/Sydney")
    second.save()
    council.timezone = ZoneInfo("Europe/Berlin")
    council.save()
    browser = as_(dara)
    sent = browser.post(f"/committees/{council.public_id}/meetings/call/", SENT)
    meeting = council.meetings.get()
    assert sent["Location"] == f"/meetings/{meeting.public_id}/"
    shown = browser.get(sent["Location"]).content.decode()
    for word in (
        "When it begins for each committee",
        "04:00",
        "at night",
        "by the council’s clock",
    ):
        assert word in shown
    assert "from 2 committees, must be there to decide" in shown


def test_ordinary_committees_have_no_meter(
    as_: As, committee: Committee, coordinator: Membership
) -> None:
    url = f"/committees/{committee.public_id}/meetings/call/"
    assert "Compare the hours" not in as_(coordinator).get(url).content.decode()
    assert as_(coordinator).post(url, {"compare": "1"}).status_code == 422


def test_the_notice_says_the_hour_in_every_zone_and_who_lives_there_in_none(
    as_: As, council: Committee, second: Committee, dara: Membership
) -> None:
    second.timezone = ZoneInfo("Australia/Sydney")
    second.save()
    council.timezone = ZoneInfo("Europe/Berlin")
    council.save()
    as_(dara).post(f"/committees/{council.public_id}/meetings/call/", SENT)
    message = Message.objects.get(template="meetings/email/meeting_called")
    assert "Australia/Sydney" in message.context["clocks"]
    assert "Europe/Berlin" not in message.context["clocks"]
    assert "South Committee" not in str(message.context)
    text = render_to_string(
        "meetings/email/when.txt",
        {**message.context, "moment": message.context["starts_at"], "recipient_zone": "Asia/Tokyo"},
    )
    assert "the council’s time, Europe/Berlin" in text
    assert "(Australia/Sydney)" in text
    assert "Your time" in text


def test_the_mail_of_a_committee_knows_one_clock(
    as_: As, committee: Committee, coordinator: Membership
) -> None:
    sent = SENT | {"kind": "general"}
    as_(coordinator).post(f"/committees/{committee.public_id}/meetings/call/", sent)
    message = Message.objects.get(template="meetings/email/meeting_called")
    assert "clocks" not in message.context
