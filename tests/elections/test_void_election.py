import re
from collections.abc import Callable

import pytest
from django.test import Client

from committees.models import Committee, Membership
from core.decision import Refused
from elections.models import Election
from elections.operations.clockwork import advance_election
from elections.operations.voiding import void_election
from notices.models import Message
from tests.factories import NOW
from tests.factories_elections import announced, members, stand
from tests.voting import vote

pytestmark = pytest.mark.django_db
As = Callable[..., Client]


@pytest.fixture
def election(committee: Committee, returning_officer: Membership, member: Membership) -> Election:
    members(committee, 10)
    election = announced(committee, returning_officer)
    stand(election, member)
    return election


def test_the_returning_officer_ends_it_with_a_reason_that_all_read(
    election: Election,
    returning_officer: Membership,
    member: Membership,
    as_: As,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("core.clock.now", lambda: NOW)
    url = f"/elections/{election.public_id}/void/"
    assert "Every member is told" in as_(returning_officer).get(url).content.decode()
    assert as_(returning_officer).post(url, {"because": " "}).status_code == 422
    as_(returning_officer).post(url, {"because": "The roll was wrong."})
    page = as_(member).get(f"/elections/{election.public_id}/").content.decode()
    assert "The roll was wrong." in page
    assert "The roll was wrong." in (
        as_(member).get(f"/elections/{election.public_id}/result/").content.decode()
    )
    assert not election.reminders.exists()
    assert Message.objects.filter(template="elections/email/void").count() == 1


def test_nobody_else_can(election: Election, member: Membership, as_: As) -> None:
    assert as_(member).get(f"/elections/{election.public_id}/void/").status_code == 403
    with pytest.raises(Refused, match="Only the returning officer"):
        void_election(election, because="x", by=member, at=NOW)


def test_a_declared_result_cannot_be_made_void(
    election: Election, returning_officer: Membership, member: Membership
) -> None:
    election = advance_election(election, at=election.voting_opens_at)
    vote(election, choices=[1], by=member, at=election.voting_opens_at)
    election = advance_election(election, at=election.counted_from)
    with pytest.raises(Refused, match="goes to a meeting"):
        void_election(election, because="x", by=returning_officer, at=election.voting_closes_at)


def test_an_election_without_a_result_is_announced_again_with_what_it_had(
    committee: Committee, returning_officer: Membership, member: Membership, as_: As,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr("core.clock.now", lambda: NOW)
    members(committee, 10)
    election = announced(
        committee, returning_officer, title="Two for the council", seats=2, about="Bring ideas."
    )
    page = as_(returning_officer).get(f"/elections/{election.public_id}/").content.decode()
    assert "Announce it again" not in page
    void_election(election, because="The roll was wrong.", by=returning_officer, at=NOW)
    page = as_(returning_officer).get(f"/elections/{election.public_id}/").content.decode()
    path = f"/committees/{committee.public_id}/elections/announce/?again={election.public_id}"
    assert path in page
    form = as_(returning_officer).get(path).content.decode()
    assert 'value="Two for the council"' in form
    assert "Bring ideas." in form
    assert re.search(r'name="seats" value="2"', form)
    assert "Announce it again" not in (
        as_(member).get(f"/elections/{election.public_id}/").content.decode()
    )
