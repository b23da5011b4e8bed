"""Having a worker look at a vote at the second at which it closes."""

from core import waking

AFTER = 0.3  # seconds: never a moment early


def wake_at_close(meeting_pk: int, seconds: float) -> None:
    """Have a worker look at the meeting's vote in so many seconds; without a broker the tick does."""
    waking.wake("meetings.tasks.look_at_vote", meeting_pk, after=seconds + AFTER)
