from collections.abc import Callable

import pytest
from django.test import Client

from committees.models import Committee, Membership
from core.decision import Refused
from elections.models import Candidacy
from elections.operations.clockwork import advance_election
from elections.operations.nominations import nominate, withdraw_candidacy
from tests.factories import NOW
from tests.factories_elections import announced, members, number_of, stand, voting
from tests.voting import vote

pytestmark = pytest.mark.django_db


def test_before_voting_the_name_goes_from_the_paper(
    committee: Committee,
    coordinator: Membership,
    member: Membership,
    as_: Callable[..., Client],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("core.clock.now", lambda: NOW)
    election = announced(committee, coordinator)
    stand(election, member, coordinator)
    own = Candidacy.objects.get(membership=member)
    as_(member).post(f"/candidacies/{own.public_id}/withdraw/")
    election = advance_election(election, at=election.voting_opens_at)
    names = set(election.contest.options.values_list("label", flat=True))
    assert names == {"Ana", "Re-open nominations"}


def test_during_voting_the_name_stays_on_the_paper_and_is_passed_over(
    committee: Committee, coordinator: Membership, member: Membership
) -> None:
    voters = members(committee, 5)
    election = voting(committee, coordinator, coordinator, member)
    ana, marek = number_of(election, coordinator), number_of(election, member)
    for voter in voters:
        vote(election, choices=[marek, ana], by=voter, at=election.voting_opens_at)
    withdraw_candidacy(
        Candidacy.objects.get(membership=member), by=member, at=election.voting_opens_at
    )
    assert election.contest.options.get(number=marek).is_withdrawn
    election = advance_election(election, at=election.counted_from)
    assert [one.name for one in election.candidacies.filter(outcome="elected")] == ["Ana"]


def test_who_has_left_the_committee_is_passed_over_too(
    committee: Committee, coordinator: Membership, member: Membership
) -> None:
    voters = members(committee, 5)
    election = voting(committee, coordinator, coordinator, member)
    ana, marek = number_of(election, coordinator), number_of(election, member)
    for voter in voters:
        vote(election, choices=[marek, ana], by=voter, at=election.voting_opens_at)
    Membership.objects.filter(pk=member.pk).update(status="left", ended_at=NOW)
    election = advance_election(election, at=election.counted_from)
    assert [one.name for one in election.candidacies.filter(outcome="elected")] == ["Ana"]
    assert Candidacy.objects.get(membership=member).status == "withdrawn"


def test_only_a_candidate_withdraws_and_not_after_the_close(
    committee: Committee, coordinator: Membership, member: Membership
) -> None:
    election = announced(committee, coordinator)
    nominate(election, name="Marek", by=coordinator, at=NOW)
    candidacy = Candidacy.objects.get()
    with pytest.raises(Refused, match="Only the candidate"):
        withdraw_candidacy(candidacy, by=coordinator, at=NOW)
    with pytest.raises(Refused, match="do not stand"):
        withdraw_candidacy(candidacy, by=member, at=NOW)
    stand(election, coordinator)
    election = advance_election(election, at=election.voting_opens_at)
    vote(election, choices=[1], by=member, at=election.voting_opens_at)
    advance_election(election, at=election.counted_from)
    own = Candidacy.objects.get(membership=coordinator)
    with pytest.raises(Refused, match="resign instead"):
        withdraw_candidacy(own, by=coordinator, at=election.voting_closes_at)
