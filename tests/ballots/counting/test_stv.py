"""Scottish STV by small contests worked out by hand."""

import pytest

from ballots.counting import Contest, LotNeeded, count, count_back, group
from ballots.counting.contest import ContestError
from ballots.counting.lot import draw
from ballots.counting.reasons import SCALE, ReasonCode
from ballots.counting.results import Count, Transfer, amount

ABCD = ("Ada", "Ben", "Cem", "Dee", "Eva", "Fay")


def contest(papers, seats=1, candidates=3, **more):
    return Contest(ABCD[:candidates], seats, tuple(papers), **more)


def totals(result: Count, stage: int) -> list[str]:
    return [amount(votes) for votes in result.stages[stage - 1].votes]


def codes(result: Count, stage: int) -> list[ReasonCode]:
    return [reason.code for reason in result.stages[stage - 1].reasons]


def test_the_quota_is_the_valid_papers_by_one_more_than_the_places_and_one():
    papers = [(6, (1,)), (5, (2,)), (4, (3,)), (2, ())]
    assert count(contest(papers, seats=2)).quota == 6
    assert count(contest(papers, seats=1)).quota == 8
    assert count(contest(papers, seats=2)).valid == 15
    assert count(contest(papers, seats=2)).blank == 2


def test_a_surplus_moves_all_papers_cut_to_five_decimals_each():
    # Quota 4 of 11; Ada's surplus 3 over 7 papers is 0.42857 a paper, 0.00001 is lost.
    result = count(contest([(5, (1, 2)), (2, (1, 3)), (2, (2,)), (2, (3,))], seats=2))
    assert result.quota == 4
    assert totals(result, 2) == ["4.00000", "4.14285", "2.85714"]
    assert result.stages[1].non_transferable == 1
    assert result.stages[1].transfers == (
        Transfer(1, 2, 214285),
        Transfer(1, 3, 85714),
        Transfer(1, None, 1),
    )
    assert result.elected == (1, 2)


def test_a_paper_is_reduced_again_from_the_value_it_was_received_at():
    # Quota 5 of 14, two places and four candidates. Ada: surplus 4 of 9, 0.44444 a paper.
    result = count(contest([(8, (1, 2, 3)), (1, (1, 4)), (2, (2, 4)), (2, (3,)), (1, (4,))], 2, 4))
    assert totals(result, 2) == ["5.00000", "5.55552", "2.00000", "1.44444"]
    assert result.elected == (1, 2)
    # With a third place (quota 4): Ada's 5 of 9 is 0.55555; Ben holds 2 + 8 × 0.55555 = 6.4444,
    # of which 2.4444 over: 0.55555 × 2.4444 ÷ 6.4444 = 0.21072, and 0.37930 for the two at one.
    result = count(contest([(8, (1, 2, 3)), (1, (1, 4)), (2, (2, 4)), (2, (3,)), (1, (4,))], 3, 4))
    assert totals(result, 2) == ["4.00000", "6.44440", "2.00000", "1.55555"]
    assert totals(result, 3) == ["4.00000", "4.00000", "3.68576", "2.31415"]


def test_the_next_choice_skips_whoever_is_deemed_elected_at_the_same_stage():
    result = count(contest([(6, (1, 2, 3)), (5, (2,)), (1, (3,)), (1, (4,))], 2, 4))
    assert result.stages[0].elected == (1, 2)
    assert len(result.stages) == 1
    result = count(contest([(6, (1, 2, 3)), (5, (2,)), (1, (3,)), (1, (4,))], 3, 4))
    assert result.stages[0].elected == (1, 2)
    assert result.stages[1].transfers == (Transfer(1, 3, 199998), Transfer(1, None, 2))


def test_a_candidate_exactly_on_the_quota_makes_no_stage():
    result = count(contest([(4, (1, 2)), (3, (2,)), (2, (3, 2)), (1, (4, 3))], 2, 4))
    assert result.quota == 4
    assert result.stages[0].elected == (1,)
    assert codes(result, 2)[0] is ReasonCode.EXCLUSION


