"""What a count gives: every stage, in whole numbers, and the way to and from plain JSON.

Votes are integers in hundred-thousandths: 123.45678 votes are 12345678.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

from ballots.counting.reasons import Reason, ReasonCode, amount, sentence

__all__ = ["Count", "Lot", "Stage", "Transfer", "amount"]


@dataclass(frozen=True, slots=True)
class Transfer:
    """So many votes go from `source` to `target`; a target of None is non-transferable."""

    source: int
    target: int | None
    votes: int


@dataclass(frozen=True, slots=True)
class Lot:
    """The tied candidates in the order of their marks (hexadecimal); the first was drawn."""

    stage: int
    order: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Stage:
    """The state after one step. `votes[0]` belongs to candidate 1."""

    number: int
    votes: tuple[int, ...]
    non_transferable: int
    transfers: tuple[Transfer, ...] = ()
    elected: tuple[int, ...] = ()
    excluded: tuple[int, ...] = ()
    reasons: tuple[Reason, ...] = ()
    lot: Lot | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """A finished count. `elected` is in the order of election; `reopened` counts empty places.

    `invalid` are papers refused before the count, `blank` those that rank nobody who stands.
    """

    rule: str
    title: str
    candidates: tuple[str, ...]
    withdrawn: tuple[int, ...]
    ron: int | None
    seats: int
    quota: int
    valid: int
    blank: int
    invalid: int
    elected: tuple[int, ...]
    reopened: int
    stages: tuple[Stage, ...]
    seed: str | None = None

    def name(self, number: int) -> str:
        return self.candidates[number - 1]

    def why(self, stage: Stage) -> str:
        """The reasons of a stage in English sentences."""
        return " ".join(sentence(reason, self.candidates) for reason in stage.reasons)

    @property
    def lots(self) -> tuple[Lot, ...]:
        return tuple(stage.lot for stage in self.stages if stage.lot)

    def to_json(self) -> dict[str, Any]:
        """Plain JSON: numbers, strings, lists; no number reaches 2^53 in any real contest."""
        return {
            "rule": str(self.rule),
            "title": self.title,
            "candidates": list(self.candidates),
            "withdrawn": list(self.withdrawn),
            "ron": self.ron,
            "seats": self.seats,
            "quota": self.quota,
            "valid": self.valid,
            "blank": self.blank,
            "invalid": self.invalid,
            "elected": list(self.elected),
            "reopened": self.reopened,
            "seed": self.seed,
            "stages": [_stage_to_json(stage) for stage in self.stages],
        }

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Self:
        """The count that `to_json` wrote."""
        return cls(
            rule=stored["rule"],
            title=stored["title"],
            candidates=tuple(stored["candidates"]),
            withdrawn=tuple(stored["withdrawn"]),
            ron=stored["ron"],
            seats=stored["seats"],
            quota=stored["quota"],
            valid=stored["valid"],
            blank=stored["blank"],
            invalid=stored["invalid"],
            elected=tuple(stored["elected"]),
            reopened=stored["reopened"],
            seed=stored["seed"],
            stages=tuple(_stage_from_json(stage) for stage in stored["stages"]),
        )


def _stage_to_json(stage: Stage) -> dict[str, Any]:
    return {
        "number": stage.number,
        "votes": list(stage.votes),
        "non_transferable": stage.non_transferable,
        "transfers": [[move.source, move.target, move.votes] for move in stage.transfers],
        "elected": list(stage.elected),
        "excluded": list(stage.excluded),
        "reasons": [reason.to_json() for reason in stage.reasons],
        "lot": [[number, mark] for number, mark in stage.lot.order] if stage.lot else None,
    }


def _stage_from_json(stored: dict[str, Any]) -> Stage:
    lot = stored["lot"]
    return Stage(
        number=stored["number"],
        votes=tuple(stored["votes"]),
        non_transferable=stored["non_transferable"],
        transfers=tuple(Transfer(*move) for move in stored["transfers"]),
        elected=tuple(stored["elected"]),
        excluded=tuple(stored["excluded"]),
        reasons=tuple(
            Reason(
                ReasonCode(reason["code"]),
                tuple(reason["candidates"]),
                dict(reason["amounts"]),
            )
            for reason in stored["reasons"]
        ),
        lot=Lot(stored["number"], tuple((number, mark) for number, mark in lot)) if lot else None,
    )
