"""What each simulated voter will do, drawn from a seed before anything happens."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from enum import StrEnum

from ballots.protocol.opening import Code

LEAST_VOTERS = 10
MOST_RANKS = 10
AGAIN_PERCENT, IDLE_PERCENT, ABSENT_PERCENT = 10, 4, 6
# The rank of a candidate is the likelier the lower its number: so there is something to count.
_LEAN = 3


class Conduct(StrEnum):
    """How a voter behaves."""

    VOTES = "votes"
    AGAIN = "votes again"
    REPEATS = "sends the same envelope twice"
    REFUSED = "sends what the box refuses, then a good envelope"
    LOST = "is dropped from the box by a dishonest server, and complains"
    IDLE = "takes a paper and never casts"
    ABSENT = "never comes"
    FAULTY = "casts an envelope that is invalid"


# What a voter alone can bring about; a doubled key takes the paper of a confederate.
CODES = tuple(Code)


@dataclass(frozen=True, slots=True)
class Scale:
    """The size of a simulated election; with `tellers` 0 the host alone holds the key."""

    voters: int
    candidates: int
    seats: int
    tellers: int = 0
    needed: int = 1
    seed: int = 0

    @property
    def on_paper(self) -> int:
        """The numbers on the paper: every candidate, and re-open nominations."""
        return self.candidates + 1

    @property
    def most_ranks(self) -> int:
        return min(MOST_RANKS, self.on_paper)


@dataclass(frozen=True, slots=True)
class Part:
    """One voter's part: each ballot they cast, the last one to count; a code where it is invalid."""

    number: int
    conduct: Conduct
    ballots: tuple[tuple[int, ...], ...] = field(default=())
    code: Code | None = None
    confederate: int = -1

    @property
    def takes_paper(self) -> bool:
        return self.conduct != Conduct.ABSENT

    @property
    def casts(self) -> bool:
        return self.takes_paper and self.conduct != Conduct.IDLE


def draw(scale: Scale) -> list[Part]:
    """Every voter's part, in the order in which they come."""
    chance = random.Random(scale.seed)  # noqa: S311  choices to be repeated, not secrets
    conducts = _conducts(scale.voters)
    chance.shuffle(conducts)
    codes = list(CODES)
    chance.shuffle(codes)
    honest = [place for place, one in enumerate(conducts) if one == Conduct.VOTES]
    parts = []
    for number, conduct in enumerate(conducts):
        code = codes.pop() if conduct == Conduct.FAULTY else None
        count = {Conduct.IDLE: 0, Conduct.ABSENT: 0, Conduct.AGAIN: chance.randint(2, 3)}
        ballots = tuple(_choices(scale, chance) for _ballot in range(count.get(conduct, 1)))
        confederate = chance.choice(honest) if code == Code.DUPLICATE else -1
        parts.append(Part(number, conduct, ballots, code, confederate))
    return parts


def _conducts(voters: int) -> list[Conduct]:
    """So many of each; every conduct occurs, and every code where there are thirty voters."""
    numbers = {
        Conduct.AGAIN: _share(voters, AGAIN_PERCENT),
        Conduct.IDLE: _share(voters, IDLE_PERCENT),
        Conduct.ABSENT: _share(voters, ABSENT_PERCENT),
        Conduct.FAULTY: min(len(CODES), max(1, voters // 3)) if voters >= 12 else 1,
        Conduct.REPEATS: 1,
        Conduct.REFUSED: 1,
        Conduct.LOST: 1 + (voters >= 30),
    }
    conducts = [conduct for conduct, number in numbers.items() for _voter in range(number)]
    return conducts + [Conduct.VOTES] * (voters - len(conducts))


def _share(voters: int, percent: int) -> int:
    return max(1, voters * percent // 100)


def _choices(scale: Scale, chance: random.Random) -> tuple[int, ...]:
    """A ranking of one to all that may be ranked; one in twenty is blank."""
    if chance.random() < 1 / 20:
        return ()
    length = chance.randint(1, scale.most_ranks)
    left = list(range(1, scale.on_paper + 1))
    ranked = []
    for _place in range(length):
        weights = [_LEAN / (_LEAN + number) for number in left]
        (taken,) = chance.choices(left, weights)
        left.remove(taken)
        ranked.append(taken)
    return tuple(ranked)
