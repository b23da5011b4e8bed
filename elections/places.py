"""How many places there are to fill, by the committee's size and the office."""

from committees.models import Office

MOST_SEATS = 30
MOST_STANDING = 60
CLOCK_RUNS_BELOW = 10
TERM_MONTHS = {Office.DELEGATE: 6}
OFFICER_TERM_MONTHS = 12
SEATS = {Office.COORDINATOR: 1, Office.MEMBERSHIP_SECRETARY: 2, Office.RETURNING_OFFICER: 1}
_STEPS = ((20, 1), (50, 2), (100, 3), (200, 4), (400, 5))


def delegates_for(members: int) -> int:
    """Delegates of a committee of this size: 1 to 20 one … 201 to 400 five, then one per 200."""
    for most, delegates in _STEPS:
        if members <= most:
            return delegates
    return 5 + -(-(members - 400) // 200)


def seats_for(office: str, members: int) -> int:
    """The places suggested for an office."""
    if office == Office.DELEGATE:
        return delegates_for(members)
    return SEATS[Office(office)]


def term_for(office: str) -> int:
    """The months an office is given for."""
    return TERM_MONTHS.get(Office(office), OFFICER_TERM_MONTHS)
