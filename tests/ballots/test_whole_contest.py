"""A contest from its roll to its board, through the operations."""

import json

import pytest

from ballots import files, queries
from ballots.models import ContestStatus
from ballots.protocol import board as boards
from ballots.protocol.encoding import canonical
from tests.factories import NOW
from tests.factories_elections import counted, opened
from tests.voting import cast

pytestmark = pytest.mark.django_db


def test_a_contest_of_seven_ends_with_a_board_that_holds() -> None:
    voters = [f"voter{number}" for number in range(8)]
    contest = opened(voters)
    for number, voter in enumerate(voters[:7]):
        cast(contest, voter, choices=[1, 2] if number < 4 else [2], at=NOW)
    cast(contest, voters[0], choices=[2, 1], at=NOW)
    contest = counted(contest)
    assert contest.status == ContestStatus.COUNTED
    assert (contest.papers_issued, contest.envelopes) == (7, 7)
    assert {tuple(c): n for c, n in contest.counted.values_list("choices", "number")} == {
        (1, 2): 3,
        (2, 1): 1,
        (2,): 3,
    }
    body = b"".join(files.board_body(contest))
    boards.verify_board(body)
    assert boards.board_hash(json.loads(body)) == bytes(contest.board.hash)
    file = json.loads(b"".join(files.board_file(contest)))
    assert canonical(file) == b"".join(files.board_file(contest))
    assert file["papers_unused"] == 0
    assert queries.result(contest).elected == (2,)
