"""Text for a picture, which can neither measure nor break lines: both are estimated here.

The estimates are generous, so that the widest usual letters still fit.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from html import escape

from ballots.counting.blt import UNPRINTABLE

SANS = "Helvetica Neue, Nimbus Sans, Liberation Sans, Noto Sans, system-ui, sans-serif"
HEAD = "Anton, Impact, Haettenschweiler, Arial Narrow, Liberation Sans Narrow, sans-serif"
_EM, _BOLD_EM, _CAPITAL = 0.6, 0.68, 1.2
# Isolates keep the order of a name apart from that of the sentence around it, in any viewer.
_RIGHT_TO_LEFT, _LEFT_TO_RIGHT, _FIRST_STRONG, _END = "\u2067", "\u2066", "\u2068", "\u2069"
_ISOLATES = str.maketrans("", "", _RIGHT_TO_LEFT + _LEFT_TO_RIGHT + _FIRST_STRONG + _END)


def clean(name: str) -> str:
    """A name on one line, without what XML refuses or what would turn the text around it."""
    return " ".join(UNPRINTABLE.sub("", name).translate(_ISOLATES).split())


def cut(name: str, longest: int) -> str:
    """At most so many letters."""
    return name if len(name) <= longest else name[: longest - 1].rstrip() + "…"


def own(name: str) -> str:
    """A name in its own direction."""
    return f"{_FIRST_STRONG}{name}{_END}"


def run(text: str, *, is_rtl: bool) -> str:
    """A sentence in the direction of its language, escaped."""
    return f"{_RIGHT_TO_LEFT if is_rtl else _LEFT_TO_RIGHT}{escape(text)}{_END}"


def width(text: str, size: float, *, is_bold: bool = False) -> float:
    """About how wide a text is: East Asian letters take a whole em, marks nothing."""
    em = _BOLD_EM if is_bold else _EM
    ems = 0.0
    for letter in text:
        if unicodedata.combining(letter) or unicodedata.category(letter) == "Cf":
            continue
        wide = em * _CAPITAL if letter.isupper() else em
        ems += 1 if unicodedata.east_asian_width(letter) in "WF" else wide
    return ems * size


def lines(text: str, size: float, room: float, *, is_bold: bool = False) -> list[str]:
    """The text in lines no wider than `room`; a word that is wider is broken anywhere."""
    found: list[str] = []
    line = ""
    for word in _pieces(text, size, room, is_bold=is_bold):
        longer = line + word
        if line and width(longer.rstrip(), size, is_bold=is_bold) > room:
            found.append(line.rstrip())
            longer = word.lstrip()
        line = longer
    return [*found, line.rstrip()] if line.strip() else found


def within(name: str, size: float, room: float, most: int, *, is_bold: bool = False) -> list[str]:
    """A name in at most so many lines, each cut to `room`; Chinese and Japanese break anywhere."""
    if any(unicodedata.east_asian_width(letter) in "WF" for letter in name):
        rows = lines(name, size, room, is_bold=is_bold)
    else:
        rows = []
        for word in name.split():
            joined = f"{rows[-1]} {word}" if rows else word
            if rows and width(joined, size, is_bold=is_bold) <= room:
                rows[-1] = joined
            else:
                rows.append(word)
    if len(rows) > most:
        rows = [*rows[: most - 1], " ".join(rows[most - 1 :])]
    return [_cut_to(row, size, room, is_bold=is_bold) for row in rows]


def _cut_to(text: str, size: float, room: float, *, is_bold: bool) -> str:
    longest = len(text)
    while longest > 1 and width(cut(text, longest), size, is_bold=is_bold) > room:
        longest -= 1
    return cut(text, longest)


def _pieces(text: str, size: float, room: float, *, is_bold: bool) -> Iterator[str]:
    for word in text.split():
        if width(word, size, is_bold=is_bold) <= room:
            yield word + " "
        else:
            yield from word[:-1]
            yield word[-1] + " "
