from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from committees.models import Committee, Membership
from core.decision import Refused
from elections.models import Election, Observer
from elections.operations.clockwork import advance_election
from elections.operations.nominations import withdraw_candidacy
from elections.operations.observers import name_observer
from notices import audiences
from notices.models import Message
from tests.elections.hustings import asked_election, soon
from tests.factories import NOW, MembershipFactory
from tests.factories_elections import ObserverFactory, TellerFactory, announced, candidacy_of, stand

pytestmark = pytest.mark.django_db
As = Callable[..., Client]


@pytest.fixture
def ada(committee: Committee) -> Membership:
    return MembershipFactory(committee=committee, chosen_name="Ada")


@pytest.fixture
def olga(committee: Committee) -> Membership:
    return MembershipFactory(committee=committee, chosen_name="Olga")


@pytest.fixture
def election(
    committee: Committee, returning_officer: Membership, coordinator: Membership,
    ada: Membership, olga: Membership,
) -> Election:  # fmt: skip
    return asked_election(committee, returning_officer, ada, coordinator)


@pytest.fixture(autouse=True)
def at_soon(election: Election, monkeypatch: pytest.MonkeyPatch) -> datetime:
    moment = soon(election)
    monkeypatch.setattr("core.clock.now", lambda: moment)
    return moment


def _name(election: Election, name: str, by: Membership) -> Observer:
    own = candidacy_of(election, by)
    return name_observer(own, name=name, by=by, at=soon(election))


def _url(election: Election, by: Membership) -> str:
    return f"/candidacies/{candidacy_of(election, by).public_id}/observer/"


def _asked() -> list[Message]:
    return list(Message.objects.filter(audience="elections.observer").order_by("pk"))


def test_a_candidate_names_a_member_who_is_asked_by_mail(
    election: Election, ada: Membership, olga: Membership, as_: As
) -> None:
    url = _url(election, ada)
    assert url in as_(ada).get(f"/elections/{election.public_id}/").content.decode()
    page = as_(ada).post(url, {"name": " OLGA "}, follow=True).content.decode()
    assert "If a member is called OLGA, they are asked by mail" in page
    assert "Asked, has not answered" in page
    (message,) = _asked()
    reached = [one.user_id for one in audiences.find(message.audience)(message.about)]
    assert reached == [olga.user_id]
    assert "Olga" not in str(message.context)
    assert "Ada" not in str(message.context)
    page = as_(olga).get("/home/").content.decode()
    assert f"Will you watch for a candidate? {election.title}" in page


def test_the_candidate_does_not_learn_who_is_a_member(
    election: Election, ada: Membership, as_: As
) -> None:
    known = as_(ada).post(_url(election, ada), {"name": "Olga"}, follow=True).content.decode()
    unknown = as_(ada).post(_url(election, ada), {"name": "Odin"}, follow=True).content.decode()

    def plain(page: str) -> str:
        return page.split("<main")[1].replace("Odin", "Olga").split("</main>")[0]

    def without_tokens(page: str) -> list[str]:
        return [one for one in plain(page).splitlines() if "csrf" not in one]

    assert without_tokens(known) == without_tokens(unknown)
    assert len(_asked()) == 1


def test_naming_another_releases_the_first(election: Election, ada: Membership) -> None:
    first = _name(election, "Olga", ada)
    second = _name(election, "Voter 1", ada)
    first.refresh_from_db()
    assert (first.status, second.status) == ("ended", "named")
    assert not list(audiences.find("elections.observer")(_asked()[0].about))


def test_a_candidate_an_officer_and_a_teller_do_not_watch(
    committee: Committee, election: Election, ada: Membership, returning_officer: Membership,
    coordinator: Membership, olga: Membership, as_: As,
) -> None:  # fmt: skip
    for name, reason in (
        ("Ada", "does not watch for themself"),
        ("Ana", "A candidate does not watch"),
        ("Ruth", "cannot watch it for somebody"),
    ):
        with pytest.raises(Refused, match=reason):
            _name(election, name, ada)
    answer = as_(ada).post(_url(election, ada), {"name": "Ana"})
    assert answer.status_code == 422
    assert "A candidate does not watch" in answer.content.decode()
    TellerFactory(election=election, membership=olga)
    with pytest.raises(Refused, match="A teller opens the ballots"):
        _name(election, "Olga", ada)


@pytest.mark.parametrize("name", ["", "x" * 100, "\u202e"])
def test_a_name_that_is_none_gets_a_sentence(
    election: Election, ada: Membership, as_: As, name: str
) -> None:
    assert as_(ada).post(_url(election, ada), {"name": name}).status_code == 422
    assert not Observer.objects.exists()


def test_only_who_stands_names_and_only_while_there_is_something_to_watch(
    committee: Committee, election: Election, ada: Membership, coordinator: Membership,
    returning_officer: Membership, member: Membership, as_: As,
) -> None:  # fmt: skip
    own = candidacy_of(election, ada)
    assert as_(coordinator).get(_url(election, ada)).status_code == 404
    with pytest.raises(Refused, match="Only the candidate"):
        name_observer(own, name="Olga", by=coordinator, at=soon(election))
    early = announced(committee, returning_officer, office="coordinator")
    stand(early, ada)
    with pytest.raises(Refused, match="once nominations have closed"):
        name_observer(candidacy_of(early, ada), name="Olga", by=ada, at=NOW)
    assert "once nominations have closed" in as_(ada).get(_url(early, ada)).content.decode()
    assert as_(ada).post(_url(early, ada), {"name": "Olga"}).status_code == 403
    withdraw_candidacy(own, by=ada, at=soon(election))
    with pytest.raises(Refused, match="You do not stand"):
        name_observer(own, name="Olga", by=ada, at=soon(election))
    Election.objects.filter(pk=election.pk).update(status="counted")
    with pytest.raises(Refused, match="nothing left to watch"):
        _name(election, "Olga", coordinator)


def test_nobody_asks_more_than_five(election: Election, ada: Membership) -> None:
    for number in range(5):
        _name(election, f"Voter {number}", ada)
    with pytest.raises(Refused, match="asked 5 members"):
        _name(election, "Olga", ada)


def test_the_database_holds_one_observer_a_candidate(
    election: Election, ada: Membership, olga: Membership
) -> None:
    own = candidacy_of(election, ada)
    ObserverFactory(candidacy=own, membership=olga)
    with pytest.raises(IntegrityError), transaction.atomic():
        ObserverFactory(candidacy=own, membership=olga, status="watching")


def test_what_others_named_is_not_visible(
    election: Election, ada: Membership, olga: Membership, coordinator: Membership
) -> None:
    named = ObserverFactory(candidacy=candidacy_of(election, ada), membership=olga)
    for one, sees in ((ada, [named]), (olga, [named]), (coordinator, [])):
        assert list(Observer.objects.visible_to(one.user)) == sees
    assert not Observer.objects.visible_to(None).exists()


def test_a_declared_election_has_no_way_to_name(
    committee: Committee, election: Election, ada: Membership, as_: As
) -> None:
    election = advance_election(election, at=election.voting_opens_at)
    page = as_(ada).get(f"/elections/{election.public_id}/").content.decode()
    assert "Name an observer" in page
    Election.objects.update(status="declared", declared_at=soon(election))
    page = as_(ada).get(f"/elections/{election.public_id}/").content.decode()
    assert "Name an observer" not in page
