"""A strike ballot on the members' first pages: a vote to cast, what is being and was decided."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from committees.models import Committee, Membership, Office
from elections.operations.strikes import advance_strike_ballot, rehearse_strike_ballot
from tests.elections.striking import YES, called, decided, voting
from tests.factories import NOW, MembershipFactory, officer
from tests.factories_elections import members
from tests.voting import cast

pytestmark = pytest.mark.django_db
As = Callable[..., Client]
TITLE = "Shall we strike?"


@pytest.fixture(autouse=True)
def _secrets_folder(settings: Settings, tmp_path: Path) -> None:
    settings.ELECTION_SECRETS_DIR = tmp_path / "election-secrets"


@pytest.fixture
def people(committee: Committee) -> list[Membership]:
    return members(committee, 12)


@pytest.fixture
def pages(as_: As, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """The dashboard and the committee's home, as somebody sees them at a moment."""

    def seen(member: Membership, at: datetime = NOW) -> list[str]:
        monkeypatch.setattr("core.clock.now", lambda: at)
        paths = ("/home/", f"/committees/{member.committee.public_id}/")
        return [as_(member).get(path).content.decode() for path in paths]

    return seen


def test_one_that_is_called_stands_on_the_committees_page_and_asks_nobody_yet(
    committee: Committee, people: list[Membership], pages: Callable[..., list[str]]
) -> None:
    ballot = called(committee)
    dashboard, home = pages(people[0])
    assert f"/strike-ballots/{ballot.public_id}/vote/" not in dashboard + home
    assert f'<a href="/strike-ballots/{ballot.public_id}/"><bdi>{TITLE}</bdi></a>' in home


def test_an_open_vote_asks_until_one_has_a_paper_and_stays_in_reach(
    committee: Committee, people: list[Membership], pages: Callable[..., list[str]]
) -> None:
    ballot = voting(committee)
    at, late = ballot.voting_opens_at, MembershipFactory(committee=committee)
    path = f"/strike-ballots/{ballot.public_id}/vote/"
    for page in pages(people[0], at):
        assert TITLE in page
        assert "Voting closes" in page
        assert path in page
    assert path not in pages(late, at)[0]
    cast(ballot.contest, people[0].public_id, choices=[YES], at=at)
    for page in pages(people[0], at):
        assert "Voting closes" not in page
        assert "To my ballot" in page
        assert path in page
    assert path not in pages(people[1], ballot.voting_closes_at)[0]


def test_practice_asks_nobody(
    committee: Committee, people: list[Membership], pages: Callable[..., list[str]]
) -> None:
    coordinator = officer(committee, Office.COORDINATOR, "Cleo")
    rehearsal = rehearse_strike_ballot(called(committee), by=coordinator, at=NOW)
    rehearsal = advance_strike_ballot(rehearsal, at=NOW)
    assert rehearsal.status == "voting"
    assert rehearsal.public_id not in "".join(pages(people[1]))


def test_what_was_decided_stands_there(
    committee: Committee, people: list[Membership], pages: Callable[..., list[str]]
) -> None:
    ballot = decided(voting(committee), yes=people)
    assert ballot.ended_at
    for page in pages(people[0], ballot.ended_at + timedelta(hours=1)):
        assert f"Ballot carried: {TITLE}" in page
        assert f"/strike-ballots/{ballot.public_id}/" in page


def test_one_that_fell_short_of_its_quorum_is_told_as_not_carried(
    committee: Committee, people: list[Membership], pages: Callable[..., list[str]]
) -> None:
    ballot = decided(voting(committee), yes=people[:3])
    assert ballot.ended_at
    for page in pages(people[0], ballot.ended_at + timedelta(hours=1)):
        assert f"Ballot not carried: {TITLE}" in page
