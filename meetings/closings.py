"""What follows where a meeting is closed. Higher apps register it in their `closings.py`."""

from collections.abc import Callable
from datetime import datetime

from core.discovery import discover
from meetings.models import Meeting

Closed = Callable[[Meeting, datetime], None]
CLOSED: list[Closed] = []


def closed(function: Closed) -> Closed:
    """Register `function(meeting, at)`: called in the transaction that closes a meeting."""
    CLOSED.append(function)
    return function


def follow(meeting: Meeting, at: datetime) -> None:
    """Do everything that follows from the close of this meeting."""
    discover("closings")
    for function in CLOSED:
        function(meeting, at)
