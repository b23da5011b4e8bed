"""The boards among the protocol's vectors, which nobody here has made, hold in both programs."""

import json
from pathlib import Path

import pytest

from tests.verifier.boards import unb64
from tests.verifier.changes import other, paths, put

FOLDER = Path(__file__).parents[2] / "docs" / "vectors"
BOARDS = sorted(FOLDER.glob("board-*.json"))
VECTORS = pytest.mark.parametrize("path", BOARDS, ids=[path.stem for path in BOARDS])


def test_there_are_boards_among_the_vectors():
    assert len(BOARDS) >= 4


@VECTORS
def test_a_board_among_the_vectors_holds(verify, path: Path):
    board = verify.Board(path.read_bytes())
    behind = json.loads((FOLDER / "voters.json").read_text("utf-8"))[
        path.stem.removeprefix("board-")
    ]
    assert len(board.closing_list) <= board.papers_issued <= board.definition.roll_size
    assert len(behind["holders"]) == len(board.definition.signers)
    assert sum(board.codes.values()) + len(board.counters) == len(board.closing_list)


@VECTORS
def test_every_change_of_a_board_among_the_vectors_is_caught(complaint, path: Path):
    file = json.loads(path.read_bytes())
    beside = path.with_name(path.name.replace("board-", "annex-"))
    annex = json.loads(beside.read_bytes()) if beside.exists() else None
    assert complaint(file, annex) == ""
    assert [way for way in paths(file) if not complaint(put(file, way, other), annex)] == []


def test_the_browser_catches_the_same_with_an_annex(examine):
    file = json.loads((FOLDER / "board-sealed.json").read_bytes())
    annex = json.loads((FOLDER / "annex-sealed.json").read_bytes())
    assert "code" not in examine(file, annex)
    missed = [way for way in paths(file) if "code" not in examine(put(file, way, other), annex)]
    assert missed == []
    changed = [put(annex, way, other) for way in paths(annex)]
    assert all("code" in examine(file, one) for one in changed)


@VECTORS
def test_the_browser_finds_the_same_in_the_vectors(verify, examine, path: Path):
    source = path.read_bytes()
    board = verify.Board(source)
    said = examine(source)
    assert said["result"] == board.result
    assert said["fingerprint"] == board.definition.fingerprint.hex()
    assert sorted(said["invalid"]) == sorted(board.codes.elements())
    assert {unb64(ballot["key"]) for ballot in said["ballots"]} == board.counters.keys()


def test_the_codes_among_the_vectors_are_all_there_are(verify):
    found = verify.Board((FOLDER / "board-every-invalid.json").read_bytes()).codes
    assert found.keys() == verify.CODES
