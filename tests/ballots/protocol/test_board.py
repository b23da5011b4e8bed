import copy
from collections.abc import Callable
from typing import Any

import pytest

from ballots import counting
from ballots.protocol import board, holders
from ballots.protocol.board import BoardError
from ballots.protocol.definition import Definition
from ballots.protocol.encoding import Malformed, b64, canonical, digest, parse, unb64
from ballots.protocol.opening import Code
from tests.ballots.protocol import elections
from tests.ballots.protocol.world import World

Board = dict[str, Any]
Change = Callable[[Board], object]


def change_first(field: str, **changes: object) -> Change:
    return lambda read: read[field][0].update(changes)


CHANGES: dict[str, Change] = {
    "an altered ballot": change_first("ballots", choices=[2]),
    "an altered counter": change_first("ballots", counter=1),
    "a foreign credential": lambda read: read["ballots"][0].update(
        credential=read["ballots"][1]["credential"]
    ),
    "a ballot too few": lambda read: read["ballots"].pop(),
    "a doubled ballot": lambda read: read["ballots"].insert(0, read["ballots"][0]),
    "ballots in another order": lambda read: read["ballots"].reverse(),
    "choices that may not stand": change_first("ballots", choices=[1, 1]),
    "an envelope too few": lambda read: read["closing_list"].pop(),
    "an envelope too many": lambda read: read["closing_list"].append("_" * 42 + "8"),
    "a candidate who did not withdraw": lambda read: read.update(withdrawn=[3, 4]),
    "withdrawn candidates in another order": lambda read: read.update(withdrawn=[4, 3]),
    "another signature on the list": lambda read: read.update(list_signature=b64(bytes(64))),
    "a leaf too few": lambda read: read["leaves"].pop(),
    "leaves in another order": lambda read: read["leaves"].reverse(),
    "fewer papers than envelopes": lambda read: [leaf.__setitem__(1, 0) for leaf in read["leaves"]],
    "a member on paper, and no paper ballots": lambda read: next(
        leaf for leaf in read["leaves"] if not leaf[1]
    ).__setitem__(1, 2),
    "paper ballots of nobody": lambda read: read.update(
        paper={"ballots": [], "blank": 0, "marked": 0, "spoilt": 0}
    ),
    "another lot": lambda read: read["lots"].__setitem__(0, b64(bytes(range(32)))),
    "a lot too few": lambda read: read["lots"].pop(),
    "a holder who was not ready": lambda read: read["ready"].__setitem__(2, read["ready"][0]),
    "an invalid envelope too few": lambda read: read["invalid"].pop(),
    "another code": change_first("invalid", code=str(Code.FORMAT)),
    "another key": change_first("invalid", key=b64(bytes(32))),
    "no key": change_first("invalid", key=""),
    "unopenable, with a key": change_first("invalid", code=str(Code.UNOPENABLE)),
    "a short envelope": change_first("invalid", envelope=b64(bytes(100))),
    "an envelope that is not listed": lambda read: read["invalid"][0].update(
        code=str(Code.UNOPENABLE),
        key="",
        envelope=b64(b"\1" + unb64(read["invalid"][0]["envelope"])[1:]),
    ),
    "a doubled invalid envelope": lambda read: read["invalid"].append(read["invalid"][0]),
}
MALFORMED: dict[str, Change] = {
    "a field too many": lambda read: read.update(more=1),
    "a missing field": lambda read: read.pop("lots"),
    "an unknown code": change_first("invalid", code="late"),
    "a leaf with more than its byte": lambda read: read["leaves"][0].append(1),
    "a leaf with another byte": lambda read: read["leaves"][0].__setitem__(1, 3),
    "a withdrawn candidate who never stood": lambda read: read.update(withdrawn=[6]),
    "a short key": change_first("ballots", key=b64(bytes(31))),
    "a definition beyond the limits": lambda read: read["definition"].update(needed=1),
}


@pytest.fixture
def made() -> Board:
    """The board of the tellers, to be altered."""
    return copy.deepcopy(elections.tellers()[1]["board"])


@pytest.mark.parametrize(
    "election",
    [elections.tellers, elections.host, elections.question, elections.every_invalid],
)
def test_an_honest_board_holds(election: Callable[[], tuple[World, Board]]) -> None:
    world, file = election()
    data = canonical(file["board"])
    assert board.verify_board(data) == file["board"]
    assert board.verify_board(data, world.definition) == file["board"]
    assert board.board_hash(file["board"]) == digest(data)
    assert b"".join(board.pieces(file)) == canonical(file)
    for entry in file["signatures"]:
        signature = unb64(entry["signature"])
        number, hashed = entry["holder"], digest(data)
        assert holders.verify_board_signature(world.definition, number, hashed, signature)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_an_altered_board_does_not_hold(made: Board, change: Change) -> None:
    change(made)
    with pytest.raises(BoardError):
        board.verify_board(canonical(made))