def test_the_largest_surplus_goes_first_and_a_new_one_may_overtake_an_older_one():
    # Quota 10 of 49. Ada is 12 over, Ben 2; Ada's papers lift Cem to 16, 6 over.
    papers = [(22, (1, 3)), (12, (2, 5)), (4, (3, 4)), (5, (4,)), (4, (5,)), (2, (6,))]
    result = count(contest(papers, 4, 6))
    assert result.stages[0].elected == (1, 2)
    surpluses = [
        stage.reasons[0].candidates[0]
        for stage in result.stages
        if stage.reasons[0].code is ReasonCode.SURPLUS
    ]
    assert surpluses == [1, 3, 2]


def test_when_as_many_remain_as_places_all_are_elected_and_nothing_moves():
    result = count(contest([(9, (1, 2)), (2, (2,)), (1, (3, 2))], 2, 3))
    assert result.elected == (1, 2)
    assert codes(result, 2)[-1] is ReasonCode.QUOTA_REACHED
    result = count(contest([(5, (1,)), (4, (2,)), (3, (3,))], 2, 3))
    assert len(result.stages) == 2
    assert result.stages[1].excluded == (3,)
    assert codes(result, 2)[-1] is ReasonCode.REMAINING_ELECTED
    assert result.elected == (1, 2)


def test_a_surplus_is_not_moved_once_the_rest_fill_the_places():
    result = count(contest([(9, (1, 2)), (1, (2,))], 2, 2))
    assert len(result.stages) == 1
    assert result.elected == (1, 2)


def test_one_place_is_the_alternative_vote():
    result = count(contest([(4, (1,)), (3, (2,)), (2, (3, 2))]))
    assert totals(result, 2) == ["4.00000", "5.00000", "0.00000"]
    assert result.elected == (2,)


def test_fewer_candidates_than_places_leave_places_empty():
    result = count(contest([(1, (1,))], 5, 2))
    assert result.elected == (1, 2)
    assert result.reopened == 3
    assert codes(result, 1)[-1] is ReasonCode.PLACES_EMPTY


def test_nobody_left_to_elect_leaves_all_places_empty():
    result = count(contest([(1, (1, 2))], 2, 2, withdrawn=frozenset({1, 2})))
    assert (result.elected, result.reopened, result.valid, result.blank) == ((), 2, 0, 1)


def test_without_any_paper_the_quota_is_one_and_the_lot_decides():
    with pytest.raises(LotNeeded, match="Stage 2 needs a lot between the candidates 1, 2, 3"):
        count(contest([]))
    result = count(contest([], seed=b"seed"))
    assert (result.quota, result.valid, len(result.elected)) == (1, 0, 1)
    assert [lot.stage for lot in result.lots] == [2, 3]


def test_two_equal_candidates_are_told_apart_by_the_lot_that_anybody_can_draw_again():
    seed = bytes.fromhex("00ff")
    result = count(contest([(5, (1,)), (5, (2,))], candidates=2, seed=seed))
    order = [number for number, _ in draw(seed, 2, [2, 1]).order]
    assert result.stages[1].excluded == (order[0],)
    assert result.elected == (order[1],)
    assert result.stages[1].lot == draw(seed, 2, [1, 2])
    assert result.seed == "00ff"


def test_the_lot_is_hmac_sha256_of_stage_and_candidate():
    # printf '3:7' | openssl dgst -sha256 -mac HMAC -macopt hexkey:00…00 (32 bytes)
    assert draw(bytes(32), 3, [7, 12]).order == (
        (12, "64da8ff9b5841276bf982f887498752d4fd44090bb393e85c701c69664c34a89"),
        (7, "c60c01e4505e312ee702c4cd4886ee709f8f17453b61afc8c3be0ddcc3b23d58"),
    )


def test_a_tie_for_exclusion_goes_to_the_latest_earlier_stage_at_which_they_differed():
    # Ben and Cem stand at 4 after Dee's and Eva's papers moved; before, Cem had 3.
    papers = [(9, (1,)), (4, (2,)), (3, (3,)), (1, (4, 3)), (8, (5,))]
    result = count(contest(papers, 1, 5))
    assert codes(result, 3)[:2] == [ReasonCode.EXCLUSION, ReasonCode.EXCLUSION_TIE_EARLIER]
    assert result.stages[2].excluded == (3,)
    assert result.stages[2].reasons[1].amounts == {"stage": 1}
    assert "at stage 1" in result.why(result.stages[2])


