"""What the clock does: every step at its moment, late or twice without harm."""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from ballots import keyring
from ballots import queries as ballots
from ballots.models import CountedBallots, RollEntry
from committees.models import Committee, Mandate, Membership
from core.decision import Refused
from elections import schedule
from elections.models import Election, ElectionStatus
from elections.operations import clockwork
from elections.operations.clockwork import advance_election
from elections.operations.nominations import withdraw_candidacy
from tests.factories import NOW, MandateFactory
from tests.factories_elections import announced, members, number_of, stand, voting
from tests.voting import vote

pytestmark = pytest.mark.django_db
LATE = timedelta(days=60)


def _vote(election: Election, *rankings: list[Membership]) -> None:
    voters = Membership.objects.filter(chosen_name__startswith="Voter").order_by("pk")
    for voter, ranking in zip(voters, rankings, strict=False):
        numbers = [number_of(election, one) for one in ranking]
        vote(election, choices=numbers, by=voter, at=election.voting_opens_at)


def _outcomes(election: Election) -> dict[str, str]:
    return dict(election.candidacies.values_list("name", "outcome"))


def test_an_election_overdue_by_days_is_walked_through_every_step_at_one_tick(
    committee: Committee, coordinator: Membership, member: Membership
) -> None:
    members(committee, 5)
    election = voting(committee, coordinator, coordinator, member)
    _vote(election, [member], [member, coordinator], [member], [coordinator], [])
    schedule.advance_elections(election.challenge_ends_at + LATE)
    election.refresh_from_db()
    assert election.status == ElectionStatus.FINAL
    assert election.declared_at == election.counted_from
    assert election.due_at is None
    assert _outcomes(election) == {"Marek": "elected", "Ana": "alternate"}
    mandates = Mandate.objects.filter(decision=election.public_id)
    assert set(mandates.values_list("office", "membership__chosen_name", "position")) == {
        ("delegate", "Marek", 1),
        ("alternate", "Ana", 1),
    }
    assert {one.given_at for one in mandates} == {election.counted_from}
    assert {one.ends_at.month for one in mandates if one.ends_at} == {9}  # March and six months


def test_a_second_tick_changes_nothing(
    committee: Committee, coordinator: Membership, member: Membership
) -> None:
    members(committee, 3)
    election = voting(committee, coordinator, coordinator)
    _vote(election, [coordinator], [coordinator])
    for _time in range(2):
        schedule.advance_elections(election.challenge_ends_at)
    assert Mandate.objects.filter(decision=election.public_id).count() == 1


def test_no_step_is_taken_before_its_moment(committee: Committee, coordinator: Membership) -> None:
    election = announced(committee, coordinator)
    steps: dict[str, Callable[..., Any]] = {
        "close_nominations": clockwork.close_nominations,
        "open_voting": clockwork.open_voting,
        "close_voting": clockwork.close_voting,
        "count_election": clockwork.count_election,
        "declare_election": clockwork.declare_election,
        "finish_election": clockwork.finish_election,
        "open_nominations": clockwork.open_nominations,
    }
    for step in steps.values():
        with pytest.raises(Refused):
            step(election, at=NOW)


def test_without_candidates_the_election_ends_when_nominations_close(
    committee: Committee, coordinator: Membership
) -> None:
    election = announced(committee, coordinator)
    election = advance_election(election, at=election.nominations_close_at + LATE)
    assert (election.status, election.void_because) == ("void", "Nobody stood for election.")
    assert election.voided_at == election.nominations_close_at


def test_where_all_withdraw_before_voting_the_election_is_void(
    committee: Committee, coordinator: Membership, member: Membership
) -> None:
    election = announced(committee, coordinator)
    stand(election, member)
    election = advance_election(election, at=election.nominations_close_at)
    withdraw_candidacy(election.candidacies.get(), by=member, at=election.nominations_close_at)
    election = advance_election(election, at=election.voting_opens_at)
    assert election.void_because == "Every candidate withdrew."


def test_where_all_withdraw_during_voting_the_election_is_void(
    committee: Committee, coordinator: Membership, member: Membership
) -> None:
    members(committee, 2)
    election = voting(committee, coordinator, member)
    _vote(election, [member])
    withdraw_candidacy(election.candidacies.get(), by=member, at=election.voting_opens_at)
    election = advance_election(election, at=election.counted_from)
    assert election.void_because == "Every candidate withdrew."
    assert not CountedBallots.objects.exists()


def test_where_nobody_votes_or_all_vote_blank_nobody_is_elected(
    committee: Committee, coordinator: Membership, member: Membership
) -> None:
    members(committee, 2)
    nobody = voting(committee, coordinator, member)
    nobody = advance_election(nobody, at=nobody.counted_from)
    assert nobody.void_because == "Nobody voted."
    blank = voting(committee, coordinator, member)
    _vote(blank, [], [])
    blank = advance_election(blank, at=blank.counted_from)
    assert blank.void_because == "Every ballot was blank."
    assert not Mandate.objects.filter(source="election").exists()