@pytest.mark.parametrize("change", MALFORMED.values(), ids=MALFORMED.keys())
def test_what_is_no_board_is_refused(made: Board, change: Change) -> None:
    change(made)
    with pytest.raises(Malformed):
        board.verify_board(canonical(made))


def test_a_board_of_another_contest_is_refused(made: Board) -> None:
    with pytest.raises(BoardError):
        board.verify_board(canonical(made), elections.host()[0].definition)


def test_a_board_with_spaces_is_refused(made: Board) -> None:
    with pytest.raises(Malformed):
        board.verify_board(canonical(made) + b" ")


def test_every_code_stands_on_a_board_that_holds() -> None:
    _, file = elections.every_invalid()
    codes = sorted(entry["code"] for entry in file["board"]["invalid"])
    assert codes == sorted(elections.CODES)
    assert set(codes) == set(Code)


def test_a_ballot_is_no_duplicate_of_one_that_does_not_stand() -> None:
    world, file = elections.every_invalid()
    read = copy.deepcopy(file["board"])
    # The ballot of the voter who cast twice: without it, its duplicate is a ballot withheld.
    twin = b64(list(world.box.values())[-2].voter.ballot_key)
    read["ballots"] = [ballot for ballot in read["ballots"] if ballot["key"] != twin]
    assert len(read["ballots"]) == len(file["board"]["ballots"]) - 1
    with pytest.raises(BoardError, match="duplicate"):
        board.verify_board(canonical(read))


def test_a_withheld_ballot_is_missed(made: Board) -> None:
    """A server that leaves out a ballot cannot leave out its envelope: the list is signed."""
    made["ballots"].pop(0)
    with pytest.raises(BoardError, match="once"):
        board.verify_board(canonical(made))


def test_the_result_is_the_count_of_the_ballots() -> None:
    _, file = elections.tellers()
    assert file["papers_unused"] == 1
    assert file["result"]["quota"] == 3
    assert file["result"]["valid"] == 6
    assert file["result"]["elected"] == counted_again(file["board"])
    lots = [stage["lot"] for stage in file["result"]["stages"] if stage["lot"]]
    assert [sorted(order) for order in lots] == [[1, 2, 3]]


def counted_again(read: Board) -> list[int]:
    """The count of the same ballots, each for itself in place of groups of equal ones."""
    contest = board.contest_of(read)
    single = [(1, tuple(one["choices"])) for one in read["ballots"]]
    assert contest.seed is not None
    again = Definition.from_json(read["definition"]).counted(
        single, withdrawn=read["withdrawn"], seed=contest.seed, invalid=len(read["invalid"])
    )
    return list(counting.count(again).elected)


def test_a_question_measures_turnout_by_all_its_ballots() -> None:
    _, file = elections.question()
    assert file["result"]["valid"] == 6
    assert file["result"]["blank"] == 1
    assert file["result"]["elected"] == [1]
    assert file["result"]["stages"] == [
        {
            "elected": [1],
            "excluded": [],
            "lot": [],
            "non_transferable": 0,
            "number": 1,
            "votes": [400_000, 200_000],
        }
    ]


def test_the_lot_of_an_approval_vote_is_shown() -> None:
    _, file = elections.host()
    (stage,) = file["result"]["stages"]
    assert sorted(stage["lot"]) == [2, 3]
    assert file["result"]["elected"] == [1, stage["lot"][0]]


def test_a_tracker_and_a_line_stand_for_each_ballot() -> None:
    world, file = elections.host()
    lines = list(board.csv_lines(file["board"]))
    assert lines[0] == "tracker,key,choices\n"
    assert len(lines) == 7
    for line, ballot in zip(lines[1:], file["board"]["ballots"], strict=True):
        tracker, key, choices = line.rstrip("\n").split(",")
        assert key == ballot["key"]
        assert tracker == board.tracker(unb64(key))
        assert len(tracker) == 10
        assert [int(number) for number in choices.split()] == ballot["choices"]
    assert len({line.split(",")[0] for line in lines[1:]}) == 6
    assert parse(canonical(file)) == file
    assert len(world.box) == 6
