"""The order in which people speak, and for how long. Knows the rules and reads no table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from committees.standing_orders import StandingOrders
from meetings.models import Speaker, SpeechKind

SIDES = (SpeechKind.FOR, SpeechKind.AGAINST)
WARNED = timedelta(seconds=30)  # before the end of a speech


@dataclass(frozen=True, slots=True)
class Debate:
    """What the order follows from: how often each has spoken at this meeting, who moved the motion
    and has not spoken to it, the side that spoke last, and whether the sides take turns."""

    spoken: Mapping[int, int]
    mover: int | None = None
    last_side: str = ""
    is_balanced: bool = False


def ordered(waiting: Sequence[Speaker], debate: Debate) -> list[Speaker]:
    """Points of order; whoever moves the motion; then who has spoken least, and asked first."""
    line = sorted(waiting, key=lambda one: _rank(one, debate))
    if not debate.is_balanced:
        return line
    first = [one for one in line if one.kind == SpeechKind.POINT_OF_ORDER]
    return first + _alternated([one for one in line if one not in first], debate.last_side)


def allowed(speaker: Speaker, rules: StandingOrders, *, is_mover: bool, has_spoken: bool) -> int:
    """How many seconds this speech may last: the mover's, the mover's reply, or any other's."""
    if is_mover and not has_spoken:
        return rules.mover_minutes * 60
    if is_mover and speaker.kind == SpeechKind.FOR and rules.reply_minutes:
        return rules.reply_minutes * 60
    return rules.speaker_minutes * 60


def _rank(one: Speaker, debate: Debate) -> tuple[object, ...]:
    is_point = one.kind == SpeechKind.POINT_OF_ORDER
    is_mover = one.membership_id == debate.mover
    spoken = 0 if is_point else debate.spoken.get(one.membership_id, 0)
    return (not is_point, not is_mover, spoken, one.asked_at, one.pk)


def _alternated(line: list[Speaker], last: str) -> list[Speaker]:
    """The same with for and against in turn; a question keeps its place."""
    left, taken = list(line), []
    while left:
        wanted = [one for one in left if one.kind in SIDES and one.kind != last]
        head = left[0]
        following = head if head.kind not in SIDES or not wanted else wanted[0]
        left.remove(following)
        taken.append(following)
        last = following.kind if following.kind in SIDES else last
    return taken
