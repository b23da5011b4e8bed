"""Whether enough members are there. The log says when that changes, never who came or went."""

from datetime import datetime
from typing import Any

from committees.queries.members import members_count
from meetings import rules, states
from meetings.models import LogKind, Meeting, MeetingStatus
from meetings.operations import log


def look_at_quorum(meeting: Meeting, *, at: datetime) -> bool:
    """Whether a locked meeting has its quorum now; a line in its log where that has changed.

    Before it is opened and while it is adjourned nothing is written.
    """
    present = states.present(meeting)
    quorum = rules.quorum(meeting, members_count(meeting.committee))
    committees = states.committees_present(meeting)
    is_met = quorum.is_met(present, committees)
    if meeting.status == MeetingStatus.OPEN and is_met != _was_met(meeting):
        kind = LogKind.QUORUM_REACHED if is_met else LogKind.QUORUM_LOST
        facts: dict[str, Any] = {"present": present, "needed": quorum.needed}
        if quorum.committees:
            facts |= {"committees": committees, "committees_needed": quorum.committees}
        log.write(meeting, kind, at=at, **facts)
    return is_met


def _was_met(meeting: Meeting) -> bool:
    """What the log said last; a meeting begins without."""
    kinds = [LogKind.QUORUM_REACHED, LogKind.QUORUM_LOST]
    last = meeting.log.filter(kind__in=kinds).order_by("-number").first()
    return last is not None and last.kind == LogKind.QUORUM_REACHED
