"""Sheets of paper: which letters can be printed, how a text is cut, and that it stays a text."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from core.printing import fonts, paper, press
from core.printing.pieces import LONGEST, Word, clean, direction, piece
from tests.printing import A4, needs_fonts, printed

HOSTILE = [
    '#panic("ran")',
    '#read("/etc/passwd") #import "@preview/cetz:0.3.0": *',
    "$x^2$ *bold* _slanted_ `raw` @label <label> [content] ~ -- ---",
    "\\u{41} \\ \\# // gone /* gone */",
    '"quotes" \'single\' “curly” {"json": [1, 2]} \\" }',
    "= Heading - list + enum / term: x",
    "&amp; <b>html</b> </svg> %PDF (x) Tj",
]
LAYOUT = """
#set page(width: 500pt, height: 400pt)
#fitted(data.it, 20pt, 440pt, 300pt)
"""


@pytest.fixture
def layout(tmp_path: Path) -> Path:
    path = tmp_path / "layout.typ"
    path.write_text(LAYOUT)
    return path


def values(text: str) -> dict[str, object]:
    return {"language": "en", "direction": "ltr", "it": piece(text).as_data()}


@needs_fonts
@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_a_member_wrote_is_printed_letter_by_letter_and_never_run(
    layout: Path, hostile: str
) -> None:
    found = printed(press.pdf(layout, values(hostile)))
    assert found.text.replace(" ", "") == clean(hostile).replace(" ", "")


@needs_fonts
def test_marks_that_turn_the_direction_and_line_breaks_are_left_out(layout: Path) -> None:
    found = printed(press.pdf(layout, values("Room\u202e 12\u2066\n\r\x00 is\u200f here")))
    assert found.text == "Room 12 is here"


@needs_fonts
def test_a_long_text_shrinks_and_one_without_spaces_is_broken(layout: Path) -> None:
    for text in ("word " * 200, "W" * 900):
        found = printed(press.pdf(layout, values(text)))
        assert len(found.sizes) == 1
        assert found.text.replace(" ", "").replace("\u200b", "") == text.replace(" ", "")


def test_a_layout_reaches_no_file_and_no_package(tmp_path: Path) -> None:
    for reach in ('#read("/etc/hostname")', '#import "@preview/nothing-of-ours:0.0.1": *'):
        layout = tmp_path / "reaching.typ"
        layout.write_text(reach)
        with pytest.raises(RuntimeError):
            press.pdf(layout, {"language": "en", "direction": "ltr"})


@needs_fonts
def test_letters_that_no_font_has_are_named_once_each() -> None:
    assert fonts.missing("Come 🪧 to 𓀀 us 🪧") == "🪧𓀀"
    assert fonts.missing("Zoë, Ωμέγα, Ельня, सभा, 한국, 全体, مفتوح, עברית, ไทย, বাংলা") == ""


@needs_fonts
def test_a_little_picture_that_no_font_has_is_left_out_and_a_letter_is_not() -> None:
    assert clean("Strike! 🎉👍🏽 ❤️ at noon") in ("Strike! at noon", "Strike! ❤ at noon")
    assert not fonts.missing(clean("Strike! 🎉👍🏽 1️⃣ at noon"))
    assert clean("𓀀 us") == "𓀀 us"
    assert clean("🪧") == "🪧"
    assert clean("20 °C ¦ © ™") == "20 °C ¦ © ™"


@needs_fonts
def test_a_heading_is_set_in_the_display_face_only_if_that_has_all_its_letters() -> None:
    latin, greek = piece("Reunión general", is_title=True), piece("Γενική ΑΒ", is_title=True)
    assert latin.text == "REUNIÓN GENERAL"
    assert (latin.weight, latin.fonts) == (400, ("anton-latin",))
    assert greek.text == "Γενική ΑΒ"
    assert (greek.weight, greek.fonts[0]) == (900, "noto-sans-greek")
    assert not any(one.startswith(fonts.DISPLAY) for one in piece("Plain text").fonts)


@needs_fonts
def test_the_font_of_the_letters_comes_first_and_others_only_as_needed() -> None:
    assert piece("اجتماع 18:00").fonts[0] == "noto-sans-arabic-arabic"
    assert all(one.startswith("noto-sans-sc-") for one in piece("全体会议").fonts)
    assert piece("한국 ").fonts[0].startswith("noto-sans-kr-")
    assert piece("").fonts == ("noto-sans-latin",)


def test_without_built_fonts_nothing_is_known(settings: Any, tmp_path: Path) -> None:
    settings.FRONTEND_BUILT = tmp_path
    assert not fonts.are_built()
    assert fonts.missing("A") == "A"
    assert fonts.families("A", display=True) == []


def test_a_text_is_cut_at_spaces_and_between_ideographs_but_not_before_punctuation() -> None:
    assert piece("To meet").words == (Word("To", apart=True), Word("meet", apart=True))
    assert [one.text for one in piece("全体，会议（X）").words] == ["全", "体，", "会", "议（X）"]
    assert [one.text for one in piece("第A会").words] == ["第", "A", "会"]
    assert [one.text for one in piece("（全体）").words] == ["（全", "体）"]
    assert [one.text for one in piece("한국 대학").words] == ["한국", "대학"]
    assert piece("").words == (Word(""),)


def test_what_is_too_long_for_a_line_is_cut_but_never_inside_a_letter() -> None:
    cut = piece("a" * LONGEST + "\u0930\u093e" * 2).words
    assert cut[1] == Word("\u0930\u093e\u0930\u093e", cut=True)
    leaning = piece("a" * LONGEST + "\u093e").words
    assert len(leaning) == 1
    assert len(piece("a/" * 60, is_address=True).words) == 1


def test_a_direction_is_that_of_the_first_letter_that_has_one() -> None:
    assert direction("12: Raum") == "ltr"
    assert direction("12: مفتوح room") == "rtl"
    assert direction("2026") == "ltr"


def test_letter_where_letter_lies_in_the_printers_and_a4_everywhere_else() -> None:
    assert [paper.of(one) for one in ("US", "MX", "PH")] == ["us-letter"] * 3
    assert [paper.of(one) for one in ("DE", "EG", "CN", "GB")] == ["a4"] * 4


@needs_fonts
def test_the_picture_is_a_png_of_two_pixels_a_point(tmp_path: Path) -> None:
    layout = tmp_path / "a4.typ"
    layout.write_text('#set page(paper: "a4")\n#fitted(data.it, 20pt, 440pt, 300pt)')
    image = Image.open(BytesIO(press.png(layout, values("A"))))
    assert (image.format, image.size[0] // 2, image.size[1] // 2) == ("PNG", *A4)
