"""What goes from elections when somebody erases their account."""

from datetime import datetime

from accounts.leaving import on_leave
from accounts.models import User
from elections.operations.forgetting import forget_person


@on_leave
def leave_every_election(user: User, at: datetime) -> None:
    """Stand no more, observe no more; what was written for an election goes."""
    forget_person(user, at=at)
