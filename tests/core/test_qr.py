"""A QR code that a strict policy lets through and a phone reads."""

import re

from core.qr import svg


def test_it_is_one_image_with_words_and_without_style() -> None:
    drawn = svg("https://committee.example/i/abc/", 'A "label"')
    assert drawn.count("<svg") == 1
    assert "A &quot;label&quot;" in drawn
    assert "style" not in drawn
    assert "script" not in drawn


def test_the_modules_are_those_of_the_code_with_four_of_white_around() -> None:
    from qrcode.constants import ERROR_CORRECT_M
    from qrcode.main import QRCode

    text = "https://committee.example/i/abc/"
    code = QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(text)
    code.make(fit=True)
    rows = code.get_matrix()
    drawn = svg(text, "x")
    assert f'viewBox="0 0 {len(rows) + 8} {len(rows) + 8}"' in drawn
    dark = {(int(x) - 4, int(y) - 4) for x, y in re.findall(r"M(\d+),(\d+)h1", drawn)}
    assert dark == {(x, y) for y, row in enumerate(rows) for x, on in enumerate(row) if on}
