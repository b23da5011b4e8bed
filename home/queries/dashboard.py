"""What needs a member's answer and when they meet, across committees."""

from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from committees.models import Committee, JoinRequest, JoinRequestStatus
from elections import queries as elections
from elections.models import Candidacy, Election
from meetings import queries as meetings

MOST_MEETINGS = 6


@dataclass(frozen=True)
class Dashboard:
    """The page a member sees first."""

    committees: list[Committee]
    waiting: list[JoinRequest]
    to_vote: list[Election]
    to_answer: list[Candidacy]
    meetings: list[meetings.Ahead]

    @property
    def needs_me(self) -> bool:
        asked = [one for one in self.meetings if one.needs_answer or one.needs_closing]
        return bool(self.to_vote or self.to_answer or asked)


def dashboard(user: User, now: datetime) -> Dashboard:
    """Five queries, whatever the number of committees."""
    return Dashboard(
        committees=list(Committee.objects.of(user).select_related("campus").order_by("name", "pk")),
        waiting=list(
            JoinRequest.objects.filter(user=user, status=JoinRequestStatus.WAITING)
            .select_related("committee")
            .order_by("made_at")
        ),
        to_vote=elections.needs_vote(user, now),
        to_answer=elections.needs_answer(user, now),
        meetings=meetings.upcoming(user, now)[:MOST_MEETINGS],
    )
