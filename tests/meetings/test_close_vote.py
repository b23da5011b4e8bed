"""Closing a vote: the chair, or the clock, or whoever looks when the time is over."""

import pytest

from ballots import keyring
from core.decision import Refused
from core.models import Event
from meetings import schedule
from meetings.operations.questions import set_aside_vote
from meetings.operations.votes import close_overdue, close_vote
from tests.factories import NOW
from tests.meetings.voting import MINUTE, SECOND, Hall

pytestmark = pytest.mark.django_db


def test_the_chair_closes_an_open_vote_early(hall: Hall) -> None:
    vote = hall.put()
    with pytest.raises(Refused, match="Only the chair"):
        close_vote(vote, by=hall.members[0], at=NOW)
    closed = close_vote(vote, by=hall.chair, at=NOW + SECOND)
    assert (closed.status, closed.closed_at) == ("closed", NOW + SECOND)
    with pytest.raises(Refused, match="not open"):
        close_vote(vote, by=hall.chair, at=NOW)


def test_the_clock_closes_it_at_its_time(hall: Hall) -> None:
    vote = hall.put()
    with pytest.raises(Refused, match="at its time"):
        close_vote(vote, by=None, at=NOW + MINUTE - SECOND)
    assert close_vote(vote, by=None, at=NOW + MINUTE).status == "closed"


def test_a_count_of_hands_is_closed_by_those_who_count(hall: Hall) -> None:
    with pytest.raises(Refused, match="both who count"):
        close_vote(hall.put(method="hands"), by=hall.chair, at=NOW)


def test_a_secret_vote_is_open_until_its_time(hall: Hall) -> None:
    vote = hall.put(method="secret")
    with pytest.raises(Refused, match="the time that was announced"):
        close_vote(vote, by=hall.chair, at=NOW + SECOND)
    closed = close_vote(vote, by=hall.chair, at=NOW + MINUTE)
    assert closed.contest is not None
    assert (closed.status, closed.contest.status) == ("closed", "closed")


def test_whoever_looks_after_the_time_finds_it_closed(hall: Hall) -> None:
    vote = hall.put()
    hall.meeting.refresh_from_db()
    version = hall.meeting.version
    close_overdue(hall.meeting, at=NOW + MINUTE - SECOND)
    vote.refresh_from_db()
    assert vote.status == "open"
    for _twice in range(2):
        close_overdue(hall.meeting, at=NOW + MINUTE)
    vote.refresh_from_db()
    hall.meeting.refresh_from_db()
    assert (vote.status, hall.meeting.version) == ("closed", version + 1)
    assert Event.objects.filter(name="meetings.vote_closed").count() == 1


def test_the_tick_closes_what_nobody_looks_at(hall: Hall) -> None:
    vote = hall.put()
    schedule.close_overdue_votes(NOW)
    vote.refresh_from_db()
    assert vote.status == "open"
    schedule.close_overdue_votes(NOW + 2 * MINUTE)
    vote.refresh_from_db()
    assert vote.status == "closed"


def test_the_tick_sets_aside_what_a_meeting_left(hall: Hall) -> None:
    vote = hall.put(method="secret")
    with pytest.raises(Refused, match="The chair decides"):
        set_aside_vote(vote, by=None, at=NOW)
    hall.meeting.status, hall.meeting.closed_at = "closed", NOW
    hall.meeting.save()
    schedule.set_aside_left_votes(NOW)
    vote.refresh_from_db()
    assert vote.contest is not None
    assert (vote.status, vote.contest.status) == ("set_aside", "void")


def test_a_server_that_lost_its_key_sets_a_secret_vote_aside(hall: Hall) -> None:
    vote = hall.put(method="secret")
    assert vote.contest is not None
    keyring.destroy(vote.contest.public_id)
    assert close_vote(vote, by=None, at=NOW + MINUTE).status == "set_aside"
    assert hall.meeting.log.get(kind="set_aside").facts["because"] == "key_lost"
