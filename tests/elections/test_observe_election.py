"""What an observer sees: counts, lists, the opening as it happens, and no name of a voter."""

import json
from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from ballots import definitions
from ballots.protocol import lists
from ballots.protocol.encoding import unb64
from committees.models import Committee, Membership
from core.decision import Refused
from elections.models import Election, Observer
from elections.operations.clockwork import advance_election
from elections.operations.nominations import withdraw_candidacy
from elections.operations.voiding import void_election
from elections.permissions import observe_election
from tests.factories import MembershipFactory
from tests.factories_elections import (
    ObserverFactory,
    announced,
    candidacy_of,
    members,
    number_of,
    stand,
    voting,
)
from tests.tellers import Teller
from tests.voting import vote

pytestmark = pytest.mark.django_db
As = Callable[..., Client]
Clock = Callable[[datetime], None]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    def put(moment: datetime) -> None:
        monkeypatch.setattr("core.clock.now", lambda: moment)

    return put


@pytest.fixture
def ada(committee: Committee) -> Membership:
    return MembershipFactory(committee=committee, chosen_name="Ada")


def _watch(election: Election, ada: Membership, member: Membership) -> Observer:
    return ObserverFactory(
        candidacy=candidacy_of(election, ada), membership=member, status="watching"
    )


def _page(client: Client, election: Election) -> str:
    answer = client.get(f"/elections/{election.public_id}/observe/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_before_the_close_counts_are_as_coarse_as_for_everybody(
    committee: Committee, returning_officer: Membership, member: Membership, ada: Membership,
    as_: As,
) -> None:  # fmt: skip
    crowd = members(committee, 30)
    election = voting(committee, returning_officer, ada)
    _watch(election, ada, member)
    for one in crowd[:13]:
        vote(election, choices=[1], by=one, at=election.voting_opens_at)
    page = _page(as_(member), election)
    counts = page.split('id="watched-counts"')[1].split("</section>")[0]
    assert ">10<" in counts
    assert "13" not in counts
    assert "In tens, rounded down" in counts
    assert "There is none before the close." in page
    for one in (*crowd, ada):
        assert one.chosen_name not in page


def test_with_few_on_the_roll_there_are_no_counts_before_the_close(
    committee: Committee, returning_officer: Membership, member: Membership, ada: Membership,
    as_: As,
) -> None:  # fmt: skip
    members(committee, 10)
    election = announced(committee, returning_officer)
    stand(election, ada)
    election = advance_election(election, at=election.nominations_close_at)
    _watch(election, ada, member)
    page = _page(as_(member), election)
    assert "Voting has not opened yet." in page
    assert "The key holders stand here once the paper is printed." in page
    election = advance_election(election, at=election.voting_opens_at)
    vote(election, choices=[1], by=member, at=election.voting_opens_at)
    page = _page(as_(member), election)
    assert "With fewer than 30 on the roll nothing is counted" in page


def test_both_lists_stand_there_with_number_and_hash_and_can_be_fetched(
    committee: Committee, returning_officer: Membership, member: Membership, ada: Membership,
    as_: As,
) -> None:  # fmt: skip
    crowd = members(committee, 10)
    election = voting(committee, returning_officer, ada)
    _watch(election, ada, member)
    browser = as_(member)
    for kind in ("first", "final"):
        path = f"/elections/{election.public_id}/{kind}-list.json"
        assert browser.get(path).status_code == 404
    for one in crowd[:3]:
        vote(election, choices=[1], by=one, at=election.voting_opens_at)
    election = advance_election(election, at=election.voting_closes_at)
    page = _page(browser, election)
    assert "The list at the close" in page
    assert "The final list" not in page
    assert "3 envelopes" in page
    election = advance_election(election, at=election.counted_from)
    page = _page(browser, election)
    assert "The board stands, and the ballots are counted." in page
    assert "The host of this server" in page
    fingerprint = definitions.of(election.contest.public_id).fingerprint
    for kind in ("first", "final"):
        answer = browser.get(f"/elections/{election.public_id}/{kind}-list.json")
        assert "attachment" in answer["Content-Disposition"]
        found = json.loads(answer.content)
        assert found["kind"] == kind
        hashes = [unb64(one) for one in found["envelopes"]]
        assert len(hashes) == 3
        assert lists.list_hash(fingerprint, found["withdrawn"], hashes).hex() in page


