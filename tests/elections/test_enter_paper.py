"""Voting on paper from the mark to the count, through the pages and the operations."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from ballots import queries as ballots
from committees.models import Committee, Membership
from core.decision import Refused
from core.models import Event
from elections import permissions
from elections.models import Election, PaperCount, PaperEntry, Written
from elections.operations.clockwork import advance_election
from elections.operations.on_paper import (
    enter_paper,
    finish_papers,
    mark_on_paper,
    name_counter,
)
from elections.operations.voiding import void_election
from tests.factories_elections import members, voting
from tests.voting import vote

pytestmark = pytest.mark.django_db
As = Callable[..., Client]


@pytest.fixture
def voters(committee: Committee) -> list[Membership]:
    return members(committee, 14)


@pytest.fixture
def election(
    returning_officer: Membership, member: Membership, voters: list[Membership]
) -> Election:
    return voting(returning_officer.committee, returning_officer, voters[0], voters[1])


@pytest.fixture
def closed(
    election: Election,
    returning_officer: Membership,
    member: Membership,
    voters: list[Membership],
    monkeypatch: pytest.MonkeyPatch,
) -> Election:
    """Six voted in browsers and six are marked; the returning officer and Marek enter the papers."""
    at = election.voting_opens_at
    for one in voters[:6]:
        vote(election, choices=[1, 2], by=one, at=at)
    for one in voters[6:12]:
        mark_on_paper(election, one, by=returning_officer, at=at)
    name_counter(election, member, by=returning_officer, at=at)
    monkeypatch.setattr("core.clock.now", lambda: election.voting_closes_at)
    return advance_election(election, at=election.voting_closes_at)


def counts(election: Election) -> tuple[PaperCount, PaperCount]:
    one, other = election.paper_counts.order_by("place")
    return one, other


def enter(count: PaperCount, *papers: list[int] | str) -> None:
    assert count.membership
    for number, paper in enumerate(papers, 1):
        written, choices = (paper, []) if isinstance(paper, str) else (Written.BALLOT, paper)
        enter_paper(
            count,
            number=number,
            written=written,
            choices=choices,
            by=count.membership,
            at=count.named_at,
        )


def finish(count: PaperCount) -> PaperCount:
    assert count.membership
    return finish_papers(count, by=count.membership, at=count.named_at)


PAPERS: list[list[int] | str] = [[2], [2, 1], [1], [2], Written.BLANK, Written.SIGNED]


def test_two_lists_that_agree_go_to_the_count(closed: Election) -> None:
    for count in counts(closed):
        enter(count, *PAPERS)
    first, second = counts(closed)
    assert finish(first).done_at
    assert ballots.awaits_papers(Election.objects.get(pk=closed.pk).contest)
    finish(second)
    assert not PaperEntry.objects.exists()
    election = advance_election(closed, at=closed.counted_from)
    assert election.status == "declared"
    papers = ballots.papers_of(election.contest)
    assert papers is not None
    assert (papers.ballots, papers.blank, papers.spoilt) == (((1,), (2,), (2,), (2, 1)), 1, 1)
    result = ballots.result(election.contest)
    assert result is not None
    assert (result.valid, result.blank, result.invalid) == (10, 1, 1)


def test_what_differs_is_told_by_number_and_entered_again(closed: Election, as_: As) -> None:
    first, second = counts(closed)
    enter(first, [1], [2], [1, 2])
    enter(second, [1], [1], [1, 2], Written.BLANK)
    finish(first)
    assert finish(second).again == [2, 4]
    for count in counts(closed):
        assert sorted(count.entries.values_list("number", flat=True)) == [1, 3]
        assert count.done_at is None
    assert first.membership
    page = as_(first.membership).get(f"/papers/{first.public_id}/").content.decode()
    assert "The two lists differed in these papers." in page
    assert "2, 4" in page
    for count in counts(closed):
        assert count.membership
        enter_paper(
            count, number=2, written="ballot", choices=[2], by=count.membership, at=count.named_at
        )
        finish(count)
    assert Election.objects.get(pk=closed.pk).contest.paper_ballots == 3
    assert Event.objects.filter(name="elections.papers_differed").count() == 1


def test_no_papers_at_all_are_agreed_on_as_well(closed: Election) -> None:
    for count in counts(closed):
        finish(count)
    election = advance_election(closed, at=closed.counted_from)
    assert (election.status, election.contest.paper_ballots) == ("declared", 0)


def test_the_count_waits_and_at_the_deadline_the_election_is_void(
    closed: Election, returning_officer: Membership, as_: As
) -> None:
    election = advance_election(closed, at=closed.counted_from)
    assert (election.status, election.contest.status) == ("closed", "listed")
    page = as_(returning_officer).get(f"/elections/{election.public_id}/").content.decode()
    assert "the count waits for them until:" in page
    late = closed.papers_until - timedelta(minutes=5)
    assert advance_election(election, at=late).status == "closed"
    election = advance_election(election, at=closed.papers_until + timedelta(hours=1))
    assert election.status == "void"
    assert "not entered in time" in election.void_because
    assert not PaperCount.objects.exists()
    page = as_(returning_officer).get(f"/elections/{election.public_id}/").content.decode()
    assert "Repeat it from now on" in page


def test_papers_that_come_late_but_in_time_are_counted(closed: Election) -> None:
    advance_election(closed, at=closed.counted_from)
    for count in counts(closed):
        enter(count, *PAPERS)
        finish(count)
    election = advance_election(closed, at=closed.counted_from + timedelta(hours=3))
    assert election.status == "declared"


def test_where_all_vote_on_paper_they_are_counted(
    election: Election,
    returning_officer: Membership,
    member: Membership,
    voters: list[Membership],
) -> None:
    at = election.voting_opens_at
    for one in voters[6:12]:
        mark_on_paper(election, one, by=returning_officer, at=at)
    name_counter(election, member, by=returning_officer, at=at)
    election = advance_election(election, at=election.voting_closes_at)
    for count in counts(election):
        enter(count, *PAPERS)
        finish(count)
    election = advance_election(election, at=election.counted_from)
    assert election.status == "declared"


def test_nobody_who_voted_by_either_makes_it_void(
    election: Election,
    returning_officer: Membership,
    member: Membership,
    voters: list[Membership],
) -> None:
    at = election.voting_opens_at
    mark_on_paper(election, voters[5], by=returning_officer, at=at)
    name_counter(election, member, by=returning_officer, at=at)
    election = advance_election(election, at=election.voting_closes_at)
    assert advance_election(election, at=election.counted_from).status == "closed"
    for count in counts(election):
        finish(count)
    election = advance_election(election, at=election.counted_from + timedelta(hours=1))
    assert (election.status, election.void_because) == ("void", "Nobody voted.")


def test_each_enters_their_own_list_and_sees_no_other(
    closed: Election, member: Membership, returning_officer: Membership, as_: As
) -> None:
    first, second = counts(closed)
    assert as_(member).get(f"/papers/{first.public_id}/").status_code == 404
    with pytest.raises(Refused, match="own list"):
        enter_paper(
            first, number=1, written="blank", choices=[], by=member, at=closed.voting_closes_at
        )
    finish(first)
    with pytest.raises(Refused, match="Wait until the other"):
        enter(first, [1])
    assert as_(returning_officer).post(f"/papers/{first.public_id}/", {}).status_code == 422
    election = void_election(closed, because="x", by=None, at=closed.voting_closes_at)
    second.election = election
    assert "after the close" in str(permissions.enter_paper(second, by=member).reason)


def test_more_papers_than_members_are_refused_with_the_rule(
    closed: Election, member: Membership, as_: As
) -> None:
    _first, second = counts(closed)
    url = f"/papers/{second.public_id}/"
    browser = as_(member)
    answer = browser.post(url, {"number": 7, "rank_1": "1", "written": "ballot"})
    assert answer.status_code == 422
    assert "6 members were marked as voting on paper" in answer.content.decode()
    assert browser.post(url, {"number": 6, "rank_1": "1", "written": "ballot"}).status_code == 302
    assert second.entries.get().choices == [1]


@pytest.mark.parametrize(
    ("sent", "choices", "said"),
    [
        ({"rank_2": "1", "rank_1": "2"}, [2, 1], ""),
        ({"rank_3": "1"}, [3], ""),
        ({"rank_1": "1", "rank_2": "1"}, None, "without a gap"),
        ({"rank_1": "2"}, None, "without a gap"),
        ({"rank_1": "9"}, None, "less than or equal"),
        ({}, None, "Is the paper blank?"),
        ({"rank_1": "1", "written": "blank"}, None, "Take the numbers away"),
        ({"written": "blank"}, [], ""),
        ({"written": "unclear"}, [], ""),
        ({"written": "nothing"}, None, "Choose one that is offered"),
    ],
)
def test_what_stands_on_a_paper_is_entered(
    closed: Election,
    member: Membership,
    as_: As,
    sent: dict[str, str],
    choices: list[int] | None,
    said: str,
) -> None:
    _first, second = counts(closed)
    browser, url = as_(member), f"/papers/{second.public_id}/"
    answer = browser.post(url, {"number": "1", "written": "ballot"} | sent)
    assert answer.status_code == (422 if said else 302)
    assert said in answer.content.decode()
    assert [one.choices for one in second.entries.all()] == ([] if choices is None else [choices])


def test_a_number_that_is_entered_already_is_replaced_only_on_purpose(
    closed: Election, member: Membership, as_: As
) -> None:
    _first, second = counts(closed)
    browser, url = as_(member), f"/papers/{second.public_id}/"
    browser.post(url, {"number": "1", "written": "ballot", "rank_1": "1"})
    other = {"number": "1", "written": "ballot", "rank_2": "1"}
    answer = browser.post(url, other)
    assert answer.status_code == 422
    assert "A paper with this number is entered already." in answer.content.decode()
    assert [one.choices for one in second.entries.all()] == [[1]]
    assert browser.post(url, other | {"replaces": "on"}).status_code == 302
    assert [one.choices for one in second.entries.all()] == [[2]]


def test_a_number_without_a_paper_is_taken_away(
    closed: Election, member: Membership, as_: As
) -> None:
    _first, second = counts(closed)
    browser, url = as_(member), f"/papers/{second.public_id}/"
    browser.post(url, {"number": "1", "written": "blank"})
    page = browser.get(url).content.decode()
    assert 'name="number" value="2"' in page
    assert "Blank: nothing is written on it" in page
    browser.post(url, {"number": "1", "written": "none"})
    assert not second.entries.exists()


def test_what_no_form_sends_is_refused_too(closed: Election, member: Membership) -> None:
    _first, second = counts(closed)
    for choices in ([], [9], [1, 1]):
        with pytest.raises(Refused, match="cannot stand"):
            enter(second, choices)
