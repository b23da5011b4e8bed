"""Elections of every kind, and what a cheat would publish, with the browser's word for it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from tests.verifier.boards import Election, Json, b64

YES_NO = {
    "at_least": 1,
    "denominator": 3,
    "numerator": 2,
    "turnout_least": 3,
    "turnout_percent": 40,
}
RON = ("A", "B", "C", "RON")
MANY = tuple(f"C{number}" for number in range(1, 160))
BALLOTS = [(1, 2), (2, 1), (3, 1), (1,), (), (3,), (2, 3), (1, 3, 2)]

with_ron = partial(Election, candidates=RON, rule="scottish-stv-ron", ron=4)
approval = partial(Election, kind="approval", rule="approval")
question = partial(Election, kind="yes-no", rule="yes-no", candidates=("Yes", "No"), terms=YES_NO)

BOARDS: list[tuple[Callable[[], Election], list[tuple[int, ...]]]] = [
    (with_ron, BALLOTS),
    (partial(with_ron, seats=1), [(4,)] * 5),
    (approval, [(1, 2), (2, 3), (1, 3), (), (4,)]),
    (partial(approval, ron=4), [(1, 4), (2, 4), (4,), (1,)]),
    (partial(approval, candidates=MANY), [tuple(range(1, 160))]),
    (question, [(1,), (1,), (2,), ()]),
    (question, [(1,), (2,)]),
    (partial(Election, many_holders=1, needed=1), BALLOTS),
    (partial(Election, many_holders=9, needed=5, missing_lots=(1, 9)), BALLOTS),
    (partial(Election, most_ranks=1), [(1,), (2,), (3,), (3,)]),
    (Election, []),
]


def two_ballots_of_one_voter() -> Json:
    election = Election()
    voter = election.cast(1, counter=5)
    election.cast(2, counter=6, voter=voter)
    return election.file()


def ballot_with_a_paper_for_envelopes() -> Json:
    election = Election()
    election.cast(1, voter=election.voter("envelope-key"))
    return election.file()


def ballot_of_another_election() -> Json:
    election = Election()
    election.cast(1, voter=Election().voter())
    return election.file()


def choices_changed_by_holders() -> Json:
    election = Election()
    election.cast(1)
    election.ballots[0][1]["choices"] = [2]
    return election.file()


def choices_that_are_not_allowed() -> Json:
    election = Election()
    election.cast(1, 1)
    # The count of the product would refuse them; the ballot is looked at first.
    board = election.board()
    election.ballots.clear()
    return election.file(board)


def more_envelopes_than_papers() -> Json:
    election = Election(issued=1)
    election.cast(1)
    election.cast(2)
    return election.file() | {"papers_unused": 0}


def envelope_dropped() -> Json:
    election = Election()
    election.cast(1)
    election.cast(2)
    board = election.board()
    dropped = board | {"ballots": board["ballots"][1:], "closing_list": board["closing_list"][1:]}
    return election.file() | {"board": dropped, "signatures": election.sign(dropped)}


def good_ballot_called_invalid() -> Json:
    election = Election()
    voter = election.voter()
    body = election.body([1], 3, election.fingerprint)
    election.spoil("choices", election.envelope(election.inner(voter, body)))
    return election.file()


def later_ballot_called_a_duplicate() -> Json:
    election = Election()
    voter = election.cast(1, counter=5)
    later = election.inner(voter, election.body([2], 6, election.fingerprint))
    election.spoil("duplicate", election.envelope(later))
    return election.file()


def papers_not_used_hidden() -> Json:
    return Election().file() | {"papers_unused": 0}


def invented_member() -> Json:
    election = Election()
    board = election.board()
    board["leaves"][0][0] = b64(bytes(32))
    return election.file(board)


def too_few_holders() -> Json:
    election = Election()
    return election.file() | {"signatures": election.sign(election.board(), (2,))}


def board_that_no_holder_signed() -> Json:
    election = Election()
    file = election.file()
    election.cast(1)
    return file | {"board": election.board(), "papers_unused": 7}


def holder_who_was_not_ready() -> Json:
    election = Election()
    board = election.board()
    board["ready"][0] = board["ready"][1]
    return election.file(board)


def one_holder_under_two_names() -> Json:
    holders = Election().definition["holders"]
    return Election(changes={"holders": [holders[0], holders[0], holders[2]]}).file()


def lot_drawn_after_the_close() -> Json:
    election = Election()
    board = election.board()
    board["lots"][0] = b64(bytes(32))
    return election.file(board)


def another_winner() -> Json:
    election = Election(seats=1)
    election.cast(1)
    file = election.file()
    return file | {"result": file["result"] | {"elected": [2]}}


CHEATS: dict[Callable[[], Json], str] = {
    two_ballots_of_one_voter: "order",
    ballot_with_a_paper_for_envelopes: "paper",
    ballot_of_another_election: "paper",
    choices_changed_by_holders: "ballot",
    choices_that_are_not_allowed: "choices",
    more_envelopes_than_papers: "sums",
    envelope_dropped: "list",
    good_ballot_called_invalid: "invalid",
    later_ballot_called_a_duplicate: "invalid",
    papers_not_used_hidden: "sums",
    invented_member: "roll",
    too_few_holders: "holders",
    board_that_no_holder_signed: "holders",
    holder_who_was_not_ready: "ready",
    one_holder_under_two_names: "definition",
    lot_drawn_after_the_close: "lot",
    another_winner: "count",
}
