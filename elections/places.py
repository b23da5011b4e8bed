"""How many places there are to fill, by the committee's size and the office."""

from django.utils.translation import gettext_lazy as _

from committees.models import Committee, Office
from committees.queries import councils
from committees.queries.members import members_count
from committees.standing_orders import delegates_for

MOST_SEATS = 30
MOST_STANDING = 60
CLOCK_RUNS_BELOW = 10
OFFICES = tuple(one for one in Office if one != Office.ALTERNATE)
_TITLES = {
    Office.DELEGATE: _("Election of delegates"),
    Office.COORDINATOR: _("Election of a coordinator"),
    Office.MEMBERSHIP_SECRETARY: _("Election of membership secretaries"),
    Office.RETURNING_OFFICER: _("Election of a returning officer"),
}
SEATS = {Office.COORDINATOR: 1, Office.MEMBERSHIP_SECRETARY: 2, Office.RETURNING_OFFICER: 1}


def offices_of(committee: Committee) -> tuple[Office, ...]:
    """What is elected there; a council admits nobody."""
    if committee.is_council:
        return tuple(one for one in OFFICES if one != Office.MEMBERSHIP_SECRETARY)
    return OFFICES


def seats_for(office: str, committee: Committee) -> int:
    """The places suggested for an office."""
    if office == Office.DELEGATE:
        if committee.is_council:
            return councils.seats_for(committee)
        return delegates_for(members_count(committee))
    return SEATS[Office(office)]


def suggested_title(office: str) -> str:
    """A title to begin with."""
    return str(_TITLES[Office(office)])
