"""What stands on a printed sheet: its pages, its text, and the codes on it as a phone reads them."""

from dataclasses import dataclass

import pypdfium2
import pytest
import zxingcpp

from core.printing import fonts

needs_fonts = pytest.mark.skipif(not fonts.are_built(), reason="the fonts are not built here")
A4, LETTER = (595, 842), (612, 792)


@dataclass(frozen=True)
class Printed:
    sizes: list[tuple[int, int]]
    text: str
    codes: list[str]


def printed(pdf: bytes) -> Printed:
    """The sheet, looked at."""
    document = pypdfium2.PdfDocument(pdf)
    sizes, texts, codes = [], [], []
    for page in document:
        sizes.append((round(page.get_width()), round(page.get_height())))
        text = page.get_textpage()
        texts.append(text.get_text_range())
        image = page.render(scale=2).to_pil().convert("L")
        codes += [found.text for found in zxingcpp.read_barcodes(image)]
        text.close()
        page.close()
    document.close()
    return Printed(sizes, " ".join(" ".join(texts).split()), codes)
