"""A recall on the members' first pages: a vote to cast, a reply to write, what is being and was decided."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from committees.models import Committee, Mandate, Membership, Office
from tests.elections.recalling import KEEP, called, decided, opened, signed, vote, voting
from tests.factories import NOW, MembershipFactory, officer
from tests.factories_elections import members

pytestmark = pytest.mark.django_db
As = Callable[..., Client]


@pytest.fixture(autouse=True)
def _secrets_folder(settings: Settings, tmp_path: Path) -> None:
    settings.ELECTION_SECRETS_DIR = tmp_path / "election-secrets"


@pytest.fixture
def people(committee: Committee) -> list[Membership]:
    return members(committee, 12)


@pytest.fixture
def mandate(committee: Committee) -> Mandate:
    return officer(committee, Office.DELEGATE, "Dora").mandates.get()


@pytest.fixture
def pages(as_: As, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """The dashboard and the committee's home, as somebody sees them at a moment."""

    def seen(member: Membership, at: datetime = NOW) -> list[str]:
        monkeypatch.setattr("core.clock.now", lambda: at)
        paths = ("/home/", f"/committees/{member.committee.public_id}/")
        return [as_(member).get(path).content.decode() for path in paths]

    return seen


def test_a_signature_is_asked_of_nobody_but_everybody_finds_the_petition(
    mandate: Mandate, people: list[Membership], pages: Callable[..., list[str]]
) -> None:
    petition = opened(mandate, people[0])
    dashboard, home = pages(people[5])
    assert "ecall" not in dashboard
    assert f'<a href="/recalls/{petition.public_id}/">Recall: Delegate</a>' in home


def test_whose_mandate_it_is_can_reply_until_they_have(
    mandate: Mandate, people: list[Membership], pages: Callable[..., list[str]]
) -> None:
    petition = opened(mandate, people[0])
    path = f"/recalls/{petition.public_id}/reply/"
    for page in pages(mandate.membership):
        assert "A recall petition is about your mandate" in page
        assert "It stands beside the reason." in page
        assert path in page
    petition = signed(petition, people[1:3])
    assert petition.status == "reached"
    assert "You can reply before voting opens:" in pages(mandate.membership)[0]
    petition.reply = "I was ill."
    petition.save()
    assert path not in pages(mandate.membership)[0]


def test_an_open_vote_asks_until_one_has_a_paper_and_stays_in_reach(
    mandate: Mandate, people: list[Membership], pages: Callable[..., list[str]]
) -> None:
    petition = voting(mandate, people)
    at = petition.voting_opens_at
    assert at
    path = f"/recalls/{petition.public_id}/vote/"
    late = MembershipFactory(committee=mandate.committee)
    for page in pages(people[0], at):
        assert "Vote on a recall" in page
        assert "Voting closes" in page
        assert path in page
    assert path not in pages(late, at)[0]
    vote(petition, people[:1], KEEP, at=at)
    for page in pages(people[0], at):
        assert "Voting closes" not in page
        assert "To my ballot" in page
        assert path in page
    assert petition.voting_closes_at
    assert path not in pages(people[1], petition.voting_closes_at)[0]


@pytest.mark.parametrize(("end", "words"), [(9, "Recall carried"), (6, "Recall not carried")])
def test_what_was_decided_stands_there_without_a_name(
    mandate: Mandate,
    people: list[Membership],
    pages: Callable[..., list[str]],
    end: int,
    words: str,
) -> None:
    petition = decided(voting(mandate, people), end=people[:end], keep=people[end:])
    assert petition.ended_at
    for page in pages(people[0], petition.ended_at + timedelta(hours=1)):
        assert f"{words}: Delegate" in page
        assert f"/recalls/{petition.public_id}/" in page


def test_a_vote_that_is_called_is_not_open_yet(
    mandate: Mandate, people: list[Membership], pages: Callable[..., list[str]]
) -> None:
    petition = called(mandate, people)
    assert f"/recalls/{petition.public_id}/vote/" not in pages(people[0])[0]
