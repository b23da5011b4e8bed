"""Why a stage went as it did: a code with its numbers, and the English sentence.

The sentences are written so that a list of one and a list of many read alike: a translator needs
no plural forms. `SENTENCES` may be translated as it stands; `fill` puts names and numbers in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

SCALE = 100_000


class ReasonCode(StrEnum):
    FIRST_PREFERENCES = "first-preferences"
    SURPLUS = "surplus"
    EXCLUSION = "exclusion"
    SURPLUS_TIE_EARLIER = "surplus-tie-earlier"
    SURPLUS_TIE_LOT = "surplus-tie-lot"
    EXCLUSION_TIE_EARLIER = "exclusion-tie-earlier"
    EXCLUSION_TIE_LOT = "exclusion-tie-lot"
    EXCLUSION_TIE_RON = "exclusion-tie-ron"
    QUOTA_REACHED = "quota-reached"
    REMAINING_ELECTED = "remaining-elected"
    RON_REACHED_QUOTA = "ron-reached-quota"
    PLACES_EMPTY = "places-empty"
    APPROVALS = "approvals"
    MOST_APPROVALS = "most-approvals"
    APPROVAL_TIE_LOT = "approval-tie-lot"
    RON_APPROVED = "ron-approved"
    ANSWERS = "answers"
    CARRIED = "carried"
    FELL_TIE = "fell-tie"
    FELL_MINORITY = "fell-minority"
    FELL_THRESHOLD = "fell-threshold"
    FELL_TURNOUT = "fell-turnout"


SENTENCES: Mapping[ReasonCode, str] = {
    ReasonCode.FIRST_PREFERENCES: (
        "Every paper goes to its first choice. Valid papers: {valid}. Quota: {quota}."
    ),
    ReasonCode.SURPLUS: (
        "{candidates} has {votes} votes, {surplus} above the quota: all the papers go to their "
        "next available choice at a smaller value, and together they carry what is above it."
    ),
    ReasonCode.EXCLUSION: (
        "Nobody has votes above the quota to pass on. {candidates} has the fewest votes, {votes}, "
        "and is excluded: the papers go to their next available choice at the value they have."
    ),
    ReasonCode.SURPLUS_TIE_EARLIER: (
        "Equally far above the quota: {candidates}. The first of them had the most votes at "
        "stage {stage}, the latest at which they differed, and goes first."
    ),
    ReasonCode.SURPLUS_TIE_LOT: (
        "Equally far above the quota at every stage: {candidates}. The lot drew the first of them."
    ),
    ReasonCode.EXCLUSION_TIE_EARLIER: (
        "Equally few votes: {candidates}. The first of them had the fewest at stage {stage}, "
        "the latest at which they differed."
    ),
    ReasonCode.EXCLUSION_TIE_LOT: (
        "Equally few votes at every stage: {candidates}. The lot drew the first of them."
    ),
    ReasonCode.EXCLUSION_TIE_RON: (
        "Equally few votes: {candidates}. The first of them loses every tie."
    ),
    ReasonCode.QUOTA_REACHED: "Elected by reaching the quota of {quota}: {candidates}.",
    ReasonCode.REMAINING_ELECTED: (
        "No more candidates are left than places ({places}), so no paper is moved any more. "
        "Elected: {candidates}."
    ),
    ReasonCode.RON_REACHED_QUOTA: "{candidates} has reached the quota of {quota}: the count stops.",
    ReasonCode.PLACES_EMPTY: "Places left empty: {places}.",
    ReasonCode.APPROVALS: (
        "Every paper gives one vote to each candidate marked on it. Valid papers: {valid}."
    ),
    ReasonCode.MOST_APPROVALS: "Elected with the most votes: {candidates}.",
    ReasonCode.APPROVAL_TIE_LOT: (
        "Equal votes for the last places: {candidates}. The lot put them in this order, and the "
        "first take the places left ({places})."
    ),
    ReasonCode.RON_APPROVED: "{candidates} has more votes than everybody not yet elected.",
    ReasonCode.ANSWERS: "Yes: {yes}. No: {no}. Blank: {blank}.",
    ReasonCode.CARRIED: "Carried.",
    ReasonCode.FELL_TIE: "The votes are equal: it falls.",
    ReasonCode.FELL_MINORITY: "There are not more votes for it than against it: it falls.",
    ReasonCode.FELL_THRESHOLD: (
        "The votes for it do not reach {numerator} out of {denominator}: it falls."
    ),
    ReasonCode.FELL_TURNOUT: (
        "Papers cast: {papers}. At least {needed} were needed: the vote does not stand."
    ),
}

VOTES = frozenset({"votes", "surplus"})


@dataclass(frozen=True, slots=True)
class Reason:
    """`amounts` holds whole numbers, but `votes` and `surplus` in hundred-thousandths."""

    code: ReasonCode
    candidates: tuple[int, ...] = ()
    amounts: Mapping[str, int] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        return {
            "code": str(self.code),
            "candidates": list(self.candidates),
            "amounts": dict(self.amounts),
        }


def amount(votes: int) -> str:
    """Scaled votes with their five decimals."""
    return f"{votes // SCALE}.{votes % SCALE:05d}"


def short_amount(votes: int) -> str:
    """Scaled votes, the decimals only if there are any."""
    return amount(votes).rstrip("0").rstrip(".")


def fill(
    template: str,
    reason: Reason,
    names: Sequence[str],
    listing: Callable[[Sequence[str]], str] = ", ".join,
    amount: Callable[[int], str] = short_amount,
) -> str:
    """Put names and numbers into a sentence, translated or not; `amount` writes scaled numbers."""
    values = {
        key: amount(value if key in VOTES else value * SCALE)
        for key, value in reason.amounts.items()
    }
    candidates = listing([names[number - 1] for number in reason.candidates])
    return template.format(candidates=candidates, **values)


def sentence(reason: Reason, names: Sequence[str]) -> str:
    """The English sentence of a reason."""
    return fill(SENTENCES[reason.code], reason, names)
