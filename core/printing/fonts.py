"""Which fonts have the letters of a text; nothing is printed as an empty box."""

import json
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

DISPLAY = "anton-"
# Joiners, selectors and soft hyphens are drawn by no font; typst leaves them out by itself.
_INVISIBLE = ("Cc", "Cf", "Zs", "Zl", "Zp")


@dataclass(frozen=True, slots=True)
class Font:
    """A file by its family's name; `firsts` and `lasts` are the ends of what it covers."""

    family: str
    firsts: tuple[int, ...]
    lasts: tuple[int, ...]

    def has(self, letter: str) -> bool:
        at = bisect_right(self.firsts, ord(letter)) - 1
        return at >= 0 and ord(letter) <= self.lasts[at]

    @property
    def is_display(self) -> bool:
        return self.family.startswith(DISPLAY)


def folder() -> Path:
    """Where `deploy/frontend.sh` lays them."""
    return Path(settings.FRONTEND_BUILT) / "print"


def are_built() -> bool:
    return bool(_fonts(folder()))


def missing(text: str) -> str:
    """The letters of `text` that no font has, each once."""
    found = _fonts(folder())
    return "".join(
        dict.fromkeys(
            letter
            for letter in text
            if not _is_invisible(letter) and not any(font.has(letter) for font in found)
        )
    )


def is_display(text: str) -> bool:
    """Whether the display face has every letter and digit of it."""
    faces = [font for font in _fonts(folder()) if font.is_display]
    return all(any(font.has(one) for font in faces) for one in text if one.isalnum())


def families(text: str, *, display: bool) -> list[str]:
    """The fewest families in which it can be set, that of its letters first."""
    found = [font for font in _fonts(folder()) if display or not font.is_display]
    chosen: list[Font] = []
    for letter in sorted(dict.fromkeys(text), key=lambda one: not one.isalpha()):
        if any(font.has(letter) for font in chosen):
            continue
        chosen += [font for font in found if font.has(letter)][:1]
    return [font.family for font in chosen or found[:1]]


def _is_invisible(letter: str) -> bool:
    return unicodedata.category(letter) in _INVISIBLE


@cache
def _fonts(folder: Path) -> tuple[Font, ...]:
    """The display face first, then Noto Sans, then those of single scripts."""
    try:
        listed = json.loads((folder / "fonts.json").read_text())
    except FileNotFoundError:
        return ()
    fonts = [
        Font(
            one["family"],
            tuple(first for first, _last in one["covers"]),
            tuple(last for _first, last in one["covers"]),
        )
        for one in listed
    ]
    return tuple(sorted(fonts, key=_order))


def _order(font: Font) -> tuple[int, str]:
    """Plain Latin before other chunks of Noto Sans; Chinese before Korean, which has hanja, too."""
    ranks = ("anton-latin", "noto-sans-latin", "noto-sans-sc-", "noto-sans-kr-")
    for rank, beginning in enumerate(ranks):
        if font.family.startswith(beginning):
            return (rank if rank < 2 else rank + 2, font.family)
    return (3 if not font.is_display else 1, font.family)
