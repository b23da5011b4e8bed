from collections.abc import Callable

import pytest
from django.test import Client

from committees.models import Committee, Membership
from core.decision import Refused
from elections.models import Observer
from elections.operations.observers import decline_observing
from tests.elections.hustings import asked_election
from tests.factories import NOW, MembershipFactory
from tests.factories_elections import ObserverFactory, candidacy_of

pytestmark = pytest.mark.django_db
As = Callable[..., Client]


@pytest.fixture
def observer(committee: Committee, returning_officer: Membership, member: Membership) -> Observer:
    ada = MembershipFactory(committee=committee, chosen_name="Ada")
    election = asked_election(committee, returning_officer, ada)
    return ObserverFactory(candidacy=candidacy_of(election, ada), membership=member)


def test_who_says_no_does_not_watch_and_is_asked_once(
    observer: Observer, member: Membership, as_: As
) -> None:
    url = f"/observers/{observer.public_id}/decline/"
    page = as_(member).post(url, follow=True).content.decode()
    assert "You have said no." in page
    observer.refresh_from_db()
    assert observer.status == "declined"
    assert as_(member).post(url).status_code == 403
    page = as_(member).get(f"/observers/{observer.public_id}/").content.decode()
    assert "Declined" in page
    election = observer.candidacy.election.public_id
    assert as_(member).get(f"/elections/{election}/observe/").status_code == 403


def test_nobody_says_no_for_another(observer: Observer, coordinator: Membership) -> None:
    with pytest.raises(Refused, match="Only the person who was named"):
        decline_observing(observer, by=coordinator, at=NOW)
