"""When a strike ballot is held, and what its rules ask."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from committees.models import Committee
from committees.standing_orders import RULES, orders
from elections import times
from elections.models import StrikeBallot

NOTICE, OPEN_FOR = timedelta(hours=24), timedelta(hours=72)
_RULES = ("strike_percent", "strike_at_least", "strike_lapses_days")


def called(at: datetime, zone: ZoneInfo) -> times.Times:
    """A day's notice, then three days."""
    return times.on_the_wall(at, zone, opens=NOTICE, closes=NOTICE + OPEN_FOR)


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
