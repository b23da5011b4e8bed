"""Ballots on paper: both programs accept them, and catch what is altered, added, dropped or hidden."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.verifier.boards import Election, Json, b64, canonical
from tests.verifier.changes import other, paths, put

PAPERS = [[1], [1, 2], [2], [2, 1, 3], [3, 4]]
Complaint = Callable[..., str]
Examine = Callable[..., dict[str, Any]]


def election(papers: list[list[int]], *, blank: int = 0, spoilt: int = 0, on_paper: int = 7) -> Any:
    made = Election(on_paper=on_paper)
    for choices in [(1, 2), (3,), (), (2, 3), (2,), (3, 1)]:
        made.cast(*choices)
    made.papers, made.blank_papers, made.spoilt_papers = list(papers), blank, spoilt
    return made


def signed(made: Election, **changes: Any) -> Json:
    """The file with another part on papers, signed as cheating holders would."""
    board = made.board()
    return made.file(board | {"paper": board["paper"] | changes})


@pytest.mark.parametrize(
    ("papers", "blank", "spoilt"), [(PAPERS, 1, 1), ([], 0, 0), (PAPERS[:4], 1, 0), ([], 3, 2)]
)
def test_papers_are_counted_with_the_rest(verify, examine: Examine, papers, blank, spoilt):
    made = election(papers, blank=blank, spoilt=spoilt)
    source = canonical(made.file())
    board, said = verify.Board(source), examine(source)
    assert said["result"] == board.result == made.result()
    assert (board.marked, board.on_paper) == (7, len(papers) + blank + spoilt)
    assert (said["paper"]["marked"], said["paper"]["papers"]) == (7, board.on_paper)
    assert said["issued"] == board.papers_issued == 8
    assert f"On paper: 7 members, {board.on_paper} papers." in list(verify.report(board))


@pytest.mark.parametrize("number", [1, 4])
def test_few_papers_are_sealed_and_counted_with_their_annex(verify, examine: Examine, number):
    made = election(PAPERS[:number])
    source, annex = canonical(made.file()), made.annex()
    board = verify.Board(source)
    said = examine(source)
    assert said["result"] == board.result == made.result()
    assert board.sealed
    assert said["paper"]["sealed"]
    assert any("not checked here" in line for line in verify.report(board))
    opened = verify.Board(source, annex=canonical(annex))
    assert not opened.sealed
    whole = examine(source, annex)["result"]
    assert whole == opened.result
    assert whole["stages"]
    assert not any("not checked here" in line for line in verify.report(opened))


CHEATS: dict[str, Callable[[], Json]] = {
    "altered": lambda: signed(election(PAPERS), ballots=[[1], [1, 2], [2], [2, 1, 3], [4, 3]]),
    "added": lambda: signed(election(PAPERS), ballots=[[1], *PAPERS]),
    "dropped": lambda: signed(election(PAPERS, blank=1), ballots=PAPERS[1:]),
    "more than members": lambda: election(PAPERS, spoilt=3).file(),
    "more members than on the roll": lambda: signed(election(PAPERS), marked=8),
    "not sorted": lambda: signed(election(PAPERS), ballots=PAPERS[::-1]),
    "a shorter one behind": lambda: signed(
        election(PAPERS), ballots=[[1, 2], [1], [2], [2, 1, 3], [3, 4]]
    ),
    "not allowed": lambda: signed(election(PAPERS), ballots=[*PAPERS[:4], [3, 3]]),
    "blank among the rest": lambda: signed(election(PAPERS), ballots=[[], *PAPERS]),
    "few and shown": lambda: few_and_shown(),
    "many and sealed": lambda: many_and_sealed(),
    "a part too many": lambda: signed(election(PAPERS), more=1),
    "hidden": lambda: hidden(),
    "of nobody": lambda: of_nobody(),
    "another winner": lambda: another_winner([1, 2, 3][:2]),
    "nobody's winner": lambda: another_winner([9, 1]),
    "a winner twice": lambda: another_winner([1, 1]),
    "too few winners": lambda: another_winner([1]),
    "blank without an end": lambda: signed(election(PAPERS), blank=2**53 - 1),
}


def few_and_shown() -> Json:
    made = election(PAPERS[:3])
    shown = {"ballots": made.papers, "blank": 0, "marked": 7, "spoilt": 0}
    return made.file(made.board() | {"paper": shown})


def many_and_sealed() -> Json:
    made = election(PAPERS)
    return made.file(made.board() | {"paper": {"hash": b64(bytes(32)), "marked": 7, "papers": 5}})


def hidden() -> Json:
    made = election(PAPERS)
    board = made.board()
    del board["paper"]
    return made.file(board)


def of_nobody() -> Json:
    made = election([], on_paper=0)
    nothing = {"ballots": [], "blank": 0, "marked": 0, "spoilt": 0}
    return made.file(made.board() | {"paper": nothing})


def another_winner(elected: list[int]) -> Json:
    file = election(PAPERS[:3]).file()
    assert file["result"]["elected"] != elected
    return file | {"result": file["result"] | {"elected": elected}}


@pytest.mark.parametrize("cheat", [one for one in CHEATS if one != "another winner"])
def test_what_is_changed_on_paper_is_caught(complaint: Complaint, examine: Examine, cheat):
    file = CHEATS[cheat]()
    assert complaint(file)
    assert "code" in examine(file)


def test_every_change_of_papers_that_nobody_signed_is_caught(
    complaint: Complaint, examine: Examine
):
    file = election(PAPERS, blank=1).file()
    assert complaint(file) == ""
    for way in paths(file["board"]["paper"]):
        altered = put(file, ("board", "paper", *way), other)
        assert complaint(altered), way
        assert "code" in examine(altered), way


def test_another_winner_is_caught_with_the_annex(complaint: Complaint, examine: Examine):
    made = election(PAPERS[:3])
    file = made.file()
    elected = [one for one in (4, 1, 2, 3) if one not in file["result"]["elected"][:1]][:2]
    altered = file | {"result": file["result"] | {"elected": elected}}
    assert complaint(altered) == ""  # and says that it was not checked
    assert "elects others" in complaint(altered, made.annex())
    assert examine(altered, made.annex())["code"] == "count"


def test_another_annex_is_caught(verify, complaint: Complaint, examine: Examine):
    made = election(PAPERS[:3])
    file, annex = made.file(), made.annex()
    for way in paths(annex):
        changed = put(annex, way, other)
        assert complaint(file, changed), way
        assert "code" in examine(file, changed), way
    lying = made.board() | {"paper": made.paper() | {"papers": 4}}
    assert "another number" in complaint(made.file(lying), annex)
    assert examine(made.file(lying), annex)["code"] == "papers"
    for another in (election(PAPERS), election([], on_paper=0)):
        assert "annex" in complaint(another.file(), annex)
    for no_json in (b"{", b"[" * 9_000, b"1.5"):
        with pytest.raises(verify.Fault, match="JSON"):
            verify.Board(canonical(file), annex=no_json)


def test_a_leaf_says_that_its_member_votes_on_paper(verify, tmp_path, capsys):
    made = election(PAPERS[:3])
    (tmp_path / "board.json").write_bytes(canonical(made.file()))
    (tmp_path / "annex.json").write_bytes(canonical(made.annex()))
    leaf = b64(made.leaves[8])
    call = [str(tmp_path / "board.json"), "--paper", str(tmp_path / "annex.json"), f"--leaf={leaf}"]
    assert verify.main(call) == 0
    said = capsys.readouterr().out
    assert "The leaf is on the roll, and its member votes on paper." in said
    assert "Stage 1" in said
