from collections.abc import Callable

import pytest
from django.test import Client

from committees.models import Committee, Membership
from core.decision import Refused
from elections.models import Observer
from elections.operations.observers import name_observer, stop_observing
from tests.elections.hustings import asked_election
from tests.factories import NOW, MembershipFactory
from tests.factories_elections import ObserverFactory, candidacy_of

pytestmark = pytest.mark.django_db
As = Callable[..., Client]


@pytest.fixture
def observer(committee: Committee, returning_officer: Membership, member: Membership) -> Observer:
    ada = MembershipFactory(committee=committee, chosen_name="Ada")
    election = asked_election(committee, returning_officer, ada)
    return ObserverFactory(
        candidacy=candidacy_of(election, ada), membership=member, status="watching"
    )


def test_an_observer_steps_down_and_another_can_be_named(
    observer: Observer, member: Membership, as_: As
) -> None:
    assert "Step down" in as_(member).get(f"/observers/{observer.public_id}/").content.decode()
    url = f"/observers/{observer.public_id}/stop/"
    page = as_(member).post(url, follow=True).content.decode()
    assert "You do not watch this election any more." in page
    election = observer.candidacy.election.public_id
    assert as_(member).get(f"/elections/{election}/observe/").status_code == 403
    assert as_(member).post(url).status_code == 403
    ada = observer.candidacy.membership
    assert ada is not None
    name_observer(observer.candidacy, name="Voter 1", by=ada, at=NOW)


def test_nobody_steps_down_for_another(observer: Observer, coordinator: Membership) -> None:
    with pytest.raises(Refused, match="Only the observer"):
        stop_observing(observer, by=coordinator, at=NOW)
