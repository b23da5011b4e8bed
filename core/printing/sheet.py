"""Headings and paragraphs, set on as many pages as they need."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import get_language, get_language_bidi

from core.printing import fonts, paper, press
from core.printing.pieces import clean, piece

LAYOUT = Path(__file__).with_name("sheet.typ")
LIGHT, HEAVY = 400, 800


@dataclass(frozen=True, slots=True)
class Block:
    """A heading or a paragraph; `runs` are its words by what became of them, where some changed."""

    kind: str
    text: str = ""
    runs: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Sheet:
    """A title and the blocks under it, in the language that is active, on the paper of `country`."""

    title: str
    blocks: list[Block]
    country: str

    @cached_property
    def missing(self) -> str:
        """Letters for which there is no font."""
        return fonts.missing(clean("".join(_texts(self.blocks))))

    @property
    def is_printable(self) -> bool:
        return fonts.are_built() and not self.missing

    def values(self) -> dict[str, object]:
        """For the layout."""
        return {
            "language": (get_language() or settings.LANGUAGE_CODE).split("-")[0],
            "direction": "rtl" if get_language_bidi() else "ltr",
            "paper": paper.of(self.country),
            "title": piece(self.title, weight=HEAVY).as_data(),
            "blocks": [_set(one) for one in self.blocks],
        }

    def answer(self, name: str) -> HttpResponse:
        """The sheet as a PDF of this name, which the browser shows."""
        response = HttpResponse(press.pdf(LAYOUT, self.values()), content_type="application/pdf")
        response["Content-Disposition"] = f'inline; filename="{name}"'
        return response


def _texts(blocks: Iterable[Block]) -> Iterable[str]:
    for one in blocks:
        yield one.text
        yield from (text for _kind, text in one.runs)


def _set(block: Block) -> dict[str, object]:
    weight = LIGHT if block.kind in ("line", "note", "lead") else HEAVY
    runs = block.runs or (("same", block.text),)
    whole = "".join(text for _kind, text in runs)
    return {
        "kind": block.kind,
        "direction": piece(whole).direction,
        "runs": [
            {
                "kind": kind,
                "apart": text[:1].isspace(),
                "after": text[-1:].isspace(),
                **piece(text, weight=weight).as_data(),
            }
            for kind, text in runs
        ],
    }
