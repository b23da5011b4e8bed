"""Turns the fonts that npm installed into what pages and paper take; called by deploy/frontend.sh.

`web`: the display face without hints, and its style sheet. `print`: the TrueType files that
`open_fonts.mjs` laid there, and `fonts.json`, which says what each of them covers.
"""

import json
import re
import sys
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent
# What pages take of the display face; by its name in the package, by ours.
FACES = {"latin": "anton", "latin-ext": "anton-ext"}
NAMED = (1, 4, 16)  # family, full name, typographic family (OpenType, `name`)


def make_web(package: Path, folder: Path) -> None:
    """Subset without hints, which no screen of today reads; kerning stays."""
    (folder / "fonts").mkdir(parents=True)
    options = subset.Options()
    options.hinting = False
    options.flavor = "woff2"
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]  # the licence stays in the file
    sheet = (package / "index.css").read_text()
    rules = []
    for name, ours in FACES.items():
        source, covers = _rule(sheet, name)
        font = subset.load_font(str(package / source), options)
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=font.getBestCmap())
        cutter.subset(font)
        subset.save_font(font, str(folder / "fonts" / f"{ours}.woff2"), options)
        rules.append(
            "@font-face {\n"
            '  font-family: "Anton";\n'
            "  font-style: normal;\n"
            "  font-weight: 400 900;\n"
            "  font-display: optional;\n"
            f'  src: url("fonts/{ours}.woff2") format("woff2");\n'
            f"  unicode-range: {covers};\n"
            "}\n"
        )
    (folder / "fonts.css").write_text("".join(rules))


def _rule(sheet: str, name: str) -> tuple[str, str]:
    """The file of one subset and the letters it is for, as the package's style sheet says."""
    for block in re.findall(r"@font-face\s*\{([^}]*)\}", sheet):
        source = re.search(rf"files/anton-{name}-400-normal\.woff2", block)
        covers = re.search(r"unicode-range:\s*([^;]+);", block)
        if source and covers:
            return source[0], covers[1].strip()
    sys.exit(f"The style sheet of the display face does not name its subset {name}.")


def make_print(folder: Path) -> None:
    """Every file under a family name of its own: of one family a layout program takes one file."""
    with ProcessPoolExecutor() as pool:
        fonts = list(pool.map(name_anew, sorted(folder.glob("*.ttf")), chunksize=16))
    (folder / "fonts.json").write_text(json.dumps(fonts))


def name_anew(path: Path) -> dict[str, object]:
    """The family's name, and what it covers as pairs of first and last."""
    beside = path.with_suffix(".new")
    with TTFont(path, lazy=True, recalcBBoxes=False, recalcTimestamp=False) as font:
        covered = sorted(font.getBestCmap())
        for record in font["name"].names:
            if record.nameID in NAMED:
                record.string = path.stem
        font.save(beside, reorderTables=None)
    beside.replace(path)
    return {"family": path.stem, "covers": list(_pairs(covered))}


def _pairs(points: Iterable[int]) -> Iterable[tuple[int, int]]:
    first = last = None
    for point in points:
        if first is None or last is None:
            first = last = point
        elif point == last + 1:
            last = point
        else:
            yield first, last
            first = last = point
    if first is not None and last is not None:
        yield first, last


def main() -> None:
    """In the folder that `open_fonts.mjs` began."""
    folder = HERE / "built.new"
    make_web(HERE / "node_modules/@fontsource/anton", folder / "web")
    make_print(folder / "print")


if __name__ == "__main__":
    main()
