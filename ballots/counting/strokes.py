"""What a picture of a count is drawn with: rectangles, ribbons and lines of text, as SVG."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from ballots.counting.lettering import HEAD, run

WIDTH = 328
SMALL, EDGE, FLOW, LANE = 13, 18, 72, 16


@dataclass(frozen=True, slots=True)
class Pen:
    """Draws at physical places, mirrored for a reader from right to left."""

    is_rtl: bool

    def rect(self, kind: str, paint: str, x: float, wide: float, y: float, high: float) -> str:
        return (
            f'<rect class="count-{kind}" x="{self.x(x, wide):.2f}" y="{y:g}" width="{wide:.2f}" '
            f'height="{high:g}" fill="{paint}"/>'
        )

    def ribbon(
        self,
        kind: str,
        paint: str,
        top: float,
        bottom: float,
        wide: float,
        extra: str,
        inside: str = "",
    ) -> str:
        if wide <= 0:
            return ""
        start, end, bend = EDGE, EDGE + FLOW, EDGE + FLOW / 2
        near, far, low, high = (
            self.x(x) for x in (top, top + wide, bottom, bottom + wide)
        )  # fmt: skip
        return (
            f'<path class="count-{kind}" fill="{paint}"{extra} '
            f'd="M{near:.2f} {start}C{near:.2f} {bend:g} {low:.2f} {bend:g} {low:.2f} {end}'
            f"L{high:.2f} {end}C{high:.2f} {bend:g} {far:.2f} {bend:g} {far:.2f} {start}"
            f'z">{inside}</path>'
        )

    def said(self, text: str, y: float, size: float, *, head: bool = False, weight: int = 0) -> str:
        """A line of text from where reading begins."""
        x, anchor = (WIDTH, "end") if self.is_rtl else (0, "start")
        extra = f' font-family="{HEAD}"' if head else ""
        extra += f' font-weight="{weight}"' if weight else ""
        return (
            f'<text x="{x}" y="{y:g}" text-anchor="{anchor}" font-size="{size:g}"{extra}>'
            f"{self.run(text)}</text>"
        )

    def below(self, x: float, y: float, text: str, extra: str) -> str:
        return (
            f'<text x="{self.x(x):g}" y="{y:g}" text-anchor="middle"{extra}>{self.run(text)}</text>'
        )

    def run(self, text: str) -> str:
        return run(text, is_rtl=self.is_rtl)

    def x(self, x: float, wide: float = 0) -> float:
        return round(WIDTH - x - wide if self.is_rtl else x, 2)


def spread(wanted: list[float]) -> list[float]:
    """The places, moved apart until a name fits between each two, in the same order."""
    found: list[float] = []
    for place in wanted:
        found.append(max(place, found[-1] + LANE if found else LANE / 2))
    limit = WIDTH - LANE / 2
    for index in range(len(found) - 1, -1, -1):
        found[index] = min(found[index], limit)
        limit = found[index] - LANE
    return found


def title(said: str) -> str:
    return f"<title>{escape(said)}</title>"
