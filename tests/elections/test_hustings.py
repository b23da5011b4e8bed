"""The page of the hustings: one form for all, an order for each, and who has not answered."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from committees.models import Committee, Membership
from elections.asking import asking_ends, drawn_for
from elections.models import Candidacy, Election
from elections.operations.clockwork import advance_election
from elections.operations.nominations import withdraw_candidacy
from tests.elections.hustings import asked_election, soon
from tests.factories import MembershipFactory
from tests.factories_elections import (
    HustingsAnswerFactory,
    HustingsQuestionFactory,
    candidacy_of,
)

pytestmark = pytest.mark.django_db
As = Callable[..., Client]


@pytest.fixture
def candidates(committee: Committee) -> list[Membership]:
    names = ("Ada", "Ben", "Cyril")
    return [MembershipFactory(committee=committee, chosen_name=name) for name in names]


@pytest.fixture
def election(
    committee: Committee,
    returning_officer: Membership,
    member: Membership,
    candidates: list[Membership],
) -> Election:
    return asked_election(committee, returning_officer, *candidates)


@pytest.fixture(autouse=True)
def at_soon(election: Election, monkeypatch: pytest.MonkeyPatch) -> datetime:
    moment = soon(election)
    monkeypatch.setattr("core.clock.now", lambda: moment)
    return moment


def _page(client: Client, election: Election) -> str:
    return client.get(f"/elections/{election.public_id}/hustings/").content.decode()


def _order(page: str, *names: str) -> list[str]:
    return sorted(names, key=lambda name: page.index(f"<bdi>{name}</bdi>"))


def test_each_order_comes_about_equally_often(election: Election) -> None:
    """Chi squared over six orders of three: 20.5 would come once in a thousand such trials."""
    shown = list(election.candidacies.all())
    readers = [Membership(public_id=f"reader{number:06}") for number in range(3_000)]
    orders = Counter(tuple(one.name for one in drawn_for(reader, shown)) for reader in readers)
    assert len(orders) == 6
    expected = len(readers) / 6
    assert sum((found - expected) ** 2 / expected for found in orders.values()) < 20.5
    first = Counter(order[0] for order in orders.elements())
    assert max(first.values()) - min(first.values()) < 0.1 * len(readers)


def test_a_reader_sees_one_order_everywhere_and_every_time(
    election: Election, member: Membership, as_: As
) -> None:
    HustingsQuestionFactory(election=election)
    page = _page(as_(member), election)
    assert _order(page, "Ada", "Ben", "Cyril") == [
        one.name for one in drawn_for(member, election.candidacies.all())
    ]
    assert _page(as_(member), election).count("<h4>") == 3
    statements, answers = page.split('id="questions"')
    names = ("Ada", "Ben", "Cyril")
    assert _order(statements, *names) == _order(answers, *names)
    other = as_(member).get(f"/elections/{election.public_id}/").content.decode()
    assert _order(other, *names) == _order(page, *names)


def test_another_election_has_another_order(election: Election) -> None:
    """The order does not hang on the reader alone: who comes first once may come last next time."""
    shown = list(election.candidacies.all())
    reader = Membership(public_id="reader000001")
    firsts = set()
    for number in range(30):
        for one in shown:
            one.election = Election(public_id=f"election{number:04}")
        firsts.add(drawn_for(reader, shown)[0].name)
    assert firsts == {"Ada", "Ben", "Cyril"}


def test_it_is_said_who_has_not_answered(
    election: Election, member: Membership, candidates: list[Membership], as_: As
) -> None:
    question = HustingsQuestionFactory(election=election)
    HustingsAnswerFactory(question=question, candidacy=candidacy_of(election, candidates[0]))
    page = _page(as_(member), election)
    assert page.count("I will report back.") == 1
    assert page.count("Has not answered yet.") == 2
    advance_election(election, at=election.voting_opens_at)
    page = _page(as_(member), election)
    assert page.count("Has not answered.") == 2
    assert "The answers stand as they are." in page


def test_who_withdrew_is_not_said_to_be_silent_and_what_they_said_stays(
    election: Election, member: Membership, candidates: list[Membership], as_: As
) -> None:
    first, second = (HustingsQuestionFactory(election=election) for _number in range(2))
    ada = candidacy_of(election, candidates[0])
    HustingsAnswerFactory(question=first, candidacy=ada, text="I said this.")
    withdraw_candidacy(ada, by=candidates[0], at=soon(election))
    page = _page(as_(member), election)
    assert "Withdrawn" in page
    assert "I said this." in page
    assert page.count("Has not answered yet.") == 4
    assert second.election_id == first.election_id


def test_the_page_shows_the_rule_and_until_when_questions_come(
    election: Election, member: Membership, as_: As
) -> None:
    page = _page(as_(member), election)
    assert "Candidates answer questions for 2 days before voting opens." in page
    assert "It is not for opinions" in page
    assert asking_ends(election).strftime("%Y-%m-%dT%H") in page


def test_after_the_close_it_can_be_read_until_the_challenge_ends(
    election: Election, member: Membership, as_: As
) -> None:
    HustingsQuestionFactory(election=election, text="Why?")
    election = advance_election(election, at=election.voting_opens_at)
    election = advance_election(election, at=election.voting_closes_at)
    page = _page(as_(member), election)
    assert "Why?" in page
    assert "Questions and answers stay here as they were" in page
    assert "Take down" not in page
    assert "What the candidates said" in (
        as_(member).get(f"/elections/{election.public_id}/").content.decode()
    )
    Election.objects.filter(pk=election.pk).update(
        status="void", voided_at=election.counted_from, void_because="x", due_at=None
    )
    page = _page(as_(member), election)
    assert "Why?" not in page
    assert "its questions and answers are deleted" in page


def test_where_voting_follows_at_once_the_page_says_so(
    election: Election, member: Membership, as_: As
) -> None:
    Election.objects.update(voting_opens_at=election.nominations_close_at)
    assert "there is no time for questions" in _page(as_(member), election)
    election.refresh_from_db()
    assert asking_ends(election) == election.voting_opens_at


def test_another_committee_finds_nothing(election: Election, outsider: Membership, as_: As) -> None:
    for word in ("hustings", "observe"):
        url = f"/elections/{election.public_id}/{word}/"
        assert as_(outsider).get(url).status_code == 404


def test_a_hundred_questions_to_sixty_take_few_queries(
    election: Election,
    member: Membership,
    as_: As,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    more = [
        Candidacy(
            election=election,
            name=f"Crowd {number}",
            status="standing",
            nominated_at=election.announced_at,
            answered_at=election.announced_at,
        )
        for number in range(57)
    ]
    Candidacy.objects.bulk_create(more)
    for _number in range(100):
        HustingsQuestionFactory(election=election)
    browser = as_(member)
    with django_assert_max_num_queries(12):
        page = _page(browser, election)
    assert page.count("Has not answered yet.") == 6_000
