"""What holds for every contest."""

import json
import random
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from ballots.counting import Contest, Count, Rule, count, group
from ballots.counting.reasons import SCALE, SENTENCES, ReasonCode


@st.composite
def contests(draw, rules=(Rule.SCOTTISH_STV, Rule.SCOTTISH_STV_RON)):
    candidates = draw(st.integers(min_value=1, max_value=7))
    numbers = range(1, candidates + 1)
    papers = draw(
        st.lists(
            st.tuples(
                st.integers(min_value=1, max_value=9),
                st.lists(st.sampled_from(numbers), unique=True).map(tuple),
            ),
            max_size=25,
        )
    )
    return Contest(
        tuple(f"Candidate {number}" for number in numbers),
        draw(st.integers(min_value=1, max_value=5)),
        tuple(papers),
        rule=draw(st.sampled_from(rules)),
        withdrawn=frozenset(draw(st.sets(st.sampled_from(numbers), max_size=2))),
        ron=draw(st.none() | st.just(candidates)),
        seed=draw(st.binary(max_size=4)),
    )


@given(contests())
def test_no_vote_appears_or_disappears(contest):
    result = count(contest)
    for stage in result.stages:
        assert sum(stage.votes) + stage.non_transferable == result.valid * SCALE
        assert all(votes >= 0 for votes in (*stage.votes, stage.non_transferable))
    assert result.valid + result.blank == sum(weight for weight, _ in contest.papers)


@given(contests())
def test_transfers_explain_the_difference_between_stages(contest):
    stages = count(contest).stages
    for before, after in pairwise(stages):
        votes, lost = list(before.votes), before.non_transferable
        for move in after.transfers:
            votes[move.source - 1] -= move.votes
            if move.target is None:
                lost += move.votes
            else:
                votes[move.target - 1] += move.votes
        assert (tuple(votes), lost) == (after.votes, after.non_transferable)


@given(contests(), st.randoms(use_true_random=False))
def test_the_order_and_the_grouping_of_papers_change_nothing(contest, shuffler):
    papers = [paper for weight, paper in contest.papers for _ in range(weight)]
    shuffler.shuffle(papers)
    result = count(contest)
    again = [tuple((1, paper) for paper in papers), group(papers)]
    for papers_again in again:
        other = Contest(
            contest.candidates,
            contest.seats,
            papers_again,
            contest.rule,
            contest.withdrawn,
            contest.ron,
            contest.seed,
        )
        assert count(other) == result


@given(contests())
def test_as_many_are_elected_as_can_be(contest):
    result = count(contest)
    elected = set(result.elected)
    assert len(elected) == len(result.elected)
    assert elected <= set(contest.standing) - {result.ron}
    assert len(elected) + result.reopened == contest.seats
    if result.ron not in contest.standing:
        assert len(elected) == min(contest.seats, len(contest.standing))
    assert [number for stage in result.stages for number in stage.elected] == list(result.elected)


@given(contests(rules=(Rule.SCOTTISH_STV, Rule.SCOTTISH_STV_RON, Rule.APPROVAL)))
def test_a_count_survives_json_and_gives_its_reasons(contest):
    result = count(contest)
    assert Count.from_json(json.loads(json.dumps(result.to_json()))) == result
    for stage in result.stages:
        assert stage.reasons
        assert "{" not in result.why(stage)


def test_every_reason_has_a_sentence():
    assert set(SENTENCES) == set(ReasonCode)


@settings(max_examples=5, deadline=None)
@given(st.integers(min_value=0, max_value=2**32))
def test_more_than_255_candidates_are_counted_as_fewer_are(seed):
    shuffler = random.Random(seed)
    rankings = [tuple(shuffler.sample(range(1, 13), shuffler.randint(1, 9))) for _ in range(300)]
    few = Contest(tuple(map(str, range(12))), 4, group(rankings), seed=b"")
    names = tuple(map(str, range(300)))
    gone = frozenset(range(13, 301))
    many = Contest(names, 4, few.papers, withdrawn=gone, seed=b"")
    assert [stage.votes[:12] for stage in count(many).stages] == [
        stage.votes for stage in count(few).stages
    ]
    assert count(many).elected == count(few).elected
