"""The host opens alone: what is counted, what is published, and what is told."""

from datetime import timedelta

import pytest

from ballots import queries
from ballots.models import Board, Contest
from ballots.operations.casting import cast_envelope
from ballots.operations.closing import close_contest
from ballots.protocol import envelope as envelopes
from ballots.protocol import lot
from ballots.scripted import ScriptedVoter
from tests.factories import NOW
from tests.factories_elections import DAY, counted, drafted, opened
from tests.voting import cast

pytestmark = pytest.mark.django_db
CLOSE = NOW + DAY


def _counted(ballots: dict[str, list[int]], **fields: object) -> Contest:
    contest = opened(list(ballots), **fields)
    for voter, choices in ballots.items():
        cast(contest, voter, choices=choices, at=NOW)
    return counted(contest)


def test_the_majority_elects_and_the_next_is_found_by_counting_again() -> None:
    contest = _counted({"a": [1], "b": [1, 2], "c": [1, 2], "d": [2], "e": [3]})
    result = queries.result(contest)
    assert result is not None
    assert result.elected == (1,)
    assert queries.next_by_recount(contest, result.elected) == (2,)


def test_where_nobody_is_left_there_are_no_alternates() -> None:
    contest = _counted({"a": [1, 2, 3], "b": [2, 1, 3], "c": [3, 2, 1]}, seats=3)
    result = queries.result(contest)
    assert result is not None
    assert set(result.elected) == {1, 2, 3}
    assert queries.next_by_recount(contest, result.elected) == ()


def test_the_seed_of_the_lot_comes_from_the_list_and_the_holder() -> None:
    contest = _counted({"a": [1], "b": [2], "c": [1], "d": [2], "e": []})
    final, (holder,) = queries.closing_list(contest), contest.holders.all()
    assert final is not None
    fingerprint = ScriptedVoter(contest, "a").definition.fingerprint
    hashes = queries.hashes_of(final)
    from ballots.protocol import lists

    listed = lists.list_hash(fingerprint, final.withdrawn, hashes)
    assert contest.lot_seed == lot.seed(fingerprint, listed, [bytes(holder.r or b"")]).hex()
    result = queries.result(contest)
    assert result is not None
    assert result.lots


def test_an_envelope_that_holds_no_ballot_is_invalid_and_shown() -> None:
    voters = [f"v{number}" for number in range(6)]
    contest = opened(voters)
    for voter in voters[:5]:
        cast(contest, voter, choices=[1], at=NOW)
    odd = ScriptedVoter(contest, voters[5])
    odd.take_paper(at=NOW)
    sealed = envelopes.seal(odd.definition, bytes(odd.definition.padding))
    cast_envelope(odd.definition, odd.keys.wrap(sealed, 1), at=NOW)
    contest = counted(contest)
    board = queries.board_of(contest)
    assert board is not None
    assert [one["code"] for one in board.invalid] == ["format"]
    result = queries.result(contest)
    assert result is not None
    assert (result.valid, result.invalid) == (5, 1)


def test_under_five_ballots_nothing_but_the_result_is_kept_for_the_public() -> None:
    contest = _counted({"a": [1], "b": [1], "c": [2], "d": [1]})
    assert not Board.objects.exists()
    assert not contest.published.exists()
    assert not queries.shows_stages(contest)
    result = queries.result(contest)
    assert result is not None
    assert result.elected == (1,)


@pytest.mark.parametrize(
    ("rule", "ballots", "elected"),
    [
        ("yes-no", [[1], [1], [1], [2], []], (1,)),
        ("yes-no", [[1], [1], [2], [2], []], ()),
        ("approval", [[1, 2], [1], [2, 3], [2], [3]], (2,)),
    ],
)
def test_every_kind_of_vote_goes_the_same_way(
    rule: str, ballots: list[list[int]], elected: tuple[int, ...]
) -> None:
    from ballots.operations.contests import Answer, open_contest, prepare_contest

    voters = [f"v{number}" for number in range(len(ballots))]
    names = ("Yes", "No") if rule == "yes-no" else ("Ada", "Ben", "Cy")
    contest = drafted(voters, rule=rule, kind=rule)
    contest = prepare_contest(contest, options=[Answer(name) for name in names], at=NOW)
    contest = open_contest(contest, at=NOW)
    for voter, choices in zip(voters, ballots, strict=True):
        cast(contest, voter, choices=choices, at=NOW)
    result = queries.result(counted(contest))
    assert result is not None
    assert result.elected == elected


def test_a_question_falls_below_its_terms() -> None:
    from ballots.operations.contests import Answer, open_contest, prepare_contest

    terms = {"numerator": 2, "denominator": 3, "at_least": 1, "turnout_percent": 50}
    terms["turnout_least"] = 0
    voters = [f"v{number}" for number in range(5)]
    contest = drafted(voters, rule="yes-no", kind="yes-no", terms=terms)
    contest = prepare_contest(contest, options=[Answer("Yes"), Answer("No")], at=NOW)
    contest = open_contest(contest, at=NOW)
    for voter, choices in zip(voters, [[1], [1], [1], [2], [2]], strict=True):
        cast(contest, voter, choices=choices, at=NOW)
    result = queries.result(counted(contest))
    assert result is not None
    assert result.elected == ()


def test_the_roll_is_frozen_without_repeats_in_an_order_that_tells_nothing() -> None:
    contest = drafted(["cem", "ann", "ann", "bob"])
    assert contest.roll_size == 3
    assert list(contest.roll.order_by("pk").values_list("voter", flat=True)) == [
        "ann",
        "bob",
        "cem",
    ]


@pytest.mark.parametrize(("roll", "votes", "said"), [(29, 12, None), (30, 9, 0), (30, 12, 10)])
def test_during_voting_little_is_told_and_nothing_under_thirty(
    roll: int, votes: int, said: int | None
) -> None:
    voters = [f"v{number}" for number in range(roll)]
    contest = opened(voters)
    for voter in voters[:votes]:
        cast(contest, voter, choices=[1], at=NOW)
    told = queries.turnout_so_far(contest)
    assert (told and told.papers) == said
    assert (told and told.envelopes) == said


def test_after_the_close_turnout_so_far_is_not_told() -> None:
    contest = opened([f"v{number}" for number in range(30)])
    contest = close_contest(contest, at=CLOSE + timedelta(hours=1))
    assert queries.turnout_so_far(contest) is None
    assert queries.has_paper(contest, "v1") is False
