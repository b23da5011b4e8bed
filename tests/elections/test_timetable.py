from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from committees.models import Committee
from elections import places, timetable
from elections.models import ElectionNews
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db
NEW_YORK = ZoneInfo("America/New_York")


def test_the_standard_timetable_lasts_five_days_two_days_three_days(committee: Committee) -> None:
    start = datetime(2026, 3, 9, 18, 0, tzinfo=NEW_YORK)  # a Monday after the clocks changed
    table = timetable.propose("standard", start, committee)
    assert table.nominations_close_at == start + timedelta(days=5)
    assert table.voting_opens_at == start + timedelta(days=7)
    assert table.voting_closes_at - table.voting_opens_at == timedelta(hours=72)
    assert table.challenge_ends_at - table.voting_closes_at == timedelta(days=3)


def test_voting_of_three_days_waits_until_it_holds_two_school_days(committee: Committee) -> None:
    # Seven days after Thursday 18:00 is Thursday: only Friday would lie wholly in 72 hours.
    start = datetime(2026, 3, 12, 18, 0, tzinfo=NEW_YORK)
    table = timetable.propose("standard", start, committee)
    assert table.voting_opens_at == datetime(2026, 3, 21, 18, 0, tzinfo=NEW_YORK)


def test_a_change_of_clocks_moves_no_deadline_to_another_hour(committee: Committee) -> None:
    start = datetime(2026, 3, 4, 18, 0, tzinfo=NEW_YORK)  # the clocks change on 8 March
    table = timetable.propose("standard", start, committee)
    closes = table.nominations_close_at.astimezone(NEW_YORK)
    assert (closes.day, closes.hour) == (9, 18)
    apart = table.nominations_close_at.timestamp() - start.timestamp()
    assert apart == timedelta(days=5, hours=-1).total_seconds()


def test_the_committees_own_rules_set_the_days(committee: Committee) -> None:
    committee.rules = {"nominations_days": 3, "challenge_days": 5}
    table = timetable.propose("standard", NOW, committee)
    assert table.nominations_close_at.astimezone(NEW_YORK).day == 7
    long = timetable.propose("long", NOW, committee)
    assert long.voting_closes_at - long.voting_opens_at == timedelta(days=5)
    assert long.challenge_ends_at - long.voting_closes_at == timedelta(days=5)


def test_a_practice_is_over_in_ten_minutes(committee: Committee) -> None:
    table = timetable.propose("practice", NOW, committee)
    assert table.challenge_ends_at == NOW + timedelta(minutes=10)
    assert not list(timetable.faults(table, preset="practice", at=NOW))
    assert ElectionNews.MIDPOINT in timetable.news(table, "practice", committee)


def test_a_proposed_timetable_is_without_fault(committee: Committee) -> None:
    for preset in ("standard", "long"):
        table = timetable.propose(preset, NOW, committee)
        assert not list(timetable.faults(table, preset=preset, at=NOW))


@pytest.mark.parametrize(
    ("field", "moved", "sentence"),
    [
        ("nominations_open_at", timedelta(days=-2), "lies in the past"),
        ("nominations_open_at", timedelta(days=91), "more than 90 days"),
        ("nominations_close_at", timedelta(days=-6), "cannot close before they open"),
        ("nominations_close_at", timedelta(days=-5, hours=3), "at least 24 hours"),
        ("voting_opens_at", timedelta(days=-3), "before nominations close"),
        ("voting_closes_at", timedelta(days=-4), "cannot close before it opens"),
        ("voting_closes_at", timedelta(hours=-71), "at least 24 hours"),
        ("challenge_ends_at", timedelta(days=-4), "cannot end before voting closes"),
        ("challenge_ends_at", timedelta(days=-3, hours=1), "at least 24 hours to challenge"),
        ("challenge_ends_at", timedelta(days=90), "90 days at most"),
    ],
)
def test_a_faulty_moment_gets_a_sentence(
    committee: Committee, field: str, moved: timedelta, sentence: str
) -> None:
    table = timetable.propose("standard", NOW, committee)
    table = replace(table, **{field: getattr(table, field) + moved})
    said = [
        text for name, text in timetable.faults(table, preset="standard", at=NOW) if name == field
    ]
    assert any(sentence in str(text) for text in said)


def test_reminders_wait_for_the_end_of_quiet_hours_but_not_the_last_call() -> None:
    campus = factories.CampusFactory(kind="high_school")
    committee = factories.CommitteeFactory(campus=campus)
    start = datetime(2026, 3, 9, 9, 0, tzinfo=NEW_YORK)
    table = timetable.propose("standard", start, committee)
    news = timetable.news(table, "standard", committee)
    published = news[ElectionNews.CANDIDATES_PUBLISHED].astimezone(NEW_YORK)
    assert (published.weekday(), published.hour) == (5, 9)  # a Saturday: no school
    midpoint = news[ElectionNews.MIDPOINT].astimezone(NEW_YORK)
    assert (midpoint.hour, midpoint.minute) == (7, 30) or midpoint.hour in range(15, 21)
    assert news[ElectionNews.LAST_CALL] == table.voting_closes_at - timedelta(hours=6)


def test_a_midpoint_that_would_come_after_the_last_call_is_left_out(committee: Committee) -> None:
    opens = datetime(2026, 3, 9, 12, 0, tzinfo=NEW_YORK)
    table = replace(
        timetable.propose("standard", NOW, committee),
        voting_opens_at=opens,
        voting_closes_at=opens + timedelta(hours=24),  # midpoint at midnight, so 7:30; call at 6
    )
    assert ElectionNews.MIDPOINT not in timetable.news(table, "standard", committee)


def test_the_places_suggested_follow_the_office_and_the_size(committee: Committee) -> None:
    assert places.seats_for("delegate", committee) == 1
    factories.MembershipFactory.create_batch(21, committee=committee)
    assert places.seats_for("delegate", committee) == 2
    assert places.seats_for("membership_secretary", committee) == 2
    assert places.suggested_title("coordinator") == "Election of a coordinator"
