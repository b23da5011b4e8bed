"""Majorities, shares and terms: the rules that no committee changes."""

from calendar import monthrange
from datetime import datetime

DELEGATE_BANDS = ((20, 1), (50, 2), (100, 3), (200, 4), (400, 5))


def delegates_for(members: int) -> int:
    """How many delegates a committee with so many members sends, and as many alternates."""
    for up_to, delegates in DELEGATE_BANDS:
        if members <= up_to:
            return delegates
    return 5 + -(-(members - 400) // 200)


def council_quorum(committees: int, delegates: int) -> tuple[int, int]:
    """How many of the committees and of the delegates a council needs: most, and a third."""
    return committees // 2 + 1, -(-delegates // 3)


def is_carried(votes_for: int, votes_against: int) -> bool:
    """More for than against; abstentions are not counted."""
    return votes_for > votes_against


def is_carried_by_two_thirds(votes_for: int, votes_against: int) -> bool:
    """Two thirds of the votes for and against, for rules and for closing debate early."""
    return votes_for > 0 and votes_for >= 2 * votes_against


def months_after(start: datetime, months: int) -> datetime:
    """The same day and hour so many months later, or the month's last day where it has no such."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    day = min(start.day, monthrange(year, month + 1)[1])
    return start.replace(year=year, month=month + 1, day=day)


def share(members: int, percent: int) -> int:
    """So many per cent of the members, rounded up, at least one."""
    return max(1, -(-members * percent // 100))
