"""The two inks of the picture of a count, and the lettering on them.

Whoever is elected is solid red; the others take turns in tints and hatchings of black, so that
neighbours differ without a third colour; votes that name nobody any more are dots. Every colour
is a presentation attribute beside a class: a file carries its own colours, and a page with a style
sheet puts its own in their place. `style` is never used, a strict policy refuses it.
"""

from __future__ import annotations

from dataclasses import dataclass

PAPER, INK, RED, ON_RED = "#f7f2e7", "#16130f", "#a80f1b", "#fffdf7"
PALE, MIDDLE, SOFT = "#e4d9c2", "#b9ad96", "#4c453b"


@dataclass(frozen=True, slots=True)
class Ground:
    """What fills a candidate's part: its class, its paint, and the letters on it.

    On a pattern the letters stand on a plate of paper.
    """

    name: str
    paint: str
    letters: str
    has_plate: bool = False


ELECTED = Ground("elected", RED, ON_RED)
LOST = Ground("lost", "url(#count-dots)", INK, has_plate=True)
CONTINUING = (
    Ground("solid", INK, PAPER),
    Ground("pale", PALE, INK),
    Ground("rising", "url(#count-rising)", INK, has_plate=True),
    Ground("middle", MIDDLE, INK),
    Ground("upright", "url(#count-upright)", INK, has_plate=True),
)
GROUNDS = (ELECTED, LOST, *CONTINUING)

PATTERNS = (
    "<defs>"
    '<pattern id="count-rising" width="6" height="6" patternUnits="userSpaceOnUse">'
    f'<rect class="count-paper" width="6" height="6" fill="{PAPER}"/>'
    f'<path class="count-line" d="M-1 1L1 -1M-1 7L7 -1M5 7L7 5" stroke="{INK}" stroke-width="1.6"/>'
    "</pattern>"
    '<pattern id="count-upright" width="4" height="4" patternUnits="userSpaceOnUse">'
    f'<rect class="count-paper" width="4" height="4" fill="{PAPER}"/>'
    f'<path class="count-line" d="M1 0V4" stroke="{INK}" stroke-width="1.4"/>'
    "</pattern>"
    '<pattern id="count-dots" width="5" height="5" patternUnits="userSpaceOnUse">'
    f'<rect class="count-paper" width="5" height="5" fill="{PAPER}"/>'
    f'<circle class="count-dot" cx="2.5" cy="2.5" r="1.2" fill="{SOFT}"/>'
    "</pattern>"
    '<pattern id="count-spare" width="6" height="6" patternUnits="userSpaceOnUse">'
    f'<path class="count-cut" d="M-1 5L1 7M-1 -1L7 7M5 -1L7 1" stroke="{ON_RED}" '
    'stroke-width="1.2"/>'
    "</pattern>"
    "</defs>"
)


def continuing(number: int) -> Ground:
    """The ground of a candidate who is not elected yet."""
    return CONTINUING[(number - 1) % len(CONTINUING)]
