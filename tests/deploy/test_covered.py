"""What the tests did not run is listed, and too much of it is a fault."""

from typing import Any

from tests.covered import STILL_MISSING, table


def _file(*, lines: list[int], branches: list[list[int]]) -> dict[str, Any]:
    return {"missing_lines": lines, "missing_branches": branches}


def _report(percent: float, **files: dict[str, Any]) -> dict[str, Any]:
    named = {name.replace("__", "/") + ".py": found for name, found in files.items()}
    return {"files": named, "summary": {"percent_covered": percent}}


def test_lines_and_ways_are_named_where_something_is_missing() -> None:
    found = _file(lines=[7, 3], branches=[[2, 3], [9, 11], [12, 0], [7, 8]])
    words, is_enough = table(_report(95, app__views=found, app__urls=_file(lines=[], branches=[])))
    assert words.split("\n")[:-1] == ["app/views.py: 3, 7, 9→11, 12→end"]
    assert is_enough


def test_less_than_asked_for_is_not_enough() -> None:
    words, is_enough = table(_report(94.99))
    assert "94.99 %" in words
    assert not is_enough


def test_of_permissions_operations_and_counting_no_more_may_be_missing_than_is_known() -> None:
    known = _file(lines=list(range(1, STILL_MISSING + 1)), branches=[])
    more = _file(lines=list(range(1, STILL_MISSING + 2)), branches=[])
    for name in ("app__permissions", "app__operations__joining", "app__counting__stv"):
        words, is_enough = table(_report(99, **{name: known}))
        assert words.startswith("MUST BE WHOLE app/")
        assert is_enough
        assert not table(_report(99, **{name: more}))[1]
    assert table(_report(99, app__views=more))[1]
