"""Headings and paragraphs that are printed: what has no letters is known before."""

from core.printing.sheet import Block, Sheet
from tests.printing import needs_fonts


@needs_fonts
def test_letters_without_a_font_are_named_wherever_they_stand() -> None:
    blocks = [Block("heading", "Plain"), Block("line", runs=(("same", "and 𓀀"), ("in", "more")))]
    assert Sheet("", blocks, "DE").missing == "𓀀"


@needs_fonts
def test_values_hold_the_words_as_data_and_the_paper_of_the_country() -> None:
    values = Sheet("A title", [Block("line", "#let x = 1")], "DE").values()
    assert values["paper"] == "a4"
    (block,) = values["blocks"]  # type: ignore[misc]
    assert block["runs"][0]["text"] == "#let x = 1"
