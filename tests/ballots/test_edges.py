"""Votes that do not go as one expects: names withdrawn, nobody left, nobody voting, void."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from django.db import ProgrammingError, transaction
from django.test import Client

from ballots import box, files, queries
from ballots.models import Board, Contest, ContestStatus, CountedBallots, PublishedBallot
from ballots.operations.closing import close_contest
from ballots.operations.contests import void_contest, withdraw_option
from core.decision import Refused
from tests.factories import NOW
from tests.factories_elections import DAY, counted, drafted, opened
from tests.voting import cast

pytestmark = pytest.mark.django_db
CLOSE = NOW + DAY


def _voted(ballots: Mapping[str, Sequence[int]], **fields: Any) -> Contest:
    contest = opened(list(ballots), **fields)
    for voter, choices in ballots.items():
        cast(contest, voter, choices=choices, at=NOW)
    return contest


def _elected(contest: Contest) -> tuple[int, ...]:
    result = queries.result(contest)
    assert result is not None
    return result.elected


def test_the_majority_elects_and_the_next_is_found_by_counting_again() -> None:
    contest = counted(_voted({"a": [1], "b": [1, 2], "c": [1, 2], "d": [2], "e": [3]}))
    assert _elected(contest) == (1,)
    assert queries.next_by_recount(contest, (1,)) == (2,)


def test_where_nobody_is_left_there_are_no_alternates() -> None:
    contest = counted(_voted({"a": [1, 2, 3], "b": [2, 1, 3], "c": [3, 2, 1]}, seats=3))
    assert set(_elected(contest)) == {1, 2, 3}
    assert queries.next_by_recount(contest, _elected(contest)) == ()


def test_fewer_candidates_than_seats_leave_a_seat_empty() -> None:
    contest = counted(_voted({"a": [1, 2, 3], "b": [2, 1, 3], "c": [3, 2, 1]}, seats=4))
    assert len(_elected(contest)) == 3


def test_a_box_without_ballots_is_opened_and_counted() -> None:
    contest = counted(opened(["a", "b"]))
    assert (contest.status, contest.envelopes, contest.papers_issued) == ("counted", 0, 0)
    assert queries.board_of(contest) is None


def test_two_equal_are_parted_by_the_lot() -> None:
    contest = counted(_voted({"a": [1], "b": [2], "c": [1], "d": [2], "e": [1], "f": [2]}))
    result = queries.result(contest)
    assert result is not None
    drawn = [stage.lot for stage in result.stages if stage.lot]
    assert {number for number, _mark in drawn[0].order} == {1, 2}
    assert len(result.elected) == 1


def test_re_open_nominations_at_the_quota_leaves_the_seats_empty() -> None:
    contest = counted(_voted({"a": [4], "b": [4], "c": [4], "d": [1], "e": [2]}, seats=2))
    result = queries.result(contest)
    assert result is not None
    assert result.reopened > 0
    assert 4 not in result.elected


def test_only_an_open_vote_loses_a_name() -> None:
    with pytest.raises(Refused, match="not open"):
        withdraw_option(drafted(), reference="ada", at=NOW)


def test_a_counted_vote_that_is_void_keeps_no_ballots_and_no_board(
    django_capture_on_commit_callbacks: Any, secrets_folder: Path
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        contest = counted(_voted({"a": [1], "b": [2], "c": [1], "d": [1], "e": [1]}))
        contest = void_contest(contest, at=CLOSE)
    assert contest.status == ContestStatus.VOID
    assert queries.result(contest) is None
    assert not CountedBallots.objects.exists()
    assert not PublishedBallot.objects.exists()
    assert not Board.objects.exists()
    assert list(secrets_folder.iterdir()) == []
    with pytest.raises(Refused, match="void already"):
        void_contest(contest, at=CLOSE)


def test_the_roll_is_frozen_without_repeats_in_an_order_that_tells_nothing() -> None:
    contest = drafted(["cem", "ann", "ann", "bob"])
    assert contest.roll_size == 3
    voters = contest.roll.order_by("pk").values_list("voter", flat=True)
    assert list(voters) == ["ann", "bob", "cem"]


@pytest.mark.parametrize(("roll", "papers", "told"), [(29, 12, None), (30, 9, 0), (30, 12, 10)])
def test_turnout_during_voting_is_told_in_tens_and_never_under_thirty(
    roll: int, papers: int, told: int | None
) -> None:
    contest = opened([f"v{number}" for number in range(roll)])
    for number in range(papers):
        box.keep_paper(contest.public_id, f"v{number}", box.Signed(b"1", b"2", b"3", b"4"))
    so_far = queries.turnout_so_far(contest)
    assert (so_far.papers if so_far else None) == told
    contest = close_contest(contest, at=CLOSE)
    assert queries.turnout_so_far(contest) is None


def test_a_roll_that_nobody_froze_is_not_shown(client: Client) -> None:
    assert client.get("/box/000000000000/roll.json").status_code == 404


def test_how_many_took_part_so_far_is_not_told_of_a_box_that_is_gone() -> None:
    contest = opened([f"voter{number}" for number in range(30)])
    assert queries.turnout_so_far(contest) is not None
    box.drop(contest.public_id, *box.ALL)
    assert queries.turnout_so_far(contest) is None


def test_of_two_that_put_one_envelope_under_two_keys_at_once_the_second_is_refused() -> None:
    contest = opened(["ann", "bob"]).public_id
    assert box.put(contest, b"a" * 32, 1, b"h" * 32, b"e") is None
    with pytest.raises(box.HashTaken), transaction.atomic():
        box._run(
            "INSERT INTO {it} VALUES (%s, 1, %s, 'e')", box.BOX, contest, [b"b" * 32, b"h" * 32]
        )
    with pytest.raises(box.HashTaken):
        box.put(contest, b"b" * 32, 1, b"h" * 32, b"e")
    with pytest.raises(ProgrammingError), transaction.atomic():
        box._run("SELECT nothing FROM {it}", box.BOX, contest)


def test_a_long_board_comes_in_pieces_of_a_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_TOGETHER", 2)
    assert list(files._joined(iter([b"a", b"b", b"c"]))) == [b"ab", b"c"]


@pytest.mark.django_db(transaction=True)
def test_who_looks_in_the_moment_of_the_close_is_answered() -> None:
    """The papers of one vote have just gone; those of another are still told."""
    closing, other = opened(("ann", "bob", "cem")), opened(("dan", "eva"))
    cast(other, "dan", choices=[1], at=NOW)
    box.drop(closing.public_id, box.PAPERS)
    assert queries.has_paper(closing, "ann") is False
    told = queries.with_papers([closing, other], ["ann", "dan"])
    assert told == {(other.public_id, "dan")}
