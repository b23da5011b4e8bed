from datetime import timedelta
from pathlib import Path

import pytest

from ballots import queries
from ballots.models import Contest, ContestStatus, CountedBallots
from ballots.operations.casting import cast_ballot
from ballots.operations.contests import (
    close_contest,
    count_contest,
    void_contest,
    withdraw_option,
)
from core.decision import Refused
from core.models import Event
from tests.factories import NOW
from tests.factories_elections import DAY, drafted, opened

pytestmark = pytest.mark.django_db
CLOSE = NOW + DAY


def _counted(ballots: dict[str, list[int]], seats: int = 1) -> Contest:
    contest = opened(list(ballots), seats=seats)
    for voter, choices in ballots.items():
        cast_ballot(contest, voter, choices=choices, at=NOW)
    return count_contest(close_contest(contest, at=CLOSE), at=CLOSE)


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


def test_a_name_withdrawn_during_voting_is_passed_over_in_the_count() -> None:
    contest = opened(["a", "b", "c"])
    for voter in "abc":
        cast_ballot(contest, voter, choices=[1, 2], at=NOW)
    withdraw_option(contest, reference="ada", at=NOW)
    withdraw_option(contest, reference="ada", at=NOW)
    assert Event.objects.filter(name="ballots.option_withdrawn").count() == 1
    contest = count_contest(close_contest(contest, at=CLOSE), at=CLOSE)
    result = queries.result(contest)
    assert result is not None
    assert result.elected == (2,)


def test_only_a_closed_vote_is_counted_and_only_an_open_one_loses_a_name() -> None:
    with pytest.raises(Refused, match="Only a closed vote"):
        count_contest(opened(), at=NOW)
    with pytest.raises(Refused, match="not open"):
        withdraw_option(drafted(), reference="ada", at=NOW)


def test_a_void_vote_keeps_neither_ballots_nor_secret(
    django_capture_on_commit_callbacks: object, secrets_folder: Path
) -> None:
    contest = _counted({"a": [1], "b": [2], "c": [1]})
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        contest = void_contest(contest, at=CLOSE)
    assert contest.status == ContestStatus.VOID
    assert queries.result(contest) is None
    assert not CountedBallots.objects.exists()
    assert list(secrets_folder.iterdir()) == []
    with pytest.raises(Refused, match="void already"):
        void_contest(contest, at=CLOSE)


def test_the_roll_is_frozen_without_repeats_in_an_order_that_tells_nothing() -> None:
    contest = drafted(["cem", "ann", "ann", "bob"])
    assert contest.roll_size == 3
    assert list(contest.roll.order_by("pk").values_list("voter", flat=True)) == [
        "ann",
        "bob",
        "cem",
    ]


@pytest.mark.parametrize(("roll", "votes", "said"), [(29, 25, None), (30, 9, 0), (30, 25, 20)])
def test_turnout_during_voting_is_told_in_tens_and_never_under_thirty(
    roll: int, votes: int, said: int | None
) -> None:
    voters = [f"v{number}" for number in range(roll)]
    contest = opened(voters)
    contest.roll.filter(voter__in=voters[:votes]).update(has_voted=True)
    assert queries.turnout_so_far(contest) == said


def test_after_the_close_turnout_so_far_is_not_told() -> None:
    contest = opened([f"v{number}" for number in range(30)])
    contest = close_contest(contest, at=CLOSE + timedelta(hours=1))
    assert queries.turnout_so_far(contest) is None
