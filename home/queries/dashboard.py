"""What needs a member's answer, what is decided and when they meet, across committees."""

from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from committees.models import Committee, JoinRequest, JoinRequestStatus, Membership
from home.queries import asks_persons
from home.queries.ask import Ask, needs_answer
from home.queries.asks import asks
from home.queries.decided import Decided, decided
from meetings.queries import meetings

MOST_MEETINGS = 6
LATEST = 4


@dataclass(frozen=True)
class Dashboard:
    """The page a member sees first."""

    committees: list[Committee]
    waiting: list[JoinRequest]
    suspended: list[Membership]
    asks: list[Ask]
    decided: list[Decided]
    meetings: list[meetings.Ahead]

    @property
    def is_asked(self) -> bool:
        return needs_answer(self.asks)


def dashboard(user: User, now: datetime) -> Dashboard:
    """The same number of queries, whatever the number of committees."""
    committees = list(Committee.objects.of(user).select_related("campus").order_by("name", "pk"))
    ahead = meetings.upcoming(user, now)
    return Dashboard(
        committees=committees,
        waiting=list(
            JoinRequest.objects.filter(user=user, status=JoinRequestStatus.WAITING)
            .select_related("committee")
            .order_by("made_at")
        ),
        suspended=asks_persons.suspended(user),
        asks=asks(user, now, ahead),
        decided=decided(committees, user, now, LATEST),
        meetings=ahead[:MOST_MEETINGS],
    )
