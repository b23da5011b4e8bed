"""The verifier as one calls it: what it prints, how it ends, and that nothing makes it fall over."""

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from tests.verifier.boards import Election, b64, canonical, digest
from tests.verifier.conftest import VERIFY


@pytest.fixture(scope="session")
def path(election: Election, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("board") / "board.json"
    path.write_bytes(canonical(election.file()))
    return path


def call(*arguments: object, **environment: str) -> tuple[int, str, str]:
    """Run it alone: without the project, its settings or its folder."""
    run = subprocess.run(
        [sys.executable, VERIFY, *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        env={"PYTHONUTF8": "1", **environment},
        cwd=Path(VERIFY).anchor,
        timeout=60,
        check=False,
    )
    return run.returncode, run.stdout, run.stderr


def test_it_prints_the_result_and_ends_with_0(path: Path, election: Election):
    code, said, faults = call(path)
    assert (code, faults) == (0, "")
    lines = said.splitlines()
    assert lines[0] == "Everything holds."
    assert f"Fingerprint: {b64(election.fingerprint)}" in lines
    assert f"In hex: {election.fingerprint.hex()}" in lines
    assert "Papers not used: 4." in said
    assert "Without a lot value: holder 2, Teller 2." in lines
    assert "Withdrawn: 4 Dao." in lines
    stages = election.result()["stages"]
    assert [line for line in lines if line.startswith("Stage")] == [
        f"Stage {stage['number']}" for stage in stages
    ]
    assert "Elected: 1 Ana, 2 Béla." in lines


def test_it_ends_with_1_and_one_line_where_something_does_not_hold(tmp_path, election: Election):
    file = election.file() | {"papers_unused": 0}
    (tmp_path / "board.json").write_bytes(canonical(file))
    code, said, faults = call(tmp_path / "board.json")
    assert (code, faults) == (1, "")
    assert said == "Does not hold: The number of papers not used is wrong.\n"


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["/nowhere/board.json"],
        ["/"],
        ["board\0.json"],
        ["--fingerprint", "short"],
        ["--tracker", "0000000000"],
        ["--leaf", "A" * 44],
        ["--key", "é" * 43],
        ["--unknown"],
    ],
)
def test_a_wrong_call_ends_with_2(path: Path, verify, capsys, arguments):
    given = [str(path), *arguments] if arguments[:1] and arguments[0][:1] == "-" else arguments
    with pytest.raises(SystemExit) as end:
        verify.main(given)
    assert end.value.code == 2
    assert "Traceback" not in capsys.readouterr().err


def test_the_fingerprint_is_compared_in_either_writing(path: Path, election: Election):
    for written in (b64(election.fingerprint), election.fingerprint.hex()):
        assert call(path, "--fingerprint", written)[0] == 0
    code, said, _ = call(path, "--fingerprint", b64(bytes(32)))
    assert (code, said.count("\n")) == (1, 1)


def test_a_leaf_is_looked_up(path: Path, election: Election):
    issued, abstained = election.leaves[0], election.leaves[-1]
    assert "on the roll, and a paper was issued." in call(path, "--leaf", b64(issued))[1]
    assert "on the roll, and a paper was not issued." in call(path, "--leaf", abstained.hex())[1]
    code, said, _ = call(path, "--leaf", b64(bytes(32)))
    assert (code, said) == (1, "Does not hold: The leaf is not on the roll.\n")


def test_a_ballot_is_printed_by_tracker_and_by_key(path: Path, election: Election, verify):
    mark, ballot = min(election.ballots, key=_first)
    key = ballot["key"]
    tracker = verify.tracker(verify.unbase64(key))
    assert mark == digest(verify.unbase64(key))
    names = [f"{number} {election.candidates[number - 1]}" for number in ballot["choices"]]
    expected = f"Ballot {tracker}, key {key}: {', '.join(names) or 'blank'}."
    for arguments in (["--tracker", tracker], ["--tracker", tracker.lower()], ["--key", key]):
        assert expected in call(path, *arguments)[1].splitlines()
    assert call(path, "--tracker", "AAAAAAAAAA")[0] == 1
    assert call(path, "--key", b64(bytes(32)))[0] == 1


@pytest.mark.parametrize("option", ["--fingerprint", "--leaf", "--key"])
def test_a_value_may_begin_with_a_dash(path: Path, option):
    code, said, faults = call(path, option, b64(b"\xfb" + bytes(31)))
    assert (code, faults) == (1, "")
    assert said.startswith("Does not hold: ")


def _first(entry: tuple[bytes, object]) -> bytes:
    return entry[0]


def test_names_cannot_steer_a_terminal_and_any_terminal_can_show_them(tmp_path):
    election = Election(candidates=("\x1b[2JAna", "Ωmega", "C"), issued=1)
    election.cast(1)
    (tmp_path / "board.json").write_bytes(canonical(election.file()))
    code, said, _ = call(tmp_path / "board.json")
    assert code == 0
    assert "\x1b" not in said
    code, said, _ = call(tmp_path / "board.json", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert code == 0
    assert r"\u03a9mega" in said


def test_a_file_cut_anywhere_is_refused(election: Election, complaint):
    source = canonical(election.file())
    for at in [*range(80), *range(80, len(source), 997), len(source) - 1]:
        assert complaint(source[:at])
        assert complaint(source[:at] + source[at + 1 :])


def test_bytes_changed_at_random_are_refused(election: Election, complaint):
    source = canonical(election.file())
    chosen = random.Random(4)
    for _ in range(300):
        at, byte = chosen.randrange(len(source)), chosen.randrange(256)
        if source[at] != byte:
            assert complaint(source[:at] + bytes([byte]) + source[at + 1 :])


def test_hostile_files_are_refused_in_one_line(hostile: list[bytes], complaint):
    for source in hostile:
        said = complaint(source)
        assert said
        assert "\n" not in said


def test_nesting_hidden_in_any_field_is_refused(election: Election, complaint):
    file = election.file()
    for depth in (50, 5000):
        nested = b'{"board":' + b"[" * depth + b"]" * depth + b',"papers_unused":4,"result":{},'
        assert complaint(nested + b'"signatures":[]}')
    deep: list[object] = []
    for _ in range(300):
        deep = [deep]
    for name in file["board"]:
        assert complaint(file | {"board": file["board"] | {name: deep}})
    for name in file["result"]:
        assert complaint(file | {"result": file["result"] | {name: deep}})


def test_a_result_of_many_stages_is_not_counted_to_its_end(verify, complaint):
    election = Election(candidates=tuple("ABCDEFGHIJ"), issued=3)
    election.cast(1)
    file = json.loads(canonical(election.file()))
    file["result"]["stages"] = file["result"]["stages"][:2]
    assert complaint(file) == "The count has another number of stages."
    board = verify.Board(canonical(election.file()))
    assert len(verify.count(board.definition, board.papers, [], board.seed, 2)["stages"]) == 3
