"""The moment at which a vote closes: counted or refused, one ruling of two, over midnight and the clocks."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
import time_machine
from django.db import connections
from django.test import Client

from committees.models import Committee
from core.decision import Refused
from meetings.models import LogEntry, Meeting, OpenVote, Vote
from meetings.operations.casting import cast_open_vote
from meetings.operations.votes import close_overdue, close_vote, declare_vote
from tests.factories import NOW
from tests.meetings.voting import MINUTE, SECOND, Hall

As = Callable[..., Client]
BEFORE = NOW + MINUTE - timedelta(milliseconds=1)


def _fresh(vote: Vote) -> Vote:
    return Vote.objects.select_related("meeting__committee").get(pk=vote.pk)


@pytest.mark.django_db(transaction=True)
def test_at_the_closing_second_each_vote_is_counted_or_refused_with_a_sentence(hall: Hall) -> None:
    """Some are sent before the close and some after it, while whoever looks closes it."""
    vote, voters = hall.put(), hall.everybody()
    together = Barrier(len(voters) + 2)

    def cast(number: int) -> str:
        try:
            together.wait(30)
            at = BEFORE if number % 3 else NOW + MINUTE
            cast_open_vote(_fresh(vote), choice="for", by=voters[number], at=at)
        except Refused as reason:
            return str(reason)
        finally:
            connections.close_all()
        return ""

    def close(_look: int) -> str:
        try:
            together.wait(30)
            close_overdue(Meeting.objects.get(pk=hall.meeting.pk), at=NOW + MINUTE)
        finally:
            connections.close_all()
        return ""

    with ThreadPoolExecutor(len(voters) + 2) as pool:
        looks = [pool.submit(close, number) for number in range(2)]
        said = list(pool.map(cast, range(len(voters))))
        assert [one.result(30) for one in looks] == ["", ""]
    counted = said.count("")
    assert set(said) <= {"", "This vote is closed. What comes after the close is not counted."}
    assert all(said[number] for number in range(0, len(voters), 3))
    assert vote.cast.count() == counted
    declared = declare_vote(_fresh(vote), by=hall.chair, at=NOW + MINUTE, seen=None)
    assert (declared.votes_for, declared.votes_against, declared.abstentions) == (counted, 0, 0)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("ruling", [close_vote, declare_vote])
def test_of_two_chairs_who_press_at_once_one_rules_and_the_other_is_told(
    hall: Hall, ruling: Callable[..., Vote]
) -> None:
    vote = hall.put()
    hall.vote(vote, 5, 2)
    if ruling is declare_vote:
        close_vote(vote, by=hall.chair, at=NOW + SECOND)
    hall.meeting.refresh_from_db()
    seen, together = hall.meeting.version, Barrier(2)

    def press(_chair: int) -> str:
        try:
            together.wait(30)
            ruling(_fresh(vote), by=hall.chair, at=NOW + 2 * SECOND, seen=seen)
        except Refused as reason:
            return str(reason)
        finally:
            connections.close_all()
        return ""

    with ThreadPoolExecutor(2) as pool:
        said = sorted(pool.map(press, range(2)))
    assert said[0] == ""
    assert "The meeting has moved on meanwhile." in said[1]
    hall.meeting.refresh_from_db()
    assert hall.meeting.version == seen + 1
    assert LogEntry.objects.filter(kind="declared").count() == (ruling is declare_vote)


@pytest.mark.django_db
def test_a_form_sent_a_second_too_late_says_so_and_changes_nothing(
    hall: Hall, as_: As, clock: time_machine.Traveller
) -> None:
    vote, browser = hall.put(), as_(hall.members[0])
    url = f"/meetings/{hall.meeting.public_id}/votes/{vote.public_id}/"
    clock.move_to(BEFORE)
    assert browser.post(f"{url}cast/", {"choice": "for"}).status_code == 302
    clock.move_to(NOW + MINUTE)
    late = browser.post(f"{url}cast/", {"choice": "against"})
    assert late.status_code == 403
    assert "What comes after the close is not counted." in late.content.decode()
    assert OpenVote.objects.get().choice == "for"
    closed = browser.get(url).content.decode()
    assert "The vote is closed." in closed
    assert "<form" not in closed.split("vote-card")[1].split("next-step")[0]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("at", "until"),
    [
        (datetime(2026, 11, 1, 5, 59, 30, tzinfo=UTC), "01:02:30"),  # half past one comes again
        (datetime(2026, 3, 8, 6, 59, 30, tzinfo=UTC), "03:02:30"),  # from two to three in no time
        (datetime(2026, 3, 19, 3, 59, 30, tzinfo=UTC), "00:02:30"),  # midnight on campus
    ],
)
def test_a_vote_over_midnight_and_the_change_of_clocks_is_open_for_its_minutes(
    committee: Committee,
    as_: As,
    clock: time_machine.Traveller,
    at: datetime,
    until: str,
) -> None:
    clock.move_to(at)
    hall = Hall(committee, starts_at=at - 6 * timedelta(hours=1), ends_at=at - 2 * MINUTE)
    vote = hall.put(at=at, length=3)
    assert vote.closes_at == at + 3 * MINUTE
    url = f"/meetings/{hall.meeting.public_id}/votes/{vote.public_id}/"
    browser = as_(hall.members[0])
    assert f"until {until}" in browser.get(url).content.decode()
    clock.move_to(at + 3 * MINUTE - SECOND)
    assert browser.post(f"{url}cast/", {"choice": "for"}).status_code == 302
    clock.move_to(at + 3 * MINUTE)
    assert browser.post(f"{url}cast/", {"choice": "against"}).status_code == 403
    declared = declare_vote(vote, by=hall.chair, at=at + 3 * MINUTE, seen=None)
    assert (declared.votes_for, declared.votes_against) == (1, 0)


@pytest.mark.django_db
def test_a_tap_asks_the_database_six_times_in_one_transaction(
    hall: Hall,
    as_: As,
    django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    vote, browser = hall.put(), as_(hall.members[0])
    url = f"/meetings/{hall.meeting.public_id}/votes/{vote.public_id}/cast/"
    with django_assert_max_num_queries(6 + 2):
        told = browser.post(url, {"choice": "for"}, headers={"X-Sent-By-Script": "1"})
    assert (told.status_code, told.content) == (204, b"")
    assert OpenVote.objects.get().choice == "for"
