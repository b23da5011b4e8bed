from collections.abc import Callable

import pytest
from django.test import Client

from ballots.models import RollEntry
from committees.models import Committee, Membership
from core.decision import Refused
from core.models import Event
from elections.models import Candidacy, Election
from elections.operations.nominations import nominate, withdraw_candidacy
from notices.models import Message
from tests import factories
from tests.factories import NOW
from tests.factories_elections import announced, members, stand

pytestmark = pytest.mark.django_db
As = Callable[..., Client]


@pytest.fixture
def election(
    committee: Committee, returning_officer: Membership, member: Membership, now: object
) -> Election:
    members(committee, 10)
    return announced(committee, returning_officer)


@pytest.fixture(autouse=True)
def at_now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.clock.now", lambda: NOW)


def _post(client: Client, election: Election, **sent: str) -> str:
    answer = client.post(f"/elections/{election.public_id}/nominate/", sent, follow=True)
    return answer.content.decode()


def test_whoever_nominates_themselves_stands_at_once(
    election: Election, member: Membership, as_: As
) -> None:
    page = _post(as_(member), election, oneself="1", statement="I will carry it.")
    assert "You stand in this election." in page
    assert "I will carry it." in page
    candidacy = Candidacy.objects.get()
    assert (candidacy.status, candidacy.name) == ("standing", "Marek")


def test_whoever_enters_their_own_name_is_told_that_they_stand(
    election: Election, member: Membership, as_: As
) -> None:
    page = _post(as_(member), election, name=" MAREK ")
    assert "You stand in this election." in page
    assert "asked by mail whether" not in page
    assert Candidacy.objects.get().status == "standing"
    assert not Message.objects.filter(audience="elections.nominee").exists()


def test_another_is_found_by_name_in_any_spelling_and_asked_by_mail(
    election: Election, member: Membership, as_: As
) -> None:
    _post(as_(member), election, name="  VOTER 3 ")
    candidacy = Candidacy.objects.get()
    assert (candidacy.status, candidacy.membership.chosen_name) == ("nominated", "Voter 3")
    message = Message.objects.get(audience="elections.nominee")
    assert "Voter 3" not in str(message.context)
    event = Event.objects.get(name="elections.nominated")
    assert event.actor == ""  # who nominated is kept nowhere


def test_the_answer_does_not_tell_whether_somebody_is_a_member(
    election: Election, member: Membership, as_: As
) -> None:
    known = _post(as_(member), election, name="Voter 3")
    again = _post(as_(member), election, name="Voter 3")
    unknown = _post(as_(member), election, name="Nobody 3")
    assert "If somebody on the roll is called Voter 3" in known
    assert "If somebody on the roll is called Voter 3" in again
    assert "If somebody on the roll is called Nobody 3" in unknown
    assert Candidacy.objects.count() == 1
    assert Message.objects.filter(audience="elections.nominee").count() == 1
    assert "Voter 3" not in as_(member).get(f"/elections/{election.public_id}/").content.decode()


def test_a_second_nomination_of_who_stands_gets_a_sentence(
    election: Election, member: Membership, as_: As
) -> None:
    other = Membership.objects.get(chosen_name="Voter 1")
    stand(election, other)
    assert "Voter 1 is a candidate already." in _post(as_(member), election, name="Voter 1")
    with pytest.raises(Refused, match="You are a candidate already"):
        nominate(election, name=None, by=other, at=NOW)
    with pytest.raises(Refused, match="You are a candidate already"):
        nominate(election, name="voter 1", by=other, at=NOW)


def test_the_returning_officer_and_who_is_not_on_the_roll_cannot_stand(
    election: Election, returning_officer: Membership, member: Membership, as_: As
) -> None:
    with pytest.raises(Refused, match="returning officer runs this election"):
        nominate(election, name=None, by=returning_officer, at=NOW)
    late = factories.MembershipFactory(committee=election.committee, joined_at=NOW)
    with pytest.raises(Refused, match="on the roll"):
        nominate(election, name=None, by=late, at=NOW)
    nominate(election, name=late.chosen_name, by=member, at=NOW)
    assert not Candidacy.objects.exists()
    page = as_(late).get(f"/elections/{election.public_id}/nominate/").content.decode()
    assert "Only members on the roll" in page


def test_outside_the_time_and_the_committee_nobody_nominates(
    election: Election, member: Membership, outsider: Membership
) -> None:
    with pytest.raises(Refused, match="Nominations have closed"):
        nominate(election, name=None, by=member, at=election.nominations_close_at)
    with pytest.raises(Refused, match="Only members of the committee"):
        nominate(election, name=None, by=outsider, at=NOW)


def test_who_has_withdrawn_does_not_stand_again(election: Election, member: Membership) -> None:
    stand(election, member)
    withdraw_candidacy(Candidacy.objects.get(), by=member, at=NOW)
    with pytest.raises(Refused, match="cannot stand in it again"):
        nominate(election, name=None, by=member, at=NOW)


def test_three_hundred_who_want_to_stand_are_sixty_and_the_pages_hold(
    election: Election,
    member: Membership,
    as_: As,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    crowd = [
        factories.MembershipFactory(committee=election.committee, chosen_name=f"Crowd {n}")
        for n in range(300)
    ]
    RollEntry.objects.bulk_create(
        RollEntry(contest=election.contest, voter=one.public_id) for one in crowd
    )
    stand(election, *crowd[:60])
    for one in crowd[60:]:
        with pytest.raises(Refused, match="60 candidates stand already"):
            nominate(election, name=None, statement="Me.", by=one, at=NOW)
    assert election.candidacies.standing().count() == 60
    page = _post(as_(crowd[-1]), election, oneself="1", statement="Me too.")
    assert "60 candidates stand already" in page
    browser = as_(member)
    with django_assert_max_num_queries(14):
        page = browser.get(f"/elections/{election.public_id}/").content.decode()
    assert page.count("<bdi>Crowd") == 60


@pytest.mark.parametrize("name", ["", "x" * 10_000, "\u202e", "   "])
def test_a_name_that_is_none_gets_a_sentence(
    election: Election, member: Membership, as_: As, name: str
) -> None:
    answer = as_(member).post(f"/elections/{election.public_id}/nominate/", {"name": name})
    assert answer.status_code == 422
    assert not Candidacy.objects.exists()


def test_a_statement_of_ten_thousand_characters_is_kept_in_the_form_with_a_sentence(
    election: Election, member: Membership, as_: As
) -> None:
    answer = as_(member).post(
        f"/elections/{election.public_id}/nominate/", {"oneself": "1", "statement": "é" * 10_000}
    )
    assert answer.status_code == 422
    assert "at most 3000 characters" in answer.content.decode()
    assert "é" * 10_000 in answer.content.decode()


def test_what_a_candidate_writes_is_shown_as_text(
    election: Election, member: Membership, as_: As
) -> None:
    page = _post(as_(member), election, oneself="1", statement="<script>alert(1)</script>\nb")
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
