"""Words as they are typed, and the place in a text where they stand."""

import pytest

from core.words_found import excerpt, typed


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("  library hours, library! ", ["library", "hours"]),
        ("' | & :* <b>", ["b"]),
        ("图书馆 2026/3", ["图书馆", "2026", "3"]),
        ("foo_bar", ["foo", "bar"]),
        ("", []),
        ("a b c d e f g h i j", list("abcdefgh")),
    ],
)
def test_what_is_typed_is_taken_apart(text: str, words: list[str]) -> None:
    assert typed(text) == words


def test_the_first_place_is_shown_with_each_word_marked() -> None:
    text = "start " * 40 + "The Library opens; library hours. " + "end " * 40
    found = excerpt(text, ["library"])
    assert "The <mark>Library</mark> opens; <mark>library</mark> hours." in found
    assert found.startswith("… start")
    assert found.endswith("end …")


def test_a_short_text_is_shown_whole_and_escaped() -> None:
    assert excerpt("<b>Tea</b> & <i>", ["b"]) == (
        "&lt;<mark>b</mark>&gt;Tea&lt;/<mark>b</mark>&gt; &amp; &lt;i&gt;"
    )
    assert excerpt("Nothing here", ["tea"]) == "Nothing here"
    assert excerpt("Nothing here", []) == "Nothing here"


def test_a_text_without_spaces_is_cut_all_the_same() -> None:
    found = excerpt("书" * 300 + "图书馆" + "书" * 300, ["图书馆"])
    assert "<mark>图书馆</mark>" in found
    assert len(found) < 260
