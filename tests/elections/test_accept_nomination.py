from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from committees.models import Committee, Membership
from core.decision import Refused
from elections.models import Candidacy, Election
from elections.operations.clockwork import advance_election
from elections.operations.nominations import (
    accept_nomination,
    change_statement,
    decline_nomination,
    nominate,
)
from elections.queries.elections import needs_answer
from tests.factories import NOW
from tests.factories_elections import announced, stand

pytestmark = pytest.mark.django_db
As = Callable[..., Client]


@pytest.fixture(autouse=True)
def at_now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.clock.now", lambda: NOW)


@pytest.fixture
def nominated(
    committee: Committee, coordinator: Membership, returning_officer: Membership, member: Membership
) -> Candidacy:
    election = announced(committee, returning_officer)
    nominate(election, name="Marek", by=coordinator, at=NOW)
    return Candidacy.objects.get()


def test_the_nominee_accepts_with_a_statement(
    nominated: Candidacy, member: Membership, as_: As
) -> None:
    assert needs_answer(member.user, NOW) == [nominated]
    page = as_(member).get(f"/candidacies/{nominated.public_id}/").content.decode()
    assert "You have been nominated" in page
    as_(member).post(f"/candidacies/{nominated.public_id}/accept/", {"statement": "Yes."})
    nominated.refresh_from_db()
    assert (nominated.status, nominated.statement) == ("standing", "Yes.")
    assert needs_answer(member.user, NOW) == []
    page = as_(member).get(f"/candidacies/{nominated.public_id}/").content.decode()
    assert "My candidacy" in page


def test_nobody_else_sees_or_answers_a_nomination(
    nominated: Candidacy, coordinator: Membership, outsider: Membership, as_: As
) -> None:
    for other in (coordinator, outsider):
        assert as_(other).get(f"/candidacies/{nominated.public_id}/").status_code == 404
        assert as_(other).post(f"/candidacies/{nominated.public_id}/accept/").status_code == 404
    with pytest.raises(Refused, match="Only the person who was nominated"):
        accept_nomination(nominated, statement="", by=coordinator, at=NOW)
    with pytest.raises(Refused, match="Only the person who was nominated"):
        decline_nomination(nominated, by=coordinator, at=NOW)


def test_after_the_close_of_nominations_it_is_too_late(
    nominated: Candidacy, member: Membership
) -> None:
    late = nominated.election.nominations_close_at
    with pytest.raises(Refused, match="Nominations have closed"):
        accept_nomination(nominated, statement="", by=member, at=late)


def test_in_a_void_election_nobody_stands(nominated: Candidacy, member: Membership) -> None:
    election = advance_election(nominated.election, at=nominated.election.nominations_close_at)
    assert election.status == "void"
    with pytest.raises(Refused, match="void"):
        accept_nomination(nominated, statement="", by=member, at=NOW)


def test_one_answers_once_and_may_stand_after_all(nominated: Candidacy, member: Membership) -> None:
    decline_nomination(nominated, by=member, at=NOW)
    with pytest.raises(Refused, match="answered this nomination already"):
        decline_nomination(nominated, by=member, at=NOW)
    accept_nomination(nominated, statement="After all.", by=member, at=NOW)
    with pytest.raises(Refused, match="answered this nomination already"):
        accept_nomination(nominated, statement="", by=member, at=NOW)


def test_who_declined_can_put_themselves_forward(nominated: Candidacy, member: Membership) -> None:
    decline_nomination(nominated, by=member, at=NOW)
    nominate(nominated.election, name=None, by=member, at=NOW)
    assert Candidacy.objects.get().status == "standing"


def test_accepting_counts_against_the_number_of_candidates(
    nominated: Candidacy, member: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand(nominated.election, *_on_roll(nominated.election))
    monkeypatch.setattr("elections.eligibility.MOST_STANDING", 1)
    with pytest.raises(Refused, match="most a ballot can hold"):
        accept_nomination(nominated, statement="", by=member, at=NOW)


def _on_roll(election: Election) -> list[Membership]:
    return list(Membership.objects.filter(chosen_name="Ana"))


def test_too_long_a_statement_is_kept_with_a_sentence(
    nominated: Candidacy, member: Membership, as_: As
) -> None:
    for verb in ("accept", "statement"):
        answer = as_(member).post(
            f"/candidacies/{nominated.public_id}/{verb}/", {"statement": "x" * 3001}
        )
        assert answer.status_code == 422
        assert "x" * 3001 in answer.content.decode()


def test_an_answer_is_posted_not_opened(nominated: Candidacy, member: Membership, as_: As) -> None:
    for verb in ("accept", "decline", "statement", "withdraw"):
        assert as_(member).get(f"/candidacies/{nominated.public_id}/{verb}/").status_code == 405


def test_members_of_three_zones_read_the_same_deadline(
    nominated: Candidacy, member: Membership, as_: As
) -> None:
    member.user.timezone = "Asia/Tokyo"
    member.user.save(update_fields=["timezone"])
    page = as_(member).get(f"/elections/{nominated.election.public_id}/").content.decode()
    assert nominated.election.nominations_close_at.isoformat() in page
    assert "your time" in page


def test_statements_are_fixed_when_nominations_close(
    nominated: Candidacy, member: Membership
) -> None:
    accept_nomination(nominated, statement="One.", by=member, at=NOW)
    with pytest.raises(Refused, match="Nominations have closed"):
        change_statement(nominated, statement="Two.", by=member, at=NOW + timedelta(days=10))
