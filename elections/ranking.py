"""The ranking while it is being made: nothing of it is stored, it travels with the form."""

from dataclasses import dataclass

from ballots.models import Option
from elections.queries import label


@dataclass(frozen=True, slots=True)
class Line:
    """A candidate on the ballot page, where they always stand; `rank` 0 is unranked."""

    number: int
    name: str
    is_ron: bool
    is_withdrawn: bool
    statement: str
    rank: int
    is_first: bool
    is_last: bool
    focus: str


def tap(ranking: list[int], number: int) -> list[int]:
    """The next rank for a candidate without one; who has one loses it, and the later ones rise."""
    if number in ranking:
        return [other for other in ranking if other != number]
    return [*ranking, number]


def up(ranking: list[int], number: int) -> list[int]:
    """One rank better."""
    return _swapped(ranking, number, -1)


def down(ranking: list[int], number: int) -> list[int]:
    """One rank worse."""
    return _swapped(ranking, number, 1)


def _swapped(ranking: list[int], number: int, by: int) -> list[int]:
    if number not in ranking:
        return ranking
    place = ranking.index(number)
    other = place + by
    if not 0 <= other < len(ranking):
        return ranking
    ranking = list(ranking)
    ranking[place], ranking[other] = ranking[other], ranking[place]
    return ranking


MOVES = {"tap": tap, "up": up, "down": down}


def lines(
    options: list[Option],
    statements: dict[str, str],
    ranking: list[int],
    pressed: tuple[str, int] | None,
) -> list[Line]:
    """The candidates in the order of the paper, each with the rank so far.

    The button that was pressed keeps the focus, or the candidate's (`choice`) where it has gone
    dead.
    """
    verb, at = pressed or ("", 0)
    is_dead = bool(ranking) and (verb, at) in (("up", ranking[0]), ("down", ranking[-1]))
    return [
        Line(
            number=option.number,
            name=label(option),
            is_ron=option.is_ron,
            is_withdrawn=option.is_withdrawn,
            statement=statements.get(option.reference, ""),
            rank=ranking.index(option.number) + 1 if option.number in ranking else 0,
            is_first=bool(ranking) and ranking[0] == option.number,
            is_last=bool(ranking) and ranking[-1] == option.number,
            focus=("choice" if is_dead else verb) if at == option.number else "",
        )
        for option in options
    ]
