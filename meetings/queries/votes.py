"""The vote that stands before the meeting, as its pages show it."""

from committees.models import Membership
from meetings.models import Meeting, Vote
from meetings.states import latest_vote


def vote_now(meeting: Meeting, member: Membership | None) -> Vote | None:
    """The vote that is open or was taken last; the same for every reader."""
    return latest_vote(meeting)
