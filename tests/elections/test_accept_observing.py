from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from committees.models import Committee, Membership
from core.decision import Refused
from core.models import Event
from elections.models import Election, Observer
from elections.operations.clockwork import advance_election
from elections.operations.nominations import withdraw_candidacy
from elections.operations.observers import accept_observing
from tests.elections.hustings import asked_election, soon
from tests.factories import MembershipFactory
from tests.factories_elections import ObserverFactory, TellerFactory, candidacy_of

pytestmark = pytest.mark.django_db
As = Callable[..., Client]


@pytest.fixture
def ada(committee: Committee) -> Membership:
    return MembershipFactory(committee=committee, chosen_name="Ada")


@pytest.fixture
def election(
    committee: Committee, returning_officer: Membership, coordinator: Membership,
    member: Membership, ada: Membership,
) -> Election:  # fmt: skip
    return asked_election(committee, returning_officer, ada, coordinator)


@pytest.fixture
def observer(election: Election, ada: Membership, member: Membership) -> Observer:
    return ObserverFactory(candidacy=candidacy_of(election, ada), membership=member)


@pytest.fixture(autouse=True)
def at_soon(election: Election, monkeypatch: pytest.MonkeyPatch) -> datetime:
    moment = soon(election)
    monkeypatch.setattr("core.clock.now", lambda: moment)
    return moment


def test_who_says_yes_watches(
    observer: Observer, election: Election, member: Membership, ada: Membership, as_: As
) -> None:
    url = f"/observers/{observer.public_id}/"
    page = as_(member).get(url).content.decode()
    assert "Will you watch this election?" in page
    assert "<bdi>Ada</bdi> stands in it" in page
    page = as_(member).post(f"{url}accept/", follow=True).content.decode()
    assert "You watch this election from now on." in page
    assert "<h1>Watching</h1>" in page
    assert Event.objects.get(name="elections.observing_accepted").actor == member.public_id
    page = as_(member).get(f"/elections/{election.public_id}/").content.decode()
    assert "Watch this election" in page
    assert "<dt>Observers</dt><dd>1</dd>" in page
    page = as_(ada).get(f"/candidacies/{observer.candidacy.public_id}/observer/").content.decode()
    assert "Watches" in page
    assert as_(member).post(f"{url}accept/").status_code == 403
    page = as_(member).get(url).content.decode()
    assert "is open to you until the election is over" in page
    assert "If you say yes" not in page


def test_nobody_else_says_yes(
    observer: Observer, ada: Membership, coordinator: Membership, election: Election, as_: As
) -> None:
    for one in (ada, coordinator):
        assert as_(one).get(f"/observers/{observer.public_id}/").status_code == 404
        assert as_(one).post(f"/observers/{observer.public_id}/accept/").status_code == 404
        with pytest.raises(Refused, match="Only the person who was named"):
            accept_observing(observer, by=one, at=soon(election))


def test_too_late_is_said(
    observer: Observer, election: Election, member: Membership, ada: Membership, as_: As
) -> None:
    Election.objects.update(status="counted")
    with pytest.raises(Refused, match="nothing left to watch"):
        accept_observing(observer, by=member, at=soon(election))
    Election.objects.update(status="questions")
    withdraw_candidacy(observer.candidacy, by=ada, at=soon(election))
    with pytest.raises(Refused, match="does not stand any more"):
        accept_observing(observer, by=member, at=soon(election))
    page = as_(member).get(f"/observers/{observer.public_id}/").content.decode()
    assert "Whoever named you does not stand any more." in page
    assert "Will you watch" not in as_(member).get("/home/").content.decode()


def test_who_has_taken_a_key_since_does_not_watch(
    observer: Observer, election: Election, member: Membership
) -> None:
    TellerFactory(election=election, membership=member)
    with pytest.raises(Refused, match="A teller"):
        accept_observing(observer, by=member, at=soon(election))


def test_whoever_runs_it_since_does_not_watch(
    observer: Observer, election: Election, member: Membership
) -> None:
    Election.objects.update(returning_officer=member)
    with pytest.raises(Refused, match="returning officer"):
        accept_observing(observer, by=member, at=soon(election))


def test_an_observer_who_watches_may_still_vote(
    observer: Observer, election: Election, member: Membership, as_: As
) -> None:
    accept_observing(observer, by=member, at=soon(election))
    advance_election(election, at=election.voting_opens_at)
    page = as_(member).get(f"/elections/{election.public_id}/").content.decode()
    assert "Voting is open." in page
