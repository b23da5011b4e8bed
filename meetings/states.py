"""The small public state of a meeting: what its stream says to whoever holds a ticket."""

import zlib
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from committees.models import Seat
from committees.queries.members import members_count
from committees.standing_orders import Quorum
from meetings import rules
from meetings.models import (
    CAST_OPENLY,
    Meeting,
    MeetingStatus,
    Speaker,
    SpeakerStatus,
    Vote,
    VoteStatus,
)


def present(meeting: Meeting) -> int:
    """How many are there now: who attends by phone, and whom a steward counted."""
    if is_left(meeting):
        return 0
    return meeting.attendance.filter(membership__status="active").count() + meeting.hand_count


def committees_present(meeting: Meeting) -> int:
    """Of how many of its committees somebody sits in a council's meeting now; 0 elsewhere."""
    if not meeting.committee.is_council or is_left(meeting):
        return 0
    seats = Seat.objects.taken().filter(membership__in=meeting.attendance.values("membership"))
    return seats.values("affiliation").distinct().count()


def is_quorate(meeting: Meeting, quorum: Quorum, present: int) -> bool:
    """Whether so many members, and in a council their committees, are enough to decide."""
    return quorum.is_met(present, committees_present(meeting))


def is_left(meeting: Meeting) -> bool:
    """Adjourned to another day, and who was there is kept for a while, to take it back."""
    return meeting.status == MeetingStatus.ADJOURNED and meeting.log.leaves_hall().exists()


def public(meeting: Meeting) -> dict[str, Any]:
    """Numbers and states without a name or a text; moments in milliseconds since 1970."""
    there = present(meeting)
    quorum = rules.quorum(meeting, members_count(meeting.committee))
    speaking = meeting.speakers.filter(status=SpeakerStatus.SPEAKING).first()
    return {
        "version": meeting.version,
        "status": meeting.status,
        "present": there,
        "needed": quorum.needed,
        "quorate": is_quorate(meeting, quorum, there),
        "waiting": waiting(meeting).count(),
        "stack": mark(asking(meeting)),
        "speaking": speaking and milliseconds(speaking.called_at),
        **_of_vote(latest_vote(meeting)),
    }


def waiting(meeting: Meeting) -> QuerySet[Speaker]:
    """Who waits to speak on the item before the meeting."""
    return meeting.speakers.filter(status=SpeakerStatus.WAITING, item=meeting.item_id)


def asking(meeting: Meeting) -> list[str]:
    """The hands and the offers, as opaque words in no order of theirs; one query."""
    offers = meeting.offers.values_list("public_id", flat=True)
    return sorted(waiting(meeting).values_list("public_id", flat=True).union(offers))


def mark(words: list[str]) -> int:
    """A number that is another one when the hands or the offers are; it says nothing of whose."""
    return zlib.crc32(" ".join(words).encode())


def latest_vote(meeting: Meeting) -> Vote | None:
    """The vote that is open or was taken last, if one was and stands."""
    return (
        meeting.votes.exclude(status=VoteStatus.SET_ASIDE)
        .select_related("motion", "amendment")
        .order_by("-opened_at", "-pk")
        .first()
    )


def milliseconds(moment: datetime | None) -> int | None:
    """The moment as a browser counts it."""
    return None if moment is None else int(moment.timestamp() * 1000)


def _of_vote(vote: Vote | None) -> dict[str, Any]:
    if vote is None:
        return {"vote": "", "voting": ""}
    said: dict[str, Any] = {"vote": vote.public_id, "voting": vote.status}
    said["closes"] = milliseconds(vote.closes_at)
    if vote.status == VoteStatus.DECLARED:
        said["outcome"] = vote.outcome
        if vote.votes_for is not None:
            said["for"], said["against"] = vote.votes_for, vote.votes_against
            said["abstain"] = vote.abstentions
    elif vote.method in CAST_OPENLY:
        said["cast"] = vote.cast.count()  # how many, never how
    return said
