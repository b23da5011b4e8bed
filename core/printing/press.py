"""Sets a sheet with typst: a layout of ours, and values that are data and never markup."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import typst

from core.printing import fonts

PARTS = Path(__file__).with_name("parts.typ")
PPI = 144.0


def pdf(layout: Path, values: Mapping[str, object]) -> bytes:
    """The sheet as PDF, tagged for screen readers."""
    return _set(layout, values, format="pdf")


def png(layout: Path, values: Mapping[str, object]) -> bytes:
    """The sheet as a picture, two pixels a point."""
    return _set(layout, values, format="png", ppi=PPI)


def _set(layout: Path, values: Mapping[str, object], **how: object) -> bytes:
    """Without the machine's fonts, files and packages: the same sheet everywhere."""
    made: bytes = typst.compile(
        PARTS.read_bytes() + layout.read_bytes(),
        root=PARTS.parent,
        font_paths=_cases(fonts.folder()),
        sys_inputs={"data": json.dumps(values)},
        **how,  # type: ignore[call-overload]
    )
    return made


@cache
def _cases(folder: Path) -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)]
    )
