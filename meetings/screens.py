"""The ticket that opens the screen of a hall on a projector, where nobody signs in."""

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from meetings.models import Meeting

_signer = signing.Signer(salt="screen")


def ticket(meeting: Meeting) -> str:
    """A word for the address of the screen; it opens this meeting's alone, until it is closed."""
    return _signer.signature(meeting.public_id)


def fits(meeting: Meeting, given: str) -> bool:
    """Whether this is the meeting's ticket."""
    return constant_time_compare(given, ticket(meeting))


def address(meeting: Meeting) -> str:
    """The whole address of the screen, with its ticket."""
    return f"{address_for_visitors(meeting)}?ticket={ticket(meeting)}"


def address_for_visitors(meeting: Meeting) -> str:
    """The whole address without a ticket: it opens where visitors may listen."""
    return settings.PUBLIC_URL + reverse("hall-screen", args=[meeting.public_id])
