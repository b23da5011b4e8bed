"""When a strike ballot is held, and what its rules ask."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from committees.models import Committee
from committees.standing_orders import RULES, orders
from elections.models import StrikeBallot

NOTICE, OPEN_FOR = timedelta(hours=24), timedelta(hours=72)
LAST_CALL = timedelta(hours=6)
_RULES = ("strike_percent", "strike_at_least", "strike_lapses_days")


@dataclass(frozen=True, slots=True)
class Times:
    """Between which moments members vote, and when those without a paper are reminded."""

    opens_at: datetime
    closes_at: datetime
    last_call_at: datetime


def called(at: datetime, zone: ZoneInfo) -> Times:
    """A day's notice, then three days; on the wall clock, so that no change of clocks moves them."""
    wall = at.astimezone(zone).replace(tzinfo=None, second=0, microsecond=0)
    opens, closes = (
        (wall + after).replace(tzinfo=zone).astimezone(UTC) for after in (NOTICE, NOTICE + OPEN_FOR)
    )
    return Times(opens, closes, closes - LAST_CALL)


def terms(committee: Committee) -> dict[str, int]:
    """The double quorum, as the definition of the vote holds it and every count obeys it."""
    ours = orders(committee)
    return {
        "numerator": 1,
        "denominator": 2,
        "turnout_percent": ours.strike_percent,
        "turnout_least": ours.strike_at_least,
    }


def needed(of_terms: dict[str, int], roll: int) -> int:
    """How many have to take part, of so many on the roll."""
    return max(-(-roll * of_terms["turnout_percent"] // 100), of_terms["turnout_least"])


def rules_said(committee: Committee) -> list[str]:
    """The rules as the sentences that hold here."""
    ours = orders(committee)
    return [RULES[key].said(getattr(ours, key)) for key in _RULES]


def turnout_percent(ballot: StrikeBallot) -> int:
    """Of the roll, rounded."""
    roll = ballot.contest.roll_size
    return round(100 * (ballot.turnout or 0) / roll) if roll else 0
