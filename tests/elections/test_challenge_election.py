"""Challenging a result."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from committees.models import Committee, Membership
from core.decision import Refused
from core.models import Event
from elections.models import Challenge, Election
from elections.operations.challenges import challenge_election
from elections.operations.clockwork import ASK_ABOUT_CHALLENGES, advance_election
from elections.permissions.afterwards import MOST_OPEN
from notices.models import Message
from tests.factories import NOW
from tests.factories_elections import announced

pytestmark = pytest.mark.django_db
As = Callable[..., Client]


@pytest.fixture
def at_count(monkeypatch: pytest.MonkeyPatch, election: Election) -> None:
    monkeypatch.setattr("core.clock.now", lambda: election.counted_from)


def test_the_reason_is_read_by_all_and_who_gave_it_by_nobody(
    election: Election, seven: list[Membership], as_: As, at_count: None
) -> None:
    path = f"/elections/{election.public_id}/"
    assert "Challenge the result" in as_(seven[3]).get(path).content.decode()
    sent = {"reason": "The notice came a day late."}
    answer = as_(seven[3]).post(f"{path}challenge/", sent, follow=True)
    assert "The result is challenged." in answer.content.decode()
    assert "The notice came a day late." in as_(seven[5]).get(path).content.decode()
    event = Event.objects.get(name="elections.election_challenged")
    assert event.actor == ""
    assert Message.objects.filter(key__startswith="election:challenged:").count() == 1


def test_an_empty_reason_is_asked_for_again(
    election: Election, seven: list[Membership], as_: As, at_count: None
) -> None:
    path = f"/elections/{election.public_id}/challenge/"
    assert as_(seven[3]).get(path).status_code == 200
    assert as_(seven[3]).post(path, {"reason": " "}).status_code == 422
    assert not Challenge.objects.exists()


def test_who_was_not_on_the_roll_cannot(election: Election, member: Membership) -> None:
    with pytest.raises(Refused, match="on the roll"):
        challenge_election(election, reason="No.", by=member, at=election.counted_from)


def test_not_after_the_announced_end_and_not_before_a_result(
    committee: Committee, coordinator: Membership, election: Election, seven: list[Membership]
) -> None:
    with pytest.raises(Refused, match="is over"):
        challenge_election(election, reason="Late.", by=seven[3], at=election.challenge_ends_at)
    running = announced(committee, coordinator, office="coordinator")
    with pytest.raises(Refused, match="no result"):
        challenge_election(running, reason="Early.", by=seven[3], at=NOW)


def test_so_many_are_enough_for_one_meeting(election: Election, seven: list[Membership]) -> None:
    for number in range(MOST_OPEN):
        by = seven[number % 5]
        challenge_election(election, reason="Again.", by=by, at=election.counted_from)
    with pytest.raises(Refused, match="one meeting can decide"):
        challenge_election(election, reason="More.", by=seven[3], at=election.counted_from)


def test_the_election_is_not_over_while_a_challenge_is_open(
    election: Election, seven: list[Membership]
) -> None:
    challenge = challenge_election(election, reason="Wait.", by=seven[3], at=election.counted_from)
    election = advance_election(election, at=election.challenge_ends_at)
    assert election.status == "declared"
    assert election.due_at == election.challenge_ends_at + ASK_ABOUT_CHALLENGES
    Challenge.objects.filter(pk=challenge.pk).update(
        status="dismissed", decision="No.", decided_at=NOW
    )
    later = election.due_at + timedelta(minutes=1)
    assert advance_election(election, at=later).status == "final"


def test_nobody_challenges_a_third_time_on_one_day(
    election: Election, seven: list[Membership], as_: As, at_count: None
) -> None:
    path = f"/elections/{election.public_id}/challenge/"
    sent = {"reason": "The notice came a day late."}
    statuses = [as_(seven[3]).post(path, sent).status_code for _time in range(3)]
    assert statuses == [302, 302, 422]
    assert "twice today" in as_(seven[3]).post(path, sent).content.decode()
    assert as_(seven[4]).post(path, sent).status_code == 302
    assert election.challenges.count() == 3
