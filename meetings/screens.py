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
    path = reverse("hall-screen", args=[meeting.public_id])
    return f"{settings.PUBLIC_URL}{path}?ticket={ticket(meeting)}"