def test_three_tied_are_narrowed_stage_by_stage():
    # Stage 1: 10, 9, 11. Stage 2, without Eva: 10, 10, 11. Stage 3, without Fay: 12 each.
    fay = [(2, (6, 1)), (2, (6, 2)), (1, (6, 3))]
    papers = [(10, (1,)), (9, (2,)), (11, (3,)), (14, (4,)), (1, (5, 2)), *fay]
    result = count(contest(papers, 1, 6))
    assert result.stages[2].votes[:3] == (12 * SCALE,) * 3
    assert result.stages[3].excluded == (2,)
    assert result.stages[3].reasons[1].amounts == {"stage": 1}


def test_equal_surpluses_follow_the_latest_stage_at_which_they_differed():
    # Quota 8 of 30. Dee's papers lift Ada from 7 and Ben from 6 to 9 each.
    dee = [(2, (4, 1)), (3, (4, 2))]
    papers = [(7, (1, 3)), (6, (2, 3)), (6, (3,)), (6, (5,)), *dee]
    result = count(contest(papers, 3, 5))
    assert result.stages[1].elected == (1, 2)
    assert codes(result, 3)[:2] == [ReasonCode.SURPLUS, ReasonCode.SURPLUS_TIE_EARLIER]
    assert result.stages[2].reasons[1].candidates == (1, 2)
    assert result.stages[2].reasons[1].amounts == {"stage": 1}


def test_equal_surpluses_that_never_differed_need_the_lot():
    papers = [(7, (1, 3)), (7, (2, 3)), (2, (3,)), (2, (4,))]
    with pytest.raises(LotNeeded):
        count(contest(papers, 3, 4))
    seed = b"public"
    result = count(contest(papers, 3, 4, seed=seed))
    first = draw(seed, 2, [1, 2]).order[0][0]
    assert codes(result, 2)[:2] == [ReasonCode.SURPLUS, ReasonCode.SURPLUS_TIE_LOT]
    assert result.stages[1].reasons[0].candidates == (first,)


def test_a_withdrawn_candidate_is_skipped_on_every_paper():
    papers = [(4, (1, 2)), (3, (2,)), (5, (3,)), (1, (1,))]
    result = count(contest(papers, withdrawn=frozenset({1})))
    assert totals(result, 1) == ["0.00000", "7.00000", "5.00000"]
    assert (result.valid, result.blank, result.elected) == (12, 1, (2,))


def test_a_vacancy_is_filled_by_recounting_without_those_who_left():
    votes = contest([(6, (1, 3)), (4, (2,)), (3, (3,))], 1, 3)
    assert count(votes).elected == (1,)
    again = count_back(votes, [1])
    assert again.elected == (3,)
    assert again.withdrawn == (1,)


@pytest.mark.parametrize("candidates", [3, 300])
@pytest.mark.parametrize("stranger", [0, -1, 301, 70_000, 2_000_000])
def test_a_paper_for_a_stranger_is_refused(candidates, stranger):
    names = tuple(str(number) for number in range(candidates))
    # Whoever has no paper is out at once: each would be a stage before the second choice is read.
    unnamed = frozenset(range(4, candidates + 1))
    for ranking in [(stranger,), (1, stranger)]:
        papers = ((1, ranking), (2, (2,)), (3, (3,)))
        with pytest.raises(ContestError, match="not a candidate"):
            count(Contest(names, 1, papers, withdrawn=unnamed, seed=b""))


def test_three_hundred_candidates_are_counted():
    names = tuple(f"Candidate {number}" for number in range(1, 301))
    papers = group([(number, number % 300 + 1, 7) for number in range(1, 301)])
    result = count(Contest(names, 10, papers, seed=b""))
    assert len(result.elected) == 10
    for stage in result.stages:
        assert sum(stage.votes) + stage.non_transferable == 300 * SCALE