def test_fewer_candidates_than_places_leave_places_empty(
    committee: Committee, coordinator: Membership, member: Membership
) -> None:
    members(committee, 5)
    election = voting(committee, coordinator, member, seats=3)
    _vote(election, *[[member]] * 5)
    election = advance_election(election, at=election.counted_from)
    result = ballots.result(election.contest)
    assert _outcomes(election) == {"Marek": "elected"}
    assert result is not None
    assert result.reopened == 2


def test_where_re_open_nominations_reaches_the_quota_nobody_takes_the_place(
    committee: Committee, coordinator: Membership, member: Membership
) -> None:
    provisional = MandateFactory(committee=committee, membership=coordinator, office="delegate")
    voters = members(committee, 5)
    election = voting(committee, coordinator, member)
    ron = election.contest.options.get(is_ron=True).number
    for voter in voters:
        vote(election, choices=[ron], by=voter, at=election.voting_opens_at)
    election = advance_election(election, at=election.counted_from)
    assert _outcomes(election) == {"Marek": "not_elected"}
    assert not Mandate.objects.filter(source="election").exists()
    provisional.refresh_from_db()
    assert provisional.status == "live"


def test_a_tie_is_broken_by_the_lot_that_all_can_draw_again(
    committee: Committee, coordinator: Membership, member: Membership
) -> None:
    members(committee, 6)
    election = voting(committee, coordinator, coordinator, member)
    _vote(election, *[[coordinator]] * 3, *[[member]] * 3)
    election = advance_election(election, at=election.counted_from)
    result = ballots.result(election.contest)
    assert result is not None
    assert len(result.lots) == 1
    assert sorted(_outcomes(election).values()) == ["alternate", "elected"]


def test_what_the_founding_gave_ends_with_the_first_election(
    committee: Committee, coordinator: Membership, member: Membership
) -> None:
    members(committee, 3)
    election = voting(committee, coordinator, member, office="coordinator")
    _vote(election, [member], [member], [member])
    advance_election(election, at=election.counted_from)
    offices = Mandate.objects.filter(office="coordinator", status="live")
    assert [one.membership for one in offices] == [member]
    assert not Mandate.objects.filter(office="alternate").exists()


def test_a_practice_gives_nobody_an_office(
    committee: Committee, coordinator: Membership, member: Membership
) -> None:
    members(committee, 3)
    election = voting(committee, coordinator, member, preset="practice", office="coordinator")
    _vote(election, [member], [member], [member])
    election = advance_election(election, at=election.challenge_ends_at)
    assert election.status == ElectionStatus.FINAL
    assert not Mandate.objects.filter(source="election").exists()


def test_who_left_between_the_close_and_the_declaration_gets_no_office(
    committee: Committee, coordinator: Membership, member: Membership
) -> None:
    members(committee, 3)
    election = voting(committee, coordinator, member)
    _vote(election, [member], [member])
    election = clockwork.close_voting(election, at=election.voting_closes_at)
    at = election.counted_from
    election = clockwork.count_election(election, at=at)
    Membership.objects.filter(pk=member.pk).update(status="left", ended_at=at)
    clockwork.declare_election(election, at=at)
    assert not Mandate.objects.filter(source="election").exists()


def test_a_lost_key_makes_the_election_void_and_says_so(
    committee: Committee, coordinator: Membership, member: Membership
) -> None:
    members(committee, 3)
    election = voting(committee, coordinator, member)
    _vote(election, [member])
    keyring.destroy(election.contest.public_id, keyring.HOLDER)
    election = advance_election(election, at=election.counted_from)
    assert election.status == ElectionStatus.VOID
    assert "nobody can" in election.void_because


def test_one_election_that_fails_does_not_hold_up_another(
    committee: Committee,
    coordinator: Membership,
    member: Membership,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bad = announced(committee, coordinator)
    good = announced(committee, coordinator, office="coordinator")
    real = clockwork.advance_election

    def failing(election: Election, *, at: Any) -> Election:
        if election == bad:
            raise ZeroDivisionError
        return real(election, at=at)

    monkeypatch.setattr(clockwork, "advance_election", failing)
    with pytest.raises(RuntimeError, match="1 elections"):
        schedule.advance_elections(good.nominations_close_at)
    good.refresh_from_db()
    assert good.status == ElectionStatus.VOID


def test_the_order_on_the_paper_can_be_drawn_again_by_anybody(
    committee: Committee, coordinator: Membership
) -> None:
    election = voting(committee, coordinator, *members(committee, 6))
    references = list(
        election.contest.options.filter(is_ron=False)
        .order_by("number")
        .values_list("reference", flat=True)
    )
    assert references == sorted(
        references,
        key=lambda one: hashlib.sha256((election.public_id + one).encode()).hexdigest(),
    )
    assert RollEntry.objects.filter(contest=election.contest).count() == 7
