"""An agenda as lines of text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.agenda import LONGEST_TITLE, FaultyAgenda, Item, parse, to_text, usual
from meetings.models import MeetingKind


@pytest.mark.parametrize(
    ("line", "item"),
    [
        ("Motions | 40", Item("Motions", 40)),
        ("Motions|40 min", Item("Motions", 40)),
        ("3. Motions (40 minutes)", Item("Motions", 40)),
        ("3) Motions (1 minute)", Item("Motions", 1)),
        ("Motions", Item("Motions")),
        ("  The   hall's\tkeys ", Item("The hall's keys")),
        ("اجتماع 🪧 | 5", Item("اجتماع 🪧", 5)),
        ("1968 and what followed", Item("1968 and what followed")),
    ],
)
def test_a_line_is_a_title_and_its_minutes(line: str, item: Item) -> None:
    assert parse(line) == [item]


def test_empty_lines_fall_away() -> None:
    assert parse("\n\nOne\n \nTwo | 2\r\n") == [Item("One"), Item("Two", 2)]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("One\n| 5", "Line 2 has no title"),
        ("x" * (LONGEST_TITLE + 1), "Line 1 is longer than 200"),
        ("One | 0", "between 1 and 600"),
        ("One | 99999999999999999999", "between 1 and 600"),
        ("One\n" * 41, "at most 40 items; this one has 41"),
    ],
)
def test_a_faulty_agenda_says_which_line_and_why(text: str, sentence: str) -> None:
    with pytest.raises(FaultyAgenda, match=sentence):
        parse(text)


@pytest.mark.parametrize("kind", MeetingKind.values)
def test_every_kind_has_a_usual_agenda_with_times(kind: str) -> None:
    items = usual(kind)
    assert len(items) >= 5
    assert all(one.minutes for one in items)


def test_a_kind_without_a_template_has_none() -> None:
    assert usual("picnic") == []


@given(
    st.lists(
        st.builds(
            Item,
            st.text("abc défg", min_size=1, max_size=60)
            .map(lambda text: " ".join(text.split()))
            .filter(bool),
            st.none() | st.integers(1, 600),
        ),
        max_size=40,
    )
)
def test_an_agenda_written_out_reads_as_itself(items: list[Item]) -> None:
    assert parse(to_text(items)) == items
