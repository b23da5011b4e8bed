"""Re-open nominations: a candidate that loses ties and can only win by the quota."""

import pytest

from ballots.counting import Contest, Rule, count
from ballots.counting.reasons import ReasonCode

NAMES = ("Ada", "Ben", "Cem", "Re-open nominations")


def ron(papers, seats=1, names=NAMES, **more):
    return Contest(names, seats, tuple(papers), rule=Rule.SCOTTISH_STV_RON, ron=len(names), **more)


def codes(result):
    return [reason.code for stage in result.stages for reason in stage.reasons]


def test_the_count_stops_when_ron_reaches_the_quota():
    result = count(ron([(9, (4,)), (3, (1,)), (2, (2,))], seats=2))
    assert (result.elected, result.reopened, len(result.stages)) == ((), 2, 1)
    assert codes(result)[1:] == [ReasonCode.RON_REACHED_QUOTA, ReasonCode.PLACES_EMPTY]


def test_who_reaches_the_quota_at_the_same_stage_as_ron_is_elected():
    result = count(ron([(6, (1,)), (6, (4,)), (2, (2,))], seats=2))
    assert (result.elected, result.reopened) == ((1,), 1)


def test_a_surplus_may_bring_ron_to_the_quota():
    result = count(ron([(8, (1, 4)), (1, (4,)), (2, (2,)), (1, (3,))], seats=2))
    assert result.quota == 5
    assert result.elected == (1,)
    # 3 of 8, 0.375 a paper: RON has 4, then Cem and Ben go without a further choice.
    assert result.reopened == 1


def test_ron_loses_a_tie_for_exclusion_though_it_led_before_and_needs_no_lot():
    result = count(ron([(5, (1,)), (3, (2,)), (3, (4,)), (2, (3,))]))
    assert [stage.excluded for stage in result.stages[1:3]] == [(3,), (4,)]
    assert ReasonCode.EXCLUSION_TIE_RON in codes(result)
    assert result.elected == (1,)
    assert result.lots == ()


def test_ron_is_not_elected_by_being_left():
    result = count(
        Contest(
            ("Ada", "Ben", "RON"),
            1,
            ((4, (1,)), (3, (2,)), (5, (3,))),
            rule=Rule.SCOTTISH_STV_RON,
            ron=3,
        )
    )
    assert result.quota == 7
    assert [stage.excluded for stage in result.stages[1:]] == [(2,), (1,)]
    assert (result.elected, result.reopened) == ((), 1)
    assert codes(result)[-1] is ReasonCode.PLACES_EMPTY


def test_others_left_with_ron_are_elected_and_rons_place_stays_empty():
    result = count(ron([(9, (1,)), (3, (2,)), (4, (4,)), (1, (3,))], seats=3))
    assert result.elected == (1, 2)
    assert result.reopened == 1
    assert codes(result)[-2:] == [ReasonCode.REMAINING_ELECTED, ReasonCode.PLACES_EMPTY]


def test_an_unopposed_candidate_must_beat_ron():
    names = ("Ada", "RON")
    assert count(ron([(5, (1,)), (4, (2,))], names=names)).elected == (1,)
    assert count(ron([(4, (1,)), (5, (2,))], names=names)).elected == ()
    assert count(ron([(4, (1,)), (4, (2,))], names=names)).elected == (1,)


def test_without_any_paper_ron_goes_first():
    result = count(ron([], names=("Ada", "RON")))
    assert result.elected == (1,)


def test_the_bare_rule_treats_ron_as_anybody():
    bare = Contest(NAMES, 1, ((9, (4,)), (3, (1,))), ron=4)
    assert count(bare).elected == (4,)
    assert count(bare).ron is None


@pytest.mark.parametrize("seats", [1, 2, 3])
def test_ron_is_never_among_the_elected(seats):
    for mine in range(12):
        papers = [(mine, (4, 1)), (4, (1, 4)), (3, (2,)), (2, (3, 4))]
        result = count(ron([paper for paper in papers if paper[0]], seats, seed=b""))
        assert 4 not in result.elected
        assert len(result.elected) + result.reopened == seats
