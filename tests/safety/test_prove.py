"""The prover itself, on a tree of two files; and that every removal still finds what it takes out."""

import ast
from pathlib import Path

import pytest

from tests.safety import lines
from tests.safety.prove import __main__ as command
from tests.safety.prove.proving import Prover, Shown
from tests.safety.prove.removal import Change, NotFound, Removal
from tests.safety.prove.removals import EVERY, NARROWING
from tests.safety.prove.running import Runner

ROOT = Path(__file__).resolve().parents[2]
DOOR = (
    "def may(who: str) -> bool:\n    if who == 'stranger':\n        return False\n    return True\n"
)
TESTS = """
import pytest
from door import may

@pytest.fixture
def asked():
    return may

@pytest.fixture
def broken():
    assert not may('stranger'), 'in the fixture'

def test_it_stops_a_stranger(asked): assert not asked('stranger')
def test_it_lets_a_member_in(asked): assert asked('member')
def test_it_looks_away(): pass
def test_it_always_fails(): assert False, 'always'
def test_it_breaks(broken): pass
@pytest.mark.skip(reason='not here')
def test_it_is_skipped(): pass
@pytest.mark.parametrize('who', ['stranger', 'member'])
def test_each(who): assert may(who) == (who == 'member')
"""
OPEN = Change("door.py", "    if who == 'stranger':\n        return False\n")


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    tree = tmp_path_factory.mktemp("origin")
    (tree / "tests").mkdir()
    (tree / "tests/__init__.py").touch()
    (tree / "conftest.py").touch()
    (tree / "door.py").write_text(DOOR)
    (tree / "tests/test_door.py").write_text(TESTS)
    return tree


@pytest.fixture(scope="module")
def shown(origin: Path) -> dict[str, Shown]:
    """A removal for each test, by its name, all in one proof."""
    names = ("stops_a_stranger", "looks_away", "always_fails", "breaks", "is_skipped")
    removals = [_removal(f"test_it_{name}") for name in names]
    removals += [_removal("test_each"), _removal("test_each[member]")]
    removals.append(_removal("test_it_lets_a_member_in", Change("door.py", "no such text")))
    prover = Prover(origin, lambda: {"DJANGO_SETTINGS_MODULE": ""}, at_once=1, runner=_plain)
    return {one.removal.protection: one for one in prover.prove(removals)}


def _plain(tree: Path, environment: dict[str, str]) -> Runner:
    return Runner(tree, environment, reuse=False, more=("-p", "no:django"))


def _removal(test: str, change: Change = OPEN) -> Removal:
    return Removal("a line", test, "it is taken out", (change,), (f"tests/test_door.py::{test}",))


def test_a_test_that_fails_without_it_has_noticed(shown: dict[str, Shown], origin: Path) -> None:
    assert shown["test_it_stops_a_stranger"].fault == ""
    assert "assert" in shown["test_it_stops_a_stranger"].noticed
    assert shown["test_each"].fault == ""
    assert (origin / "door.py").read_text() == DOOR


@pytest.mark.parametrize(
    ("test", "fault"),
    [
        ("test_it_looks_away", "passed without it"),
        ("test_it_always_fails", "failed before"),
        ("test_it_breaks", "broke without it"),
        ("test_it_is_skipped", "did not run before"),
        ("test_each[member]", "passed without it"),
        ("test_it_lets_a_member_in", "cannot be taken out: door.py: found 0 times"),
    ],
)
def test_what_shows_nothing_is_reported(shown: dict[str, Shown], test: str, fault: str) -> None:
    assert fault in shown[test].fault


def test_text_that_stands_there_twice_is_not_taken_out(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("x\nx\n")
    with pytest.raises(NotFound, match="found 2 times"):
        Change("a.py", "x\n").apply(tmp_path)
    with pytest.raises(NotFound, match="found 0 times"):
        Change("missing.py", "x").apply(tmp_path)


@pytest.mark.parametrize(("fault", "code"), [("", 0), ("passed without it", 1)])
def test_the_command_ends_with_1_where_something_is_not_shown(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], fault: str, code: int
) -> None:
    made = Shown(EVERY[0], fault)
    monkeypatch.setattr(command.Prover, "prove", lambda _prover, _removals: [made])
    assert command.main([]) == code
    assert ("NOT SHOWN" in capsys.readouterr().out) == bool(fault)


@pytest.mark.parametrize("removal", EVERY, ids=lambda one: one.protection)
def test_every_removal_finds_what_it_takes_out_and_leaves_code_that_can_be_read(
    removal: Removal, tmp_path: Path
) -> None:
    paths = {change.path for change in removal.changes}
    for path in paths:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes((ROOT / path).read_bytes())
    removal.apply(tmp_path)
    for path in paths:
        after = (tmp_path / path).read_text()
        assert after != (ROOT / path).read_text()
        if path.endswith(".py"):
            ast.parse(after)


def test_every_removal_names_tests_that_are_there_and_a_line_that_is() -> None:
    for removal in EVERY:
        assert removal.line in lines.EVERY
        for test in removal.tests:
            file, _two, name = test.partition("::")
            found = {
                one.name
                for one in ast.parse((ROOT / file).read_text()).body
                if isinstance(one, ast.FunctionDef)
            }
            assert name.partition("[")[0] in found, test
    protections = [one.protection for one in EVERY]
    assert len(set(protections)) == len(protections)


def test_every_line_that_blocks_a_release_loses_a_protection() -> None:
    assert set(lines.BLOCKING) <= {one.line for one in EVERY}


def test_what_makes_long_tests_short_is_there(tmp_path: Path) -> None:
    for change in NARROWING:
        (tmp_path / change.path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / change.path).write_bytes((ROOT / change.path).read_bytes())
        change.apply(tmp_path)
        assert (tmp_path / change.path).read_text() != (ROOT / change.path).read_text()
