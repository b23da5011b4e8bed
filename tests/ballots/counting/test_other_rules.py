"""Yes/no questions, approval, and what a contest refuses."""

import pytest

from ballots.counting import Contest, ContestError, LotNeeded, Rule, Terms, count
from ballots.counting.lot import draw
from ballots.counting.reasons import SCALE, ReasonCode


def question(yes, no, blank=0, **terms):
    papers = ((yes, (1,)), (no, (2,)), (blank, ()))
    return Contest(("Yes", "No"), 1, papers, rule=Rule.YES_NO, terms=Terms(**terms))


def verdict(contest):
    return count(contest).stages[0].reasons[-1].code


def test_more_yes_than_no_carries_and_blanks_do_not_count():
    result = count(question(3, 2, blank=10))
    assert result.elected == (1,)
    assert (result.valid, result.blank, result.quota) == (5, 10, 3)
    assert result.why(result.stages[0]) == "Yes: 3. No: 2. Blank: 10. Carried."


@pytest.mark.parametrize(
    ("yes", "no", "expected"),
    [
        (2, 2, ReasonCode.FELL_TIE),
        (0, 0, ReasonCode.FELL_TIE),
        (1, 2, ReasonCode.FELL_MINORITY),
        (2, 1, ReasonCode.CARRIED),
    ],
)
def test_a_tie_and_a_minority_fall(yes, no, expected):
    assert verdict(question(yes, no)) is expected


def test_two_thirds_are_reached_exactly_only_if_at_least_is_meant():
    two_thirds = {"numerator": 2, "denominator": 3}
    assert verdict(question(4, 2, at_least=True, **two_thirds)) is ReasonCode.CARRIED
    assert verdict(question(4, 2, **two_thirds)) is ReasonCode.FELL_THRESHOLD
    assert verdict(question(5, 2, **two_thirds)) is ReasonCode.CARRIED
    assert verdict(question(3, 2, at_least=True, **two_thirds)) is ReasonCode.FELL_THRESHOLD
    assert verdict(question(2, 2, at_least=True)) is ReasonCode.FELL_TIE
    assert verdict(question(2, 0, at_least=True, numerator=1, denominator=1)) is ReasonCode.CARRIED


def test_a_turnout_counts_blank_papers_and_is_rounded_up():
    strike = {"roll": 51, "turnout_percent": 20, "turnout_least": 10}
    assert verdict(question(10, 0, **strike)) is ReasonCode.FELL_TURNOUT
    assert verdict(question(10, 0, blank=1, **strike)) is ReasonCode.CARRIED
    assert verdict(question(9, 0, roll=20, turnout_percent=20, turnout_least=10)) is (
        ReasonCode.FELL_TURNOUT
    )


@pytest.mark.parametrize("ranking", [(1, 2), (3,), (0,)])
def test_a_yes_no_paper_holds_one_answer(ranking):
    contest = Contest(("Yes", "No"), 1, ((1, ranking),), rule=Rule.YES_NO)
    with pytest.raises(ContestError, match="one answer or none"):
        count(contest)


@pytest.mark.parametrize(
    "terms",
    [
        {"numerator": 0},
        {"numerator": 3},
        {"turnout_percent": 101, "roll": 5},
        {"turnout_percent": -1, "roll": 5},
        {"turnout_least": -1},
        {"turnout_percent": 20},
    ],
)
def test_impossible_terms_are_refused(terms):
    with pytest.raises(ContestError):
        Terms(**terms)


def approval(papers, seats=1, candidates=("Ada", "Ben", "Cem"), **more):
    return Contest(candidates, seats, tuple(papers), rule=Rule.APPROVAL, **more)


def test_the_most_approved_are_elected():
    result = count(approval([(3, (1, 2)), (2, (2, 3)), (1, ()), (1, (3,))], seats=2, seed=b"x"))
    assert result.stages[0].votes == (3 * SCALE, 5 * SCALE, 3 * SCALE)
    order = [number for number, _ in draw(b"x", 1, [1, 3]).order]
    assert result.elected == (2, order[0])
    assert (result.valid, result.blank) == (6, 1)
    assert result.stages[0].reasons[-1].code is ReasonCode.APPROVAL_TIE_LOT


def test_approval_needs_no_lot_where_the_tied_all_find_a_place():
    assert count(approval([(2, (1, 2)), (1, (3,))], seats=2)).elected == (1, 2)
    assert count(approval([(1, (3,))], seats=3)).elected == (3, 1, 2)
    with pytest.raises(LotNeeded, match="Stage 1"):
        count(approval([(2, (1, 2))]))


def test_a_tie_for_the_only_place_has_no_one_elected_before_the_lot():
    result = count(approval([(2, (1, 2))], seed=b"x"))
    assert [reason.code for reason in result.stages[0].reasons] == [
        ReasonCode.APPROVALS,
        ReasonCode.APPROVAL_TIE_LOT,
    ]


def test_ron_keeps_out_whoever_has_fewer_votes_and_loses_ties():
    result = count(approval([(3, (1, 3)), (1, (2,))], seats=2, ron=3))
    assert (result.elected, result.reopened) == ((1,), 1)
    assert [reason.code for reason in result.stages[0].reasons[-2:]] == [
        ReasonCode.RON_APPROVED,
        ReasonCode.PLACES_EMPTY,
    ]
    assert count(approval([(2, (3,)), (1, (1,))], ron=3)).elected == ()


def test_a_withdrawn_ron_keeps_nobody_out():
    gone = frozenset({3})
    result = count(approval([(2, (3,)), (1, (1,))], ron=3, withdrawn=gone))
    assert (result.elected, result.valid, result.blank, result.ron) == ((1,), 1, 2, None)


def test_an_approval_of_a_stranger_is_refused():
    with pytest.raises(ContestError, match="not a candidate"):
        count(approval([(1, (4,))]))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"seats": 0}, "at least one place"),
        ({"rule": "first-past-the-post"}, "no counting rule"),
        ({"withdrawn": frozenset({4})}, "withdrawn candidate"),
        ({"ron": 4}, "Re-open nominations"),
        ({"rule": Rule.YES_NO}, "exactly two"),
        ({"candidates": ("x",) * 10_001}, "at most 10000"),
    ],
)
def test_an_impossible_contest_is_refused(changes, message):
    fields = {"candidates": ("Ada", "Ben", "Cem"), "seats": 1, "papers": ()} | changes
    with pytest.raises(ContestError, match=message):
        Contest(**fields)
