"""The picture of a count: one band for each stage, read downwards, and the votes that flow between.

A band is as wide as all the votes; each candidate has a part of it, always in the same order. It
is drawn 328 units wide, the room a phone of 360 leaves, and no letter is smaller than 13 units
there. A page shows it in parts, one a stage, and sets heading and sentence as ordinary text beside
each (`parts`); a file holds everything in one image (`draw`).

For a reader from right to left it is mirrored: the places are turned round, letters are not.
Every place is physical, as `direction` is fixed and each text an isolate with its own.

To a screen reader a drawing of forty numbered shapes is noise: the parts on a page are hidden from
it, as the same numbers stand there as a table to walk through, and each stage as a sentence. The
file, which has no page around it, is one image with a title and a summary.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from ballots.counting import inks
from ballots.counting.inks import Ground
from ballots.counting.lettering import HEAD, SANS, cut, lines, own, width
from ballots.counting.places import MOST_NAMED, Places, Words
from ballots.counting.reasons import SCALE
from ballots.counting.results import Count, Stage
from ballots.counting.strokes import EDGE, FLOW, SMALL, WIDTH, Pen, spread, title

FIGURE, BAND, LINE, HAIR = 20, 46, 16, 1.2
LONGEST_UPRIGHT, LEADER, MARGIN = 26, 20, 16


@dataclass(frozen=True, slots=True)
class Part:
    """A stage on a page: its heading, and its picture as one `svg` element."""

    number: int
    heading: str
    svg: str


def parts(count: Count, words: Words | None = None) -> list[Part]:
    """The picture cut by stages. The first part brings the patterns that all of them use."""
    picture = _Picture(count, words or Words())
    found: list[Part] = []
    for index, stage in enumerate(count.stages):
        body, height = picture.stage(index)
        defs = "" if index else inks.PATTERNS
        found.append(
            Part(
                stage.number,
                picture.at.heading(stage),
                f'<svg xmlns="http://www.w3.org/2000/svg" class="count-picture" '
                f'aria-hidden="true" focusable="false" '
                f'viewBox="0 0 {WIDTH} {height:g}" {_ROOT}>{defs}{body}</svg>',
            )
        )
    return found


def draw(count: Count, words: Words | None = None) -> str:
    """The whole picture as one `svg` element that needs nothing around it."""
    picture = _Picture(count, words or Words())
    body, height = picture.whole()
    wide = WIDTH + 2 * MARGIN
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="count-picture" role="img" '
        f'viewBox="{-MARGIN} {-MARGIN} {wide} {height + 2 * MARGIN:g}" '
        f'width="{2 * wide}" height="{2 * (height + 2 * MARGIN):g}" {_ROOT}>'
        f"<title>{escape(picture.words.title)}</title><desc>{escape(picture.at.summary())}</desc>"
        f'<rect x="{-MARGIN}" y="{-MARGIN}" width="{wide}" height="{height + 2 * MARGIN:g}" '
        f'fill="{inks.PAPER}"/>{inks.PATTERNS}{body}</svg>'
    )


_ROOT = f'direction="ltr" font-family="{SANS}" font-size="{SMALL}" fill="{inks.INK}"'


class _Picture:
    def __init__(self, count: Count, words: Words) -> None:
        self.count, self.words = count, words
        self.at, self.pen = Places(count, words), Pen(words.is_rtl)

    def whole(self) -> tuple[str, float]:
        """Every stage below the last, with its heading and sentences as text."""
        pieces: list[str] = []
        y = 0.0
        for row in lines(self.words.title, 26, WIDTH):
            y += 30
            pieces.append(self.pen.said(row, y, 26, head=True))
        for index, stage in enumerate(self.count.stages):
            y += 22
            for row in lines(self.at.heading(stage), 19, WIDTH):
                y += 23
                pieces.append(self.pen.said(row, y, 19, head=True))
            y += 4
            for row in lines(self.at.why(stage), SMALL, WIDTH):
                y += 18
                pieces.append(self.pen.said(row, y, SMALL))
            y += 14
            body, height = self.stage(index)
            pieces.append(f'<g transform="translate(0 {y:g})">{body}</g>')
            y += height
        return "".join(pieces), y

    def stage(self, index: int) -> tuple[str, float]:
        """A stage's drawing and its height: what flows into the band, the band, names below it."""
        stage = self.count.stages[index]
        top = 0.0
        pieces: list[str] = []
        if index == 0:
            top = self._quota(pieces)
            is_upright = not self.at.fit_across(stage)
            if is_upright:
                top = self._upright_names(stage, top, pieces)
        else:
            is_upright = False
            above = self.count.stages[index - 1]
            self._edge(above, self.at.elected_by(index - 1), pieces)
            self._flow(above, stage, self.at.elected_by(index - 1), pieces)
            top = EDGE + FLOW
        elected = self.at.elected_by(index)
        self._band(stage, elected, top, pieces)
        rows = self._names_below(index, elected, top + BAND, pieces, with_names=not is_upright)
        return "".join(pieces), top + BAND + (rows * LINE + 6 if rows else 0)

    def _band(self, stage: Stage, elected: set[int | None], y: float, pieces: list[str]) -> None:
        quota = self.at.wide(self.count.quota * SCALE)
        for number, (start, end) in self.at.places[stage.number].items():
            if end <= start:
                continue
            ground = self.at.ground(number, elected)
            votes = stage.non_transferable if number is None else stage.votes[number - 1]
            said = self.words.votes.format(
                name=own(self.at.name(number)), votes=self.words.amount(votes)
            )
            pieces.append(
                f"<g>{title(said)}"
                f"{self.pen.rect(ground.name, ground.paint, start, end - start, y, BAND)}"
            )
            if number in elected and 0 < quota < end - start:
                self._spare(start + quota, end, y, pieces)
                end = start + quota
            self._figures(number, ground, start, end, votes, y, pieces)
            pieces.append("</g>")

    def _edge(self, stage: Stage, elected: set[int | None], pieces: list[str]) -> None:
        """The band above once more, low: the text of a page stands between the two."""
        for number, (start, end) in self.at.places[stage.number].items():
            if end <= start:
                continue
            ground = self.at.ground(number, elected)
            pieces.append(self.pen.rect(ground.name, ground.paint, start, end - start, 0, EDGE))
            figure = "" if number is None else str(number)
            wide, middle = width(figure, SMALL, is_bold=True), (start + end) / 2
            if not figure or wide > end - start:
                continue
            if ground.has_plate:
                plate = min(wide + 4, end - start)
                pieces.append(
                    self.pen.rect("paper", inks.PAPER, middle - plate / 2, plate, 0, EDGE)
                )
            pieces.append(
                f'<text class="count-on-{ground.name}" x="{self.pen.x(middle):g}" y="14" '
                f'text-anchor="middle" fill="{ground.letters}" font-weight="700">{figure}</text>'
            )

    def _spare(self, line: float, end: float, y: float, pieces: list[str]) -> None:
        """The line of the quota through a part that is wider, and the surplus behind it cut up."""
        pieces.append(self.pen.rect("spare", "url(#count-spare)", line, end - line, y, BAND))
        pieces.append(self.pen.rect("quota", inks.ON_RED, line - 1, 2, y, BAND))

    def _figures(
        self,
        number: int | None,
        ground: Ground,
        start: float,
        end: float,
        votes: int,
        y: float,
        pieces: list[str],
    ) -> None:
        """The candidate's number, and the votes where there is room for them, cut to hundredths."""
        room, middle = end - start - 4, (start + end) / 2
        figure = "" if number is None else str(number)
        shown = next(
            (
                text
                for text in (self.words.amount(votes // 1000 * 1000), self._whole_votes(votes))
                if width(text, SMALL, is_bold=True) <= room
            ),
            "",
        )
        size: float = FIGURE if width(figure, FIGURE) <= room else SMALL
        rows: list[tuple[str, float, float, float]] = []
        if figure and width(figure, size) - 2 <= room:
            baseline: float = 22 if shown else 31 if size == FIGURE else 28
            rows.append((figure, size, y + baseline, width(figure, size)))
        if shown:
            wide = width(shown, SMALL, is_bold=True)
            rows.append((shown, SMALL, y + (39 if figure else 28), wide))
        if rows and ground.has_plate:
            wide = min(max(wide for *_text, wide in rows) + 4, end - start)
            first, last = rows[0], rows[-1]
            up = first[2] - first[1] * 0.9
            pieces.append(
                self.pen.rect("paper", inks.PAPER, middle - wide / 2, wide, up, last[2] + 4 - up)
            )
        for row, (text, tall, foot, _wide) in enumerate(rows):
            is_figure = bool(figure) and row == 0
            face = f'font-family="{HEAD}"' if is_figure else 'font-weight="700"'
            pieces.append(
                f'<text class="count-on-{ground.name}{" count-figure" if is_figure else ""}" '
                f'x="{self.pen.x(middle):g}" y="{foot:g}" font-size="{tall:g}" '
                f'text-anchor="middle" fill="{ground.letters}" {face}>{self.pen.run(text)}</text>'
            )

    def _whole_votes(self, votes: int) -> str:
        """Rounded down, so that nobody seems to have reached a quota before they did."""
        return self.words.amount(votes // SCALE * SCALE)

    def _names_below(
        self,
        index: int,
        elected: set[int | None],
        y: float,
        pieces: list[str],
        *,
        with_names: bool,
    ) -> int:
        """Under each part its name and the word for who is elected; gives the number of lines."""
        stage = self.count.stages[index]
        most = 0
        for number, (start, end) in self.at.places[stage.number].items():
            if end <= start or number is None:
                continue
            row = 0
            weight = ' font-weight="700"' if number in elected else ""
            for text in self.at.name_rows(number, stage) if with_names else ():
                row += 1
                pieces.append(self.pen.below((start + end) / 2, y + row * LINE, own(text), weight))
            room = end - start + self.at.gap
            if number in elected and width(self.words.elected, SMALL, is_bold=True) <= room:
                row += 1
                red = f' class="count-fate" fill="{inks.RED}" font-weight="700"'
                pieces.append(
                    self.pen.below((start + end) / 2, y + row * LINE, self.words.elected, red)
                )
            most = max(most, row)
        if index in self.at.lost_named:  # where they are first wide enough to see, and at the end
            most += 1
            pieces.append(self._lost_name(y + most * LINE))
        return most

    def _lost_name(self, y: float) -> str:
        """On a line of its own at the far end, as it is longer than what it names."""
        anchor = "start" if self.words.is_rtl else "end"
        return (
            f'<text x="{self.pen.x(WIDTH):g}" y="{y:g}" text-anchor="{anchor}">'
            f"{self.pen.run(self.words.non_transferable)}</text>"
        )

    def _upright_names(self, stage: Stage, top: float, pieces: list[str]) -> float:
        """Number and name of everyone along their flow, and a line from each to its part."""
        places = self.at.places[stage.number]
        named = self.at.standing
        if len(named) > MOST_NAMED:
            by_votes = sorted(named, key=lambda one: -stage.votes[one - 1])
            by_rank = sorted(by_votes, key=lambda one: one not in self.count.elected)
            named = sorted(by_rank[:MOST_NAMED])
        wanted = [sum(places[number]) / 2 for number in named]
        texts = [cut(self.at.names[number - 1], LONGEST_UPRIGHT) for number in named]
        longest = max(
            width(f"{number} {text}", SMALL, is_bold=number in self.count.elected)
            for number, text in zip(named, texts, strict=True)
        )
        bottom = top + longest + 4
        for number, x, target, text in zip(named, spread(wanted), wanted, texts, strict=True):
            weight = ' font-weight="700"' if number in self.count.elected else ""
            pieces.append(
                f'<text transform="translate({self.pen.x(x) + 4.5:g} {bottom:g}) rotate(-90)"{weight}>'
                f"{self.pen.run(f'{number} {own(text)}')}</text>"
                f'<path class="count-leader" d="M{self.pen.x(x):.2f} {bottom + 3:g}'
                f"C{self.pen.x(x):.2f} {bottom + LEADER / 2 + 3:g} {self.pen.x(target):.2f} "
                f'{bottom + LEADER / 2:g} {self.pen.x(target):.2f} {bottom + LEADER:g}" '
                f'fill="none" stroke="{inks.INK}"/>'
            )
        return bottom + LEADER + 1

    def _quota(self, pieces: list[str]) -> float:
        """A line as long as the quota, and what it means."""
        if not self.count.quota or not any(sum(stage.votes) for stage in self.count.stages):
            return 0.0
        wide = min(self.at.wide(self.count.quota * SCALE), WIDTH)
        y = 0.0
        text = self.words.quota.format(quota=self.words.amount(self.count.quota * SCALE))
        for row in lines(text, SMALL, WIDTH, is_bold=True):
            y += LINE
            pieces.append(self.pen.said(row, y, SMALL, weight=700))
        pieces.append(self.pen.rect("measure", inks.RED, 0, wide, y + 11, 4))
        for end in (0.0, wide - 2):
            pieces.append(self.pen.rect("measure", inks.RED, end, 2, y + 7, 12))
        return y + 26

    def _flow(
        self, above: Stage, stage: Stage, elected: set[int | None], pieces: list[str]
    ) -> None:
        """Ribbons from the band above: what stays, pale, then what moves, in the ink of its source."""
        before, after = self.at.places[above.number], self.at.places[stage.number]
        leaving = {number: start for number, (start, _) in before.items()}
        arriving = {number: start for number, (start, _) in after.items()}
        moved = {move.source for move in stage.transfers}
        for number, (start, end) in before.items():
            stays = end - start
            if number in moved and number is not None:
                stays = self.at.wide(stage.votes[number - 1])
            kind = "stays-red" if number in elected else "stays"
            paint = inks.RED if number in elected else inks.INK
            pieces.append(
                self.pen.ribbon(kind, paint, start, arriving[number], stays, ' fill-opacity=".16"')
            )
            leaving[number] += stays
            arriving[number] += stays
        for move in stage.transfers:
            wide = self.at.wide(move.votes)
            target = own(self.at.name(move.target))
            said = self.words.moves.format(
                votes=self.words.amount(move.votes),
                source=own(self.at.name(move.source)),
                target=target,
            )
            kind = "moves-red" if move.source in elected else "moves"
            paint = inks.RED if move.source in elected else inks.INK
            # A paper edge parts ribbons that cross; one as thin as a hair gets more ink instead.
            edge = inks.PAPER if wide > 3 * HAIR else paint
            edges = f' stroke="{edge}" stroke-width="{0.8 if wide > HAIR else HAIR - wide:.2g}"'
            kind += " count-apart" if edge is inks.PAPER else ""
            pieces.append(
                self.pen.ribbon(
                    kind, paint, leaving[move.source], arriving[move.target], wide, edges,
                    title(said),
                )
            )  # fmt: skip
            leaving[move.source] += wide
            arriving[move.target] += wide
