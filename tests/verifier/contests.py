"""Contests to count twice, and their results in the words of the board file."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from ballots.counting import Contest, Count, Rule, Terms, count, group

Json = dict[str, Any]


def stated(counted: Count) -> Json:
    """The product's count as `result` of a board file."""
    return {
        "blank": counted.blank,
        "elected": list(counted.elected),
        "quota": counted.quota,
        "reopened": counted.reopened,
        "stages": [
            {
                "elected": list(stage.elected),
                "excluded": list(stage.excluded),
                "lot": [number for number, _ in stage.lot.order] if stage.lot else [],
                "non_transferable": stage.non_transferable,
                "number": stage.number,
                "votes": list(stage.votes),
            }
            for stage in counted.stages
        ],
        "valid": counted.valid,
    }


def counted(contest: Contest) -> Json:
    return stated(count(contest))


def kind(contest: Contest) -> str:
    return contest.rule if contest.rule in {Rule.APPROVAL, Rule.YES_NO} else "ranked"


def terms(contest: Contest) -> dict[str, int]:
    return {
        "at_least": int(contest.terms.at_least),
        "denominator": contest.terms.denominator,
        "numerator": contest.terms.numerator,
        "turnout_least": contest.terms.turnout_least,
        "turnout_percent": contest.terms.turnout_percent,
    }


@st.composite
def ranked(draw: st.DrawFn) -> Contest:
    """Few voters and many ties, so that every turn of the rules is taken."""
    many = draw(st.integers(1, 7))
    numbers = range(1, many + 1)
    rule = draw(st.sampled_from([Rule.SCOTTISH_STV, Rule.SCOTTISH_STV_RON]))
    ranking = st.permutations(list(numbers)).flatmap(
        lambda order: st.integers(0, many).map(lambda length: tuple(order[:length]))
    )
    return Contest(
        candidates=tuple(f"C{number}" for number in numbers),
        seats=draw(st.integers(1, 5)),
        papers=group(draw(st.lists(ranking, max_size=25))),
        rule=rule,
        ron=many if rule == Rule.SCOTTISH_STV_RON else None,
        withdrawn=draw(st.frozensets(st.sampled_from(list(numbers)), max_size=2)),
        seed=draw(st.binary(min_size=32, max_size=32)),
    )


@st.composite
def approval(draw: st.DrawFn) -> Contest:
    many = draw(st.integers(1, 6))
    numbers = list(range(1, many + 1))
    marks = st.frozensets(st.sampled_from(numbers)).map(lambda chosen: tuple(sorted(chosen)))
    return Contest(
        candidates=tuple(f"C{number}" for number in numbers),
        seats=draw(st.integers(1, 5)),
        papers=group(draw(st.lists(marks, max_size=12))),
        rule=Rule.APPROVAL,
        ron=draw(st.sampled_from([None, many])),
        withdrawn=draw(st.frozensets(st.sampled_from(numbers), max_size=2)),
        seed=draw(st.binary(min_size=32, max_size=32)),
    )


@st.composite
def yes_no(draw: st.DrawFn) -> Contest:
    papers = group(draw(st.lists(st.sampled_from([(), (1,), (2,)]), max_size=20)))
    denominator = draw(st.integers(1, 6))
    return Contest(
        candidates=("Yes", "No"),
        seats=1,
        papers=papers,
        rule=Rule.YES_NO,
        terms=Terms(
            numerator=draw(st.integers(1, denominator)),
            denominator=denominator,
            at_least=draw(st.booleans()),
            roll=sum(weight for weight, _ in papers) + draw(st.integers(0, 10)),
            turnout_percent=draw(st.integers(0, 100)),
            turnout_least=draw(st.integers(0, 12)),
        ),
    )


contests = st.one_of(ranked(), approval(), yes_no())
