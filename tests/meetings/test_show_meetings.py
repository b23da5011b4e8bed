"""The list of a committee's meetings, one meeting's page, and what the dashboard asks for."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from committees.models import Committee, Membership
from meetings.models import Meeting
from meetings.operations.meetings import close_meeting
from meetings.queries.meetings import meeting_page, upcoming
from tests.factories import MembershipFactory
from tests.factories_meetings import AgendaItemFactory, ComingFactory, MeetingFactory

As = Callable[[object], Client]
Counter = Callable[[int], Any]


def address(committee: Committee) -> str:
    return f"/committees/{committee.public_id}/meetings/"


def test_the_list_says_what_is_ahead_and_what_was(
    committee: Committee, meeting: Meeting, member: Membership, as_: As, now: datetime
) -> None:
    ComingFactory(meeting=meeting, membership=member)
    old = {"starts_at": now - timedelta(days=3), "ends_at": now - timedelta(days=3, hours=-1)}
    MeetingFactory(
        committee=committee, title="Old", status="closed", closed_at=now, present=12, **old
    )
    MeetingFactory(committee=committee, title="Off", status="cancelled", cancelled_at=now)
    page = as_(member).get(address(committee)).content.decode()
    assert "1 is coming" in page
    assert "you are coming" in page
    assert "12 were present" in page
    assert "Cancelled" in page
    assert page.index("General meeting") < page.index("Past") < page.index("Old")


def test_an_empty_list_says_what_to_do(
    committee: Committee, member: Membership, coordinator: Membership, as_: As
) -> None:
    assert "you get a notice" in as_(member).get(address(committee)).content.decode()
    page = as_(coordinator).get(address(committee)).content.decode()
    assert "No meeting is called. Call one" in page
    assert "/meetings/call/" in page


def test_a_member_reads_who_can_call(committee: Committee, member: Membership, as_: As) -> None:
    page = as_(member).get(address(committee)).content.decode()
    assert "Only a coordinator can call a meeting." in page
    assert "/meetings/call/" not in page


def test_the_page_shows_time_place_purpose_and_agenda(
    meeting: Meeting, member: Membership, as_: As
) -> None:
    Meeting.objects.update(purpose="Buses <script>alert(1)</script>", minutes=30)
    AgendaItemFactory(meeting=meeting, title="Chair", minutes=5)
    AgendaItemFactory(meeting=meeting, title="Motions", minutes=40)
    page = as_(member).get(f"/meetings/{meeting.public_id}/").content.decode()
    assert "<span>Wednesday</span> <span>18 March</span>" in page
    assert ">18:00</span>" in page
    assert "America/New_York" in page
    assert "Room 12" in page
    assert "&lt;script&gt;" in page
    assert "add up to 45 minutes" in page
    assert "your time" not in page
    assert "For coordinators" not in page


@pytest.mark.parametrize(
    ("zone", "own"),
    [
        ("Europe/Paris", "(Wed 18 Mar, 23:00 your time)"),
        ("Asia/Kolkata", "(Thu 19 Mar, 03:30 your time)"),
        ("America/Los_Angeles", "(Wed 18 Mar, 15:00 your time)"),
    ],
)
def test_members_in_three_zones_read_the_campus_time_and_their_own(
    meeting: Meeting, member: Membership, as_: As, zone: str, own: str
) -> None:
    assert member.user
    member.user.timezone = zone
    member.user.save()
    browser = as_(member)
    listed = browser.get(address(meeting.committee)).content.decode()
    assert "Wed 18 Mar, 18:00" in listed
    assert own in listed
    page = browser.get(f"/meetings/{meeting.public_id}/").content.decode()
    assert ">18:00</span>" in page
    assert own in page


def test_a_meeting_of_another_year_says_which(
    meeting: Meeting, member: Membership, as_: As, clock: Any
) -> None:
    clock.move_to(meeting.starts_at + timedelta(days=300))
    page = as_(member).get(f"/meetings/{meeting.public_id}/").content.decode()
    assert "<span>18 March 2026</span>" in page


def test_a_reader_on_the_campus_clock_reads_one_time(
    meeting: Meeting, member: Membership, as_: As
) -> None:
    assert member.user
    member.user.timezone = "America/Toronto"
    member.user.save()
    page = as_(member).get(f"/meetings/{meeting.public_id}/").content.decode()
    assert "your time" not in page


def test_a_time_that_the_clock_shows_twice_is_explained(
    committee: Committee, member: Membership, as_: As
) -> None:
    start = datetime.fromisoformat("2026-11-01T01:30-04:00")
    meeting = MeetingFactory(
        committee=committee,
        local_date=start.date(),
        local_time=start.time(),
        starts_at=start,
        ends_at=start + timedelta(hours=1),
    )
    page = as_(member).get(f"/meetings/{meeting.public_id}/").content.decode()
    assert "The first one is meant." in page


def test_a_meeting_that_the_clock_closed_says_that_the_number_is_unknown(
    meeting: Meeting, member: Membership, as_: As
) -> None:
    close_meeting(meeting, present=None, by=None, at=meeting.ends_at + timedelta(days=1))
    page = as_(member).get(f"/meetings/{meeting.public_id}/").content.decode()
    assert "How many were present is not known." in page
    assert "Who is coming" not in page


def test_once_begun_a_coordinator_reads_why_it_cannot_be_changed(
    meeting: Meeting, coordinator: Membership, as_: As, clock: Any
) -> None:
    clock.move_to(meeting.starts_at)
    page = as_(coordinator).get(f"/meetings/{meeting.public_id}/").content.decode()
    assert "This meeting has begun." in page
    assert "/cancel/" in page
    assert "/change/" not in page


def test_another_committees_meetings_do_not_exist(
    meeting: Meeting, outsider: Membership, as_: As
) -> None:
    browser = as_(outsider)
    assert browser.get(f"/meetings/{meeting.public_id}/").status_code == 404
    assert browser.get(address(meeting.committee)).status_code == 404
    assert browser.get("/meetings/nothing/").status_code == 404
    assert as_(None).get(f"/meetings/{meeting.public_id}/").status_code == 302


def test_who_left_finds_nothing_any_more(
    meeting: Meeting, member: Membership, as_: As, now: datetime
) -> None:
    Membership.objects.filter(pk=member.pk).update(status="left", ended_at=now)
    assert as_(member).get(f"/meetings/{meeting.public_id}/").status_code == 404


def test_visitors_see_no_meeting(meeting: Meeting) -> None:
    assert not Meeting.objects.visible_to(AnonymousUser()).exists()


def test_the_pages_ask_the_same_number_of_queries_for_one_row_and_for_many(
    committee: Committee,
    meeting: Meeting,
    coordinator: Membership,
    as_: As,
    now: datetime,
    django_assert_max_num_queries: Counter,
) -> None:
    for _ in range(10):
        one = MeetingFactory(committee=committee)
        for position in range(1, 4):
            AgendaItemFactory(meeting=one, position=position)
            ComingFactory(meeting=one, membership=MembershipFactory(committee=committee))
    MeetingFactory.create_batch(5, committee=committee, status="closed", closed_at=now)
    browser = as_(coordinator)
    with django_assert_max_num_queries(10):
        browser.get(address(committee))
    with django_assert_max_num_queries(13):
        browser.get(f"/meetings/{one.public_id}/")
    with django_assert_max_num_queries(7):
        browser.get(f"/meetings/{one.public_id}/change/")
    with django_assert_max_num_queries(6):
        browser.get(f"/committees/{committee.public_id}/meetings/call/")


# What the dashboard asks for ----------------------------------------------------------------------


def test_upcoming_holds_the_meetings_of_all_ones_committees_in_one_query(
    meeting: Meeting,
    member: Membership,
    outsider: Membership,
    now: datetime,
    django_assert_num_queries: Counter,
) -> None:
    assert member.user
    second = MembershipFactory(user=member.user)
    soon = {"starts_at": now + timedelta(hours=3), "ends_at": now + timedelta(hours=4)}
    first = MeetingFactory(committee=second.committee, title="Soon", **soon)
    MeetingFactory(committee=outsider.committee, title="Theirs")
    MeetingFactory(committee=meeting.committee, status="cancelled", cancelled_at=now)
    for one in (second, MembershipFactory(committee=second.committee)):
        ComingFactory(meeting=first, membership=one)
    with django_assert_num_queries(1):
        found = upcoming(member.user, now)
    assert [(one.title, one.coming, one.am_coming) for one in found] == [
        ("Soon", 2, True),
        ("General meeting", 0, False),
    ]
    assert found[1].committee == meeting.committee.name


def test_a_meeting_within_a_week_needs_an_answer_until_it_is_given(
    meeting: Meeting, member: Membership, now: datetime
) -> None:
    assert member.user
    [far] = upcoming(member.user, now)
    [near] = upcoming(member.user, meeting.starts_at - timedelta(days=7))
    ComingFactory(meeting=meeting, membership=member)
    [answered] = upcoming(member.user, meeting.starts_at - timedelta(days=7))
    assert [far.needs_answer, near.needs_answer, answered.needs_answer] == [False, True, False]


def test_a_meeting_whose_time_is_over_stays_listed_until_it_is_closed(
    meeting: Meeting, coordinator: Membership, member: Membership, as_: As, clock: Any
) -> None:
    MeetingFactory(
        committee=meeting.committee,
        title="Later",
        starts_at=meeting.starts_at + timedelta(days=1),
        ends_at=meeting.ends_at + timedelta(days=1),
    )
    clock.move_to(meeting.ends_at)
    for path in (
        address(meeting.committee),
        f"/committees/{meeting.committee.public_id}/",
        "/home/",
    ):
        page = as_(member).get(path).content.decode()
        assert page.index("to be closed") < page.rindex("Later<")
    for path in (f"/committees/{meeting.committee.public_id}/", "/home/"):
        assert "To the meeting" in as_(coordinator).get(path).content.decode()
        assert "To the meeting" not in as_(member).get(path).content.decode()
    first = upcoming(coordinator.user, meeting.ends_at)[0]
    assert (first.needs_closing, first.needs_answer, first.is_open) == (True, False, False)
    close_meeting(meeting, present=5, by=coordinator, at=meeting.ends_at)
    assert "to be closed" not in as_(coordinator).get("/home/").content.decode()


@pytest.mark.parametrize("status", ["called", "open"])
def test_the_page_of_a_meeting_whose_time_is_over_says_one_thing(
    meeting: Meeting, member: Membership, as_: As, clock: Any, status: str
) -> None:
    Meeting.objects.update(status=status, opened_at=meeting.starts_at if status == "open" else None)
    clock.move_to(meeting.ends_at)
    page = as_(member).get(f"/meetings/{meeting.public_id}/").content.decode()
    assert "The planned time of this meeting is over." in page
    assert "is open now" not in page
    assert "Who is coming" not in page


# The quorum as a meter ----------------------------------------------------------------------------


def test_the_page_shows_how_many_must_be_there_and_how_near_they_are(
    committee: Committee, meeting: Meeting, member: Membership, as_: As, now: datetime
) -> None:
    ComingFactory(meeting=meeting, membership=member)
    ComingFactory(meeting=meeting, membership=MembershipFactory(committee=committee))
    ComingFactory(
        meeting=meeting,
        membership=MembershipFactory(committee=committee, status="left", ended_at=now),
    )
    MembershipFactory.create_batch(20, committee=committee)
    members = Membership.objects.active().filter(committee=committee).count()
    needed = (members + 2) // 3
    page = as_(member).get(f"/meetings/{meeting.public_id}/").content.decode()
    assert f">{needed} of {members} members must be there to decide.</p>" in page
    assert f"{needed} needed" in page
    (end,) = re.findall(r'class="tally-bar" x1="0%" x2="([\d.]+)%"', page)
    assert float(end) == pytest.approx(100 * 2 / members, abs=0.01)
    assert 'data-live-meter="coming"' in page


@pytest.mark.parametrize(
    ("kind", "said"),
    [("mass", "With fewer the meeting only advises."), ("founding", "to found the committee.")],
)
def test_a_mass_meeting_advises_and_a_founding_needs_three(
    kind: str, said: str, committee: Committee, member: Membership, as_: As
) -> None:
    one = MeetingFactory(committee=committee, kind=kind)
    assert said in as_(member).get(f"/meetings/{one.public_id}/").content.decode()


def test_a_committee_smaller_than_its_quorum_still_has_a_meter(
    committee: Committee, meeting: Meeting, member: Membership
) -> None:
    page = meeting_page(meeting, member, meeting.starts_at)
    assert page.most == max(page.members, page.quorum.needed)
    founding = MeetingFactory(committee=committee, kind="founding")
    committee.memberships.exclude(pk=member.pk).update(status="left", ended_at=founding.called_at)
    small = meeting_page(founding, member, founding.starts_at - timedelta(days=1))
    assert (small.members, small.quorum.needed, small.most) == (1, 3, 3)
