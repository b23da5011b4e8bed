from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections
from django.test import Client

from committees.models import Committee, Membership, Office
from elections.models import Election, PaperEntry
from elections.operations.clockwork import advance_election
from elections.operations.on_paper import mark_on_paper, name_counter
from tests.elections.test_enter_paper import PAPERS, counts, enter, finish
from tests.factories import NOW, CommitteeFactory, MembershipFactory, officer
from tests.factories_elections import members, voting
from tests.voting import vote

As = Callable[..., Client]


def closed_election(committee: Committee, marked: int, cast: int = 6) -> Election:
    officer_ = officer(committee, Office.RETURNING_OFFICER, "Ruth")
    counter = MembershipFactory(committee=committee, chosen_name="Marek")
    voters = members(committee, 14)
    election = voting(committee, officer_, voters[0], voters[1])
    for one in voters[:cast]:
        vote(election, choices=[1, 2], by=one, at=election.voting_opens_at)
    for one in voters[7 : 7 + marked]:
        mark_on_paper(election, one, by=officer_, at=election.voting_opens_at)
    name_counter(election, counter, by=officer_, at=election.voting_opens_at)
    return advance_election(election, at=election.voting_closes_at)


@pytest.mark.django_db
def test_the_pages_say_whether_the_lists_agree(
    committee: Committee, as_: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    election = closed_election(committee, 6)
    monkeypatch.setattr("core.clock.now", lambda: election.voting_closes_at)
    first, second = counts(election)
    enter(first, *PAPERS)
    enter(second, *PAPERS[:-1])
    one, other = as_(first.membership), as_(second.membership)

    def finished(browser: Client, count: object) -> str:
        url = f"/papers/{count.public_id}/finish/"  # type: ignore[attr-defined]
        return browser.post(url, follow=True).content.decode()

    assert "It is compared when" in finished(one, first)
    assert "differ in 1 paper." in finished(other, second)
    for count in (first, second):
        assert count.membership
        enter_again(count)
    finished(one, first)
    assert "Both lists agree." in finished(other, second)
    page = one.get(f"/elections/{election.public_id}/on-paper/mark/").content.decode()
    assert "6 papers are entered" in page
    assert one.post(f"/papers/{first.public_id}/finish/").status_code == 403
    election = advance_election(election, at=election.counted_from)
    result = other.get(f"/elections/{election.public_id}/result/").content.decode()
    assert "12 of 16 voted" in result
    assert "6 of them on paper; 6 members were marked as voting so." in result
    board = other.get(f"/elections/{election.public_id}/board/").content.decode()
    assert "6 members were marked as voting on paper. 6 papers came." in board
    assert "Blank: 1. Spoilt: 1." in board
    assert one.get(f"/elections/{election.public_id}/on-paper/annex/").status_code == 404


def enter_again(count) -> None:  # type: ignore[no-untyped-def]
    from elections.operations.on_paper import enter_paper

    enter_paper(
        count, number=6, written="signed", choices=[], by=count.membership, at=count.named_at
    )


@pytest.mark.django_db
def test_few_papers_are_sealed_and_the_two_keep_the_annex(
    committee: Committee, as_: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    election = closed_election(committee, 3)
    for count in counts(election):
        enter(count, [2], [1, 2])
        finish(count)
    election = advance_election(election, at=election.counted_from + timedelta(minutes=1))
    monkeypatch.setattr("core.clock.now", lambda: election.challenge_ends_at)
    first, second = counts(election)
    url = f"/elections/{election.public_id}"
    other = as_(second.membership)
    page = other.get(f"{url}/result/").content.decode()
    assert "2 members voted on paper. Fewer than five" in page
    assert "count-picture" not in page
    assert other.get(f"{url}/result.blt").status_code == 404
    assert "only a hash of them" in other.get(f"{url}/board/").content.decode()
    annex = other.get(f"{url}/on-paper/annex/").json()
    assert annex["ballots"] == [[1, 2], [2]]
    assert "Save the annex" in as_(first.membership).get(f"{url}/on-paper/mark/").content.decode()
    stranger = Membership.objects.get(chosen_name="Voter 3")
    assert as_(stranger).get(f"{url}/on-paper/annex/").status_code == 403


@pytest.mark.django_db
def test_without_another_nothing_is_finished(committee: Committee, as_: As) -> None:
    election = closed_election(committee, 1)
    first, second = counts(election)
    second.delete()
    answer = as_(first.membership).post(f"/papers/{first.public_id}/finish/")
    assert answer.status_code == 403
    page = as_(first.membership).get(f"/papers/{first.public_id}/").content.decode()
    assert "Nobody is named" in page


@pytest.mark.django_db(transaction=True)
def test_two_who_end_at_once_are_compared_once() -> None:
    election = closed_election(CommitteeFactory(status="founded", founded_at=NOW), 6)
    for count in counts(election):
        enter(count, *PAPERS)

    def end(count) -> None:  # type: ignore[no-untyped-def]
        try:
            finish(count)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(end, counts(election)))
    election.contest.refresh_from_db()
    assert election.contest.paper_ballots == 6
    assert not PaperEntry.objects.exists()
