"""Two changes of one text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.merging import merge

BASE = "one\ntwo\nthree"
TEXTS = st.lists(st.sampled_from(["one", "two", "three", "four", ""]), max_size=6).map("\n".join)


@pytest.mark.parametrize(
    ("theirs", "ours", "merged"),
    [
        ("ONE\ntwo\nthree", "one\ntwo\nTHREE", "ONE\ntwo\nTHREE"),
        ("ONE\ntwo\nthree", "one\nTWO\nthree", "ONE\nTWO\nthree"),  # neighbours are not the same
        ("one\nthree", "one\ntwo\nthree\nfour", "one\nthree\nfour"),
        ("one\ntwo\nthree\nfour", "one\ntwo\nTHREE", "one\ntwo\nTHREE\nfour"),
        ("one\nthree", "two\nthree", "three"),
        ("zero\none\ntwo\nthree", "ONE\ntwo\nthree", "zero\nONE\ntwo\nthree"),
        ("ONE\ntwo\nthree", "ONE\ntwo\nTHREE", "ONE\ntwo\nTHREE"),  # the same change twice is one
    ],
)
def test_changes_of_different_lines_are_made_into_one(theirs: str, ours: str, merged: str) -> None:
    assert merge(BASE, theirs, ours) == merged
    assert merge(BASE, ours, theirs) == merged


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("ONE\ntwo\nthree", "Uno\ntwo\nthree"),
        ("one\ntwo\nthree\nfour", "one\ntwo\nthree\nfive"),  # whose comes first?
        ("one", "one\nTWO\nthree"),
        ("one\ntwo\nTHREE\nand more", "one\ntwo\nthree\nfour"),
        ("one\nfour", "one\ntwo\nand\nthree"),
    ],
)
def test_changes_of_the_same_lines_are_for_people(theirs: str, ours: str) -> None:
    assert merge(BASE, theirs, ours) is None
    assert merge(BASE, ours, theirs) is None


@given(TEXTS, TEXTS)
def test_one_change_alone_is_that_change(base: str, changed: str) -> None:
    lines = "\n".join(changed.splitlines())
    assert merge(base, base, changed) == merge(base, changed, base) == lines
    assert merge(base, changed, changed) == lines


@given(TEXTS, TEXTS, TEXTS)
def test_it_does_not_matter_who_comes_first(base: str, theirs: str, ours: str) -> None:
    assert merge(base, theirs, ours) == merge(base, ours, theirs)
