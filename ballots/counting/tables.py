"""A count as text for a terminal, as CSV of stages, and as the public JSON."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections import Counter
from typing import Any

from ballots.counting.reasons import amount, sentence
from ballots.counting.results import Count, Stage

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def labels(count: Count) -> tuple[str, ...]:
    """The names, told apart by their number where two are equal."""
    often = Counter(count.candidates)
    return tuple(
        name if often[name] == 1 else f"{name} ({number})"
        for number, name in enumerate(count.candidates, 1)
    )


def public_json(count: Count) -> dict[str, Any]:
    """The result by names, votes as strings with five decimals."""
    names = labels(count)
    return {
        "rule": str(count.rule),
        "title": count.title,
        "seats": count.seats,
        "quota": count.quota,
        "valid": count.valid,
        "invalid": count.invalid + count.blank,
        "elected": [names[number - 1] for number in count.elected],
        "places_empty": count.reopened,
        "seed": count.seed,
        "stages": [_stage_json(count, stage, names) for stage in count.stages],
    }


def _stage_json(count: Count, stage: Stage, names: tuple[str, ...]) -> dict[str, Any]:
    lot = [{"name": names[number - 1], "mark": mark} for number, mark in _marks(stage)]
    return {
        "number": stage.number,
        "votes": {
            name: amount(votes)
            for number, (name, votes) in enumerate(zip(names, stage.votes, strict=True), 1)
            if number not in count.withdrawn
        },
        "non_transferable": amount(stage.non_transferable),
        "transfers": [
            {
                "from": names[move.source - 1],
                "to": None if move.target is None else names[move.target - 1],
                "votes": amount(move.votes),
            }
            for move in stage.transfers
        ],
        "elected": [names[number - 1] for number in stage.elected],
        "excluded": [names[number - 1] for number in stage.excluded],
        "why": _why(stage, names),
        "lot": lot,
    }


def _marks(stage: Stage) -> tuple[tuple[int, str], ...]:
    return stage.lot.order if stage.lot else ()


def _why(stage: Stage, names: tuple[str, ...]) -> str:
    return " ".join(sentence(reason, names) for reason in stage.reasons)


def as_text(count: Count) -> str:
    """The stages one below the other; names keep their width in any script."""
    names = labels(count)
    width = max(len("Non-transferable"), *(_width(name) for name in names), 0)
    width = min(width, 60)
    lines = [count.title] if count.title else []
    lines += [
        f"Rule: {count.rule}. Places: {count.seats}. Quota: {count.quota}.",
        f"Valid papers: {count.valid}. Invalid papers: {count.invalid + count.blank}.",
    ]
    if count.withdrawn:
        gone = ", ".join(names[number - 1] for number in count.withdrawn)
        lines.append(f"Withdrawn: {gone}.")
    for stage in count.stages:
        lines += ["", f"Stage {stage.number}", _why(stage, names)]
        lines += [f"  lot: {mark}  {names[number - 1]}" for number, mark in _marks(stage)]
        for number, votes in enumerate(stage.votes, 1):
            if number not in count.withdrawn:
                mark = _mark(stage, number)
                lines.append(f"  {_padded(names[number - 1], width)} {amount(votes):>16}{mark}")
        lines.append(f"  {_padded('Non-transferable', width)} {amount(stage.non_transferable):>16}")
    elected = ", ".join(names[number - 1] for number in count.elected) or "nobody"
    lines += ["", f"Elected: {elected}."]
    if count.reopened:
        lines.append(f"Places left empty: {count.reopened}.")
    return "\n".join(lines) + "\n"


def _mark(stage: Stage, number: int) -> str:
    if number in stage.elected:
        return "  elected"
    return "  excluded" if number in stage.excluded else ""


def as_csv(count: Count) -> str:
    """One row per stage and candidate; a name that a spreadsheet would run gets an apostrophe."""
    names = labels(count)
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(["stage", "number", "candidate", "votes", "change", "state"])
    before = (0,) * len(names)
    lost = 0
    for stage in count.stages:
        for number, votes in enumerate(stage.votes, 1):
            if number in count.withdrawn:
                continue
            change = _signed(votes - before[number - 1])
            state = _mark(stage, number).strip()
            name = _inert(names[number - 1])
            rows.writerow([stage.number, number, name, amount(votes), change, state])
        change = _signed(stage.non_transferable - lost)
        rows.writerow(
            [stage.number, "", "Non-transferable", amount(stage.non_transferable), change, ""]
        )
        before, lost = stage.votes, stage.non_transferable
    return out.getvalue()


def _signed(votes: int) -> str:
    return f"-{amount(-votes)}" if votes < 0 else amount(votes)


def _inert(name: str) -> str:
    return f"'{name}" if name.startswith(FORMULA) else name


def _width(text: str) -> int:
    """Columns in a terminal: East Asian letters take two, combining marks none."""
    return sum(
        0 if unicodedata.combining(letter) else 1 + (unicodedata.east_asian_width(letter) in "WF")
        for letter in text
    )


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
