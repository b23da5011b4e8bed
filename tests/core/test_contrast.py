"""The inks of base.css: text stands at 7:1 on every ground it is put on, at 10:1 in the booth."""

import re
from pathlib import Path

import pytest

BASE = Path(__file__).resolve().parents[2] / "static/css/base.css"
TEXT = ("ink", "soft", "red")
GROUNDS = ("paper", "sheet", "wash")
Inks = dict[str, str]


def palettes() -> dict[str, Inks]:
    """The inks of each scheme as the style sheet declares them: light, dark, and both of the booth."""
    blocks = re.findall(
        r"(@media \(prefers-color-scheme: dark\) \{\s*)?(:root(?::has\(\.booth\))?) \{([^}]*)\}",
        BASE.read_text(),
    )
    found: dict[str, Inks] = {}
    for dark, selector, body in blocks:
        inks = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", body))
        if inks:
            place = "booth" if "booth" in selector else "page"
            found[f"{place} {'dark' if dark else 'light'}"] = inks
    found["page dark"] = found["page light"] | found["page dark"]
    for scheme in ("light", "dark"):
        found[f"booth {scheme}"] = found[f"page {scheme}"] | found[f"booth {scheme}"]
    return found


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, contrast ratio."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_knows_black_and_white() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert set(palettes()) == {"page light", "page dark", "booth light", "booth dark"}


@pytest.mark.parametrize("place", ["page light", "page dark", "booth light", "booth dark"])
def test_text_can_be_read_on_every_ground(place: str) -> None:
    inks, least = palettes()[place], 10 if "booth" in place else 7
    pairs = [(text, ground) for text in TEXT for ground in GROUNDS]
    pairs += [("on-red", "red-ground"), ("paper", "ink")]
    for text, ground in pairs:
        assert contrast(inks[text], inks[ground]) >= least, f"{place}: {text} on {ground}"


@pytest.mark.parametrize("place", ["page light", "page dark", "booth light", "booth dark"])
def test_signs_and_edges_can_be_seen_on_every_ground(place: str) -> None:
    inks = palettes()[place]
    for sign in ("sign", "edge", "line"):
        for ground in GROUNDS:
            assert contrast(inks[sign], inks[ground]) >= 3, f"{place}: {sign} on {ground}"
