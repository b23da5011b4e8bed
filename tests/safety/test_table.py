"""The table of `docs/security.md`: every line that must be shown, and tests that exist."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tests.safety import lines

ROOT = Path(__file__).resolve().parents[2]
SECURITY, ASVS = ROOT / "docs/security.md", ROOT / "docs/asvs.md"
# How many sections each chapter of OWASP ASVS 5.0 has; chapters of which nothing is here have one row.
SECTIONS = tuple(enumerate((5, 4, 7, 4, 4, 8, 6, 4, 2, 7, 7, 3, 4, 3, 4, 5, 3), start=1))
TOGETHER = (10, 17)
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def _rows(text: str) -> dict[str, str]:
    """The first and the last cell of every row of every table in `text`."""
    rows = [line.strip("|").split(" | ") for line in text.splitlines() if line.startswith("| ")]
    return {cells[0].strip(): cells[-1] for cells in rows}


def _table() -> dict[str, str]:
    return _rows(SECURITY.read_text().split("## What is shown by which test", 1)[1])


@cache
def _functions(file: str) -> set[str]:
    """The tests of a file; none where there is no such file."""
    path = ROOT / file
    if not path.is_file():
        return set()
    body = ast.parse(path.read_text()).body
    return {one.name for one in body if isinstance(one, ast.FunctionDef)}


@pytest.mark.parametrize("line", lines.EVERY)
def test_every_line_that_must_be_shown_has_its_row(line: str) -> None:
    words = f"★ {line}" if line in lines.BLOCKING else line
    table = _table()
    assert words in table
    assert NAMED.findall(table[words]), f"no test is named for: {line}"


@pytest.mark.parametrize("document", [SECURITY, ASVS], ids=lambda path: path.name)
def test_every_test_that_it_names_exists(document: Path) -> None:
    text = document.read_text()
    named = NAMED.findall(text)
    assert len(named) > 30
    missing = [f"{file}::{name}" for file, name in named if name not in _functions(file)]
    assert not missing
    files = set(re.findall(r"`(tests/[\w/]+\.py)", text))
    assert not [file for file in files if not (ROOT / file).is_file()]


def test_a_test_that_does_not_exist_is_noticed() -> None:
    assert "test_nothing_of_the_kind" not in _functions("tests/safety/test_table.py")
    assert _functions("tests/safety/test_nowhere.py") == set()
    assert "test_a_test_that_does_not_exist_is_noticed" in _functions("tests/safety/test_table.py")


def test_every_section_of_the_standard_has_its_row() -> None:
    found = [row.split(" ")[0] for row in _rows(ASVS.read_text()) if row.startswith("V")]
    expected = [f"V{chapter}.{one}" for chapter, many in SECTIONS for one in range(1, many + 1)]
    together = {f"V{chapter}.1" for chapter in TOGETHER}
    expected = [
        one for one in expected if one in together or int(one[1:].split(".")[0]) not in TOGETHER
    ]
    assert found == expected
