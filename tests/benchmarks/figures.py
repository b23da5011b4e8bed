"""A measured figure, and how all of them are told: as a table, as JSON, as a page of the docs."""

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Figure:
    """`target` is in words; `met` None where nothing is asked of this figure alone."""

    name: str
    value: float
    unit: str
    reference: str = ""
    reference_value: float | None = None
    ratio: float | None = None
    target: str = ""
    met: bool | None = None


def figure(
    name: str,
    value: float,
    unit: str,
    *,
    reference: str = "",
    reference_value: float | None = None,
    target: str = "",
    least: float | None = None,
    most: float | None = None,
    of_ratio: bool = False,
) -> Figure:
    """With `least` or `most` the target is met or not; with `of_ratio` they are of value ÷ reference."""
    ratio = value / reference_value if reference_value else None
    judged = ratio if of_ratio else value
    met = None
    if judged is not None and (least is not None or most is not None):
        met = (least is None or judged >= least) and (most is None or judged <= most)
    return Figure(name, value, unit, reference, reference_value, ratio, target, met)


def table(figures: Sequence[Figure]) -> str:
    """Markdown, which a terminal shows as well."""
    lines = ["| what | measured | reference | ratio | target | met |", "|---|---|---|---|---|---|"]
    for one in figures:
        reference = ""
        if one.reference:
            known = one.reference_value is not None
            reference = (
                f"{one.reference}: {_number(one.reference_value)}" if known else one.reference
            )
        met = {True: "yes", False: "**no**", None: ""}[one.met]
        ratio = "" if one.ratio is None else f"{one.ratio:.2f}"
        lines.append(
            f"| {one.name} | {_number(one.value)} {one.unit} | {reference} | {ratio} "
            f"| {one.target} | {met} |"
        )
    return "\n".join(lines)


def write(figures: Sequence[Figure], *, to_docs: bool) -> None:
    """`var/bench.json`, and with `to_docs` the page."""
    folder = ROOT / "var"
    folder.mkdir(exist_ok=True)
    (folder / "bench.json").write_text(json.dumps([asdict(one) for one in figures], indent=1))
    if to_docs:
        (ROOT / "docs" / "benchmarks.md").write_text(page(figures, datetime.now(UTC)))


def page(figures: Sequence[Figure], at: datetime) -> str:
    """`docs/benchmarks.md`."""
    machine = (
        f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}, "
        "PostgreSQL and Valkey on the same machine, and the load generator too"
    )
    return f"""# Benchmarks

`make bench` measures these figures and writes this page and `var/bench.json`; `make bench SCALE=small` tries
everything in a few seconds and writes nothing here. Measured on {at:%Y-%m-%d}: {machine}.
Every reference without a year was measured in the same run.

{table(figures)}

What they mean: [ballot-protocol.md](ballot-protocol.md). A benchmark is no test: a slow machine fails nothing.
"""


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:,.2f}".rstrip("0").rstrip(".")
