"""Paper ballots on a board: shown where they are many, sealed where they are few."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from ballots.protocol import board, paper
from ballots.protocol.board import BoardError
from ballots.protocol.encoding import Malformed, b64, canonical, parse
from tests.ballots.protocol import elections
from tests.ballots.protocol.world import World

Change = Callable[[dict[str, Any]], object]


@pytest.mark.parametrize("made", [elections.on_paper, elections.sealed])
def test_a_board_with_papers_holds_and_is_counted(
    made: Callable[[], tuple[World, dict[str, Any]]],
) -> None:
    world, file = made()
    read = board.verify_board(canonical(file["board"]), world.definition)
    assert file["papers_unused"] == 0
    counted = board.contest_of(read, world.papers)
    assert sum(weight for weight, _choices in counted.papers) == 6 + len(world.papers.counted())
    assert counted.invalid == world.papers.spoilt


def test_many_papers_are_shown_in_an_order_that_says_nothing() -> None:
    _world, file = elections.on_paper()
    shown = file["board"]["paper"]
    assert shown == {
        "ballots": [[1], [1], [1, 3, 2], [2, 1]],
        "blank": 1,
        "marked": 7,
        "spoilt": 1,
    }
    assert file["result"]["blank"] == 1
    assert board.contest_of(file["board"]).papers


def test_few_papers_are_a_hash_and_the_stages_are_not_told() -> None:
    world, file = elections.sealed()
    shown = file["board"]["paper"]
    assert set(shown) == {"hash", "marked", "papers"}
    assert (shown["marked"], shown["papers"]) == (3, 3)
    assert set(file["result"]) == {"elected", "reopened"}
    annex = parse(canonical(world.papers.annex(world.salt)))
    assert paper.read_annex(world.definition, shown, annex) == world.papers
    assert paper.read_field(world.definition, shown, 3) is None


@pytest.mark.parametrize("number", range(7))
def test_none_or_five_are_shown(number: int) -> None:
    world, _file = elections.on_paper()
    papers = paper.papers_of([[1]] * number, blank=0, spoilt=0)
    field = papers.field(world.definition, 7, world.salt)
    assert ("hash" in field) == (number in {1, 2, 3, 4})
    assert paper.read_field(world.definition, field, 7) == (None if "hash" in field else papers)


CHANGES: dict[str, Change] = {
    "a paper too many": lambda shown: shown.update(spoilt=3),
    "papers in another order": lambda shown: shown["ballots"].reverse(),
    "choices that may not stand": lambda shown: shown["ballots"].append([9]),
    "a blank one among the rest": lambda shown: shown["ballots"].insert(0, []),
    "fewer members": lambda shown: shown.update(marked=6),
    "more members": lambda shown: shown.update(marked=8),
    "few papers": lambda shown: shown.update(ballots=[[1]], blank=0, spoilt=0),
    "another field": lambda shown: shown.update(more=1),
    "no number": lambda shown: shown.update(blank="1"),
}
SEALED: dict[str, Change] = {
    "many papers": lambda shown: shown.update(papers=5),
    "no paper": lambda shown: shown.update(papers=0),
    "a paper too many": lambda shown: shown.update(papers=4),
    "fewer members": lambda shown: shown.update(marked=2),
    "a short hash": lambda shown: shown.update(hash=b64(bytes(31))),
    "another field": lambda shown: shown.update(spoilt=0),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_papers_that_do_not_hold_are_refused(change: Change) -> None:
    _refused(elections.on_paper(), change)


@pytest.mark.parametrize("change", SEALED.values(), ids=SEALED)
def test_sealed_papers_that_do_not_hold_are_refused(change: Change) -> None:
    _refused(elections.sealed(), change)


def _refused(made: tuple[World, dict[str, Any]], change: Change) -> None:
    world, file = made
    read = copy.deepcopy(file["board"])
    change(read["paper"])
    with pytest.raises((BoardError, Malformed)):
        board.verify_board(canonical(read), world.definition)


def test_a_board_cannot_be_silent_on_its_papers() -> None:
    world, file = elections.on_paper()
    read = {name: value for name, value in file["board"].items() if name != "paper"}
    with pytest.raises(BoardError, match="silent"):
        board.verify_board(canonical(read), world.definition)


@pytest.mark.parametrize(
    "change",
    [{"blank": 2}, {"ballots": [[1], [2, 3]]}, {"salt": b64(bytes(32))}, {"salt": b64(bytes(31))}],
)
def test_another_annex_is_refused(change: dict[str, Any]) -> None:
    world, file = elections.sealed()
    annex = world.papers.annex(world.salt) | change
    with pytest.raises(Malformed):
        paper.read_annex(world.definition, file["board"]["paper"], annex)
