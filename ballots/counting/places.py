"""What a picture of a count says, and where each candidate's part of a band lies."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ballots.counting import inks
from ballots.counting.inks import Ground
from ballots.counting.lettering import clean, cut, own, within
from ballots.counting.reasons import SCALE, SENTENCES, ReasonCode, fill, short_amount
from ballots.counting.results import Count, Stage
from ballots.counting.strokes import SMALL, WIDTH

LEAST_FOR_CUT, SEEN, LONGEST = 42, 5, 60
MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class Words:
    """What the picture says; give translated ones for another language."""

    title: str = "The count, stage by stage"
    summary: str = "Elected: {elected}. Stages: {stages}. Valid papers: {valid}."
    nobody: str = "nobody"
    first: str = "Stage {number}: first choices"
    approvals: str = "All votes"
    answers: str = "All votes without blanks"
    surplus: str = "Stage {number}: surplus of {name}"
    exclusion: str = "Stage {number}: {name} is out"
    elected: str = "elected"
    non_transferable: str = "No further choice"
    votes: str = "{name}: {votes} votes"
    moves: str = "{votes} votes from {source} to {target}"
    quota: str = "Quota {quota}: a part this wide is elected"
    sentences: Mapping[ReasonCode, str] = field(default_factory=lambda: SENTENCES)
    amount: Callable[[int], str] = short_amount
    is_rtl: bool = False


class Places:
    """The parts of every stage's band, and the words for them."""

    def __init__(self, count: Count, words: Words) -> None:
        self.count = count
        self.words = words
        self.names = [cut(clean(name), LONGEST) for name in count.candidates]
        self.standing = [
            number for number in range(1, len(self.names) + 1) if number not in count.withdrawn
        ]
        self.total = max(
            *(sum(stage.votes) + stage.non_transferable for stage in count.stages), SCALE
        )
        columns = len(self.standing) + 1
        self.gap = 3.0 if columns <= MOST_NAMED + 1 else 0.0
        self.scale = (WIDTH - self.gap * (columns - 1)) / self.total
        self.places = {stage.number: self._placed(stage) for stage in count.stages}
        seen = [
            index
            for index, stage in enumerate(count.stages)
            if self.wide(stage.non_transferable) >= SEEN
        ]
        self.lost_named = {seen[0], seen[-1]} if seen else set()

    def summary(self) -> str:
        elected = ", ".join(own(self.names[number - 1]) for number in self.count.elected)
        return self.words.summary.format(
            elected=elected or self.words.nobody,
            stages=len(self.count.stages),
            valid=self.words.amount(self.count.valid * SCALE),
        )

    def heading(self, stage: Stage) -> str:
        reason = stage.reasons[0]
        template = {
            ReasonCode.SURPLUS: self.words.surplus,
            ReasonCode.EXCLUSION: self.words.exclusion,
            ReasonCode.APPROVALS: self.words.approvals,
            ReasonCode.ANSWERS: self.words.answers,
        }.get(reason.code, self.words.first)
        name = self.names[reason.candidates[0] - 1] if reason.candidates else ""
        return template.format(number=stage.number, name=own(name))

    def why(self, stage: Stage) -> str:
        names = [own(name) for name in self.names]
        return " ".join(
            fill(self.words.sentences[reason.code], reason, names, amount=self.words.amount)
            for reason in stage.reasons
        )

    def elected_by(self, index: int) -> set[int | None]:
        return {number for past in self.count.stages[: index + 1] for number in past.elected}

    def wide(self, votes: int) -> float:
        return votes * self.scale

    def _placed(self, stage: Stage) -> dict[int | None, tuple[float, float]]:
        """Where each part begins and ends; what names nobody any more lies at the far end."""
        places: dict[int | None, tuple[float, float]] = {}
        x = 0.0
        for number in self.standing:
            wide = self.wide(stage.votes[number - 1])
            places[number] = (x, x + wide)
            x += wide + (self.gap if wide else 0)
        places[None] = (WIDTH - self.wide(stage.non_transferable), float(WIDTH))
        return places

    def ground(self, number: int | None, elected: set[int | None]) -> Ground:
        if number is None:
            return inks.LOST
        return inks.ELECTED if number in elected else inks.continuing(number)

    def name(self, number: int | None) -> str:
        return self.words.non_transferable if number is None else self.names[number - 1]

    def name_rows(self, number: int | None, stage: Stage) -> list[str]:
        """The name in at most two lines as wide as its part, cut if it must be; [] if too narrow."""
        start, end = self.places[stage.number][number]
        room = end - start + self.gap
        rows = within(self.name(number), SMALL, room, 2, is_bold=number in self.count.elected)
        is_whole = not any(row.endswith("…") for row in rows)
        return rows if is_whole or room >= LEAST_FOR_CUT else []

    def fit_across(self, stage: Stage) -> bool:
        """Whether nobody's name has to be cut to stand below their part."""
        return all(
            "".join(self.name_rows(number, stage)).replace(" ", "")
            == self.name(number).replace(" ", "")
            for number in self.standing
        )
