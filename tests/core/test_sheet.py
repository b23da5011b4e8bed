"""Headings and paragraphs that are printed: what has no letters is known before."""

from core.printing import sheet
from core.printing.sheet import Block
from tests.printing import needs_fonts


@needs_fonts
def test_letters_without_a_font_are_named_wherever_they_stand() -> None:
    blocks = [Block("heading", "Plain"), Block("line", runs=(("same", "and 𓀀"), ("in", "more")))]
    assert sheet.missing(blocks) == "𓀀"


@needs_fonts
def test_values_hold_the_words_as_data_and_the_paper_of_the_country() -> None:
    values = sheet.values("A title", [Block("line", "#let x = 1")], country="DE")
    assert values["paper"] == "a4"
    (block,) = values["blocks"]  # type: ignore[misc]
    assert block["runs"][0]["text"] == "#let x = 1"
