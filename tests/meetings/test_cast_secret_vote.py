"""The booth of a meeting: whom it opens for, and what it says to the others."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from ballots import booth
from meetings import permissions
from meetings.models import Vote
from meetings.operations.casting import entry_of
from tests.factories import NOW
from tests.meetings.voting import MINUTE, SECOND, Hall

pytestmark = pytest.mark.django_db
As = Callable[..., Client]


@pytest.fixture
def vote(hall: Hall) -> Vote:
    return hall.put(method="secret")


def _url(vote: Vote) -> str:
    return f"/meetings/{vote.meeting.public_id}/votes/{vote.public_id}/ballot/"


def test_it_is_open_for_who_is_on_the_roll_until_the_close(
    hall: Hall, vote: Vote, as_: As, clock: time_machine.Traveller
) -> None:
    browser = as_(hall.members[0])
    assert browser.get(_url(vote)).status_code == 200
    clock.move_to(NOW + MINUTE)
    closed = browser.get(_url(vote))
    assert closed.status_code == 403
    assert "This vote is closed." in closed.content.decode()
    assert ("data-ballot-watch" in closed.content.decode()) is booth.is_built()


def test_who_came_later_reads_why_not(hall: Hall, vote: Vote, as_: As) -> None:
    answer = as_(hall.come("Late")).get(_url(vote))
    assert answer.status_code == 403
    assert "present when the vote was opened" in answer.content.decode()


def test_a_paper_taken_in_time_is_good_until_the_close(hall: Hall, vote: Vote) -> None:
    assert vote.contest is not None
    vote.contest.papers_until = NOW + timedelta(seconds=20)
    member = hall.members[0]
    entry = entry_of(vote, member)
    late = NOW + timedelta(seconds=30)
    assert permissions.cast_secret_vote(member, vote, entry, late)
    assert not permissions.take_vote_paper(member, vote, entry, late)


def test_a_contest_that_was_voided_takes_nothing(hall: Hall, vote: Vote) -> None:
    assert vote.contest is not None
    vote.contest.status = "void"
    entry = entry_of(vote, hall.members[0])
    said = permissions.cast_secret_vote(hall.members[0], vote, entry, NOW + SECOND)
    assert "void" in str(said.reason)


def test_in_an_adjourned_meeting_nothing_is_cast(hall: Hall, vote: Vote) -> None:
    vote.meeting.status = "adjourned"
    entry = entry_of(vote, hall.members[0])
    assert "adjourned" in str(
        permissions.cast_secret_vote(hall.members[0], vote, entry, NOW).reason
    )
