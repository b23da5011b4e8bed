"""`python -m tests.browser.icons`: the icons for the home screen, drawn into `static/img/icons`.

`named` is the mark of `static/img/mark.svg`; `quiet` is a sheet of a calendar. A maskable icon keeps
what matters inside a circle of four fifths of its width, whatever shape a phone cuts it to.
"""

import io
import re
from pathlib import Path

from PIL import Image, ImageDraw

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "static/img/icons"
MARK = ROOT / "static/img/mark.svg"
PAPER, INK = "#f7f2e7", "#16130f"
GRID = 32  # the unit of the drawings, as in mark.svg
FINE = 4  # drawn so many times larger, then made smaller, so that edges are smooth
ROOM = {"": 0.86, "-maskable": 0.6}  # how much of the width the drawing takes
FILES = [
    (face, kind, size)
    for face in ("named", "quiet")
    for kind, size in (("", 180), ("", 192), ("", 512), ("-maskable", 192), ("-maskable", 512))
]
Shape = tuple[str, tuple[float, float, float, float], str]


def mark() -> list[Shape]:
    """The circles and rectangles of mark.svg, but for its ground."""
    found: list[Shape] = []
    for tag in re.findall(r"<(?:circle|rect)[^>]*>", MARK.read_text()):
        at = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if tag.startswith("<circle"):
            x, y, r = (float(at[name]) for name in ("cx", "cy", "r"))
            found.append(("ellipse", (x - r, y - r, x + r, y + r), at["fill"]))
        elif "x" in at:
            x, y, wide, high = (float(at[name]) for name in ("x", "y", "width", "height"))
            found.append(("rectangle", (x, y, x + wide, y + high), at["fill"]))
    return found


def sheet() -> list[Shape]:
    """A sheet of a calendar: six days under a head."""
    days: list[Shape] = [
        ("ellipse", (x - 2.2, y - 2.2, x + 2.2, y + 2.2), INK)
        for y in (18, 25)
        for x in (9, 16, 23)
    ]
    rings: list[Shape] = [("rectangle", (x, 2, x + 3, 8), INK) for x in (8, 21)]
    return [
        *rings,
        ("rectangle", (3, 5, 29, 30), INK),
        ("rectangle", (5, 13, 27, 28), PAPER),
        *days,
    ]


def drawn(face: str, kind: str, size: int) -> bytes:
    """The icon as a PNG."""
    fine = size * FINE
    image = Image.new("RGB", (fine, fine), PAPER)
    draw = ImageDraw.Draw(image)
    unit = fine * ROOM[kind] / GRID
    edge = (fine - unit * GRID) / 2
    for shape, box, colour in {"named": mark, "quiet": sheet}[face]():
        place = [edge + one * unit for one in box]
        place[2:] = [one - 1 for one in place[2:]]  # Pillow draws the last pixel, too
        getattr(draw, shape)(place, fill=colour)
    small = image.resize((size, size), Image.Resampling.LANCZOS)
    file = io.BytesIO()
    small.quantize(16).save(file, "PNG", optimize=True)
    return file.getvalue()


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for face, kind, size in FILES:
        path = FOLDER / f"{face}{kind}-{size}.png"
        path.write_bytes(drawn(face, kind, size))
        print(path.relative_to(ROOT), path.stat().st_size)


if __name__ == "__main__":
    main()
