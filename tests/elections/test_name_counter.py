from collections.abc import Callable

import pytest
from django.test import Client

from committees.models import Committee, Membership
from core.decision import Refused
from elections.eligibility import can_observe
from elections.models import Election
from elections.operations.clockwork import advance_election
from elections.operations.on_paper import mark_on_paper, name_counter
from tests.elections.test_enter_paper import counts, enter, finish
from tests.factories_elections import KEYS, ObserverFactory, TellerFactory, members, voting
from tests.voting import vote

pytestmark = pytest.mark.django_db
As = Callable[..., Client]


@pytest.fixture
def election(committee: Committee, returning_officer: Membership, member: Membership) -> Election:
    election = voting(committee, returning_officer, *members(committee, 12)[:2])
    mark_on_paper(election, member, by=returning_officer, at=election.voting_opens_at)
    return election


def _named(browser: Client, election: Election, name: str) -> tuple[int, str]:
    url = f"/elections/{election.public_id}/on-paper/counter/"
    answer = browser.post(url, {"name": name}, follow=True)
    return answer.status_code, answer.content.decode()


def test_another_member_is_named_and_can_be_replaced(
    election: Election, returning_officer: Membership, as_: As
) -> None:
    browser = as_(returning_officer)
    assert "Voter 5 enters the papers, too." in _named(browser, election, "voter 5")[1]
    first, second = counts(election)
    assert first.membership == returning_officer
    _named(browser, election, "Voter 5")
    assert counts(election)[1] == second
    _named(browser, election, "Voter 6")
    one, other = counts(election)
    assert one == first
    assert other.membership == Membership.objects.get(chosen_name="Voter 6")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Voter 0", "Whoever stands in this election"),
        ("Ruth", "name somebody else"),
        ("Nobody", "No member is called so."),
        ("", "Fill this in:"),
    ],
)
def test_who_cannot_be_named(
    election: Election, returning_officer: Membership, as_: As, name: str, said: str
) -> None:
    status, page = _named(as_(returning_officer), election, name)
    assert (status, said in page) == (422, True)
    assert not election.paper_counts.exists()


def test_nobody_else_names(election: Election, member: Membership, as_: As) -> None:
    for name in ("Voter 5", "Nobody", ""):
        assert _named(as_(member), election, name)[0] == 403


def test_once_the_papers_are_entered_nobody_is_named_any_more(
    election: Election, returning_officer: Membership, member: Membership
) -> None:
    other, third = Membership.objects.filter(chosen_name__in=["Voter 5", "Voter 6"])
    at = election.voting_opens_at
    for one in Membership.objects.filter(chosen_name__startswith="Voter")[:6]:
        vote(election, choices=[1], by=one, at=at)
    name_counter(election, other, by=returning_officer, at=at)
    election = advance_election(election, at=election.voting_closes_at)
    for count in counts(election):
        enter(count, [1])
        finish(count)
    with pytest.raises(Refused, match="entered already"):
        name_counter(election, third, by=returning_officer, at=at)
    election = advance_election(election, at=election.counted_from)
    with pytest.raises(Refused, match="are counted"):
        name_counter(election, third, by=returning_officer, at=at)


def test_a_teller_can_be_chosen_instead_of_a_name(
    election: Election, returning_officer: Membership, as_: As
) -> None:
    teller, other = Membership.objects.filter(chosen_name__in=["Voter 5", "Voter 6"]).order_by(
        "chosen_name"
    )
    TellerFactory(election=election, membership=teller, **KEYS)
    TellerFactory(election=election, membership=other)
    browser = as_(returning_officer)
    url = f"/elections/{election.public_id}/on-paper/"
    page = browser.get(f"{url}mark/").content.decode()
    assert f'<option value="{teller.public_id}">Voter 5</option>' in page
    assert other.public_id not in page
    for sent, said in (
        ({"teller": "", "name": ""}, "Choose a teller, or enter a name below."),
        ({"teller": teller.public_id, "name": "Voter 7"}, "not both"),
        ({"teller": other.public_id, "name": ""}, "Choose one that is offered"),
    ):
        answer = browser.post(f"{url}counter/", sent)
        assert (answer.status_code, said in answer.content.decode()) == (422, True)
    browser.post(f"{url}counter/", {"teller": teller.public_id, "name": "voter 5"})
    assert counts(election)[1].membership == teller
    browser.post(f"{url}counter/", {"teller": "", "name": "Voter 7"})
    assert counts(election)[1].membership == Membership.objects.get(chosen_name="Voter 7")


def test_a_teller_who_stands_cannot_be_chosen(
    election: Election, returning_officer: Membership, as_: As
) -> None:
    stands = Membership.objects.get(chosen_name="Voter 0")
    TellerFactory(election=election, membership=stands, **KEYS)
    url = f"/elections/{election.public_id}/on-paper/counter/"
    answer = as_(returning_officer).post(url, {"teller": stands.public_id, "name": ""})
    assert answer.status_code == 422
    assert "Whoever stands in this election" in answer.content.decode()


def test_whoever_watches_for_a_candidate_does_not_enter_the_papers(
    election: Election, returning_officer: Membership, member: Membership, as_: As
) -> None:
    ObserverFactory(
        candidacy=election.candidacies.first(),
        membership=Membership.objects.get(chosen_name="Voter 5"),
        status="watching",
    )
    status, page = _named(as_(returning_officer), election, "Voter 5")
    assert (status, "Name somebody else." in page) == (422, True)
    assert "watch" not in page.partition("Name somebody else.")[0][-200:]


def test_whoever_enters_the_papers_does_not_watch(
    election: Election, returning_officer: Membership, as_: As
) -> None:
    _named(as_(returning_officer), election, "Voter 5")
    counter = Membership.objects.get(chosen_name="Voter 5")
    assert not can_observe(counter, election)