def test_the_opening_is_seen_as_it_happens(
    committee: Committee, returning_officer: Membership, member: Membership, ada: Membership,
    as_: As, clock: Clock,
) -> None:  # fmt: skip
    crowd = members(committee, 10)
    tellers = [Teller(number, name) for number, name in enumerate(("Tess", "Timo", "Tuva"), 1)]
    election = announced(
        committee, returning_officer, tellers=[one.key for one in tellers], needed=2
    )
    stand(election, ada)
    election = advance_election(election, at=election.voting_opens_at)
    contest = election.contest
    browser = as_(member)
    _watch(election, ada, member)
    clock(election.voting_opens_at)
    page = _page(browser, election)
    assert page.count("– Is not ready yet") == 3
    assert [one.be_ready(contest) for one in tellers] == [200] * 3
    election = advance_election(election, at=election.due_at)
    assert _page(browser, election).count("✓ Was ready before voting") == 3
    for one in crowd[:5]:
        ranking = [number_of(election, ada)]
        vote(election, choices=ranking, by=one, at=election.voting_opens_at)
    election = advance_election(election, at=election.voting_closes_at)
    election = advance_election(election, at=election.counted_from)
    clock(election.counted_from)
    contest.refresh_from_db()
    tess, timo, _lost = tellers
    assert tess.ask(contest, "lot", tess.keys.r)[0] == 200
    page = _page(browser, election)
    assert page.count("✓ Has shown the part of the lot") == 1
    assert "0 key holders have signed the board; it stands with 2." in page
    assert timo.ask(contest, "lot", timo.keys.r)[0] == 200
    tess.open_shares(contest, [2])
    page = _page(browser, election)
    assert page.count("Sealed shares handed over: 1 of 2") == 1
    assert page.count("Sealed shares handed over: 0 of 2") == 2
    timo.open_shares(contest, [1])
    tess.take_bundle(contest, 2)
    timo.take_bundle(contest, 1)
    assert tess.sign_board(contest, tess.board(contest))[0] == 200
    page = _page(browser, election)
    assert "1 key holder has signed the board; it stands with 2." in page
    assert page.count("✓ Has signed the board") == 1
    assert "The board stands" not in page
    assert timo.sign_board(contest, timo.board(contest))[0] == 200
    page = _page(browser, election)
    assert "The board stands, and the ballots are counted." in page
    assert "Sealed shares" not in page


def test_the_part_that_changes_is_sent_once(
    committee: Committee, returning_officer: Membership, member: Membership, ada: Membership,
    as_: As,
) -> None:  # fmt: skip
    members(committee, 10)
    election = voting(committee, returning_officer, ada)
    _watch(election, ada, member)
    browser, url = as_(member), f"/elections/{election.public_id}/observe/now/"
    page = _page(browser, election)
    assert url in page
    assert 'data-live-every="10"' in page
    assert "Look again" in page  # without a script
    first = browser.get(url)
    assert first["X-Mark"] in page
    assert first["Content-Type"].startswith("text/plain")
    again = browser.get(url, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    vote(election, choices=[1], by=member, at=election.voting_opens_at)
    advance_election(election, at=election.voting_closes_at)
    other = browser.get(url, headers={"If-None-Match": first["ETag"]})
    assert other.status_code == 200
    assert "The list at the close" in other.content.decode()


def test_the_page_is_for_observers_alone_and_ends_with_the_election(
    committee: Committee, returning_officer: Membership, member: Membership, ada: Membership,
    coordinator: Membership, outsider: Membership, as_: As,
) -> None:  # fmt: skip
    members(committee, 10)
    election = voting(committee, returning_officer, ada, coordinator)
    observer = ObserverFactory(candidacy=candidacy_of(election, ada), membership=member)
    places = [f"/elections/{election.public_id}/{word}" for word in (
        "observe/", "observe/now/", "first-list.json", "final-list.json",
    )]  # fmt: skip
    for one in (member, ada, coordinator, returning_officer):
        assert [as_(one).get(place).status_code for place in places] == [403] * 4
    assert [as_(outsider).get(place).status_code for place in places] == [404] * 4
    Observer.objects.filter(pk=observer.pk).update(status="watching")
    _page(as_(member), election)
    withdraw_candidacy(candidacy_of(election, ada), by=ada, at=election.voting_opens_at)
    assert as_(member).get(places[0]).status_code == 403
    other = ObserverFactory(
        candidacy=candidacy_of(election, coordinator), membership=member, status="watching"
    )
    assert other.status == "watching"
    member.status = "left"
    with pytest.raises(Refused, match="Only members"):
        observe_election(member, election).enforce()
    void_election(election, because="x", by=returning_officer, at=election.voting_opens_at)
    answer = as_(member).get(places[0])
    assert answer.status_code == 403
    assert "This election is over" in answer.content.decode()
