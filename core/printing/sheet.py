"""Headings and paragraphs, set on as many pages as they need."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation import get_language, get_language_bidi

from core.printing import fonts, paper
from core.printing.pieces import clean, piece

LAYOUT = Path(__file__).with_name("sheet.typ")
LIGHT, HEAVY = 400, 800


@dataclass(frozen=True, slots=True)
class Block:
    """A heading or a paragraph; `runs` are its words by what became of them, where some changed."""

    kind: str
    text: str = ""
    runs: tuple[tuple[str, str], ...] = ()


def missing(blocks: Iterable[Block]) -> str:
    """Letters for which there is no font."""
    return fonts.missing(clean("".join(_texts(blocks))))


def values(title: str, blocks: Iterable[Block], *, country: str) -> dict[str, object]:
    """For the layout, in the language that is active, on the paper of `country`."""
    return {
        "language": (get_language() or settings.LANGUAGE_CODE).split("-")[0],
        "direction": "rtl" if get_language_bidi() else "ltr",
        "paper": paper.of(country),
        "title": piece(title, weight=HEAVY).as_data(),
        "blocks": [_set(one) for one in blocks],
    }


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
