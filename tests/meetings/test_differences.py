"""What a reader sees of a change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.differences import Line, Part, compare

TEXTS = st.text(alphabet="ab \n字.é", max_size=40)


def read(old: str, new: str) -> str:
    """As in a mail: [-taken out-] {+put in+}."""
    marks = {"same": "{}", "out": "[-{}-]", "in": "{{+{}+}}"}
    return "\n".join(
        f"({line.gap})"
        if line.gap
        else "".join(marks[part.kind].format(part.text) for part in line.parts)
        for line in compare(old, new)
    )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("To ask for hours.", "To demand hours.", "To [-ask for-]{+demand+} hours."),
        ("To ask.", "To ask.", "To ask."),
        ("One two three", "Uno dos three", "[-One two-]{+Uno dos+} three"),
        ("开放时间", "开门时间", "开[-放-]{+门+}时间"),
        ("", "New", "{+New+}"),
        ("Old", "", "[-Old-]"),
        ("To ask now for it", "To ask for it", "To ask [-now-] for it"),
        ("To ask", "To ask more", "To ask {+more+}"),
        ("a\nb\nc\nd\ne", "a\nb\nc\nd\nE", "(3)\nd\n[-e-]{+E+}"),
        ("a\nb", "a\nb\nc", "a\nb\n{+c+}"),
    ],
)
def test_words_that_changed_are_marked(old: str, new: str, said: str) -> None:
    assert read(old, new) == said


def test_a_very_long_place_is_taken_out_and_put_in_as_a_whole() -> None:
    old, new = "a " * 900, "b " * 900
    out, put_in = Part("out", old.rstrip()), Part("in", new.rstrip())
    assert compare(old, new) == [Line((out, put_in, Part("same", " ")))]


@given(TEXTS, TEXTS)
def test_nothing_is_lost(old: str, new: str) -> None:
    lines = [one for one in compare(old, new) if not one.gap]
    if any(one.gap for one in compare(old, new)):
        return
    for kind, text in (("in", new), ("out", old)):
        kept = "".join(
            part.text for line in lines for part in line.parts if part.kind in ("same", kind)
        )
        assert "".join(kept.split()) == "".join(text.split())
