"""Approval: each paper marks whom it accepts, and the most marks win. Ties by the lot."""

from __future__ import annotations

from collections.abc import Iterable

from ballots.counting.contest import Contest, ContestError
from ballots.counting.lot import draw
from ballots.counting.reasons import SCALE, Reason, ReasonCode
from ballots.counting.results import Count, Lot, Stage


def count_approval(contest: Contest) -> Count:
    """Fill the places with the most approved; RON, if it stands, keeps out whoever has fewer."""
    votes, valid, blank = _add_up(contest)
    ron = contest.ron if contest.ron in contest.standing else None
    in_order = sorted(
        (number for number in contest.standing if number != ron),
        key=lambda number: (-votes[number], number),
    )
    able = [number for number in in_order if ron is None or votes[number] >= votes[ron]]
    reasons = [Reason(ReasonCode.APPROVALS, (), {"valid": valid})]
    elected, lot = _fill(contest, able, votes, reasons)
    reopened = contest.seats - len(elected)
    if ron is not None and len(able) < min(contest.seats, len(in_order)):
        reasons.append(Reason(ReasonCode.RON_APPROVED, (ron,)))
    if reopened:
        reasons.append(Reason(ReasonCode.PLACES_EMPTY, (), {"places": reopened}))
    stage = Stage(
        number=1,
        votes=tuple(held * SCALE for held in votes[1:]),
        non_transferable=0,
        elected=elected,
        reasons=tuple(reasons),
        lot=lot,
    )
    return Count(
        rule=contest.rule,
        title=contest.title,
        candidates=contest.candidates,
        withdrawn=tuple(sorted(contest.withdrawn)),
        ron=ron,
        seats=contest.seats,
        quota=0,
        valid=valid,
        blank=blank,
        invalid=contest.invalid,
        elected=elected,
        reopened=reopened,
        stages=(stage,),
        seed=None if contest.seed is None else contest.seed.hex(),
    )


def _add_up(contest: Contest) -> tuple[list[int], int, int]:
    votes = [0] * (len(contest.candidates) + 1)
    standing = set(contest.standing)
    valid = blank = 0
    for weight, marks in contest.papers:
        if any(not 1 <= number <= len(contest.candidates) for number in marks):
            raise ContestError("A paper names somebody who is not a candidate.")
        counted = standing.intersection(marks)
        for number in counted:
            votes[number] += weight
        if counted:
            valid += weight
        else:
            blank += weight
    return votes, valid, blank


def _fill(
    contest: Contest, able: list[int], votes: list[int], reasons: list[Reason]
) -> tuple[tuple[int, ...], Lot | None]:
    if len(able) <= contest.seats:
        return _most_approved(able, reasons), None
    last = votes[able[contest.seats - 1]]
    sure = [number for number in able if votes[number] > last]
    tied = [number for number in able if votes[number] == last]
    places = contest.seats - len(sure)
    if len(tied) == places:
        return _most_approved(sure + tied, reasons), None
    _most_approved(sure, reasons)
    lot = draw(contest.seed, 1, tied)
    order = tuple(number for number, _ in lot.order)
    reasons.append(Reason(ReasonCode.APPROVAL_TIE_LOT, order, {"places": places}))
    return (*sure, *order[:places]), lot


def _most_approved(numbers: Iterable[int], reasons: list[Reason]) -> tuple[int, ...]:
    elected = tuple(numbers)
    if elected:
        reasons.append(Reason(ReasonCode.MOST_APPROVALS, elected))
    return elected
