"""The picture of a count: one band for each stage, read downwards, and the votes that flow between.

A band is as wide as all the votes; each candidate has a part of it, always in the same place. It
is drawn 360 units wide, so that it fits a phone, with presentation attributes and classes only:
a strict content security policy refuses `style`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from ballots.counting.blt import UNPRINTABLE
from ballots.counting.reasons import SCALE, ReasonCode, short_amount
from ballots.counting.results import Count, Stage

WIDTH, MARGIN = 360, 10
SPAN = WIDTH - 2 * MARGIN
BAND, FLOW, HEADING, ROW = 26, 44, 34, 22
LONGEST_NAME, LONGEST_HEADING = 30, 40
INK, QUIET, GROUND, LOST = "#1d1d24", "#5b5b66", "#ffffff", "#b9b9c2"
# Dark enough for white figures (contrast 4.5 and more), neighbours apart for colour-blind eyes.
COLOURS = (
    "#1f5fa8", "#b3400d", "#1b7a4b", "#8a3a8f", "#8a6100", "#0b7285",
    "#a8264e", "#4d5a8c", "#5f6f1a", "#6b4a3a", "#5a3fbf", "#446472",
)  # fmt: skip


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
    elected: str = "in at stage {number}"
    excluded: str = "out at stage {number}"
    votes: str = "{name}: {votes} votes"
    moves: str = "{votes} votes from {source} to {target}"
    non_transferable: str = "No further choice"
    quota: str = "Quota {quota}: a part this wide is elected"


def draw(count: Count, words: Words | None = None) -> str:
    """The picture as one `svg` element."""
    return _Picture(count, words or Words()).draw()


class _Picture:
    def __init__(self, count: Count, words: Words) -> None:
        self.count = count
        self.words = words
        self.names = [_clean(name) for name in count.candidates]
        self.standing = [
            number for number in range(1, len(self.names) + 1) if number not in count.withdrawn
        ]
        self.total = max(
            *(sum(stage.votes) + stage.non_transferable for stage in count.stages), SCALE
        )
        self.parts: list[str] = []
        self.y = 0.0

    def draw(self) -> str:
        self.y = 12
        self._legend()
        if self.count.quota and any(sum(stage.votes) for stage in self.count.stages):
            self._quota()
        above: Stage | None = None
        for stage in self.count.stages:
            self._heading(stage)
            if above:
                self._flow(above, stage)
                self.y += FLOW
            self._band(stage)
            above = stage
        height = round(self.y + MARGIN)
        elected = ", ".join(self._name(number) for number in self.count.elected)
        summary = self.words.summary.format(
            elected=elected or self.words.nobody,
            stages=len(self.count.stages),
            valid=self.count.valid,
        )
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="count-picture" role="img" '
            f'viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
            f'font-family="system-ui, -apple-system, Segoe UI, Roboto, Noto Sans, sans-serif" '
            f'font-size="13" fill="{INK}">'
            f"<title>{_text(self.words.title)}</title><desc>{_text(summary)}</desc>"
            f'<rect class="count-ground" width="{WIDTH}" height="{height}" fill="{GROUND}"/>'
            f"{''.join(self.parts)}</svg>"
        )

    def _name(self, number: int) -> str:
        return _cut(self.names[number - 1], LONGEST_NAME)

    def _label(self, x: float, y: float, text: str, extra: str = "") -> str:
        return (
            f'<text class="count-text" x="{x:g}" y="{y:g}" unicode-bidi="plaintext"{extra}>'
            f"{_text(text)}</text>"
        )

    def _legend(self) -> None:
        fate = self._fates()
        for number in self.standing:
            name = _cut(self.names[number - 1], LONGEST_NAME if number not in fate else 22)
            is_elected = number in self.count.elected
            weight = ' font-weight="700"' if is_elected else ""
            self.parts.append(
                f"<g><title>{_text(_cut(self.names[number - 1], 200))}</title>"
                f'<rect class="count-c{_colour(number)}" x="{MARGIN}" y="{self.y:g}" width="26" '
                f'height="18" rx="4" fill="{COLOURS[_colour(number)]}"/>'
                f'<text x="{MARGIN + 13}" y="{self.y + 13.5:g}" text-anchor="middle" fill="#fff" '
                f'font-size="12" font-weight="700">{number}</text>'
                f"{self._label(MARGIN + 34, self.y + 14, name, weight)}"
            )
            if number in fate:
                tick = "✓ " if is_elected else ""
                colour = "" if is_elected else f' fill="{QUIET}"'
                self.parts.append(
                    self._label(
                        WIDTH - MARGIN,
                        self.y + 14,
                        tick + fate[number],
                        f' text-anchor="end" font-size="12"{colour}{weight}',
                    )
                )
            self.parts.append("</g>")
            self.y += ROW
        if self.count.stages[-1].non_transferable:
            self.parts.append(
                f'<rect class="count-lost" x="{MARGIN}" y="{self.y:g}" width="26" height="18" '
                f'rx="4" fill="{LOST}"/>'
                + self._label(MARGIN + 34, self.y + 14, self.words.non_transferable)
            )
            self.y += ROW

    def _fates(self) -> Mapping[int, str]:
        fates = {}
        for stage in self.count.stages:
            for number in stage.elected:
                fates[number] = self.words.elected.format(number=stage.number)
            for number in stage.excluded:
                fates[number] = self.words.excluded.format(number=stage.number)
        return fates

    def _quota(self) -> None:
        wide = min(self._wide(self.count.quota * SCALE), SPAN)
        text = self.words.quota.format(quota=self.count.quota)
        self.y += 10
        middle = self.y + 5
        self.parts.append(
            f'<path class="count-quota" d="M{MARGIN} {self.y:g}v10M{MARGIN} {middle:g}'
            f'h{wide:g}M{MARGIN + wide:g} {self.y:g}v10" stroke="{INK}" stroke-width="2" '
            f'fill="none"/>'
        )
        self.y += 24
        self.parts.append(self._label(MARGIN, self.y, text, f' font-size="12" fill="{QUIET}"'))
        self.y += 2

    def _heading(self, stage: Stage) -> None:
        reason = stage.reasons[0]
        template = {
            ReasonCode.SURPLUS: self.words.surplus,
            ReasonCode.EXCLUSION: self.words.exclusion,
            ReasonCode.APPROVALS: self.words.approvals,
            ReasonCode.ANSWERS: self.words.answers,
        }.get(reason.code, self.words.first)
        room = LONGEST_HEADING - len(template.format(number=stage.number, name=""))
        name = _cut(self.names[reason.candidates[0] - 1], room) if reason.candidates else ""
        self.y += HEADING
        text = template.format(number=stage.number, name=name)
        self.parts.append(self._label(MARGIN, self.y - 9, text, ' font-weight="600"'))

    def _wide(self, votes: int) -> float:
        return round(votes * SPAN / self.total, 2)

    def _places(self, stage: Stage) -> dict[int | None, tuple[float, float]]:
        """Where each candidate's part begins and ends; what is lost lies at the far end."""
        places: dict[int | None, tuple[float, float]] = {}
        x = float(MARGIN)
        for number in self.standing:
            wide = self._wide(stage.votes[number - 1])
            places[number] = (x, x + wide)
            x += wide
        lost = self._wide(stage.non_transferable)
        places[None] = (WIDTH - MARGIN - lost, float(WIDTH - MARGIN))
        return places

    def _band(self, stage: Stage) -> None:
        for number, (start, end) in self._places(stage).items():
            wide = end - start
            if wide <= 0:
                continue
            votes = stage.non_transferable if number is None else stage.votes[number - 1]
            name = self.words.non_transferable if number is None else self._name(number)
            kind = "lost" if number is None else f"c{_colour(number)}"
            fill = LOST if number is None else COLOURS[_colour(number)]
            said = self.words.votes.format(name=name, votes=short_amount(votes))
            self.parts.append(
                f'<g><title>{_text(said)}</title><rect class="count-{kind}" x="{start:g}" '
                f'y="{self.y:g}" width="{wide:.2f}" height="{BAND}" fill="{fill}" '
                f'stroke="{GROUND}"/>'
            )
            is_elected = number in self._elected_by(stage)
            figure = f"{number} ✓" if is_elected and wide > 45 else f"{number}"
            if number is not None and wide >= 8 * len(figure) + 3:
                self.parts.append(
                    f'<text x="{(start + end) / 2:.2f}" y="{self.y + 17.5:g}" fill="#fff" '
                    f'font-size="12" font-weight="700" text-anchor="middle">{figure}</text>'
                )
            if is_elected:
                self.parts.append(
                    f'<rect class="count-elected" x="{start + 1:g}" y="{self.y + BAND + 1:g}" '
                    f'width="{max(wide - 2, 1):.2f}" height="3" fill="{INK}"/>'
                )
            self.parts.append("</g>")
        self.y += BAND + 4

    def _elected_by(self, stage: Stage) -> set[int | None]:
        return {number for past in self.count.stages[: stage.number] for number in past.elected}

    def _flow(self, above: Stage, stage: Stage) -> None:
        """Ribbons from the band above: what stays, then what moves, in the colour it comes from."""
        before, after = self._places(above), self._places(stage)
        leaving = {number: start for number, (start, _) in before.items()}
        arriving = {number: start for number, (start, _) in after.items()}
        moved = {move.source for move in stage.transfers}
        for number, (start, end) in before.items():
            stays = end - start
            if number in moved and number is not None:
                stays = self._wide(stage.votes[number - 1])
            self._ribbon(number, start, arriving[number], stays, 0.18)
            leaving[number] += stays
            arriving[number] += stays
        for move in stage.transfers:
            wide = self._wide(move.votes)
            target = self.words.non_transferable if move.target is None else self._name(move.target)
            said = self.words.moves.format(
                votes=short_amount(move.votes), source=self._name(move.source), target=target
            )
            self._ribbon(move.source, leaving[move.source], arriving[move.target], wide, 0.75, said)
            leaving[move.source] += wide
            arriving[move.target] += wide

    def _ribbon(
        self,
        number: int | None,
        top: float,
        bottom: float,
        wide: float,
        opacity: float,
        said: str = "",
    ) -> None:
        if wide <= 0:
            return
        start, end, bend = self.y, self.y + FLOW, self.y + FLOW / 2
        kind = "lost" if number is None else f"c{_colour(number)}"
        fill = LOST if number is None else COLOURS[_colour(number)]
        title = f"<title>{_text(said)}</title>" if said else ""
        self.parts.append(
            f'<path class="count-{kind}" fill="{fill}" fill-opacity="{opacity}" '
            f'd="M{top:.2f} {start:g}C{top:.2f} {bend:g} {bottom:.2f} {bend:g} {bottom:.2f} {end:g}'
            f"h{wide:.2f}C{bottom + wide:.2f} {bend:g} {top + wide:.2f} {bend:g} "
            f'{top + wide:.2f} {start:g}z">{title}</path>'
        )


def _colour(number: int) -> int:
    return (number - 1) % len(COLOURS)


def _clean(name: str) -> str:
    return " ".join(UNPRINTABLE.sub("", name).split())


def _cut(name: str, longest: int) -> str:
    return name if len(name) <= longest else name[: longest - 1].rstrip() + "…"


def _text(text: str) -> str:
    return escape(text)
