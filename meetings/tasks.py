"""What the worker does at the second at which a vote closes. The tick finds what it misses."""

from celery import shared_task

from core import clock
from meetings.models import Meeting
from meetings.operations.votes import look_at_vote as look


@shared_task
def look_at_vote(meeting_pk: int) -> None:
    """Close the vote whose time is over; tell the chair when the ballots can be opened."""
    meeting = Meeting.objects.filter(pk=meeting_pk).first()
    if meeting is not None:
        look(meeting, at=clock.now())
