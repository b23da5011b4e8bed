"""Scottish STV: weighted inclusive Gregory, SSI 2007/42, schedule 1, rules 45 to 52.

With re-open nominations (RON) added by the rule `scottish-stv-ron`: RON takes papers as any
candidate does, loses every tie for exclusion, is not elected when no more candidates are left
than places (its place stays empty), and ends the count when it reaches the quota.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ballots.counting.contest import Contest, Rule
from ballots.counting.piles import Piles
from ballots.counting.reasons import SCALE, Reason, ReasonCode
from ballots.counting.results import Count, Lot, Stage, Transfer
from ballots.counting.ties import Choice, choose


def count_stv(contest: Contest) -> Count:
    """Count a contest by `scottish-stv` or `scottish-stv-ron`."""
    return _StvCount(contest).run()


class _StvCount:
    def __init__(self, contest: Contest) -> None:
        self.contest = contest
        self.ron = contest.ron if contest.rule == Rule.SCOTTISH_STV_RON else None
        self.piles = Piles(len(contest.candidates))
        self.votes = [0] * (len(contest.candidates) + 1)
        self.non_transferable = 0
        self.continuing = set(contest.standing)
        self.elected: list[int] = []
        self.surpluses: set[int] = set()
        self.stages: list[Stage] = []
        self.quota = 0

    @property
    def places(self) -> int:
        return self.contest.seats - len(self.elected)

    def run(self) -> Count:
        valid, blank = self._first_stage()
        while not self._is_finished():
            if self.surpluses:
                self._transfer_surplus()
            else:
                self._exclude()
        seed = self.contest.seed
        return Count(
            rule=self.contest.rule,
            title=self.contest.title,
            candidates=self.contest.candidates,
            withdrawn=tuple(sorted(self.contest.withdrawn)),
            ron=self.ron,
            seats=self.contest.seats,
            quota=self.quota,
            valid=valid,
            blank=blank,
            invalid=self.contest.invalid,
            elected=tuple(self.elected),
            reopened=self.places,
            stages=tuple(self.stages),
            seed=None if seed is None else seed.hex(),
        )

    def _first_stage(self) -> tuple[int, int]:
        received = self.piles.sort(self.contest.papers, SCALE, self.contest.withdrawn)
        blank = received[None]
        valid = sum(received.values()) - blank
        self.quota = valid // (self.contest.seats + 1) + 1
        for holder, number in received.items():
            if holder is not None:
                self.votes[holder] = number * SCALE
        amounts = {"valid": valid, "quota": self.quota}
        self._end_stage([Reason(ReasonCode.FIRST_PREFERENCES, (), amounts)])
        return valid, blank

    def _is_finished(self) -> bool:
        return not self.places or not self.continuing

    def _transfer_surplus(self) -> None:
        choice = self._choose(self.surpluses, most=True)
        candidate = choice.candidate
        self.surpluses.discard(candidate)
        held, quota = self.votes[candidate], self.quota * SCALE
        surplus = held - quota
        transfers = self._move(candidate, surplus, lambda value: surplus * value // held)
        self.votes[candidate] = quota
        reason = Reason(ReasonCode.SURPLUS, (candidate,), {"votes": held, "surplus": surplus})
        self._end_stage([reason, *choice.reasons], transfers, lot=choice.lot)

    def _exclude(self) -> None:
        choice = self._choose(self.continuing, most=False)
        candidate = choice.candidate
        self.continuing.discard(candidate)
        held = self.votes[candidate]
        transfers = self._move(candidate, held, lambda value: value)
        self.votes[candidate] = 0
        reason = Reason(ReasonCode.EXCLUSION, (candidate,), {"votes": held})
        self._end_stage([reason, *choice.reasons], transfers, excluded=(candidate,), lot=choice.lot)

    def _choose(self, among: Iterable[int], *, most: bool) -> Choice:
        return choose(among, self.stages, most=most, ron=self.ron, seed=self.contest.seed)

    def _move(
        self, source: int, sent: int, new_value: Callable[[int], int]
    ) -> tuple[Transfer, ...]:
        """Move all papers of `source` (rules 48 and 50); what is lost on the way is noted."""
        gone = self._gone()
        moved: dict[int, int] = {}
        for old_value, batch in self.piles.take(source, SCALE):
            value = new_value(old_value)
            for holder, number in self.piles.deal(batch, value, gone).items():
                if holder is not None and value:
                    moved[holder] = moved.get(holder, 0) + number * value
        transfers = [Transfer(source, target, moved[target]) for target in sorted(moved)]
        for target, votes in moved.items():
            self.votes[target] += votes
        lost = sent - sum(moved.values())
        self.non_transferable += lost
        if lost:
            transfers.append(Transfer(source, None, lost))
        return tuple(transfers)

    def _gone(self) -> list[int]:
        """Everybody whom a paper skips: withdrawn, excluded, deemed elected."""
        numbers = range(1, len(self.contest.candidates) + 1)
        return [number for number in numbers if number not in self.continuing]

    def _end_stage(
        self,
        reasons: list[Reason],
        transfers: tuple[Transfer, ...] = (),
        *,
        excluded: tuple[int, ...] = (),
        lot: Lot | None = None,
    ) -> None:
        """Deem elected whoever now is (rules 47 and 52), and write the stage down."""
        before = len(self.elected)
        self._deem_elected(reasons)
        self.stages.append(
            Stage(
                number=len(self.stages) + 1,
                votes=tuple(self.votes[1:]),
                non_transferable=self.non_transferable,
                transfers=transfers,
                elected=tuple(self.elected[before:]),
                excluded=excluded,
                reasons=tuple(reasons),
                lot=lot,
            )
        )

    def _deem_elected(self, reasons: list[Reason]) -> None:
        quota = self.quota * SCALE
        ron = self.ron
        reached = self._highest_first(
            number for number in self.continuing if self.votes[number] >= quota and number != ron
        )
        if reached:
            self._elect(reached)
            self.surpluses.update(number for number in reached if self.votes[number] > quota)
            reasons.append(Reason(ReasonCode.QUOTA_REACHED, tuple(reached), {"quota": self.quota}))
        if ron in self.continuing and self.votes[ron] >= quota:
            self.continuing.clear()
            reasons.append(Reason(ReasonCode.RON_REACHED_QUOTA, (ron,), {"quota": self.quota}))
        elif self.places and len(self.continuing) <= self.places:
            places = self.places
            rest = self._highest_first(self.continuing - {ron})
            self._elect(rest)
            self.continuing.clear()
            if rest:
                reasons.append(
                    Reason(ReasonCode.REMAINING_ELECTED, tuple(rest), {"places": places})
                )
        if self.places and not self.continuing:
            reasons.append(Reason(ReasonCode.PLACES_EMPTY, (), {"places": self.places}))

    def _highest_first(self, numbers: Iterable[int]) -> list[int]:
        return sorted(numbers, key=lambda number: (-self.votes[number], number))

    def _elect(self, numbers: list[int]) -> None:
        self.elected.extend(numbers)
        self.continuing.difference_update(numbers)
